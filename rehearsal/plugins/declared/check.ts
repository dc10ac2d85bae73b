/** Refuses inputs that the SDK's declarations call wrong: unknown, missing, of another type. All faults at once. */
import { isObject, isSecret, isUnknown, type Properties, type Value } from "../protocol/values.ts";
import { nearest } from "./nearest.ts";
import { typeName, type Shape, type Type } from "./types.ts";

export interface Fault {
  /** `placementConfigurations[0].primarySubnetId` */
  readonly property: string;
  readonly reason: string;
}

export function checkInputs(inputs: Properties, shape: Shape, types: Readonly<Record<string, Shape>>): Fault[] {
  const faults: Fault[] = [];
  checkShape(inputs, shape, "", { types, faults });
  return faults;
}

interface Context {
  readonly types: Readonly<Record<string, Shape>>;
  readonly faults: Fault[];
  /** Inside a secret: its values are not for showing. */
  readonly hidden?: boolean;
}

function checkShape(value: Properties, shape: Shape, path: string, context: Context): void {
  const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
  for (const [name, item] of Object.entries(value)) {
    const property = shape[name];
    // Resource options of the engine's own, such as __defaults, stand among the inputs.
    if (name.startsWith("__")) continue;
    if (property === undefined) {
      const close = nearest(name, Object.keys(shape));
      const hint = close === undefined ? "" : `; did you mean \`${close}\`?`;
      context.faults.push({ property: at(name), reason: `\`${at(name)}\` is not a property that can be set${hint}` });
    } else if (item !== null) {
      checkType(item, property.type, at(name), context);
    }
  }
  for (const [name, property] of Object.entries(shape)) {
    const item = value[name];
    if (property.required && (item === undefined || item === null)) {
      const reason = `\`${at(name)}\` is required and missing: give ${aOrAn(typeName(property.type))}`;
      context.faults.push({ property: at(name), reason });
    }
  }
}

function checkType(value: Value, type: Type, path: string, context: Context): void {
  if (isSecret(value)) return checkType(value.value, type, path, { ...context, hidden: true });
  if (isUnknown(value) || type === "any") return;
  const refuse = (): void => {
    const reason = `\`${path}\` must be ${aOrAn(typeName(type))}, and is ${describe(value, context.hidden === true)}`;
    context.faults.push({ property: path, reason });
  };
  if (typeof type === "string") {
    if (typeof value !== type) refuse();
  } else if ("anyOf" in type) {
    if (!type.anyOf.some((option) => fits(value, option, context.types))) refuse();
  } else if ("list" in type) {
    if (!Array.isArray(value)) return refuse();
    value.forEach((item, i) => checkType(item, type.list, `${path}[${i}]`, context));
  } else if (!isObject(value)) {
    refuse();
  } else if ("map" in type) {
    for (const [key, item] of Object.entries(value))
      checkType(item, type.map, `${path}[${JSON.stringify(key)}]`, context);
  } else {
    checkShape(value, context.types[type.object] ?? {}, path, context);
  }
}

function fits(value: Value, type: Type, types: Context["types"]): boolean {
  const faults: Fault[] = [];
  checkType(value, type, "", { types, faults });
  return faults.length === 0;
}

/** Names the kind, and the value where it is short and no secret. */
function describe(value: Value, hidden: boolean): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (isObject(value)) return "an object";
  if (hidden) return aOrAn(typeof value);
  const text = JSON.stringify(value);
  return `the ${typeof value} ${text.length > 60 ? `${text.slice(0, 57)}...` : text}`;
}

const aOrAn = (name: string): string => `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;
