/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
import type { Properties, Value } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { between, exactlyOne, oneOf } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt, textsAt } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import { gatewayOf } from "../ec2/gateways.ts";
import * as ec2 from "../ec2/types.ts";
import { refuseLogs } from "./logBucket.ts";
import { balancerName } from "./names.ts";
import { listed, LISTENER_RULES, LISTENERS, LOAD_BALANCERS } from "./types.ts";
import type { Module } from "./types.ts";
import { zoneIdOf } from "./zones.ts";

export function loadBalancer(module: Module): Kind {
  return {
    type: `aws:${module}/loadBalancer:LoadBalancer`,
    name: balancerName,
    // Subnets and security groups of an application load balancer change in place; those of a network one may replace.
    replaces: [
      "customerOwnedIpv4Pool",
      "internal",
      "loadBalancerType",
      "name",
      "namePrefix",
      "!secondaryIpsAutoAssignedPerSubnet",
      "!securityGroups",
      "!subnets",
    ],
    sets: ["securityGroups", "subnets", "subnetMappings"],
    check: (inputs) => [
      ...exactlyOne(inputs, ["subnets", "subnetMappings"]),
      ...oneOf(inputs, "loadBalancerType", ["application", "gateway", "network"]),
      ...oneOf(inputs, "ipAddressType", ["ipv4", "dualstack", "dualstack-without-public-ipv4"]),
      ...oneOf(inputs, "desyncMitigationMode", ["monitor", "defensive", "strictest"]),
      ...oneOf(inputs, "xffHeaderProcessingMode", ["append", "preserve", "remove"]),
      ...between(inputs, "idleTimeout", 1, 4000),
      ...between(inputs, "clientKeepAlive", 60, 604_800),
    ],
    create: ({ inputs }, cloud) => create(inputs, cloud),
    update({ inputs, resource }, cloud) {
      const subnets = refuseSubnets(inputs, cloud);
      refuseLogs(inputs, resource.id, cloud);
      return placed(inputs, subnets, cloud);
    },
    remove: refuseRemoval,
    settled: ({ createdAt }, cloud) =>
      cloud.now - createdAt < PROVISIONING_SECONDS * 1000
        ? { state: "pending", status: "provisioning", seconds: 600 }
        : { state: "ready" },
  };
}

/** From its creation until a load balancer is active: two to four minutes on AWS. */
const PROVISIONING_SECONDS = 50;

function create(inputs: Properties, cloud: Cloud) {
  const name = textAt(inputs, "name") ?? "";
  const type = textAt(inputs, "loadBalancerType") ?? "application";
  if (listed(LOAD_BALANCERS, cloud).some((other) => other.outputs["name"] === name)) {
    throw new AwsError("DuplicateLoadBalancerName", `ELBv2 Load Balancer (${name}) already exists`);
  }
  const subnets = refuseSubnets(inputs, cloud);
  const digits = cloud.hex(16);
  const arnSuffix = `${SHORT[type] ?? "app"}/${name}/${digits}`;
  const { region, account } = cloud;
  const arn = makeArn({ service: "elasticloadbalancing", region, account, resource: `loadbalancer/${arnSuffix}` });
  refuseLogs(inputs, arn, cloud);
  const internal = inputs["internal"] ?? false;
  const number = parseInt(digits.slice(0, 8), 16);
  const host = internal === true ? `internal-${name}` : name;
  const dnsName =
    type === "network"
      ? `${name}-${digits}.elb.${region}.amazonaws.com`
      : `${host}-${number}.${region}.elb.amazonaws.com`;
  return {
    id: arn,
    outputs: {
      ...placed(inputs, subnets, cloud),
      arn,
      arnSuffix,
      dnsName,
      internal,
      loadBalancerType: type,
      name,
      ipAddressType: inputs["ipAddressType"] ?? "ipv4",
      zoneId: zoneIdOf(type, region),
      vpcId: subnets[0]?.inputs["vpcId"] ?? "",
      enableDeletionProtection: inputs["enableDeletionProtection"] ?? false,
      idleTimeout: inputs["idleTimeout"] ?? 60,
    },
  };
}

const SHORT: Readonly<Record<string, string>> = { application: "app", network: "net", gateway: "gwy" };

/** What AWS chooses where the program doesn't say: the VPC's default security group, for instance. */
function placed(inputs: Properties, subnets: readonly Resource[], cloud: Cloud): Properties {
  const groups = textsAt(inputs, "securityGroups");
  const vpc = cloud.get(ec2.VPC, textAt(subnets[0]?.inputs ?? {}, "vpcId") ?? "");
  const usual: Value[] =
    textAt(inputs, "loadBalancerType") === "network" ? [] : [vpc?.outputs["defaultSecurityGroupId"] ?? ""];
  const mappings = objectsAt(inputs, "subnetMappings");
  return {
    subnets: subnets.map(({ id }) => id),
    subnetMappings: mappings.length > 0 ? mappings : subnets.map(({ id }) => ({ subnetId: id })),
    securityGroups: groups.length > 0 ? groups : usual,
  };
}

function refuseSubnets(inputs: Properties, cloud: Cloud): Resource[] {
  const mapped = objectsAt(inputs, "subnetMappings").map((mapping) => textAt(mapping, "subnetId") ?? "");
  const subnets = [...textsAt(inputs, "subnets"), ...mapped].map((id) => {
    const found = cloud.get(ec2.SUBNET, id);
    if (found === undefined) throw new AwsError("SubnetNotFound", `The subnet ID '${id}' does not exist`);
    return found;
  });
  const zones = subnets.map(({ outputs }) => outputs["availabilityZone"]);
  if (new Set(zones).size < zones.length) {
    const message = "A load balancer cannot be attached to multiple subnets in the same Availability Zone";
    throw new AwsError("InvalidConfigurationRequest", message);
  }
  if ((inputs["loadBalancerType"] ?? "application") === "application" && subnets.length < 2) {
    const message = "At least two subnets in two different Availability Zones must be specified";
    throw new AwsError("ValidationError", message);
  }
  const vpcId = textAt(subnets[0]?.inputs ?? {}, "vpcId") ?? "";
  if (subnets.some(({ inputs: own }) => own["vpcId"] !== vpcId)) {
    throw new AwsError("InvalidConfigurationRequest", "All subnets must belong to the same VPC");
  }
  if (inputs["internal"] !== true && gatewayOf(vpcId, cloud) === undefined) {
    throw new AwsError("InvalidSubnet", `VPC ${vpcId} has no internet gateway`);
  }
  refuseGroups(inputs, vpcId, cloud);
  return subnets;
}

function refuseGroups(inputs: Properties, vpcId: string, cloud: Cloud): void {
  for (const id of textsAt(inputs, "securityGroups")) {
    const group = cloud.get(ec2.SECURITY_GROUP, id);
    if (group?.inputs["vpcId"] === vpcId) continue;
    throw new AwsError("InvalidConfigurationRequest", "One or more security groups are invalid");
  }
}

/** Listeners and their rules go with their load balancer. */
function refuseRemoval({ id, inputs }: Resource, cloud: Cloud): void {
  if (inputs["enableDeletionProtection"] === true) {
    const message = `Load balancer '${id}' cannot be deleted because deletion protection is enabled`;
    throw new AwsError("OperationNotPermitted", message);
  }
  const listeners = listed(LISTENERS, cloud).filter((listener) => listener.inputs["loadBalancerArn"] === id);
  const arns = new Set<Value>(listeners.map((listener) => listener.id));
  const rules = listed(LISTENER_RULES, cloud).filter((rule) => arns.has(rule.inputs["listenerArn"] ?? ""));
  for (const part of [...rules, ...listeners]) cloud.drop(part);
}
