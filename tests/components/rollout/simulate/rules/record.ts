import type { RolloutRecord } from "../../../../../components/rollout/plan/observation.ts";
import type { Scenario } from "../scenario.ts";
import type { Rule } from "./rule.ts";

/** Whoever comes next has nothing but the record to know what served. */
export const record: Rule = {
  name: "record",
  says: "the record on the pool says truly where the rollout goes, what served before it, and at the end that it is done",
  watch(truth, broken) {
    const { goal, lastGood } = truth.scenario;
    const compare = (found: RolloutRecord | undefined, wanted: Readonly<Record<string, readonly unknown[]>>): void => {
      for (const [key, accepted] of Object.entries(wanted)) {
        const value = found?.[key as keyof RolloutRecord];
        if (!accepted.includes(value))
          broken(`the record's ${key} is "${String(value)}" instead of "${accepted.join('" or "')}"`);
      }
    };
    let last: RolloutRecord | undefined;
    let repeats = false;
    return {
      pool({ record, origin }) {
        const isNew = record !== last;
        repeats ||= last?.phase === "done" && last.target === goal.target;
        last = record;
        if (origin.cause !== "driver" || !isNew || record === undefined || record.phase === "done") return;
        // When the target served already, it is what a failed rollout returns to.
        const before = repeats ? [lastGood, goal.target] : [lastGood];
        compare(record, { target: [goal.target], desired: [truth.desired], lastGood: before });
      },
      process({ change, result }) {
        if (change !== "ended" || result === undefined) return;
        const { outcome } = result;
        const isDone = truth.record?.phase === "done";
        if (outcome === "halted") {
          if (isDone && truth.record?.target === goal.target) broken("it halted, and the record says done");
        } else if (outcome === "returned") {
          const back = truth.isRepeated
            ? { target: [goal.target], lastGood: [otherThanTarget(truth.scenario)] }
            : { target: [lastGood], lastGood: [truth.scenario.previous] };
          compare(truth.record, { phase: ["done"], ...back });
        } else {
          compare(truth.record, {
            phase: ["done"],
            target: [goal.target],
            lastGood: [otherThanTarget(truth.scenario)],
          });
        }
      },
    };
  },
};

/** What a rollback leads to once the target serves: never the target itself, however often it was rolled out. */
function otherThanTarget({ goal, lastGood, previous }: Scenario): string {
  return lastGood === goal.target ? previous : lastGood;
}
