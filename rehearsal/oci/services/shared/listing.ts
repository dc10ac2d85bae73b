/** Sorting of lists, as `sortBy` and `sortOrder` ask for it. */
import type { Call } from "../../route.ts";

/**
 * Sorts by time of creation, the newest first, or by name from A to Z; `sortOrder` turns either round.
 * @param nameOf the name of an item, for `sortBy` NAME, DISPLAYNAME and their spellings
 */
export function sorted<T extends { timeCreated?: string }>(
  call: Call,
  items: readonly T[],
  nameOf: (item: T) => string,
): T[] {
  const byName = /name/i.test(call.query["sortBy"] ?? "");
  const up = (call.query["sortOrder"] ?? (byName ? "ASC" : "DESC")) === "ASC" ? 1 : -1;
  const keyOf = (item: T) => (byName ? nameOf(item) : (item.timeCreated ?? ""));
  return [...items].sort((one, other) => up * compare(keyOf(one), keyOf(other)));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
