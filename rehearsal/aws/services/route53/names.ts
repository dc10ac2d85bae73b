/** DNS names as Route 53 compares them: small letters, no dot at the end. */
import type { Cloud } from "../../cloud.ts";
import { textAt } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";

export const ZONE = "aws:route53/zone:Zone";
export const RECORD = "aws:route53/record:Record";

export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

/** Whether a name lies in a domain, or is its own. */
export function liesIn(name: string, domain: string): boolean {
  return plainName(name) === plainName(domain) || plainName(name).endsWith(`.${plainName(domain)}`);
}

/** A record's whole name: the provider puts the zone's behind a name that doesn't end with it. */
export function wholeName(name: string, zone: Resource): string {
  const domain = plainName(textAt(zone.inputs, "name") ?? "");
  const given = plainName(name);
  if (given === "") return domain;
  return liesIn(given, domain) ? given : `${given}.${domain}`;
}

/** Zones with VPCs answer inside of those alone. */
export function isPrivate(zone: Resource): boolean {
  return objectsAt(zone.inputs, "vpcs").length > 0;
}

/**
 * The records that the internet finds under a name. Every public zone of the account is taken to be the one that its
 * domain's registrar points to.
 */
export function publicRecords(name: string, type: string, cloud: Cloud): Resource[] {
  return cloud.list(RECORD).filter(({ inputs }) => {
    const zone = cloud.get(ZONE, textAt(inputs, "zoneId") ?? "");
    if (zone === undefined || isPrivate(zone) || inputs["type"] !== type) return false;
    return wholeName(textAt(inputs, "name") ?? "", zone) === plainName(name);
  });
}
