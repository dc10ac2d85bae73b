/**
 * Between Pulumi's view of a resource and the REST API's. Both sides' declarations say what exists, and the names
 * agree but for letter case (`isIpv6enabled`, `isIpv6Enabled`), plurals (`pluginsConfigs`, `pluginsConfig`) and the
 * few of `ALIASES`. Tags are flat on one side and nested on the other.
 */
import { isObject, textOf, type Properties, type Value } from "../protocol/values.ts";
import type { Shape, Type } from "../declared/types.ts";

type Types = Readonly<Record<string, Shape>>;

/** Pulumi's name, and what OCI's models call the same thing; most come from renames in Oracle's Terraform provider. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  accessType: ["publicAccessType"],
  actualSize: ["size"],
  autoScalingResources: ["resource"],
  bucketId: ["id"],
  enabled: ["isEnabled"],
  idcsCreatedBies: ["idcsCreatedBy"],
  idcsLastModifiedBies: ["idcsLastModifiedBy"],
  idleTimeoutInSeconds: ["idleTimeout"],
  intervalMs: ["intervalInMillis"],
  ipAddressDetails: ["ipAddresses"],
  privateIpAddress: ["privateIp"],
  publicIpAddress: ["publicIp"],
  shape: ["shapeName"],
  shapes: ["shape"],
  state: ["lifecycleState", "status"],
  stateless: ["isStateless"],
  unifiedAgentConfigurationFilter: ["filter"],
  unifiedAgentConfigurationFilters: ["filter"],
};

/** The key of `keys` that stands for Pulumi's `name`. */
export function restName(name: string, keys: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const fits = (wanted: string): string | undefined => keys.find((key) => key.toLowerCase() === wanted);
  const aliases = (ALIASES[name] ?? []).map((alias) => fits(alias.toLowerCase()));
  return (
    fits(lower) ??
    aliases.find((alias) => alias !== undefined) ??
    fits(`${lower}s`) ??
    (lower.endsWith("s") ? fits(lower.slice(0, -1)) : undefined)
  );
}

/** A request's body: those of `properties` that `model` has, under the API's names and in its types. */
export function toRest(properties: Properties, model: Shape, models: Types): Properties {
  const keys = Object.keys(model);
  const body: Properties = {};
  for (const [name, value] of Object.entries(properties)) {
    const key = restName(name, keys);
    const property = key === undefined ? undefined : model[key];
    if (key === undefined || property === undefined || value === null) continue;
    body[key] = toRestValue(value, property.type, models, name);
  }
  return body;
}

function toRestValue(value: Value, type: Type, models: Types, name: string): Value {
  if (value === null) return null;
  if (type === "number") return typeof value === "string" ? Number(value) : value;
  if (type === "boolean") return typeof value === "string" ? value === "true" : value;
  if (type === "string") return textOf(value);
  if (type === "any" || "anyOf" in type) return value;
  if ("map" in type) {
    if (typeof type.map === "object" && "map" in type.map && isObject(value)) return nestTags(value, name);
    return isObject(value) ? mapValues(value, (item) => toRestValue(item, type.map, models, name)) : value;
  }
  if ("list" in type) {
    const items = Array.isArray(value) ? value : [value];
    return items.map((item) => toRestValue(item, type.list, models, name));
  }
  // Where OCI takes one and Pulumi's plural name promises a list, the list has that one.
  const one = Array.isArray(value) ? value[0] : value;
  return isObject(one) ? toRest(one, models[type.object] ?? {}, models) : (one ?? null);
}

/** `{"ns.key": "v"}` to `{ns: {key: "v"}}`; security attributes go one level deeper: `ns.attribute.value`. */
function nestTags(flat: Properties, name: string): Properties {
  const nested: Properties = {};
  for (const [path, value] of Object.entries(flat)) {
    const steps = name === "definedTags" ? splitOnce(path) : path.split(".");
    const last = steps.pop() ?? path;
    let level = nested;
    for (const step of steps) {
      const inner = level[step];
      const next: Properties = isObject(inner) ? inner : {};
      level[step] = next;
      level = next;
    }
    level[last] = value;
  }
  return nested;
}

function splitOnce(path: string): string[] {
  const dot = path.indexOf(".");
  return dot < 0 ? [path] : [path.slice(0, dot), path.slice(dot + 1)];
}

/**
 * What `shape` declares, taken from an answer of the API. A property that is always there and that the answer leaves
 * out gets its type's empty value; one that may be missing stays out.
 */
export function fromRest(answer: Properties, shape: Shape, types: Types): Properties {
  const keys = Object.keys(answer);
  const properties: Properties = {};
  for (const [name, property] of Object.entries(shape)) {
    const key = restName(name, keys);
    const value = key === undefined ? null : (answer[key] ?? null);
    if (value !== null) properties[name] = fromRestValue(value, property.type, types);
    else if (property.required) properties[name] = emptyOf(property.type);
  }
  return properties;
}

function fromRestValue(value: Value, type: Type, types: Types): Value {
  if (value === null) return null;
  if (type === "string") return textOf(value);
  if (type === "number") return typeof value === "string" ? Number(value) : value;
  if (type === "boolean") return typeof value === "string" ? value === "true" : value;
  if (type === "any" || "anyOf" in type) return value;
  if ("map" in type) {
    if (!isObject(value)) return {};
    const flat = type.map === "string" ? flatten(value) : value;
    return mapValues(flat, (item) => fromRestValue(item, type.map, types));
  }
  if ("list" in type) {
    const items = Array.isArray(value) ? value : [value];
    return items.map((item) => fromRestValue(item, type.list, types));
  }
  const one = Array.isArray(value) ? value[0] : value;
  return isObject(one) ? fromRest(one, types[type.object] ?? {}, types) : null;
}

function flatten(value: Properties, prefix = ""): Properties {
  const flat: Properties = {};
  for (const [key, item] of Object.entries(value)) {
    if (isObject(item)) Object.assign(flat, flatten(item, `${prefix}${key}.`));
    else flat[prefix + key] = item;
  }
  return flat;
}

export function emptyOf(type: Type): Value {
  if (type === "string") return "";
  if (type === "number") return 0;
  if (type === "boolean") return false;
  if (type === "any" || "anyOf" in type || "object" in type) return null;
  return "list" in type ? [] : {};
}

function mapValues(object: Properties, change: (value: Value) => Value): Properties {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
