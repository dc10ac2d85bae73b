/**
 * The tenancy's one identity domain, called Default: where it is reached. OCI serves each domain under a host of its own
 * (DOMAIN_URL of tenancy.ts, for programs that write it into their configuration); here it is the one address that there
 * is, since Oracle's clients take no path in a domain's URL.
 */
import { createHash } from "node:crypto";
import { nextNumber } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import type { World } from "../../world.ts";

/** The base URL that clients reach the domain under, as `OCI_WIF_DOMAIN_BASE_URL` takes it. */
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
