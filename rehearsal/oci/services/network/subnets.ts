/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/Subnet/ */
import type * as core from "oci-core/lib/model/index.js";
import { dhcpOptions, routeTables, securityLists, subnets, vcns, vnics } from "../../collections.ts";
import type { Collection } from "../../collection.ts";
import { conflict, invalidParameter, notFoundResource } from "../../errors.ts";
import type { Call, Route } from "../../route.ts";
import { AVAILABILITY_DOMAINS } from "../../tenancy.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { needOneOf } from "../shared/refuse.ts";
import { addressOf, contains, overlap, parseCidr } from "./cidr.ts";
import type { Cidr } from "./cidr.ts";
import { checkDnsLabel } from "./dns-label.ts";
import { partRoutes } from "./part.ts";
import { macAddress } from "./vnic.ts";

const MOST_SECURITY_LISTS = 5;
/** What the addresses of virtual routers begin with. */
const ROUTER_MAC = "00:00:17";

function create(call: Call, details: Wire<core.CreateSubnetDetails>, id: string) {
  const vcn = vcns.need({ ...call, ifMatch: undefined }, details.vcnId);
  const text = details.cidrBlock ?? details.ipv4CidrBlocks?.[0];
  if (text === undefined) {
    throw invalidParameter("cidrBlock is required: the IPv4 addresses of the subnet.");
  }
  const block = parseCidr(text, "cidrBlock");
  checkPlace(call.world, vcn, block);
  if (details.availabilityDomain !== undefined) {
    needOneOf("availabilityDomain", details.availabilityDomain, AVAILABILITY_DOMAINS);
  }
  checkDnsLabel(details.dnsLabel, taken(call.world, vcn.id));
  const prohibited = details.prohibitInternetIngress ?? details.prohibitPublicIpOnVnic ?? false;
  const routeTableId = details.routeTableId ?? vcn.defaultRouteTableId ?? "";
  const securityListIds = details.securityListIds ?? [vcn.defaultSecurityListId ?? ""];
  const dhcpOptionsId = details.dhcpOptionsId ?? vcn.defaultDhcpOptionsId ?? "";
  needParts(call.world, vcn.id, { routeTableId, securityListIds, dhcpOptionsId });
  const domain = details.dnsLabel && vcn.vcnDomainName ? `${details.dnsLabel}.${vcn.vcnDomainName}` : undefined;
  return {
    cidrBlock: block.text,
    ipv4CidrBlocks: [block.text],
    routeTableId,
    securityListIds,
    dhcpOptionsId,
    prohibitInternetIngress: prohibited,
    prohibitPublicIpOnVnic: prohibited,
    virtualRouterIp: addressOf(block.first + 1),
    virtualRouterMac: macAddress(call.world, `router/${id}`, ROUTER_MAC),
    ...(details.availabilityDomain !== undefined && { availabilityDomain: details.availabilityDomain }),
    ...(details.dnsLabel !== undefined && { dnsLabel: details.dnsLabel }),
    ...(domain !== undefined && { subnetDomainName: domain }),
  };
}

/** A subnet lies in its VCN, apart from its other subnets. */
function checkPlace(world: World, vcn: Wire<core.Vcn>, block: Cidr, self = ""): void {
  if (block.prefix > 30) {
    throw invalidParameter(`cidrBlock ${block.text} is too small: /30 is the smallest.`);
  }
  const blocks = vcn.cidrBlocks.map((cidr) => parseCidr(cidr, "The VCN's block"));
  if (!blocks.some((outer) => contains(outer, block))) {
    throw invalidParameter(`cidrBlock ${block.text} does not lie in the VCN's ${vcn.cidrBlocks.join(", ")}.`);
  }
  const neighbour = subnets
    .list(world)
    .find(
      (one) =>
        one.vcnId === vcn.id && one.id !== self && overlap(parseCidr(one.cidrBlock ?? "", "A subnet's block"), block),
    );
  if (neighbour !== undefined) {
    throw invalidParameter(
      `cidrBlock ${block.text} overlaps with ${neighbour.cidrBlock} of the subnet ${neighbour.id}.`,
    );
  }
}

function taken(world: World, vcnId: string): Set<string> {
  const labels = subnets
    .list(world)
    .flatMap((subnet) => (subnet.vcnId === vcnId && subnet.dnsLabel ? [subnet.dnsLabel] : []));
  return new Set(labels);
}

interface Parts {
  routeTableId?: string | undefined;
  securityListIds?: readonly string[] | undefined;
  dhcpOptionsId?: string | undefined;
}

/** The parts that a subnet names must be there, in its own VCN. */
function needParts(world: World, vcnId: string, parts: Parts): void {
  if ((parts.securityListIds ?? []).length > MOST_SECURITY_LISTS) {
    throw invalidParameter(`securityListIds must name at most ${MOST_SECURITY_LISTS} lists.`);
  }
  needOf(world, vcnId, routeTables, parts.routeTableId);
  needOf(world, vcnId, dhcpOptions, parts.dhcpOptionsId);
  parts.securityListIds?.forEach((id) => needOf(world, vcnId, securityLists, id));
}

function needOf(world: World, vcnId: string, of: Collection<{ vcnId: string } & object>, id: string | undefined): void {
  const part = id === undefined ? { vcnId } : of.get(world, id);
  if (part === undefined) {
    throw notFoundResource(id ?? "");
  }
  if (part.vcnId !== vcnId) {
    throw conflict(`${id} belongs to another VCN.`);
  }
}

function update(
  call: Call,
  subnet: Wire<core.Subnet>,
  details: Wire<core.UpdateSubnetDetails>,
): Partial<Wire<core.Subnet>> {
  needParts(call.world, subnet.vcnId, details);
  if (details.cidrBlock === undefined) {
    return {};
  }
  const vcn = vcns.need({ ...call, ifMatch: undefined }, subnet.vcnId);
  const block = parseCidr(details.cidrBlock, "cidrBlock");
  checkPlace(call.world, vcn, block, subnet.id);
  return { ipv4CidrBlocks: [block.text], virtualRouterIp: addressOf(block.first + 1) };
}

export const subnetRoutes: readonly Route[] = partRoutes<
  Wire<core.Subnet>,
  Wire<core.CreateSubnetDetails>,
  Wire<core.UpdateSubnetDetails>
>({
  noun: "Subnet",
  ocid: "subnet",
  path: "subnets",
  parameter: "subnetId",
  prefix: "subnet",
  collection: subnets,
  create,
  update,
  users: (world, subnet) =>
    vnics
      .list(world)
      .filter((vnic) => vnic.subnetId === subnet.id)
      .map((vnic) => vnic.id),
});
