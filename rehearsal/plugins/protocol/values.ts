/**
 * Property values as the engine sends them to a provider: JSON, plus marks. An unknown value (known only after an
 * update) is a sentinel string, one per kind; a secret is an object that carries a signature, and so is a reference to
 * a resource, which only a provider of components meets.
 * @see https://www.pulumi.com/docs/iac/guides/building-extending/providers/implementers/
 */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };
export type Properties = Record<string, Value>;

/** The sentinels of sdk/go/common/resource/plugin/rpc.go, by the kind of value that is to come. */
export const UNKNOWN = {
  string: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  list: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  asset: "030794c1-ac77-496b-92df-f27374a8bd58",
  archive: "e48ece36-62e2-4504-bad9-02848725956a",
  map: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
} as const;

const UNKNOWNS: ReadonlySet<unknown> = new Set(Object.values(UNKNOWN));
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";

export const isUnknown = (value: unknown): boolean => UNKNOWNS.has(value);

export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isSecret(value: Value): value is { [SIGNATURE]: string; value: Value } {
  return isObject(value) && value[SIGNATURE] === SECRET;
}

export const makeSecret = (value: Value): Value => (isSecret(value) ? value : { [SIGNATURE]: SECRET, value });

/** A resource among values; the id is unknown until the resource is created, and a component has none. */
export function isReference(value: Value): value is { [SIGNATURE]: string; urn: string; id?: Value } {
  return isObject(value) && value[SIGNATURE] === REFERENCE && typeof value["urn"] === "string";
}

export const makeReference = (urn: string, id?: Value): Value => ({
  [SIGNATURE]: REFERENCE,
  urn,
  ...(id !== undefined && { id }),
});

/** A value as text: of what has parts, its JSON. */
export const textOf = (value: Value | undefined): string =>
  typeof value === "string" ? value : JSON.stringify(value ?? null);

/** The same value without its secret marks, at every depth. */
export function reveal(value: Value): Value {
  if (isSecret(value)) return reveal(value.value);
  if (Array.isArray(value)) return value.map(reveal);
  return isObject(value) ? revealAll(value) : value;
}

export function revealAll(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, reveal(value)]));
}

export function hasUnknown(value: Value): boolean {
  if (isSecret(value)) return hasUnknown(value.value);
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isObject(value) ? Object.values(value).some(hasUnknown) : isUnknown(value);
}

export function hasSecret(value: Value): boolean {
  if (isSecret(value)) return true;
  if (Array.isArray(value)) return value.some(hasSecret);
  return isObject(value) && Object.values(value).some(hasSecret);
}

/**
 * Marks in `value` as secret what is secret at the same place in `pattern` (an output takes the marks of the input it
 * came from). Where the two lists differ in length nobody can say which element is which: the whole list is marked.
 */
export function markSecrets(value: Value, pattern: Value | undefined): Value {
  if (pattern === undefined || !hasSecret(pattern)) return value;
  if (isSecret(pattern)) return makeSecret(value);
  if (Array.isArray(value) && Array.isArray(pattern)) {
    return value.length === pattern.length ? value.map((item, i) => markSecrets(item, pattern[i])) : makeSecret(value);
  }
  if (isObject(value) && isObject(pattern)) return markAll(value, pattern);
  return makeSecret(value);
}

export function markAll(properties: Properties, pattern: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, item]) => [key, markSecrets(item, pattern[key])]));
}

/** Two values without marks are the same; the order of an object's keys doesn't count. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => sameValue(item, b[i]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => sameValue(a[key], b[key]));
  }
  return a === b;
}
