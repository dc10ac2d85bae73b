import type { Rule } from "./rule.ts";

/**
 * Whatever isn't TERMINATED takes room, also on its way out. Instances that others added are not on the rollout's
 * account, nor those that others ended.
 */
export const room: Rule = {
  name: "room",
  says: "there are never more instances than desired + surge through the rollout",
  watch(truth, broken) {
    return {
      launched({ id, origin }) {
        if (origin.cause === "driver" && truth.counted > truth.limit) {
          broken(`${id} is the ${truth.counted}th instance, ${truth.limit} are allowed`);
        }
      },
    };
  },
};
