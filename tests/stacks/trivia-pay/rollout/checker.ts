/** Judges a rollout from outside: by what the world's own log says of the pool, and nothing that the rollout says of itself. */
import type { PoolChange, PoolLogEntry } from "../../../../rehearsal/oci/pool-log/entry.ts";

export interface Promised {
  /** Instances that the pool had when the rollout began, and will have again. */
  readonly desired: number;
  /** Instances above `desired`, at the most. */
  readonly surge: number;
  /** Seconds for which a healthy instance must have drained before it leaves. */
  readonly drainSeconds: number;
  /** OCID of the instance configuration that is to run at the end. Left out while the end isn't there yet. */
  readonly end?: string;
}

/**
 * Every promise that was broken, in words.
 * @param entries of the rollout, or of several one after the other; the first tells how it was right before
 */
export function violations(entries: readonly PoolLogEntry[], promised: Promised): string[] {
  if (entries.length === 0) {
    return ["the log has no entry"];
  }
  return [
    ...capacity(entries, promised),
    ...room(entries, promised),
    ...drained(entries, promised),
    ...autoscaling(entries),
    ...end(entries, promised),
  ];
}

/** 4 desired, 3 serving before: nobody can be blamed for fewer than 4. */
function capacity(entries: readonly PoolLogEntry[], { desired }: Promised): string[] {
  const wasEnough = (entries[0]?.serving.length ?? 0) >= desired;
  return entries
    .filter(({ serving }) => wasEnough && serving.length < desired)
    .map((entry) => `${told(entry)}: ${entry.serving.length} serve of ${desired}`);
}

/** Whatever isn't TERMINATED takes room. */
function room(entries: readonly PoolLogEntry[], { desired, surge }: Promised): string[] {
  return entries
    .filter(({ instances }) => instances.length > desired + surge)
    .map((entry) => `${told(entry)}: ${entry.instances.length} instances, ${desired} + ${surge} are allowed`);
}

/** One that its load balancer doesn't call healthy has no good connection to lose. */
function drained(entries: readonly PoolLogEntry[], { drainSeconds }: Promised): string[] {
  return entries
    .filter(({ what, healthy }) => (what === "detached" || what === "terminating") && healthy === true)
    .filter(({ drainedSeconds }) => (drainedSeconds ?? 0) < drainSeconds)
    .map((entry) => {
      const drain = entry.drainedSeconds === undefined ? "without a drain" : `after ${entry.drainedSeconds} s of drain`;
      return `${told(entry)}: it left healthy, ${drain}, instead of ${drainSeconds} s`;
    });
}

const MOVES: readonly PoolChange[] = [
  ...(["pointed", "resized", "launched", "attached", "drain-on", "drain-off"] as const),
  ...(["detached", "terminating", "terminated"] as const),
];

function autoscaling(entries: readonly PoolLogEntry[]): string[] {
  // The first entry tells what was before.
  return entries
    .slice(1)
    .filter(({ what, autoscalingEnabled }) => autoscalingEnabled && MOVES.includes(what))
    .map((entry) => `${told(entry)}: the autoscaler is on`);
}

function end(entries: readonly PoolLogEntry[], { desired, end: wanted }: Promised): string[] {
  const last = entries.at(-1);
  if (wanted === undefined || last === undefined) {
    return [];
  }
  const others = last.configurations.filter((id) => id !== wanted).length;
  const faults = [
    last.configurationId === wanted ? "" : `the pool points at ${last.configurationId} instead of ${wanted}`,
    others === 0 ? "" : `${others} instances run something else than ${wanted}`,
    last.desired === desired ? "" : `the pool's size is ${last.desired} instead of ${desired}`,
    last.instances.length === desired ? "" : `there are ${last.instances.length} instances instead of ${desired}`,
    last.serving.length === desired ? "" : `${last.serving.length} serve of ${desired}`,
    last.autoscalingEnabled ? "" : "the autoscaler is off",
  ];
  return faults.filter((fault) => fault !== "").map((fault) => `at the end: ${fault}`);
}

function told({ at, what, instanceId }: PoolLogEntry): string {
  return `${new Date(at).toISOString()} ${what}${instanceId === undefined ? "" : ` ${instanceId}`}`;
}
