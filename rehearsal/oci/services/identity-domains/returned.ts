/**
 * Which attributes an answer holds. Oracle's schemas say of each attribute when it is returned; those that say "request"
 * stay out of every answer, that to a create included, unless the caller asks for them by name or by set.
 * @see https://www.rfc-editor.org/rfc/rfc7643#section-2.2
 */

/** What a caller asks for, in lower case. */
export interface Asked {
  /** Of `attributeSets`: all, always, never, request, default. */
  readonly sets: ReadonlySet<string>;
  /** Of `attributes`. */
  readonly names: ReadonlySet<string>;
}

/** Reads `attributeSets` and `attributes`, each repeated or with commas between. */
export function askedIn(query: Readonly<Record<string, unknown>>): Asked {
  return { sets: listed(query["attributeSets"]), names: listed(query["attributes"]) };
}

/** The document without what has to be asked for and wasn't. */
export function returned(
  document: Readonly<Record<string, unknown>>,
  onRequest: readonly string[],
  asked: Asked,
): Record<string, unknown> {
  if (asked.sets.has("all") || asked.sets.has("request")) {
    return { ...document };
  }
  const left = onRequest.map((name) => name.toLowerCase()).filter((name) => !asked.names.has(name));
  return Object.fromEntries(Object.entries(document).filter(([name]) => !left.includes(name.toLowerCase())));
}

function listed(value: unknown): Set<string> {
  const texts = [value].flat().filter((text) => typeof text === "string");
  return new Set(texts.flatMap((text) => text.toLowerCase().split(",")).map((text) => text.trim()));
}
