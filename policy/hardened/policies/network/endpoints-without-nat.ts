import { UNKNOWN } from "@tidegate/policy";
import type { JudgedResource, StackPolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, is, isntTrue, isTrue, mayBe, textOf } from "../look.ts";
import { ofType } from "../stack.ts";

/** What a task on Fargate can't start without: its image's manifest, its layers, its log. */
const NEEDED = ["ecr.api", "ecr.dkr", "s3", "logs"];

/** Services that a task's secrets come from, by the service in their ARNs. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  secretsmanager: /"valueFrom"\s*:\s*"arn:[a-z-]+:secretsmanager:/,
  ssm: /"valueFrom"\s*:\s*"arn:[a-z-]+:ssm:/,
};

/** Tasks without a public address and without NAT reach AWS by VPC endpoints, or they never start. */
export const endpointsWithoutNat: StackPolicy = {
  name: "endpoints-without-nat",
  about: "stack",
  description: "Where private tasks have no NAT gateway, there are VPC endpoints for what they need of AWS.",
  remedy:
    "Add interface endpoints with private DNS for ecr.api, ecr.dkr, logs and where secrets come from, and a gateway endpoint for s3.",
  sources: [
    "circle-of-trust's requirements: security best practices (VPC endpoints instead of NAT gateways)",
    "order-tracking's requirements: hardening checklist (network)",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html",
  ],
  levels: BY_ENVIRONMENT,
  judge: (resources) => {
    const reached = servicesReached(resources);
    if (reached === "all" || !runsPrivateTasks(resources)) return [];
    return [...NEEDED, ...secretServices(resources)]
      .filter((service) => !reached.has(service))
      .map((service) => ({
        path: "",
        says: `runs tasks in private subnets without NAT and without a VPC endpoint for ${service}`,
      }));
  },
};

/** `all` where tasks have another way, where the network is somebody else's, and where it isn't known yet. */
function servicesReached(resources: readonly JudgedResource[]): ReadonlySet<string> | "all" {
  const isOwn = ofType(resources, "aws:ec2/vpc:Vpc", "awsx:ec2:Vpc").length > 0;
  if (!isOwn || hasNat(resources)) return "all";
  const names = ofType(resources, "aws:ec2/vpcEndpoint:VpcEndpoint")
    .filter(isFound)
    .map(({ props }) => props["serviceName"]);
  if (names.includes(UNKNOWN)) return "all";
  return new Set(names.map((name) => textOf(name).replace(REGION, "")));
}

/** `com.amazonaws.eu-central-1.`, in China `cn.com.amazonaws.cn-north-1.` */
const REGION = /^(?:cn\.)?com\.amazonaws\.[a-z0-9-]+\./;

/** A gateway is found by routes, an interface by the service's own name, where that is resolved to it. */
function isFound({ props }: JudgedResource): boolean {
  const isInterface = is(at(props, "vpcEndpointType"), (value) => value === "Interface");
  return !isInterface || mayBe(at(props, "privateDnsEnabled"), isTrue);
}

/** By its gateways, and where only the component shows, by what it was asked for: an engine tells no inputs of a component's. */
function hasNat(resources: readonly JudgedResource[]): boolean {
  if (ofType(resources, "aws:ec2/natGateway:NatGateway").length > 0) return true;
  if (ofType(resources, "aws:ec2/vpc:Vpc").length > 0) return false;
  const asked = ofType(resources, "awsx:ec2:Vpc").map(({ props }) => at(props, "natGateways", "strategy"));
  return asked.some((strategy) => !is(strategy, (value) => value === "None"));
}

/** A stack that is paused runs nothing. */
function runsPrivateTasks(resources: readonly JudgedResource[]): boolean {
  const services = ofType(resources, "aws:ecs/service:Service");
  return (
    services.some(({ props }) => is(at(props, "desiredCount"), (value) => value !== 0)) &&
    services.some(({ props }) => is(at(props, "networkConfiguration", "assignPublicIp"), isntTrue))
  );
}

function secretServices(resources: readonly JudgedResource[]): readonly string[] {
  const texts = ofType(resources, "aws:ecs/taskDefinition:TaskDefinition").flatMap(({ props }) =>
    typeof props["containerDefinitions"] === "string" ? [props["containerDefinitions"]] : [],
  );
  return Object.keys(SECRETS).filter((service) => texts.some((text) => SECRETS[service]?.test(text) === true));
}
