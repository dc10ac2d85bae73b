import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isntTrue, must } from "../look.ts";

/** Tasks run in private subnets. */
export const tasksPrivate: ResourcePolicy = {
  name: "tasks-private",
  about: "resource",
  description: "Tasks of a service have no public address.",
  remedy: "Put the service into private subnets with assignPublicIp false, and give them VPC endpoints or NAT.",
  sources: [
    "order-tracking's requirements: hardening checklist (network)",
    "circle-of-trust's requirements: security best practices (private subnets)",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:ecs/service:Service": (props) =>
      must(at(props, "networkConfiguration", "assignPublicIp"), isntTrue, "gives each task a public address"),
  }),
};
