import type { Entry } from "../log.ts";
import type { Rule } from "./rule.ts";

/**
 * Where nothing else happens and enough serve at the start, fewer than desired must never serve. Where instances die, flap or are taken away by
 * others, that can't be kept by anybody; then the driver must not be the one who takes capacity below desired: when
 * something that it did makes an instance stop serving, those that are left must be enough, together with those that
 * others took away since the driver last looked. These it could not know, so they are on nobody's account.
 *
 * The same goes for one that was ill and recovered after the look: letting it go was nothing to the driver's knowledge.
 *
 * 4 desired, 5 serve. The driver looks, one dies, the driver drains another: 3 serve, and 1 was lost unseen: 3 + 1 is
 * enough. Had it died before the look, 3 + 0 would be too few, and the drain a violation.
 */
export const capacity: Rule = {
  name: "capacity",
  says: "healthy and not draining members are never fewer than desired through anything that the rollout does",
  watch(truth, broken) {
    let wasEnough: boolean | undefined;
    const judge = (entry: Extract<Entry, { kind: "state" | "left" | "health" | "backend" }>): void => {
      if (wasEnough === undefined) return;
      const lost = truth.lost;
      if (lost === undefined || truth.serving >= truth.desired) return;
      const few = `${truth.serving} serve of ${truth.desired} desired after ${lost.id} stopped serving`;
      const isRecovered = lost.reachableAt > truth.knownAt(entry.origin);
      if (
        entry.origin.cause === "driver" &&
        !isRecovered &&
        truth.serving + truth.lostUnseen(entry.origin) < truth.desired
      ) {
        broken(`${few} (${entry.kind}), through the rollout`);
      } else if (truth.scenario.isCalm && wasEnough) {
        broken(`${few} (${entry.kind}), and nobody else did anything`);
      }
    };
    return {
      process: () => (wasEnough ??= truth.serving >= truth.desired),
      state: judge,
      left: judge,
      health: judge,
      backend: judge,
    };
  },
};
