/** The order that lists come in: `sortBy` and `sortOrder` as compute's list operations take them. */
import type { Call } from "../../route.ts";

interface Sortable {
  displayName?: string | undefined;
  timeCreated: string;
}

/** By TIMECREATED the newest come first, by DISPLAYNAME they go from A to Z, unless sortOrder says otherwise. */
export function sorted<T extends Sortable>(items: readonly T[], query: Call["query"]): T[] {
  const byName = query["sortBy"] === "DISPLAYNAME";
  const ascending = (query["sortOrder"] ?? (byName ? "ASC" : "DESC")) === "ASC";
  const keyOf = (item: T) => (byName ? (item.displayName ?? "") : item.timeCreated);
  const inOrder = [...items].sort((one, other) => compare(keyOf(one), keyOf(other)));
  return ascending ? inOrder : inOrder.reverse();
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
