/**
 * How a task reaches one of AWS's services: by an interface endpoint whose private DNS name hides the public one, by a
 * gateway endpoint on its route table, or over the internet by a NAT gateway or with a public address.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
import type { Cloud } from "../cloud.ts";
import { textAt, textsAt } from "../kind.ts";
import type { Resource } from "../resource.ts";
import { blockOf, contains } from "../services/ec2/block.ts";
import { endpointsTo, subnetsOfEndpoint } from "../services/ec2/endpoints.ts";
import { routesOf } from "../services/ec2/routes.ts";
import type { RouteFact } from "../services/ec2/routes.ts";
import * as ec2 from "../services/ec2/types.ts";
import { connects, INTERNET, permits } from "./permits.ts";
import { vantagesIn } from "./vantage.ts";
import type { Vantage } from "./vantage.ts";

/** As the end of an endpoint's service name says it. */
export type AwsApi =
  "ecr.api" | "ecr.dkr" | "s3" | "logs" | "secretsmanager" | "ssm" | "kms" | "sqs" | "dynamodb" | "sts";

export type Way =
  /** `endpoint` is the VPC endpoint that the calls pass, whose policy they must satisfy. */
  | { readonly open: true; readonly endpoint?: Resource }
  /** `why` in the rehearsal's own words: AWS shows only that nothing answers. */
  | { readonly open: false; readonly why: string };

const HTTPS = 443;

export function wayTo(api: AwsApi, from: Vantage, cloud: Cloud): Way {
  const endpoint = interfaceEndpoint(api, from.vpcId, cloud);
  if (endpoint !== undefined) return throughInterface(endpoint, from, cloud);
  const gateway = gatewayEndpoint(api, from, cloud);
  if (gateway !== undefined) return throughGateway(gateway, from, cloud);
  return overInternet(
    from,
    cloud,
    `no interface endpoint ${serviceName(api, cloud)} with private DNS in ${from.vpcId}`,
  );
}

/** Whether packets get to the internet, and answers back. */
export function overInternet(from: Vantage, cloud: Cloud, besides?: string): Way {
  const missing = internetFault(from, cloud);
  if (missing !== undefined)
    return { open: false, why: besides === undefined ? missing : `${missing}, and ${besides}` };
  return permits(from.securityGroups, "egress", INTERNET, HTTPS, cloud)
    ? { open: true }
    : { open: false, why: `${groupsOf(from)} has no egress to TCP ${HTTPS} of 0.0.0.0/0` };
}

function serviceName(api: AwsApi, { region }: Cloud): string {
  return `com.amazonaws.${region}.${api}`;
}

/** Without private DNS an endpoint serves only those who call it by its own name, which ECS doesn't. */
function interfaceEndpoint(api: AwsApi, vpcId: string, cloud: Cloud): Resource | undefined {
  return endpointsTo(api, vpcId, cloud).find(
    (endpoint) =>
      endpoint.inputs["vpcEndpointType"] === "Interface" &&
      endpoint.inputs["privateDnsEnabled"] === true &&
      subnetsOfEndpoint(endpoint, cloud).length > 0,
  );
}

/** Its DNS name means any of its interfaces, whatever the zone: each of them must be open. */
function throughInterface(endpoint: Resource, from: Vantage, cloud: Cloud): Way {
  const groups = textsAt(endpoint.outputs, "securityGroupIds");
  const ends = vantagesIn(subnetsOfEndpoint(endpoint, cloud), groups, cloud);
  const shut = ends.find((end) => !connects(from, end, HTTPS, cloud));
  if (shut === undefined) return { open: true, endpoint };
  const why =
    `the security groups don't let TCP ${HTTPS} through from ${groupsOf(from)} to ${groupsOf(shut)} of the endpoint ` +
    endpoint.id;
  return { open: false, why };
}

function gatewayEndpoint(api: AwsApi, from: Vantage, cloud: Cloud): Resource | undefined {
  return routesOf(from.subnetId, cloud)
    .filter(({ target }) => target === "gateway-endpoint")
    .map(({ targetId }) => cloud.get(ec2.VPC_ENDPOINT, targetId))
    .find((endpoint) => endpoint?.inputs["serviceName"] === serviceName(api, cloud));
}

function throughGateway(endpoint: Resource, from: Vantage, cloud: Cloud): Way {
  const prefixListId = textAt(endpoint.outputs, "prefixListId") ?? "";
  return permits(from.securityGroups, "egress", { ...INTERNET, prefixListId }, HTTPS, cloud)
    ? { open: true, endpoint }
    : { open: false, why: `${groupsOf(from)} has no egress to TCP ${HTTPS} of ${prefixListId}` };
}

function internetFault(from: Vantage, cloud: Cloud): string | undefined {
  const route = internetRoute(from.subnetId, cloud);
  if (route === undefined) return `${from.subnetId} has no route to the internet`;
  if (route.blackhole) return `${from.subnetId} routes to ${route.targetId}, which is gone`;
  if (route.target === "internet-gateway") {
    return from.hasPublicIp
      ? undefined
      : `${from.subnetId} routes to ${route.targetId}, but the task has no public IP address`;
  }
  if (route.target !== "nat-gateway") return undefined;
  const nat = cloud.get(ec2.NAT_GATEWAY, route.targetId)?.inputs ?? {};
  if (nat["connectivityType"] === "private") return `the NAT gateway ${route.targetId} is a private one`;
  // A regional NAT gateway lies in no subnet: its own routes lead to the internet gateway.
  const natSubnet = textAt(nat, "subnetId");
  if (natSubnet === undefined) return undefined;
  const onward = internetRoute(natSubnet, cloud);
  return onward?.target === "internet-gateway" && !onward.blackhole
    ? undefined
    : `the NAT gateway ${route.targetId} lies in ${natSubnet}, which has no route to an internet gateway`;
}

/** One of AWS's own public addresses: the most specific route that covers it is the one that is taken. */
const AWS_ADDRESS = "52.94.0.1/32";

function internetRoute(subnetId: string, cloud: Cloud): RouteFact | undefined {
  const address = blockOf(AWS_ADDRESS);
  const covering = routesOf(subnetId, cloud).flatMap((route) => {
    const block = route.cidr === undefined ? undefined : blockOf(route.cidr);
    return block !== undefined && address !== undefined && contains(block, address) ? [{ route, block }] : [];
  });
  return covering.sort((a, b) => b.block.prefix - a.block.prefix)[0]?.route;
}

const groupsOf = ({ securityGroups }: Vantage): string => securityGroups.join(", ") || "no security group";
