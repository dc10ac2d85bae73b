/** Old instance configurations go, the last ones stay for a rollback. */
import type { Instant } from "../plan/observation.ts";
import type { ConfigurationSeen } from "./ports.ts";

/**
 * Which configurations to delete, oldest first. What serves comes first among the kept, then what served before it,
 * then the newest; what is still in use or protected is kept on top of that.
 */
export function toPrune(
  all: readonly ConfigurationSeen[],
  keep: {
    readonly count: number;
    readonly serving: string;
    readonly previous: string;
    readonly never: readonly string[];
  },
): string[] {
  const merit = ({ id }: ConfigurationSeen) => (id === keep.serving ? 2 : id === keep.previous ? 1 : 0);
  const byAge = (one: { createdAt: Instant }, other: { createdAt: Instant }) => other.createdAt - one.createdAt;
  const inOrder = all.toSorted((one, other) => merit(other) - merit(one) || byAge(one, other));
  return inOrder
    .slice(keep.count)
    .map(({ id }) => id)
    .filter((id) => id !== keep.serving && !keep.never.includes(id))
    .reverse();
}
