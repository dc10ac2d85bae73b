/** EventBridge; the provider keeps it among CloudWatch's types. */
import type { AwsService } from "../../kind.ts";
import { eventRule } from "./eventRule.ts";
import { eventTarget } from "./eventTarget.ts";

export const events: AwsService = { name: "events", kinds: [eventRule, eventTarget], functions: [] };
