import type { BackendChanged, Left } from "../log.ts";
import type { Truth } from "../truth.ts";
import type { Rule } from "./rule.ts";

/**
 * An instance that was healthy once, for a moment, is no reason to let another go. What counts is settled when the call
 * is sent: answers that come before it takes effect came too late for it.
 */
export const counts: Rule = {
  name: "counts",
  says: "a new instance counts only after the load balancer has called it OK for minHealthySeconds",
  watch(truth, broken) {
    const counted = new Map<number, ReadonlySet<string>>();
    const judge = ({ origin }: BackendChanged | Left): void => {
      const { lost } = truth;
      const those = origin.call === undefined ? undefined : counted.get(origin.call);
      if (lost === undefined || those === undefined || lost.reachableAt > truth.knownAt(origin)) return;
      const left = truth.members().filter(({ id, serving }) => serving && those.has(id)).length;
      if (left + truth.lostUnseen(origin) < truth.desired) {
        broken(`${lost.id} had to stop serving when only ${left} others of ${truth.desired} desired counted`);
      }
    };
    return {
      called({ call, method }) {
        if (method === "setDrain" || method === "detach") counted.set(call, reliable(truth));
      },
      backend: judge,
      left: judge,
    };
  },
};

/** Members that one may rely on when they serve: new ones, which this rollout brought, once OK for long enough; others at once. */
function reliable(truth: Truth): ReadonlySet<string> {
  const { minHealthySeconds } = truth.scenario.goal.knobs;
  const beganAt = truth.record?.startedAt ?? 0;
  const members = truth.members().filter(({ launchedBy, launchedAt, configurationId, toldOkSince }) => {
    const isNew = launchedBy !== "start" && launchedAt >= beganAt && configurationId === truth.configurationId;
    return !isNew || (toldOkSince !== undefined && toldOkSince + minHealthySeconds * 1000 <= truth.now);
  });
  return new Set(members.map(({ id }) => id));
}
