/**
 * awsx:ec2:Vpc, with the children, names and defaults of the real component.
 * @see https://www.pulumi.com/registry/packages/awsx/api-docs/ec2/vpc/
 */
import { isUnknown } from "../../protocol/values.ts";
import type { Component, Resource } from "../construction/component.ts";
import type { Input, Inputs, Output } from "../construction/output.ts";
import { readArguments, type VpcArguments } from "./arguments.ts";
import { dnsAttributes, makeEndpoints, refuseUnknownTypes } from "./endpoints.ts";
import { layOut, type Layout } from "./layout/layout.ts";
import { refuseLikeZones } from "./layout/names.ts";
import type { SubnetType } from "./layout/spec.ts";
import { refuseAddresses, refuseWithoutSubnets } from "./nat.ts";
import { makeSubnets, type Made, type PlacedSubnet, type Site } from "./subnets.ts";

/** What the VPC itself takes of the component's inputs. */
const OF_THE_VPC = [
  "assignGeneratedIpv6CidrBlock",
  "enableDnsHostnames",
  "enableDnsSupport",
  "enableNetworkAddressUsageMetrics",
  "instanceTenancy",
  "ipv4IpamPoolId",
  "ipv4NetmaskLength",
  "ipv6CidrBlock",
  "ipv6CidrBlockNetworkBorderGroup",
  "ipv6IpamPoolId",
  "ipv6NetmaskLength",
  "region",
] as const;

/** @returns the component's outputs */
export async function buildVpc(component: Component): Promise<Inputs> {
  const args = readArguments(component.inputs);
  refuseUnknownTypes(args);
  const dns = dnsAttributes(args, component.inputs);
  const zones = await availabilityZones(component, args);
  refuseAddresses(args.nat, args.addresses, zones.length);
  if (args.nameTags === "AvailabilityZone") refuseLikeZones(zones);
  const layout = layOut({ ...args, zones, vpcName: component.name, strategy: args.strategy ?? "Legacy" });
  refuseWithoutSubnets(
    args.nat,
    layout.subnets.map(({ spec }) => spec.type),
  );
  // What doesn't fit is refused before anything is made, unless the VPC's block has yet to be given by a pool.
  const blocks = args.cidrBlock === undefined ? undefined : layout.cidrBlocks(args.cidrBlock);
  if (args.strategy === undefined && layout.depends) await warnOfDefault(component, layout, args);

  const ownTags = component.tags("tags", component.inputs["tags"]);
  const sharedTags = { Name: component.name, ...ownTags };
  const vpc = component.child("aws:ec2/vpc:Vpc", component.name, {
    ...component.pick(OF_THE_VPC),
    ...dns,
    cidrBlock: args.cidrBlock,
    tags: sharedTags,
  });
  const region = component.input("region");
  const internet = component.child(
    "aws:ec2/internetGateway:InternetGateway",
    component.name,
    { region, vpcId: vpc.id, tags: sharedTags },
    { parent: vpc, dependsOn: [vpc] },
  );
  const site: Site = { component, args, zones, vpc, internet, region, sharedTags, ownTags };
  const made = makeSubnets(site, placed(layout, blocks, vpc));
  const endpoints = await makeEndpoints(site, made);
  return outputs({ vpc, internet, made, endpoints, resolved: resolvedLayout(layout, args, vpc) });
}

async function availabilityZones(component: Component, args: VpcArguments): Promise<readonly string[]> {
  if (args.zoneNames !== undefined) return args.zoneNames;
  const region = component.inputs["region"];
  if (region !== undefined && (typeof region !== "string" || isUnknown(region))) {
    throw new Error("`region` must be plain text when `availabilityZoneNames` isn't given: it decides which there are");
  }
  const token = "aws:index/getAvailabilityZones:getAvailabilityZones";
  const { names } = await component.call(token, region === undefined ? {} : { region });
  const found = Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  if (found.length < args.zoneCount) {
    throw new Error(
      `the VPC is to span ${args.zoneCount} availability zones, and the region has ${found.length}: ` +
        "give `numberOfAvailabilityZones` or `availabilityZoneNames`, or enable the region",
    );
  }
  return found.slice(0, args.zoneCount);
}

function placed(layout: Layout, blocks: readonly string[] | undefined, vpc: Resource): PlacedSubnet[] {
  const givenLater = (index: number): Output =>
    vpc.output("cidrBlock").apply((block) => (typeof block === "string" ? layout.cidrBlocks(block)[index] : null));
  return layout.subnets.map((subnet, i) => ({ ...subnet, block: blocks === undefined ? givenLater(i) : blocks[i] }));
}

function resolvedLayout(layout: Layout, args: VpcArguments, vpc: Resource): Input {
  if (args.cidrBlock !== undefined) return layout.resolved(args.cidrBlock).map((spec) => ({ ...spec }));
  const resolve = (block: string): Input => layout.resolved(block).map((spec) => ({ ...spec }));
  return vpc.output("cidrBlock").apply((block) => (typeof block === "string" ? resolve(block) : null));
}

async function warnOfDefault(component: Component, layout: Layout, args: VpcArguments): Promise<void> {
  const specs = args.cidrBlock === undefined ? "" : JSON.stringify(layout.resolved(args.cidrBlock));
  await component.warn(
    "The default subnetStrategy is Legacy today and will be Auto in awsx's next major version. " +
      `Say which one you mean; with "Auto", these subnetSpecs keep today's layout: ${specs}`,
  );
}

interface Built {
  readonly vpc: Resource;
  readonly internet: Resource;
  readonly made: Made;
  readonly endpoints: readonly Resource[];
  readonly resolved: Input;
}

function outputs({ vpc, internet, made, endpoints, resolved }: Built): Inputs {
  const references = (resources: readonly Resource[]): Input => resources.map(({ reference }) => reference);
  const ids = (resources: readonly Resource[]): Input => resources.map(({ id }) => id);
  const of = (type: SubnetType): Resource[] =>
    made.subnets.filter((subnet) => subnet.type === type).map(({ resource }) => resource);
  return {
    vpc: vpc.reference,
    vpcId: vpc.id,
    internetGateway: internet.reference,
    subnets: references(made.subnets.map(({ resource }) => resource)),
    publicSubnets: references(of("Public")),
    publicSubnetIds: ids(of("Public")),
    privateSubnets: references(of("Private")),
    privateSubnetIds: ids(of("Private")),
    isolatedSubnets: references(of("Isolated")),
    isolatedSubnetIds: ids(of("Isolated")),
    subnetLayout: resolved,
    routeTables: references(made.routeTables),
    routeTableAssociations: references(made.associations),
    routes: references(made.routes),
    natGateways: references(made.gateways),
    eips: references(made.eips),
    vpcEndpoints: references(endpoints),
  };
}
