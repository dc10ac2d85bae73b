/**
 * VNICs: whatever holds an address in a subnet. Instances and load balancers get theirs here.
 * @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/Vnic/
 */
import type * as core from "oci-core/lib/model/index.js";
import { natGateways, networkSecurityGroups, subnets, vnics } from "../../collections.ts";
import { conflict, invalidParameter, limitExceeded, notFoundResource } from "../../errors.ts";
import { freshOcid, seeded } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { ocidKind } from "../../ocid.ts";
import { AVAILABILITY_DOMAINS, REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { addressOf, parseAddress, parseCidr } from "./cidr.ts";

export interface VnicRequest {
  readonly subnetId: string;
  readonly compartmentId: string;
  readonly displayName: string;
  /** Security groups of the subnet's VCN; at most five. */
  readonly nsgIds: readonly string[];
  /** Whether it gets a public address; where left out, it does if the subnet allows one. */
  readonly assignPublicIp?: boolean;
  /** The private address; where left out, the next free one of the subnet. */
  readonly assignPrivateIp?: string;
  readonly hostnameLabel?: string;
  /** Its OCID; where left out, a fresh one. A load balancer's VNIC goes by the load balancer's OCID. */
  readonly id?: string;
  /** Where the subnet is regional, the availability domain of what it is attached to. */
  readonly availabilityDomain?: string;
}

const MOST_NSGS = 5;
/** OCI keeps a subnet's first two addresses and its last for itself. */
const RESERVED_AT_START = 2;
const RESERVED_AT_END = 1;
/** Blocks set aside for documentation (RFC 5737): public addresses that lead nowhere. */
const PUBLIC_BLOCKS = ["203.0.113.0/24", "198.51.100.0/24"].map((block) => parseCidr(block, "A public block"));

/**
 * Makes a VNIC in a subnet.
 * @throws ServiceError 404 without that subnet or those groups, 400 where the subnet is full or refuses public
 * addresses, 409 where the wanted address is taken
 */
export function allocateVnic(moment: Moment, request: VnicRequest): Wire<core.Vnic> {
  const subnet = subnets.get(moment.world, request.subnetId);
  if (subnet === undefined) {
    throw notFoundResource(request.subnetId);
  }
  checkNsgs(moment.world, subnet.vcnId, request.nsgIds);
  checkHostname(moment.world, subnet, request.hostnameLabel);
  const id = request.id ?? freshOcid(moment, "vnic", REGION);
  const privateIp =
    request.assignPrivateIp === undefined
      ? nextFree(moment.world, subnet)
      : wanted(moment.world, subnet, request.assignPrivateIp);
  const vnic: Wire<core.Vnic> = {
    id,
    availabilityDomain: subnet.availabilityDomain ?? request.availabilityDomain ?? AVAILABILITY_DOMAINS[0] ?? "",
    compartmentId: request.compartmentId,
    displayName: request.displayName,
    freeformTags: {},
    definedTags: {},
    isPrimary: true,
    lifecycleState: "AVAILABLE",
    macAddress: macAddress(moment.world, id),
    nsgIds: [...request.nsgIds],
    privateIp,
    skipSourceDestCheck: false,
    subnetId: subnet.id,
    timeCreated: timestamp(moment.now),
  };
  if (request.hostnameLabel !== undefined) {
    vnic.hostnameLabel = request.hostnameLabel;
  }
  if (wantsPublicIp(subnet, request.assignPublicIp)) {
    vnic.publicIp = takePublicIp(moment.world);
  }
  return vnics.put(moment, id, vnic);
}

/** Gives a VNIC's addresses back; no error where there is no such VNIC any more. */
export function releaseVnic(moment: Moment, vnicId: string): void {
  vnics.remove(moment.world, vnicId);
}

/** The VNICs in a subnet, in a security group, or in both. */
export function vnicsIn(world: World, where: { subnetId?: string; nsgId?: string }): Wire<core.Vnic>[] {
  return vnics
    .list(world)
    .filter((vnic) => where.subnetId === undefined || vnic.subnetId === where.subnetId)
    .filter((vnic) => where.nsgId === undefined || (vnic.nsgIds ?? []).includes(where.nsgId));
}

/**
 * Refuses security groups that a VNIC in this VCN can't be in.
 * @throws ServiceError 400 for too many, another kind or another VCN's; 404 for one that isn't there
 */
export function checkNsgs(world: World, vcnId: string, nsgIds: readonly string[]): void {
  if (nsgIds.length > MOST_NSGS) {
    throw invalidParameter(`A VNIC can be in at most ${MOST_NSGS} network security groups, not in ${nsgIds.length}.`);
  }
  for (const nsgId of nsgIds) {
    if (ocidKind(nsgId) !== "networksecuritygroup") {
      throw invalidParameter(`nsgIds must hold OCIDs of network security groups, not ${nsgId}.`);
    }
    const group = networkSecurityGroups.get(world, nsgId);
    if (group === undefined) {
      throw notFoundResource(nsgId);
    }
    if (group.vcnId !== vcnId) {
      throw invalidParameter(`The network security group ${nsgId} is of another VCN than the VNIC's subnet.`);
    }
  }
}

/** A public address that nobody in the world holds yet. */
export function takePublicIp(world: World): string {
  const held = new Set<string | undefined>([...vnics.list(world).map((vnic) => vnic.publicIp), ...natIps(world)]);
  for (const block of PUBLIC_BLOCKS) {
    for (let number = block.first + 1; number < block.last; number += 1) {
      if (!held.has(addressOf(number))) {
        return addressOf(number);
      }
    }
  }
  throw limitExceeded("The rehearsal has no public address left: all of its two blocks are in use.");
}

function natIps(world: World): string[] {
  return natGateways.list(world).map((gateway) => gateway.natIp);
}

function wantsPublicIp(subnet: Wire<core.Subnet>, assign: boolean | undefined): boolean {
  const allowed = subnet.prohibitPublicIpOnVnic !== true;
  if (assign === true && !allowed) {
    throw invalidParameter(
      `The subnet ${subnet.id} prohibits public IP addresses on its VNICs, but assignPublicIp is true.`,
    );
  }
  return assign ?? allowed;
}

function usable(subnet: Wire<core.Subnet>): { first: number; last: number } {
  const { first, last } = parseCidr(subnet.cidrBlock ?? "", "The subnet's cidrBlock");
  return { first: first + RESERVED_AT_START, last: last - RESERVED_AT_END };
}

function takenIn(world: World, subnet: Wire<core.Subnet>): Set<string | undefined> {
  return new Set(vnicsIn(world, { subnetId: subnet.id }).map((vnic) => vnic.privateIp));
}

function nextFree(world: World, subnet: Wire<core.Subnet>): string {
  const taken = takenIn(world, subnet);
  const { first, last } = usable(subnet);
  for (let number = first; number <= last; number += 1) {
    if (!taken.has(addressOf(number))) {
      return addressOf(number);
    }
  }
  throw limitExceeded(`The subnet ${subnet.id} (${subnet.cidrBlock}) has no free IP address left.`);
}

function wanted(world: World, subnet: Wire<core.Subnet>, address: string): string {
  const number = parseAddress(address, "privateIp");
  const { first, last } = usable(subnet);
  if (number < first || number > last) {
    throw invalidParameter(
      `privateIp ${address} is no usable address of the subnet ${subnet.cidrBlock}: ` +
        `those go from ${addressOf(first)} to ${addressOf(last)}.`,
    );
  }
  if (takenIn(world, subnet).has(address)) {
    throw conflict(`The address ${address} of the subnet ${subnet.id} is in use.`);
  }
  return address;
}

function checkHostname(world: World, subnet: Wire<core.Subnet>, label: string | undefined): void {
  if (label === undefined) {
    return;
  }
  if (!/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label)) {
    throw invalidParameter(
      `hostnameLabel ${label} is no host name: at most 63 letters, digits and hyphens, beginning with a letter.`,
    );
  }
  if (subnet.dnsLabel === undefined) {
    throw invalidParameter(`hostnameLabel ${label} needs a subnet with a dnsLabel; ${subnet.id} has none.`);
  }
  if (vnicsIn(world, { subnetId: subnet.id }).some((vnic) => vnic.hostnameLabel === label)) {
    throw conflict(`The hostnameLabel ${label} is in use in the subnet ${subnet.id}.`);
  }
}

/** Addresses of VNICs and virtual routers begin with 02:00:17 and 00:00:17 in OCI. */
export function macAddress(world: World, label: string, start = "02:00:17"): string {
  const bytes = [0, 1, 2].map((n) => Math.floor(seeded(world, `mac/${label}/${n}`) * 256));
  return `${start}:${bytes.map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(":")}`;
}
