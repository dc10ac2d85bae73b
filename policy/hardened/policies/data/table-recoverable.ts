import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isTrue, itemsOf, must, within } from "../look.ts";

const SAYS = "isn't on, so that what is overwritten is lost";

/** A table can be taken back to any second of the last days. */
export const tableRecoverable: ResourcePolicy = {
  name: "table-recoverable",
  about: "resource",
  description: "A table has point-in-time recovery, and so has each of its replicas.",
  remedy: "Set pointInTimeRecovery.enabled to true (of a replica: pointInTimeRecovery).",
  sources: [
    "circle-of-trust's requirements: security best practices (point-in-time recovery)",
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:dynamodb/table:Table": (props) => [
      ...must(at(props, "pointInTimeRecovery", "enabled"), isTrue, SAYS),
      ...itemsOf(at(props, "replicas")).flatMap((one) => must(within(one, "pointInTimeRecovery"), isTrue, SAYS)),
    ],
    "aws:dynamodb/tableReplica:TableReplica": (props) => must(at(props, "pointInTimeRecovery"), isTrue, SAYS),
  }),
};
