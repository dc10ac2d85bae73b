/** Subnets with their route tables, and the NAT gateways in the public ones. */
import type { Value } from "../../protocol/values.ts";
import type { Component, Resource } from "../construction/component.ts";
import { join, type Input, type Inputs, type Output } from "../construction/output.ts";
import type { VpcArguments } from "./arguments.ts";
import { subnetIpv6 } from "./ipv6.ts";
import type { PlannedSubnet } from "./layout/layout.ts";
import { SUBNET_TYPES, type SubnetType } from "./layout/spec.ts";
import { wantsGateway } from "./nat.ts";

export interface Site {
  readonly component: Component;
  readonly args: VpcArguments;
  readonly zones: readonly string[];
  readonly vpc: Resource;
  readonly internet: Resource;
  readonly region: Input;
  /** `Name` and what the program gives. */
  readonly sharedTags: Inputs;
  /** What the program gives. */
  readonly ownTags: Inputs;
}

export type PlacedSubnet = PlannedSubnet & { readonly block: Input };

export interface MadeSubnet {
  readonly type: SubnetType;
  readonly zone: number;
  readonly resource: Resource;
}

export interface Made {
  readonly subnets: MadeSubnet[];
  readonly routeTables: Resource[];
  readonly associations: Resource[];
  readonly routes: Resource[];
  readonly gateways: Resource[];
  readonly eips: Resource[];
}

/** Public subnets come first in each zone, because the others' routes lead through the gateways in them. */
export function makeSubnets(site: Site, planned: readonly PlacedSubnet[]): Made {
  const made: Made = { subnets: [], routeTables: [], associations: [], routes: [], gateways: [], eips: [] };
  site.zones.forEach((_, zone) => {
    planned
      .filter((subnet) => subnet.zone === zone && subnet.spec.type !== "Unused")
      .sort((a, b) => SUBNET_TYPES.indexOf(a.spec.type) - SUBNET_TYPES.indexOf(b.spec.type))
      .forEach((subnet, i) => makeSubnet(site, made, subnet, zone + i * site.zones.length));
  });
  return made;
}

/** @param number of the subnet among the VPC's IPv6 blocks, from 0 */
function makeSubnet(site: Site, made: Made, planned: PlacedSubnet, number: number): void {
  const { component, vpc, region, zones } = site;
  const { name, nameTag, spec, zone } = planned;
  const { type } = spec;
  const assign = assignsIpv6(site, spec.assignIpv6AddressOnCreation);
  const tags = { Name: nameTag, SubnetType: type };
  const subnet = component.child(
    "aws:ec2/subnet:Subnet",
    name,
    {
      region,
      vpcId: vpc.id,
      availabilityZone: zones[zone],
      mapPublicIpOnLaunch: type === "Public",
      cidrBlock: planned.block,
      assignIpv6AddressOnCreation: assign,
      ipv6CidrBlock: ipv6Block(assign, vpc, number),
      tags: { ...site.sharedTags, ...component.tags("subnetSpecs", spec.tags), ...tags },
    },
    { parent: vpc, dependsOn: [vpc] },
  );
  made.subnets.push({ type, zone, resource: subnet });
  const table = component.child(
    "aws:ec2/routeTable:RouteTable",
    name,
    { region, vpcId: vpc.id, tags: { ...site.sharedTags, ...tags } },
    { parent: subnet, dependsOn: [subnet] },
  );
  made.routeTables.push(table);
  made.associations.push(
    component.child(
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      name,
      { region, routeTableId: table.id, subnetId: subnet.id },
      { parent: table, dependsOn: [table] },
    ),
  );
  if (type === "Public" && wantsGateway(site.args.nat, made.gateways.length, zone)) {
    makeGateway(site, made, zone, subnet);
  }
  const way = wayOut(site, made, type, zone);
  if (way === undefined) return;
  const route = { region, routeTableId: table.id, ...way, destinationCidrBlock: "0.0.0.0/0" };
  made.routes.push(component.child("aws:ec2/route:Route", name, route, { parent: table, dependsOn: [table] }));
}

/** A NAT gateway `<vpc>-<zone from 1>`, with an address of the same name unless the program brings its own. */
function makeGateway(site: Site, made: Made, zone: number, subnet: Resource): void {
  const { component, args, region } = site;
  const name = `${component.name}-${zone + 1}`;
  const tags = { ...site.ownTags, Name: name };
  const options = { parent: subnet, dependsOn: [subnet] };
  let allocationId: Output;
  if (args.addresses.length === 0) {
    const eip = component.child("aws:ec2/eip:Eip", name, { region, tags }, options);
    made.eips.push(eip);
    allocationId = eip.output("allocationId");
  } else {
    allocationId = component.piece("natGateways", args.addresses[zone]);
  }
  const inputs = { region, subnetId: subnet.id, allocationId, tags };
  made.gateways.push(component.child("aws:ec2/natGateway:NatGateway", name, inputs, options));
}

/** Where the default route leads: an isolated subnet has none. */
function wayOut(site: Site, made: Made, type: SubnetType, zone: number): Inputs | undefined {
  if (type === "Public") return { gatewayId: site.internet.id };
  if (type !== "Private" || site.args.nat === "None") return undefined;
  return { natGatewayId: made.gateways[site.args.nat === "Single" ? 0 : zone]?.id };
}

/** What the subnet says, else what the VPC says, else no. */
function assignsIpv6({ component }: Site, own: boolean | undefined): boolean | Output {
  if (own !== undefined) return own;
  const ofVpc: Value = component.inputs["assignGeneratedIpv6CidrBlock"] ?? false;
  return typeof ofVpc === "boolean" ? ofVpc : component.input("assignGeneratedIpv6CidrBlock");
}

/**
 * Nothing where the subnet assigns no IPv6 addresses. The real component then plans it as unknown all the same, while
 * the VPC's own block is; that shows in previews of a new VPC alone.
 */
function ipv6Block(assign: boolean | Output, vpc: Resource, number: number): Input {
  if (assign === false) return undefined;
  return join({ assign, block: vpc.output("ipv6CidrBlock") }, ({ assign: wanted, block }) => {
    if (wanted !== true) return null;
    if (typeof block === "string" && block !== "") return subnetIpv6(block, number);
    throw new Error(
      "a subnet with `assignIpv6AddressOnCreation` needs a VPC with an IPv6 block: " +
        "give `assignGeneratedIpv6CidrBlock` or `ipv6CidrBlock`",
    );
  });
}
