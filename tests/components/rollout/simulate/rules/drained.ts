import type { Rule } from "./rule.ts";

/** One that wasn't healthy by what the driver could know has no good connections to lose. */
export const drained: Rule = {
  name: "drained",
  says: "no healthy instance leaves before its backend has drained for drainSeconds",
  watch(truth, broken) {
    const { drainSeconds } = truth.scenario.goal.knobs;
    return {
      left({ id, how, origin }) {
        const one = truth.subjects.get(id);
        if (origin.cause !== "driver" || !one?.reachable) return;
        if (one.reachableAt > truth.knownAt(origin)) return;
        const seconds = one.draining ? (truth.now - one.drainingAt) / 1000 : undefined;
        if (seconds === undefined) {
          broken(`${id} was ${how} while it was healthy and took connections`);
        } else if (seconds < drainSeconds) {
          broken(`${id} was ${how} after a drain of ${seconds} s instead of ${drainSeconds} s`);
        }
      },
    };
  },
};
