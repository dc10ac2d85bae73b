/**
 * Where a pool's next instance goes, and which ones go when it shrinks.
 * @see https://docs.oracle.com/en-us/iaas/Content/Compute/Tasks/updatinginstancepool_topic-update-instance-pool-size.htm
 */
import { FAULT_DOMAINS } from "../../tenancy.ts";

export interface Placed {
  readonly id: string;
  readonly availabilityDomain: string;
  readonly faultDomain?: string | undefined;
  /** RFC 3339. */
  readonly timeCreated: string;
}

export interface Placement {
  readonly availabilityDomain: string;
  readonly faultDomains?: readonly string[] | undefined;
}

/**
 * The emptiest of the pool's availability domains, and the emptiest fault domain in it.
 * With three availability domains, the first three instances go into AD-1, AD-2 and AD-3, each into FAULT-DOMAIN-1; the
 * fourth goes into AD-1 and FAULT-DOMAIN-2.
 */
export function placeNext<P extends Placement>(
  placements: readonly P[],
  members: readonly Placed[],
): { placement: P; faultDomain: string } | undefined {
  const placement = least(placements, ({ availabilityDomain }) => inDomain(members, availabilityDomain).length);
  if (placement === undefined) {
    return undefined;
  }
  const neighbours = inDomain(members, placement.availabilityDomain);
  const choice = placement.faultDomains?.length ? placement.faultDomains : FAULT_DOMAINS;
  const faultDomain = least(choice, (name) => inFaultDomain(neighbours, name).length) ?? "";
  return { placement, faultDomain };
}

/**
 * One after the other: of the fullest availability domain, in its fullest fault domain, the oldest. Where domains are
 * equally full, the oldest of all that are in one of them.
 */
export function chooseVictims<M extends Placed>(members: readonly M[], count: number): M[] {
  const left = [...members];
  const victims: M[] = [];
  while (victims.length < count && left.length > 0) {
    const crowded = fullest(left, ({ availabilityDomain }) => inDomain(left, availabilityDomain).length);
    const inWay = fullest(crowded, ({ availabilityDomain, faultDomain }) => {
      return inFaultDomain(inDomain(left, availabilityDomain), faultDomain).length;
    });
    const oldest = least(inWay, (member) => Date.parse(member.timeCreated));
    if (oldest !== undefined) {
      left.splice(left.indexOf(oldest), 1);
      victims.push(oldest);
    }
  }
  return victims;
}

/** Those whose neighbourhood is the largest. */
function fullest<M>(members: readonly M[], neighbours: (member: M) => number): M[] {
  const most = Math.max(...members.map(neighbours));
  return members.filter((member) => neighbours(member) === most);
}

function inDomain<M extends Placed>(members: readonly M[], availabilityDomain: string): M[] {
  return members.filter((member) => member.availabilityDomain === availabilityDomain);
}

function inFaultDomain<M extends Placed>(members: readonly M[], faultDomain: string | undefined): M[] {
  return members.filter((member) => member.faultDomain === faultDomain);
}

/** The first of those with the smallest number. */
function least<T>(items: readonly T[], numberOf: (item: T) => number): T | undefined {
  return items.reduce<T | undefined>((best, item) => {
    return best === undefined || numberOf(item) < numberOf(best) ? item : best;
  }, undefined);
}
