import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isTrue, must } from "../look.ts";

/** A table can be taken back to any second of the last days. */
export const tableRecoverable: ResourcePolicy = {
  name: "table-recoverable",
  about: "resource",
  description: "A table has point-in-time recovery.",
  remedy: "Set pointInTimeRecovery.enabled to true.",
  sources: [
    "circle-of-trust's requirements: security best practices (point-in-time recovery)",
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:dynamodb/table:Table": (props) =>
      must(at(props, "pointInTimeRecovery", "enabled"), isTrue, "isn't on, so that what is overwritten is lost"),
  }),
};
