/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html */
import { AwsError } from "../../errors.ts";
import { exactlyOne } from "../../checks.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { freshId, need } from "./need.ts";
import * as types from "./types.ts";

export const routeTableAssociation: Kind = {
  type: types.ROUTE_TABLE_ASSOCIATION,
  // Another table for the same subnet is a change in place (ReplaceRouteTableAssociation).
  replaces: ["subnetId", "gatewayId"],
  check: (inputs) => exactlyOne(inputs, ["subnetId", "gatewayId"]),
  create({ inputs }, cloud) {
    const table = need(types.ROUTE_TABLE, textAt(inputs, "routeTableId") ?? "", cloud);
    const subnetId = textAt(inputs, "subnetId");
    if (subnetId !== undefined) {
      const subnet = need(types.SUBNET, subnetId, cloud);
      if (subnet.inputs["vpcId"] !== table.inputs["vpcId"]) {
        const message = `Route table ${table.id} and subnet ${subnetId} belong to different networks`;
        throw new AwsError("InvalidParameterValue", message);
      }
      const others = cloud.list(types.ROUTE_TABLE_ASSOCIATION);
      if (others.some((other) => other.inputs["subnetId"] === subnetId)) {
        const message = `the specified association for route table ${table.id} conflicts with an existing association`;
        throw new AwsError("Resource.AlreadyAssociated", message);
      }
    }
    return { id: freshId("rtbassoc", cloud), outputs: {} };
  },
  update({ inputs }, cloud) {
    need(types.ROUTE_TABLE, textAt(inputs, "routeTableId") ?? "", cloud);
    return {};
  },
};

/** Makes another table the main one of a VPC. */
export const mainRouteTableAssociation: Kind = {
  type: types.MAIN_ROUTE_TABLE_ASSOCIATION,
  create({ inputs }, cloud) {
    const vpc = need(types.VPC, textAt(inputs, "vpcId") ?? "", cloud);
    need(types.ROUTE_TABLE, textAt(inputs, "routeTableId") ?? "", cloud);
    const originalRouteTableId = vpc.outputs["mainRouteTableId"] ?? "";
    return { id: freshId("rtbassoc", cloud), outputs: { originalRouteTableId } };
  },
};
