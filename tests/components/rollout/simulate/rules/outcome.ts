import type { RolloutResult } from "../../../../../components/rollout/drive/goal.ts";
import type { Truth } from "../truth.ts";
import type { Rule } from "./rule.ts";

/** What is said at the end is what is there. */
export const outcome: Rule = {
  name: "outcome",
  says: "moved means that the target runs everywhere, returned that last-good does; no other end without need",
  watch(truth, broken) {
    return {
      process({ change, result }) {
        if (change !== "ended" || result === undefined) return;
        for (const words of [...endFaults(truth, result), ...stateFaults(truth, result)]) {
          broken(`it says ${result.outcome}, but ${words}`);
        }
      },
      pool({ record, origin }) {
        if (origin.cause !== "driver" || record?.phase !== "done" || isUnchanged(truth)) return;
        const lost = truth.lostUnseen(origin);
        if (truth.serving + lost < truth.desired) {
          broken(`it was written down as done when ${truth.serving} of ${truth.desired} served`);
        }
      },
    };
  },
};

/** The target was adopted as it was found: nobody has looked at its health, and nobody has to. */
function isUnchanged({ scenario }: Truth): boolean {
  return scenario.plot === "there";
}

function endFaults(truth: Truth, { outcome, failure }: RolloutResult): string[] {
  const { scenario, doneBefore } = truth;
  const { must, lastGood, goal, plot } = scenario;
  const faults = [];
  if (must === "move" && (outcome === "returned" || outcome === "halted")) {
    faults.push(`nothing was wrong with the target: ${failure?.cause ?? "no cause"}`);
  }
  if (must === "not-move" && outcome === "moved") faults.push("the target was never good");
  if (outcome === "unchanged" && plot !== "there" && !doneBefore) faults.push("the pool ran something else before");
  // On the way back others may take away what comes up, again and again, until the deadline.
  const isPrevented =
    truth.record?.phase === "back" && truth.disturbedAt > truth.now - goal.knobs.maxWaitSeconds * 1000;
  const hasWayBack = lastGood !== "" && truth.shelf.has(lastGood) && !isPrevented;
  if (outcome === "halted" && goal.knobs.autoRollback && hasWayBack) {
    faults.push(`there is a way back: ${failure?.cause ?? "no cause"}`);
  }
  if ((outcome === "returned" || outcome === "halted") && !failure?.cause) faults.push("not why");
  return faults;
}

function stateFaults(truth: Truth, { outcome, serving, previous }: RolloutResult): string[] {
  if (outcome === "halted") return [];
  const { goal, lastGood, plot } = truth.scenario;
  const aim = outcome === "returned" && !truth.isRepeated ? lastGood : goal.target;
  const faults = [];
  if (serving !== aim) faults.push(`names ${serving} instead of ${aim}`);
  const before = truth.record?.lastGood ?? "";
  if (previous !== before) faults.push(`names "${previous}" as what served before instead of "${before}"`);
  if (truth.configurationId !== aim) faults.push(`the pool points at ${truth.configurationId}`);
  const others = truth.members().filter(({ configurationId }) => configurationId !== aim);
  if (others.length > 0) faults.push(`${others.map(({ id }) => id).join(", ")} run something else`);
  const isLeft =
    plot === "again" && outcome === "moved" && truth.members().some(({ launchedBy }) => launchedBy === "start");
  if (isLeft) faults.push("an instance was not replaced");
  const resizedUnseen = truth.resizedByOthersAt > Math.min(truth.lastAnswer("read"), truth.doneAt);
  if (truth.size !== truth.desired && !resizedUnseen)
    faults.push(`the pool's size is ${truth.size} instead of ${truth.desired}`);
  return faults;
}
