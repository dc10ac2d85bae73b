import type { Origin } from "../log.ts";
import type { Truth } from "../truth.ts";
import type { Rule } from "./rule.ts";

/** It rests while instances come and go (where the pool points at moves nobody), and wakes whenever the rollout ends, however it ends. */
export const autoscaling: Rule = {
  name: "autoscaling",
  says: "no autoscaling is enabled while instances move, and at the end it is as its owner had it",
  watch(truth, broken) {
    const owned = new Map<string, boolean>();
    const judgeMove = (what: string, origin: Origin): void => {
      if (origin.cause !== "driver") return;
      for (const [id, { enabled, enabledAt, enabledBy }] of truth.scalers) {
        const isUnseen = enabledBy === "person" && enabledAt > truth.scalersKnownAt(origin);
        if (enabled && !isUnseen) broken(`${what} while ${id} is enabled`);
      }
    };
    let before = 0;
    return {
      autoscaling({ id, enabled, suspended, origin }) {
        if (origin.cause === "start") owned.set(id, enabled || suspended);
        if (origin.cause === "person") owned.set(id, true);
      },
      backend({ change, origin }) {
        if (change === "drain") judgeMove("a backend was drained", origin);
      },
      pool({ size, origin }) {
        if (size !== before) judgeMove("the pool's size was changed", origin);
        before = size;
      },
      process({ change }) {
        if (change === "ended") for (const words of endFaults(truth, owned)) broken(words);
      },
    };
  },
};

function endFaults(truth: Truth, owned: ReadonlyMap<string, boolean>): string[] {
  return [...truth.scalers].flatMap(([id, { enabled, suspended, enabledBy, enabledAt }]) => {
    if (suspended && !(enabledBy === "person" && enabledAt > truth.lastAnswer("autoscaling"))) {
      return [`${id} is still suspended at the end`];
    }
    return enabled === owned.get(id)
      ? []
      : [`${id} is ${enabled ? "enabled" : "disabled"} at the end, unlike its owner had it`];
  });
}
