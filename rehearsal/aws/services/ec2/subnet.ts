/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html */
import { AwsError } from "../../errors.ts";
import { atMostOne, oneOf } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { blockOf, checkBlock, contains, overlap } from "./block.ts";
import { inSubnet } from "./interfaces.ts";
import { ec2Arn, freshId, need } from "./need.ts";
import { cidrsOf } from "./routes.ts";
import * as types from "./types.ts";
import { zoneId, zoneNamed, zonesOf } from "./zones.ts";

export const subnet: Kind = {
  type: types.SUBNET,
  replaces: [
    "availabilityZone",
    "availabilityZoneId",
    "cidrBlock",
    "ipv4IpamPoolId",
    "ipv4NetmaskLength",
    "ipv6IpamPoolId",
    "ipv6NetmaskLength",
    "ipv6Native",
    "outpostArn",
    "vpcId",
  ],
  check: (inputs) => [
    ...checkBlock(inputs, "cidrBlock"),
    ...checkBlock(inputs, "ipv6CidrBlock"),
    ...atMostOne(inputs, ["availabilityZone", "availabilityZoneId"]),
    ...oneOf(inputs, "privateDnsHostnameTypeOnLaunch", ["ip-name", "resource-name"]),
  ],
  create({ inputs }, cloud) {
    const vpcId = need(types.VPC, textAt(inputs, "vpcId") ?? "", cloud).id;
    const availabilityZone = zoneOf(inputs, cloud);
    refuseBlock(textAt(inputs, "cidrBlock") ?? "", vpcId, cloud);
    const id = freshId("subnet", cloud);
    return {
      id,
      outputs: {
        ...defaults(inputs),
        arn: ec2Arn("subnet", id, cloud),
        ownerId: cloud.account,
        availabilityZone,
        availabilityZoneId: zoneId(availabilityZone),
        ipv6CidrBlockAssociationId: inputs["ipv6CidrBlock"] === undefined ? "" : freshId("subnet-cidr-assoc", cloud),
      },
    };
  },
  update: ({ inputs }) => defaults(inputs),
  remove({ id }, cloud) {
    // A task's interfaces go some time after its service has: services that still run keep the subnet.
    if (inSubnet(id, cloud).length > 0) {
      throw new AwsError("DependencyViolation", `The subnet '${id}' has dependencies and cannot be deleted.`);
    }
  },
};

function defaults(inputs: Properties): Properties {
  return {
    mapPublicIpOnLaunch: inputs["mapPublicIpOnLaunch"] ?? false,
    assignIpv6AddressOnCreation: inputs["assignIpv6AddressOnCreation"] ?? false,
    privateDnsHostnameTypeOnLaunch: inputs["privateDnsHostnameTypeOnLaunch"] ?? "ip-name",
  };
}

function zoneOf(inputs: Properties, cloud: Cloud): string {
  const byId = textAt(inputs, "availabilityZoneId");
  const name = byId === undefined ? textAt(inputs, "availabilityZone") : zoneNamed(byId, cloud.region);
  const zones = zonesOf(cloud.region);
  // Without one AWS chooses: the first here, so that the same program gives the same world.
  if (name === undefined && byId === undefined) return zones[0] ?? "";
  if (name !== undefined && zones.includes(name)) return name;
  throw new AwsError(
    "InvalidParameterValue",
    `Value (${byId ?? name ?? ""}) for parameter ${byId === undefined ? "availabilityZone" : "availabilityZoneId"} is invalid. ` +
      `Subnets can currently only be created in the following availability zones: ${zones.join(", ")}.`,
  );
}

function refuseBlock(text: string, vpcId: string, cloud: Cloud): void {
  const wanted = blockOf(text);
  if (wanted === undefined) return;
  const whole = cidrsOf(vpcId, cloud).flatMap((cidr) => blockOf(cidr) ?? []);
  const fits = wanted.prefix >= 16 && wanted.prefix <= 28 && whole.some((block) => contains(block, wanted));
  if (!fits) throw new AwsError("InvalidSubnet.Range", `The CIDR '${text}' is invalid.`);
  const others = cloud.list(types.SUBNET).filter(({ inputs }) => inputs["vpcId"] === vpcId);
  const taken = others.flatMap(({ inputs }) => blockOf(textAt(inputs, "cidrBlock") ?? "") ?? []);
  if (taken.some((block) => overlap(block, wanted))) {
    throw new AwsError("InvalidSubnet.Conflict", `The CIDR '${text}' conflicts with another subnet`);
  }
}
