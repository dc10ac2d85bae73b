/** What EC2 refuses of VPC endpoints. */
import type { Properties, Value } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt, textsAt } from "../../kind.ts";
import { policyFaults } from "../../policyText.ts";
import type { Resource } from "../../resource.ts";
import { endpointService, endpointTypes, privateName } from "./endpointServices.ts";
import { need } from "./need.ts";
import { routeTablesOfEndpoint } from "./routes.ts";
import * as types from "./types.ts";

/**
 * @param own the endpoint's id, where it exists already
 * @throws AwsError
 */
export function refuseEndpoint(inputs: Properties, cloud: Cloud, own = ""): void {
  const vpc = vpcOf(inputs, cloud);
  const service = refuseService(inputs, cloud);
  for (const id of textsAt(inputs, "securityGroupIds")) need(types.SECURITY_GROUP, id, cloud);
  refuseSubnets(textsAt(inputs, "subnetIds"), vpc, cloud);
  for (const id of textsAt(inputs, "routeTableIds"))
    refuseRouteTable(id, textAt(inputs, "serviceName") ?? "", own, cloud);
  if (inputs["privateDnsEnabled"] === true && service !== undefined) refusePrivateDns(inputs, service, vpc, own, cloud);
  const policy = refuseEndpointPolicy(inputs["policy"]);
  if (policy !== undefined) throw new AwsError("InvalidParameter", policy);
}

export function vpcOf(inputs: Properties, cloud: Cloud): Resource {
  return need(types.VPC, textAt(inputs, "vpcId") ?? "", cloud);
}

/** What is wrong with an endpoint's policy; undefined where nothing is, or there is none. */
export function refuseEndpointPolicy(policy: Value | undefined): string | undefined {
  if (policy === undefined) return undefined;
  const faults = policyFaults(policy, "endpoint");
  return faults.length === 0 ? undefined : `The policy document is invalid. (${faults.join("; ")})`;
}

/** An endpoint has one address in each zone at most. @throws AwsError */
export function refuseSubnets(ids: readonly string[], vpc: Resource, cloud: Cloud): void {
  const zones = new Set<Value>();
  for (const id of ids) {
    const subnet = need(types.SUBNET, id, cloud);
    if (subnet.inputs["vpcId"] !== vpc.id) {
      throw new AwsError("InvalidParameter", `The subnet ID '${id}' does not belong to the VPC ${vpc.id}.`);
    }
    const zone = subnet.outputs["availabilityZone"] ?? "";
    if (zones.has(zone)) {
      const message = `Found another VPC endpoint subnet in the availability zone of ${id}`;
      throw new AwsError("DuplicateSubnetsInSameZone", message);
    }
    zones.add(zone);
  }
}

/** A table has one route to a service at most. @throws AwsError */
export function refuseRouteTable(id: string, serviceName: string, own: string, cloud: Cloud): void {
  need(types.ROUTE_TABLE, id, cloud);
  const others = cloud
    .list(types.VPC_ENDPOINT)
    .filter((other) => other.id !== own && other.inputs["serviceName"] === serviceName);
  const other = others.find((endpoint) => routeTablesOfEndpoint(endpoint, cloud).includes(id));
  if (other === undefined) return;
  const list = textAt(other.outputs, "prefixListId") ?? "";
  throw new AwsError(
    "RouteAlreadyExists",
    `route table ${id} already has a route with destination-prefix-list-id ${list}`,
  );
}

/** The service's short name; undefined for one of another account. */
function refuseService(inputs: Properties, { region }: Cloud): string | undefined {
  const name = textAt(inputs, "serviceName");
  if (name === undefined || name.startsWith("com.amazonaws.vpce.")) return undefined;
  const service = endpointService(name, textAt(inputs, "serviceRegion") ?? region);
  if (service === undefined) {
    throw new AwsError("InvalidServiceName", `The Vpc Endpoint Service '${name}' does not exist`);
  }
  const type = textAt(inputs, "vpcEndpointType") ?? "Gateway";
  const able = endpointTypes(service);
  if (able.some((one) => one === type)) return service;
  const message = `Endpoint type (${type}) does not match available service types ([${able.join(", ")}]).`;
  throw new AwsError("InvalidParameter", message);
}

function refusePrivateDns(inputs: Properties, service: string, vpc: Resource, own: string, cloud: Cloud): void {
  if (vpc.outputs["enableDnsSupport"] !== true || vpc.outputs["enableDnsHostnames"] !== true) {
    const both =
      "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true";
    throw new AwsError("InvalidParameter", `${both} for ${vpc.id}`);
  }
  const same = cloud.list(types.VPC_ENDPOINT).some((other) => {
    const { serviceName, vpcId, privateDnsEnabled } = other.inputs;
    const alike = vpcId === vpc.id && serviceName === inputs["serviceName"];
    return other.id !== own && alike && privateDnsEnabled === true;
  });
  if (!same) return;
  const domain = privateName(service, cloud.region).replace(/^\*\./, "");
  const message = `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${domain} in the VPC ${vpc.id}`;
  throw new AwsError("InvalidParameter", message);
}
