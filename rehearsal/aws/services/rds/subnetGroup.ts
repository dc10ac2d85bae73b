/** @see https://www.pulumi.com/registry/packages/aws/api-docs/rds/subnetgroup/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt, textsAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { SUBNET } from "../ec2/types.ts";
import { INSTANCE, SUBNET_GROUP } from "./types.ts";

export const subnetGroup: Kind = {
  type: SUBNET_GROUP,
  name: {
    property: "name",
    max: 255,
    pattern: /^(?!default$)[a-z0-9 ._-]{1,255}$/,
    accepted: "lower-case letters, digits, spaces, periods, underscores and hyphens, and not default",
  },
  replaces: ["namePrefix"],
  sets: ["subnetIds"],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    if (cloud.get(SUBNET_GROUP, name) !== undefined) {
      throw new AwsError("DBSubnetGroupAlreadyExists", `The DB subnet group '${name}' already exists.`);
    }
    const { region, account } = cloud;
    const arn = makeArn({ service: "rds", region, account, resource: `subgrp:${name}` });
    return { id: name, outputs: { arn, supportedNetworkTypes: ["IPV4"], ...covered(inputs, cloud) } };
  },
  update: ({ inputs }, cloud) => covered(inputs, cloud),
  remove({ id }, cloud) {
    const user = cloud.list(INSTANCE).find(({ outputs }) => outputs["dbSubnetGroupName"] === id);
    if (user === undefined) return;
    const who = `at least one database instance: ${textAt(user.outputs, "identifier") ?? ""} is still using it.`;
    throw new AwsError("InvalidDBSubnetGroupStateFault", `Cannot delete the subnet group '${id}' because ${who}`);
  },
};

/** At least two zones of one VPC. @throws AwsError */
function covered(inputs: Properties, cloud: Cloud): Properties {
  const ids = textsAt(inputs, "subnetIds");
  const subnets = ids.flatMap((id) => cloud.get(SUBNET, id) ?? []);
  const missing = ids.filter((id) => !subnets.some((subnet) => subnet.id === id));
  if (missing.length > 0) {
    throw new AwsError("InvalidParameterValue", `Some input subnets in :[${missing.join(", ")}] are invalid.`);
  }
  const [vpcs, zones] = ["vpcId", "availabilityZone"].map((name) => [
    ...new Set(subnets.flatMap(({ outputs }) => textAt(outputs, name) ?? [])),
  ]);
  if (vpcs !== undefined && vpcs.length > 1) {
    throw new AwsError("InvalidSubnet", "The specified subnets must be in the same VPC.");
  }
  if (zones === undefined || zones.length < 2) {
    const rule = "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement.";
    const present = `Current AZ coverage: ${(zones ?? []).join(", ")}. Add subnets to cover at least 2 AZs.`;
    throw new AwsError("DBSubnetGroupDoesNotCoverEnoughAZs", `${rule} ${present}`);
  }
  return { vpcId: vpcs?.[0] ?? "", description: textAt(inputs, "description") ?? "Managed by Pulumi" };
}
