import type { Rule } from "./rule.ts";

/** Deleting is tidying up: what couldn't be deleted because the call failed is no fault. */
export const pruned: Rule = {
  name: "pruned",
  says: "configurations are pruned to keepConfigurations, and never one that is in use or may be needed",
  watch(truth, broken) {
    const { goal, lastGood } = truth.scenario;
    const { keepConfigurations } = goal.knobs;
    let failed = false;
    return {
      answered({ method, error }) {
        failed ||= error !== undefined && (method === "remove" || method === "configurations");
      },
      configuration({ id, there, origin }) {
        if (there || origin.cause !== "driver") return;
        const isDone = truth.record?.phase === "done";
        const inUse = truth.members().some(({ configurationId }) => configurationId === id);
        if (inUse) broken(`${id} was deleted, but an instance runs it`);
        if (id === goal.target || goal.protect.includes(id)) broken(`${id} was deleted, which was to stay`);
        if (id === lastGood && (!isDone || keepConfigurations >= 2)) broken(`last-good ${id} was deleted`);
      },
      process({ change, result }) {
        if (change !== "ended" || result?.outcome !== "moved" || failed) return;
        const inUse = new Set(truth.members().map(({ configurationId }) => configurationId));
        const most = Math.max(keepConfigurations, inUse.size);
        if (truth.shelf.size > most) broken(`${truth.shelf.size} configurations are left instead of ${most}`);
      },
    };
  },
};
