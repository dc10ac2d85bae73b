import type { AwsService } from "../../kind.ts";
import { policy } from "./policy.ts";
import { scheduledAction } from "./scheduledAction.ts";
import { target } from "./target.ts";

export const appautoscaling: AwsService = {
  name: "appautoscaling",
  kinds: [target, policy, scheduledAction],
  functions: [],
};
