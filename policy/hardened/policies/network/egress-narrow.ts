import { pathText } from "@tidegate/policy";
import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { isAnyAddress, RULE_TYPES, rulesOf } from "./rules.ts";

/** Whoever gets into a task gets no further than the task itself has to. */
export const egressNarrow: ResourcePolicy = {
  name: "egress-narrow",
  about: "resource",
  description: "No rule lets everything out to any address.",
  remedy: "Name the ports and the groups that are needed: the database's, the broker's, 443 for APIs outside.",
  sources: [
    "order-tracking's requirements: hardening checklist (security groups)",
    "circle-of-trust's requirements: security best practices (least privilege)",
    "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  ],
  levels: BY_ENVIRONMENT,
  types: RULE_TYPES,
  judge: (resource) =>
    rulesOf(resource, "egress")
      .filter((rule) => rule.ports === "all" && isAnyAddress(rule))
      .map(({ place }) => ({ path: pathText(place.trail), says: "lets everything out to any address" })),
};
