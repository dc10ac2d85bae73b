/** The VPC endpoints that a packet of a VPC meets: which subnets have them, and what their policies say. */
import type { Cloud } from "../../cloud.ts";
import { textAt, textsAt } from "../../kind.ts";
import { policyText } from "../../policyText.ts";
import type { Resource } from "../../resource.ts";
import * as types from "./types.ts";

/** The endpoints of a VPC to a service: `ecr.api`, `s3`. */
export function endpointsTo(service: string, vpcId: string, cloud: Cloud): Resource[] {
  const name = `com.amazonaws.${cloud.region}.${service}`;
  const all = cloud.list(types.VPC_ENDPOINT);
  return all.filter(({ inputs }) => inputs["vpcId"] === vpcId && inputs["serviceName"] === name);
}

/** The subnets in which an endpoint of the type Interface has its addresses. */
export function subnetsOfEndpoint(endpoint: Resource, cloud: Cloud): string[] {
  const more = cloud.list(types.VPC_ENDPOINT_SUBNET).filter(({ inputs }) => inputs["vpcEndpointId"] === endpoint.id);
  const ids = [...textsAt(endpoint.inputs, "subnetIds"), ...more.map(({ inputs }) => textAt(inputs, "subnetId"))];
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/** The policy in force, as JSON text: that of a VpcEndpointPolicy, else the endpoint's own, which is full access by default. */
export function policyOfEndpoint(endpoint: Resource, cloud: Cloud): string {
  const apart = cloud.list(types.VPC_ENDPOINT_POLICY).find(({ inputs }) => inputs["vpcEndpointId"] === endpoint.id);
  return policyText(apart?.inputs["policy"]) ?? textAt(endpoint.outputs, "policy") ?? "";
}
