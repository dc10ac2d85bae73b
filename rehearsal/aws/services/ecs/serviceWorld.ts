/**
 * What ECS refuses of a service because of what else there is in the account.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
import { targetGroupByArn, balancersOf } from "../../steady/balancer.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt, textsAt } from "../../kind.ts";
import { numberAt, objectAt, objectsAt } from "../../parts.ts";
import * as ec2 from "../ec2/types.ts";
import { SERVICE as DISCOVERY_SERVICE } from "../servicediscovery/types.ts";
import { defaultStrategy, refuseUnassociated } from "./capacity.ts";
import { containersOf } from "./revisions.ts";
import type { Revision } from "./revisions.ts";

/** @throws AwsError InvalidParameterException and the like, in ECS's words */
export function refuseService(inputs: Properties, revision: Revision, clusterArn: string, cloud: Cloud): void {
  refuseUnassociated(objectsAt(inputs, "capacityProviderStrategies"), clusterArn, cloud);
  refuseCompatibility(inputs, revision, clusterArn, cloud);
  refuseNetwork(inputs, revision, cloud);
  objectsAt(inputs, "loadBalancers").forEach((item) => refuseBalancer(item, inputs, revision, cloud));
  refuseRegistry(objectAt(inputs, "serviceRegistries"), revision, cloud);
}

const invalid = (message: string) => new AwsError("InvalidParameterException", message);

function refuseCompatibility(inputs: Properties, { inputs: task }: Revision, clusterArn: string, cloud: Cloud): void {
  const own = objectsAt(inputs, "capacityProviderStrategies");
  const launchType = textAt(inputs, "launchType");
  const strategy = own.length > 0 || launchType !== undefined ? own : defaultStrategy(clusterArn, cloud);
  const onFargate =
    launchType === "FARGATE" || strategy.some((item) => (textAt(item, "capacityProvider") ?? "").startsWith("FARGATE"));
  if (onFargate && !textsAt(task, "requiresCompatibilities").includes("FARGATE")) {
    throw invalid("Task definition does not support launch_type FARGATE.");
  }
  if (onFargate && inputs["schedulingStrategy"] === "DAEMON") {
    throw invalid("The daemon scheduling strategy is not supported for Fargate tasks.");
  }
  if (!onFargate && launchType !== "EXTERNAL" && strategy.length === 0) {
    // The launch type is EC2, and the rehearsal has no container instances: ECS would take the service and start nothing.
    throw invalid(
      "No Container Instances were found in your cluster. (rehearsal: neither launchType nor capacityProviderStrategies is " +
        "given, so the launch type is EC2, for which the rehearsal has no machines)",
    );
  }
}

function refuseNetwork(inputs: Properties, { inputs: task }: Revision, cloud: Cloud): void {
  const network = objectAt(inputs, "networkConfiguration");
  const subnets = textsAt(network, "subnets");
  const isAwsvpc = textAt(task, "networkMode") === "awsvpc";
  if (isAwsvpc && inputs["networkConfiguration"] === undefined) {
    throw invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
  if (!isAwsvpc && inputs["networkConfiguration"] !== undefined) {
    throw invalid("Network Configuration is not valid for the given networkMode of this task definition.");
  }
  if (isAwsvpc && subnets.length === 0) throw invalid("subnets can not be empty.");
  const vpcs = new Set(subnets.map((id) => vpcOfSubnet(id, cloud)));
  if (vpcs.size > 1) throw invalid("The subnets must all be in the same VPC.");
  for (const id of textsAt(network, "securityGroups")) {
    const group = cloud.get(ec2.SECURITY_GROUP, id);
    if (group === undefined) {
      const cause = `The security group '${id}' does not exist (ErrorCode: InvalidGroup.NotFound)`;
      throw invalid(`Error retrieving security group information for [${id}]: ${cause}`);
    }
    const vpcId = textAt(group.outputs, "vpcId") ?? textAt(group.inputs, "vpcId") ?? "";
    if (!vpcs.has(vpcId))
      throw invalid(`Security group ${id} does not appear to belong to the same VPC as the input subnets.`);
  }
}

function vpcOfSubnet(id: string, cloud: Cloud): string {
  const subnet = cloud.get(ec2.SUBNET, id);
  if (subnet !== undefined) return textAt(subnet.inputs, "vpcId") ?? "";
  const cause = `The subnet ID '${id}' does not exist (ErrorCode: InvalidSubnetID.NotFound)`;
  throw invalid(`Error retrieving subnet information for [${id}]: ${cause}`);
}

function refuseBalancer(item: Properties, inputs: Properties, revision: Revision, cloud: Cloud): void {
  refusePort(textAt(item, "containerName"), numberAt(item, "containerPort"), revision);
  const arn = textAt(item, "targetGroupArn") ?? "";
  const group = targetGroupByArn(arn, cloud);
  if (group === undefined) throw invalid(`The specified target group does not exist: ${arn}`);
  const type = textAt(group.inputs, "targetType") ?? "instance";
  if (textAt(revision.inputs, "networkMode") === "awsvpc" && type !== "ip") {
    throw invalid(
      `The provided target group ${arn} has target type ${type}, which is incompatible with the awsvpc network mode ` +
        "specified in the task definition.",
    );
  }
  if (balancersOf(arn, cloud).length === 0) {
    throw invalid(`The target group with targetGroupArn ${arn} does not have an associated load balancer.`);
  }
  const [subnet = ""] = textsAt(objectAt(inputs, "networkConfiguration"), "subnets");
  if (textAt(group.inputs, "vpcId") !== vpcOfSubnet(subnet, cloud)) {
    throw invalid(`The target group ${arn} and the subnets of the service are in different VPCs.`);
  }
}

function refusePort(name: string | undefined, port: number | undefined, revision: Revision): void {
  const container = containersOf(revision).find((one) => one.name === name);
  if (container === undefined) throw invalid(`The container ${name ?? ""} does not exist in the task definition.`);
  if (port !== undefined && !container.ports.some(({ containerPort }) => containerPort === port)) {
    throw invalid(`The container ${name ?? ""} did not have a container port ${port} defined.`);
  }
}

function refuseRegistry(registry: Properties, revision: Revision, cloud: Cloud): void {
  const arn = textAt(registry, "registryArn");
  if (arn === undefined) return;
  const found = cloud.byArn(arn, DISCOVERY_SERVICE);
  if (found === undefined) throw invalid(`Service registry ${arn} does not exist.`);
  const [name, port] = [textAt(registry, "containerName"), numberAt(registry, "containerPort")];
  if (name !== undefined) refusePort(name, port, revision);
  const records = objectsAt(objectAt(found.inputs, "dnsConfig"), "dnsRecords").map((record) => textAt(record, "type"));
  const hasPort = (name !== undefined && port !== undefined) || numberAt(registry, "port") !== undefined;
  if (records.includes("SRV") && !hasPort) {
    throw invalid(
      "When using an SRV record, either a port or a containerName and containerPort combination must be specified.",
    );
  }
}
