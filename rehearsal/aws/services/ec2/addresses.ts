/**
 * Elastic IP addresses, out of the blocks that are kept for documentation, and NAT gateways.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html
 */
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { atMostOne, known, needed, oneOf, ruledOut } from "../../checks.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { addressOf, blockOf } from "./block.ts";
import { gatewayOf } from "./gateways.ts";
import { ec2Arn, freshId, need } from "./need.ts";
import * as types from "./types.ts";

export const eip: Kind = {
  type: types.EIP,
  replaces: ["address", "customerOwnedIpv4Pool", "domain", "ipamPoolId", "networkBorderGroup", "publicIpv4Pool"],
  check: (inputs) => [...atMostOne(inputs, ["instance", "networkInterface"]), ...oneOf(inputs, "domain", ["vpc"])],
  create(_, cloud) {
    const id = freshId("eipalloc", cloud);
    const publicIp = publicAddress(cloud);
    return {
      id,
      outputs: {
        allocationId: id,
        arn: ec2Arn("elastic-ip", id, cloud),
        domain: "vpc",
        networkBorderGroup: cloud.region,
        publicIp,
        publicIpv4Pool: "amazon",
        publicDns: `ec2-${publicIp.replaceAll(".", "-")}.${computeDomain(cloud.region)}`,
      },
    };
  },
  read(resource, cloud) {
    const nat = wearerOf(resource, cloud);
    if (nat === undefined) return {};
    const { associationId = "", networkInterfaceId = "", privateIp = "" } = nat.outputs;
    return { outputs: { associationId, networkInterface: networkInterfaceId, privateIp } };
  },
  remove(resource, cloud) {
    if (wearerOf(resource, cloud) === undefined) return;
    const address = textAt(resource.outputs, "publicIp") ?? "";
    throw new AwsError("InvalidIPAddress.InUse", `Address ${address} is in use.`);
  },
};

export const natGateway: Kind = {
  type: types.NAT_GATEWAY,
  replaces: ["allocationId", "availabilityMode", "connectivityType", "privateIp", "subnetId", "vpcId"],
  sets: ["secondaryAllocationIds", "secondaryPrivateIpAddresses", "availabilityZoneAddresses"],
  check(inputs) {
    const zonal = known(inputs, "availabilityMode") !== "regional";
    const isPublic = known(inputs, "connectivityType") !== "private";
    return [
      ...oneOf(inputs, "connectivityType", ["public", "private"]),
      ...oneOf(inputs, "availabilityMode", ["zonal", "regional"]),
      ...(zonal ? needed(inputs, "subnetId", "when availabilityMode is zonal") : []),
      ...(zonal && isPublic ? needed(inputs, "allocationId", "when connectivityType is public") : []),
      ...(isPublic ? [] : ruledOut(inputs, "allocationId", "when connectivityType is private")),
    ];
  },
  create({ inputs }, cloud) {
    const subnetId = textAt(inputs, "subnetId");
    const subnet = subnetId === undefined ? undefined : need(types.SUBNET, subnetId, cloud);
    const allocation = textAt(inputs, "allocationId");
    const address = allocation === undefined ? undefined : need(types.EIP, allocation, cloud);
    if (address !== undefined && wearerOf(address, cloud) !== undefined) {
      throw new AwsError("Resource.AlreadyAssociated", `Elastic IP address [${address.id}] is already associated`);
    }
    const id = freshId("nat", cloud);
    return {
      id,
      outputs: {
        associationId: address === undefined ? "" : freshId("eipassoc", cloud),
        availabilityMode: inputs["availabilityMode"] ?? "zonal",
        connectivityType: inputs["connectivityType"] ?? "public",
        networkInterfaceId: freshId("eni", cloud),
        privateIp: textAt(inputs, "privateIp") ?? (subnet === undefined ? "" : addressIn(subnet, id, cloud)),
        publicIp: address?.outputs["publicIp"] ?? "",
        vpcId: textAt(inputs, "vpcId") ?? textAt(subnet?.inputs ?? {}, "vpcId") ?? "",
      },
    };
  },
  settled({ createdAt, outputs }, cloud) {
    const vpcId = textAt(outputs, "vpcId") ?? "";
    if (outputs["connectivityType"] === "public" && gatewayOf(vpcId, cloud) === undefined) {
      const reason = `Gateway.NotAttached: Network ${vpcId} has no Internet gateway attached`;
      return { state: "failed", reason: `unexpected state 'failed', wanted target 'available'. last error: ${reason}` };
    }
    const waits = cloud.now - createdAt < NAT_GATEWAY_SECONDS * 1000;
    return waits ? { state: "pending", status: "pending", seconds: 600 } : { state: "ready" };
  },
};

/** From its creation until a NAT gateway is available: one to two minutes on AWS. */
const NAT_GATEWAY_SECONDS = 45;

/** An address inside of a subnet: its first four are AWS's own, and so is its last. */
export function addressIn(subnet: Resource, label: string, cloud: Cloud): string {
  const block = blockOf(textAt(subnet.inputs, "cidrBlock") ?? "");
  if (block === undefined) return "";
  const free = block.last - block.first - 5;
  return addressOf(block.first + 4 + Math.floor(cloud.chance(`address/${subnet.id}/${label}`) * (free + 1)));
}

function wearerOf({ id }: Resource, cloud: Cloud): Resource | undefined {
  return cloud.list(types.NAT_GATEWAY).find(({ inputs }) => inputs["allocationId"] === id);
}

/** The next address of 198.51.100.0/24 and 203.0.113.0/24 that nobody has. */
function publicAddress(cloud: Cloud): string {
  const taken = new Set(cloud.everywhere(types.EIP).map(({ outputs }) => outputs["publicIp"]));
  const all = ["203.0.113", "198.51.100"].flatMap((net) => Array.from({ length: 254 }, (_, i) => `${net}.${i + 1}`));
  const free = all.find((address) => !taken.has(address));
  if (free === undefined)
    throw new AwsError("AddressLimitExceeded", "The maximum number of addresses has been reached.");
  return free;
}

function computeDomain(region: string): string {
  return region === "us-east-1" ? "compute-1.amazonaws.com" : `${region}.compute.amazonaws.com`;
}
