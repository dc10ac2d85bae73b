/** What a program attaches to a VPC endpoint by resources of their own: a policy, a subnet, a route table. */
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { isJson, policyText } from "../../policyText.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Resource } from "../../resource.ts";
import { refuseEndpointPolicy, refuseRouteTable, refuseSubnets, vpcOf } from "./endpointChecks.ts";
import { policyOfEndpoint, subnetsOfEndpoint } from "./endpoints.ts";
import { freshId, need } from "./need.ts";
import * as types from "./types.ts";

export const vpcEndpointPolicy: Kind = {
  type: types.VPC_ENDPOINT_POLICY,
  replaces: ["vpcEndpointId"],
  check: (inputs) => isJson(inputs, "policy"),
  create({ inputs }, cloud) {
    const endpoint = endpointOf(inputs, cloud);
    return { id: endpoint.id, outputs: { policy: accepted(inputs) ?? policyOfEndpoint(endpoint, cloud) } };
  },
  update: ({ inputs }, cloud) => ({ policy: accepted(inputs) ?? policyOfEndpoint(endpointOf(inputs, cloud), cloud) }),
};

export const vpcEndpointSubnetAssociation: Kind = {
  type: types.VPC_ENDPOINT_SUBNET,
  replaces: ["subnetId", "vpcEndpointId"],
  create({ inputs }, cloud) {
    const endpoint = endpointOf(inputs, cloud);
    const all = [...subnetsOfEndpoint(endpoint, cloud), textAt(inputs, "subnetId") ?? ""];
    refuseSubnets(all, vpcOf(endpoint.inputs, cloud), cloud);
    return { id: `a-${freshId("vpce", cloud).slice(5)}`, outputs: {} };
  },
};

export const vpcEndpointRouteTableAssociation: Kind = {
  type: types.VPC_ENDPOINT_ROUTE_TABLE,
  replaces: ["routeTableId", "vpcEndpointId"],
  create({ inputs }, cloud) {
    const endpoint = endpointOf(inputs, cloud);
    refuseRouteTable(textAt(inputs, "routeTableId") ?? "", textAt(endpoint.inputs, "serviceName") ?? "", "", cloud);
    return { id: `a-${freshId("vpce", cloud).slice(5)}`, outputs: {} };
  },
};

function endpointOf(inputs: Properties, cloud: Cloud): Resource {
  return need(types.VPC_ENDPOINT, textAt(inputs, "vpcEndpointId") ?? "", cloud);
}

function accepted(inputs: Properties): string | undefined {
  const fault = refuseEndpointPolicy(inputs["policy"]);
  if (fault !== undefined) throw new AwsError("InvalidParameter", fault);
  return policyText(inputs["policy"]);
}
