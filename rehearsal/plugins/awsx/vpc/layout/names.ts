/** What the subnets are called. */
import type { SubnetSpec } from "./spec.ts";

export const NAME_TAG_STRATEGIES = ["Legacy", "AvailabilityZone"] as const;
export type NameTagStrategy = (typeof NAME_TAG_STRATEGIES)[number];

/** `us-east-1a` is region `us-east-`, then `1a`; `us-gov-west-1a` and `us-west-2-lax-1a` begin likewise. */
const REGION = /^[a-z]{2}(?:-[a-z]+)+-/;

/** What a zone's name has of its own: `1a`. One that is no zone's name stays whole. */
export const zoneSuffix = (zone: string): string => zone.replace(REGION, "");

/** The resource's name in the program's state, which no strategy changes. @param zone from 0 */
export const subnetName = (vpc: string, spec: SubnetSpec, zone: number): string => nameWith(vpc, spec, `${zone + 1}`);

/** The tag `Name`. */
export function subnetNameTag(
  vpc: string,
  spec: SubnetSpec,
  zone: { readonly index: number; readonly name: string },
  strategy: NameTagStrategy,
): string {
  if (strategy === "Legacy") return subnetName(vpc, spec, zone.index);
  return nameWith(vpc, spec, zoneSuffix(zone.name));
}

/** @throws Error when two subnets would get one name tag */
export function refuseLikeZones(zones: readonly string[]): void {
  zones.forEach((zone, i) => {
    const other = zones.slice(0, i).find((earlier) => zoneSuffix(earlier) === zoneSuffix(zone));
    if (other === undefined) return;
    throw new Error(
      `subnetNameTagStrategy "AvailabilityZone" calls subnets of ${other} and ${zone} alike, "${zoneSuffix(zone)}": ` +
        'give other availability zones, or the strategy "Legacy"',
    );
  });
}

const nameWith = (vpc: string, spec: SubnetSpec, suffix: string): string =>
  `${vpc}-${spec.name ?? spec.type.toLowerCase()}-${suffix}`;
