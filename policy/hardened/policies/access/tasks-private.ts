import type { ResourcePolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, byType, isntTrue, must, within } from "../look.ts";
import type { Place } from "../look.ts";

/** Pipes say it as ECS's own API does. */
const isPrivate = (network: Place) =>
  must(
    within(network, "assignPublicIp"),
    (value) => isntTrue(value) && value !== "ENABLED",
    "gives each task a public address",
  );

/** Tasks run in private subnets. */
export const tasksPrivate: ResourcePolicy = {
  name: "tasks-private",
  about: "resource",
  description: "Tasks of a service, and those that an event or a schedule starts, have no public address.",
  remedy: "Put the service into private subnets with assignPublicIp false, and give them VPC endpoints or NAT.",
  sources: [
    "order-tracking's requirements: hardening checklist (network)",
    "circle-of-trust's requirements: security best practices (private subnets)",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
  ],
  levels: BY_ENVIRONMENT,
  ...byType({
    "aws:ecs/service:Service": (props) => isPrivate(at(props, "networkConfiguration")),
    "aws:ecs/taskSet:TaskSet": (props) => isPrivate(at(props, "networkConfiguration")),
    "aws:cloudwatch/eventTarget:EventTarget": (props) => isPrivate(at(props, "ecsTarget", "networkConfiguration")),
    "aws:scheduler/schedule:Schedule": (props) =>
      isPrivate(at(props, "target", "ecsParameters", "networkConfiguration")),
    "aws:pipes/pipe:Pipe": (props) =>
      isPrivate(at(props, "targetParameters", "ecsTaskParameters", "networkConfiguration", "awsVpcConfiguration")),
  }),
};
