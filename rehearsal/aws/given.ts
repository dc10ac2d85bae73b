/** What the account that comes with the rehearsal has from the start: a public hosted zone, as if it had been delegated. */
import type { Moment } from "../oci/moment.ts";
import { Cloud, GLOBAL } from "./cloud.ts";
import { ZONE } from "./services/route53/names.ts";

/** The zone's domain; nobody in the world can own it (RFC 2606). */
export const ZONE_NAME = "tidegate.example";
export const ZONE_ID = "Z0123456789TIDEGATEX";

/** Puts it there, unless it is there already. */
export function furnish(moment: Moment): void {
  const cloud = new Cloud(moment, GLOBAL);
  if (cloud.get(ZONE, ZONE_ID) !== undefined) return;
  const nameServers = ["ns-1.awsdns-01.com", "ns-2.awsdns-02.net", "ns-3.awsdns-03.org", "ns-4.awsdns-04.co.uk"];
  cloud.put({
    type: ZONE,
    id: ZONE_ID,
    region: GLOBAL,
    createdAt: cloud.now,
    inputs: { name: ZONE_NAME },
    outputs: {
      name: ZONE_NAME,
      arn: `arn:aws:route53:::hostedzone/${ZONE_ID}`,
      zoneId: ZONE_ID,
      comment: "",
      nameServers,
      primaryNameServer: nameServers[0] ?? "",
      tagsAll: {},
    },
    notes: {},
  });
}
