/** Which buckets keep states. */
import type { ConfigSchema, JudgedResource } from "@tidegate/policy";

export interface StateBuckets {
  /** Names of buckets that keep states, beside those that are called so. */
  readonly buckets: readonly string[];
}

export const STATE_BUCKETS: ConfigSchema<StateBuckets> = {
  buckets: {
    schema: { type: "array", items: { type: "string", minLength: 1 } },
    default: [],
    describes:
      "Names of buckets that keep states, beside those with state, states or tfstate, and no log or logs, as a word of their names.",
  },
};

/** By its name in the cloud, or in the program. One that names logs about states says nothing of states. */
export function keepsStates({ name, props }: JudgedResource, { buckets }: StateBuckets): boolean {
  const names = [name, props["bucket"], props["name"]].filter((one) => typeof one === "string");
  return names.some((one) => buckets.includes(one) || (STATE.test(one) && !LOGS.test(one)));
}

/** Linear: no two parts of it take the same letter. */
const STATE = /(?:^|[-_.])(?:tf)?states?(?:[-_.]|$)/i;
const LOGS = /(?:^|[-_.])logs?(?:[-_.]|$)/i;
