/** How instances are replaced: the rollout's knobs out of the stack's configuration. */
import type { Fault, Label, ReadKey } from "@tidegate/faults";
import { numberOf, objectsOf, switchOf } from "@tidegate/faults";
import type { Checkpoint, RolloutChoice } from "@tidegate/rollout";

export function rolloutOf(read: ReadKey, label: Label, faults: Fault[]): RolloutChoice {
  const number = (key: string) => numberOf(label(key), read(key), faults);
  const on = (key: string) => switchOf(label(key), read(key), faults);
  const surge = read("rolloutSurge") ?? "";
  const canary = { count: number("canaryCount"), probeUrl: read("canaryProbeUrl") ?? "" };
  return {
    surge: /^\d+$/.test(surge) ? Number(surge) : surge,
    minHealthySeconds: number("minHealthySeconds"),
    drainSeconds: number("drainSeconds"),
    maxWaitSeconds: number("maxWaitSeconds"),
    pollSeconds: number("pollSeconds"),
    bakeSeconds: number("bakeSeconds"),
    // Their keys are judged with the other knobs, where a wrong one is told by its path.
    checkpoints: objectsOf(label("checkpoints"), read("checkpoints"), faults) as Checkpoint[],
    // A probe without a count is a slip as much as a count without a probe.
    ...((canary.count !== 0 || canary.probeUrl !== "") && { canary }),
    skipMatching: on("skipMatching"),
    autoRollback: on("autoRollback"),
    keepConfigurations: number("keepConfigurations"),
  };
}

/** The configuration's key for a path of the service's arguments: `rollout.drainSeconds` is set as `drainSeconds`. */
export function rolloutKey(path: string): string {
  return KEYS[path] ?? path.replace(/^rollout\./, "");
}

/** Keys that have a name of their own, because the knob's would not say what it is about. */
const KEYS: Readonly<Record<string, string>> = {
  "rollout.surge": "rolloutSurge",
  "rollout.canary.count": "canaryCount",
  "rollout.canary.probeUrl": "canaryProbeUrl",
};
