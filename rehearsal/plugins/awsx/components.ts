/** The components that the stand-in makes, by type. */
import type { Component } from "./construction/component.ts";
import type { Inputs } from "./construction/output.ts";
import { buildService } from "./ecs/service.ts";
import { buildTaskDefinition, TASK_DEFINITION } from "./ecs/task-definition.ts";
import { buildAttachment } from "./lb/attachment.ts";
import { buildApplicationBalancer, buildNetworkBalancer } from "./lb/balancers.ts";
import { buildDefaultVpc } from "./parts/default-vpc.ts";
import { buildRepository } from "./repository.ts";
import { buildTrail } from "./trail.ts";
import { buildVpc } from "./vpc/vpc.ts";

/** Makes the children, and returns the component's outputs. */
export type Build = (component: Component) => Inputs | Promise<Inputs>;

export const COMPONENTS: ReadonlyMap<string, Build> = new Map<string, Build>([
  ["awsx:cloudtrail:Trail", buildTrail],
  ["awsx:ec2:DefaultVpc", buildDefaultVpc],
  ["awsx:ec2:Vpc", buildVpc],
  ["awsx:ecr:Repository", buildRepository],
  ["awsx:ecs:FargateService", buildService],
  [TASK_DEFINITION, buildTaskDefinition],
  ["awsx:lb:ApplicationLoadBalancer", buildApplicationBalancer],
  ["awsx:lb:NetworkLoadBalancer", buildNetworkBalancer],
  ["awsx:lb:TargetGroupAttachment", buildAttachment],
]);

const DOCKER = "it builds and pushes an image, and a rehearsal has neither Docker nor a registry to push to";
const INSTANCES = "it needs container instances on EC2, which the embedded AWS doesn't run: use the Fargate one";

/** Why the others aren't made. */
export const REFUSED: ReadonlyMap<string, string> = new Map([
  ["awsx:ecr:Image", DOCKER],
  ["awsx:ecr:RegistryImage", DOCKER],
  ["awsx:ecs:EC2Service", INSTANCES],
  ["awsx:ecs:EC2TaskDefinition", INSTANCES],
]);
