/**
 * Between Pulumi's names of an identity domain's attributes and SCIM's: Terraform takes no colons and no `$` in a name, so
 * an extension's URN runs together (`urn:ietf:...:user:User` is `urnietf...userUser`) and `$ref` is `ref`.
 */
import { isObject, type Properties, type Value } from "../protocol/values.ts";

/** What says how to ask, and is no attribute: query parameters, headers, and where the domain is. */
const CONTROLS: ReadonlySet<string> = new Set([
  "attributeSets",
  "attributes",
  "authorization",
  "forceDelete",
  "idcsEndpoint",
  "resourceTypeSchemaVersion",
]);

export const isAttribute = (name: string): boolean => !CONTROLS.has(name);

/**
 * The document that a create or an update sends: every attribute that the program gives.
 * @throws Error where an extension's attributes are given and `schemas` doesn't name its URN
 */
export function toScim(inputs: Properties): Properties {
  const schemas = Array.isArray(inputs["schemas"]) ? inputs["schemas"].filter((urn) => typeof urn === "string") : [];
  const document: Properties = {};
  for (const [name, value] of Object.entries(inputs)) {
    if (value !== null && isAttribute(name)) document[scimName(name, schemas)] = nested(value, toNestedName);
  }
  return document;
}

/** An answer with its names as Pulumi has them, so that `fromRest` finds them. */
export function fromScim(answer: Properties): Properties {
  const renamed: Properties = {};
  for (const [name, value] of Object.entries(answer)) renamed[plain(name)] = nested(value, fromNestedName);
  return renamed;
}

function scimName(name: string, schemas: readonly string[]): string {
  if (!name.startsWith("urnietf")) return name;
  const urn = schemas.find((known) => plain(known).toLowerCase() === name.toLowerCase());
  if (urn !== undefined) return urn;
  throw new Error(`\`${name}\` is given and \`schemas\` doesn't name its URN: add it there`);
}

const plain = (name: string): string => (name.startsWith("urn:") ? name.replace(/[^A-Za-z0-9]/g, "") : name);
const toNestedName = (name: string): string => (name === "ref" ? "$ref" : name);
const fromNestedName = (name: string): string => (name === "$ref" ? "ref" : plain(name));

function nested(value: Value, rename: (name: string) => string): Value {
  if (Array.isArray(value)) return value.map((item) => nested(item, rename));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([name, item]) => [rename(name), nested(item, rename)]));
}
