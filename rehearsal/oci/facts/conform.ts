/** Holds a value against the SDK's declarations. */
import type { Field, FieldType } from "./declarations.ts";
import type { ModelFacts, SdkFacts } from "./sdk.ts";

export interface Fault {
  kind: "unknown" | "missing" | "wrong";
  /** Where, for example `sourceDetails.imageId`. */
  path: string;
  message: string;
}

/** Every way in which a value is no such thing; none when it is one. */
export function conform(facts: SdkFacts, service: string, type: FieldType, value: unknown, path = ""): Fault[] {
  switch (type.kind) {
    case "any":
      return [];
    case "string":
    case "number":
    case "boolean":
      return typeof value === type.kind ? [] : [wrong(path, `a ${type.kind}`, value)];
    case "date":
      return typeof value === "string" && !Number.isNaN(Date.parse(value))
        ? []
        : [wrong(path, "an RFC 3339 date", value)];
    case "enum":
      return type.values.includes(String(value)) ? [] : [wrong(path, `one of ${type.values.join(", ")}`, value)];
    case "list":
      return Array.isArray(value)
        ? value.flatMap((item, index) => conform(facts, service, type.of, item, `${path}[${index}]`))
        : [wrong(path, "a list", value)];
    case "map":
      return isRecord(value)
        ? Object.entries(value).flatMap(([key, item]) => conform(facts, service, type.of, item, join(path, key)))
        : [wrong(path, "a map", value)];
    case "oneOf":
      return conform(facts, service, { kind: "model", name: facts.commonModel(service, type.models) }, value, path);
    case "model":
      return isRecord(value)
        ? conformModel(facts, service, facts.model(service, type.name), value, path)
        : [wrong(path, `a ${type.name}`, value)];
  }
}

/**
 * What OCI takes where a discriminator is left out: an instance configuration without a `source` is made from its
 * details, and an autoscaling rule's metric without a `metricSource` is the compute agent's.
 */
const USUAL_VARIANTS = ["NONE", "COMPUTE_AGENT"];

function conformModel(
  facts: SdkFacts,
  service: string,
  model: ModelFacts,
  value: Record<string, unknown>,
  path: string,
): Fault[] {
  if (model.variants !== undefined) {
    const { field, models } = model.variants;
    const tag = value[field] ?? USUAL_VARIANTS.find((usual) => usual in models);
    if (tag === undefined) {
      return [missing(join(path, model.variants.field))];
    }
    const variant = model.variants.models[typeof tag === "string" ? tag : ""];
    if (variant === undefined) {
      const accepted = Object.keys(model.variants.models).join(", ");
      return [wrong(join(path, model.variants.field), `one of ${accepted}`, tag)];
    }
    if (variant !== model.name) {
      return conformModel(facts, service, withTag(facts.model(service, variant), model.variants.field), value, path);
    }
  }
  return conformFields(facts, service, model.fields, value, path);
}

function conformFields(
  facts: SdkFacts,
  service: string,
  fields: Record<string, Field>,
  value: Record<string, unknown>,
  path: string,
): Fault[] {
  const faults: Fault[] = [];
  for (const [key, field] of Object.entries(fields)) {
    const item = value[key];
    if (item === undefined || item === null) {
      if (field.required) {
        faults.push(missing(join(path, key)));
      }
      continue;
    }
    faults.push(...conform(facts, service, field.type, item, join(path, key)));
  }
  for (const key of Object.keys(value)) {
    if (!(key in fields)) {
      faults.push({
        kind: "unknown",
        path: join(path, key),
        message: `${join(path, key)} is no field that is known here`,
      });
    }
  }
  return faults;
}

function withTag(model: ModelFacts, field: string): ModelFacts {
  return { name: model.name, fields: { ...model.fields, [field]: { required: false, type: { kind: "string" } } } };
}

const missing = (path: string): Fault => ({ kind: "missing", path, message: `${path} is required` });

function wrong(path: string, expected: string, value: unknown): Fault {
  // The value itself is not repeated: it may be a secret.
  return { kind: "wrong", path, message: `${path || "The body"} must be ${expected}, not ${describe(value)}` };
}

function describe(value: unknown): string {
  return value === null
    ? "null"
    : Array.isArray(value)
      ? "a list"
      : typeof value === "string"
        ? "text of another kind"
        : `a ${typeof value}`;
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
