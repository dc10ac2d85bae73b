/** VPC endpoints. The strategy Auto connects them with the component's own subnets and route tables. */
import { isUnknown, reveal, type Properties } from "../../protocol/values.ts";
import type { Resource } from "../construction/component.ts";
import type { Input, Inputs } from "../construction/output.ts";
import { SECURITY_GROUP_DEFAULTS } from "../parts/security-group.ts";
import type { EndpointSpec, VpcArguments } from "./arguments.ts";
import type { SubnetType } from "./layout/spec.ts";
import type { Made, MadeSubnet, Site } from "./subnets.ts";

/** What a spec hands on as it is. */
const HANDED_ON = [
  "autoAccept",
  "dnsOptions",
  "ipAddressType",
  "policy",
  "resourceConfigurationArn",
  "serviceName",
  "serviceNetworkArn",
  "serviceRegion",
  "subnetConfigurations",
  "vpcEndpointType",
] as const;

/** The subnet of each zone that an interface endpoint stands in is of the first of these types that there is. */
const PREFERRED: readonly SubnetType[] = ["Private", "Isolated", "Public"];

/** @throws Error when Auto can't tell what kind an endpoint is */
export function refuseUnknownTypes({ endpoints, endpointStrategy }: VpcArguments): void {
  const unclear = endpoints.find(({ type }) => type === undefined);
  if (endpointStrategy === "Legacy" || unclear === undefined) return;
  throw new Error(
    `vpcEndpointStrategy "Auto" must know the \`vpcEndpointType\` of ${unclear.serviceName} before the update: ` +
      'give it as plain text, or use the strategy "Legacy"',
  );
}

/**
 * Names of AWS's private zones resolve only in a VPC with both DNS attributes.
 * @throws Error when the program turns one of them off
 */
export function dnsAttributes(args: VpcArguments, inputs: Properties): Properties {
  const needed =
    args.endpointStrategy === "Auto" &&
    args.endpoints.some(({ type, given }) => type === "interface" && (given["privateDnsEnabled"] ?? true) === true);
  if (!needed) return {};
  for (const name of ["enableDnsHostnames", "enableDnsSupport"]) {
    if (reveal(inputs[name] ?? null) !== false) continue;
    throw new Error(
      `\`${name}\` is false, and vpcEndpointStrategy "Auto" gives interface endpoints private DNS names: ` +
        "leave it out, or set `privateDnsEnabled` to false for each of them",
    );
  }
  return {
    enableDnsHostnames: inputs["enableDnsHostnames"] ?? true,
    enableDnsSupport: inputs["enableDnsSupport"] ?? true,
  };
}

export async function makeEndpoints(site: Site, made: Made): Promise<Resource[]> {
  if (site.args.endpointStrategy === "Legacy") await warnOfUnconnected(site);
  return site.args.endpoints.map((spec) => makeEndpoint(site, made, spec));
}

async function warnOfUnconnected({ component, args }: Site): Promise<void> {
  const lacks = ({ given }: EndpointSpec, ...names: string[]): boolean => names.every((name) => !(name in given));
  for (const spec of args.endpoints) {
    const advice = 'vpcEndpointStrategy "Auto" uses the component\'s own';
    if (spec.type === "interface" && lacks(spec, "subnetIds", "subnetConfigurations")) {
      await component.warn(`The interface endpoint ${spec.serviceName} has no \`subnetIds\`: ${advice} subnets`);
    }
    if (spec.type === "gateway" && lacks(spec, "routeTableIds")) {
      await component.warn(`The gateway endpoint ${spec.serviceName} has no \`routeTableIds\`: ${advice} route tables`);
    }
  }
}

function makeEndpoint(site: Site, made: Made, spec: EndpointSpec): Resource {
  const { component, vpc } = site;
  const { given, serviceName } = spec;
  const from = (name: string): Input => (name in given ? component.piece("vpcEndpointSpecs", given[name]) : undefined);
  const region = from("region") ?? site.region;
  const tags = { ...site.sharedTags, ...component.tags("vpcEndpointSpecs", given["tags"]) };
  const auto = site.args.endpointStrategy === "Auto" ? spec.type : undefined;
  const face = auto === "interface";
  const placed = "subnetIds" in given || "subnetConfigurations" in given;
  const subnets = face && !placed ? preferredSubnets(made.subnets, site.zones.length) : undefined;
  const tables = auto === "gateway" ? made.routeTables : undefined;
  const group = face && !("securityGroupIds" in given) ? makeGroup(site, spec, { region, tags }) : undefined;
  const inputs: Inputs = {
    ...Object.fromEntries(HANDED_ON.map((name) => [name, from(name)])),
    privateDnsEnabled: from("privateDnsEnabled") ?? (face ? true : undefined),
    region,
    routeTableIds: from("routeTableIds") ?? tables?.map(({ id }) => id),
    securityGroupIds: from("securityGroupIds") ?? (group === undefined ? undefined : [group.id]),
    subnetIds: from("subnetIds") ?? subnets?.map(({ id }) => id),
    tags,
    vpcId: vpc.id,
  };
  return component.child("aws:ec2/vpcEndpoint:VpcEndpoint", serviceName, inputs, { parent: vpc, dependsOn: [vpc] });
}

function preferredSubnets(subnets: readonly MadeSubnet[], zones: number): Resource[] {
  return Array.from({ length: zones }, (_, zone) => {
    const here = subnets.filter((subnet) => subnet.zone === zone);
    const types = PREFERRED.flatMap((type) => here.filter((subnet) => subnet.type === type));
    return types.slice(0, 1).map(({ resource }) => resource);
  }).flat();
}

/** The endpoint's own security group: HTTPS from anywhere in the VPC. */
function makeGroup(site: Site, spec: EndpointSpec, { region, tags }: { region: Input; tags: Inputs }): Resource {
  const { component, vpc } = site;
  const { serviceName, given } = spec;
  const inputs = { ...SECURITY_GROUP_DEFAULTS, region, vpcId: vpc.id, tags };
  const options = { parent: vpc, dependsOn: [vpc] };
  const group = component.child("aws:ec2/securityGroup:SecurityGroup", `${serviceName}-sg`, inputs, options);
  const addresses = reveal(given["ipAddressType"] ?? "ipv4");
  const both = typeof addresses === "string" && !isUnknown(addresses) && /^(ipv6|dualstack)$/i.test(addresses);
  component.child(
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    `${serviceName}-ingress`,
    {
      region,
      type: "ingress",
      securityGroupId: group.id,
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrBlocks: [vpc.output("cidrBlock")],
      ipv6CidrBlocks: both ? [vpc.output("ipv6CidrBlock")] : undefined,
    },
    { parent: vpc, dependsOn: [group] },
  );
  return group;
}
