/** Reads the peers' reports: what isn't as expected is an error, and never no finding. */

export function arrayOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError("A report holds no list where there should be one.");
  return value;
}

export function objectIn(value: unknown, key: string): object {
  const found = property(value, key);
  if (typeof found !== "object" || found === null) throw new TypeError(`A report holds no object as ${key}.`);
  return found;
}

export function textIn(value: unknown, key: string): string {
  const found = property(value, key);
  if (typeof found !== "string") throw new TypeError(`A report holds no text as ${key}.`);
  return found;
}

export function numberIn(value: unknown, key: string): number {
  const found = property(value, key);
  if (typeof found !== "number") throw new TypeError(`A report holds no number as ${key}.`);
  return found;
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
