/**
 * The tenancy's one identity domain, called Default: where it is reached. OCI serves each domain under a host of its own,
 * `https://idcs-<guid>.identity.oraclecloud.com`; here it is the one address that there is, since Oracle's clients take no
 * path in a domain's URL.
 */
import { createHash } from "node:crypto";
import { nextNumber } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { makeOcid } from "../../ocid.ts";
import type { World } from "../../world.ts";

export const DOMAIN_OCID = makeOcid("domain", "", "rehearsal/Default");

/** The domain's base URL, as `OCI_WIF_DOMAIN_BASE_URL` and `idcsEndpoint` take it. */
export function domainUrl(world: World): string {
  return world.endpoint;
}

/** The id of something new in the domain: 32 hexadecimal digits, beside its OCID. */
export function freshGuid(moment: Moment): string {
  return guid(`${moment.world.seed}/${nextNumber(moment)}`);
}

function guid(label: string): string {
  return createHash("sha256").update(label).digest("hex").slice(0, 32);
}
