/** Checks of the physical names that AWS's services take. Every one answers with the faults it found. */
import type { Fault } from "@tidegate/faults";
import { textFaults } from "@tidegate/faults";

/**
 * A prefix that physical names begin with, `order-tracking-dev`. It fits every service that a prefix is used for:
 * load balancers and target groups take letters, digits and hyphens alone.
 */
export function prefixFaults(path: string, given: string, longest: number): Fault[] {
  const accepted = `up to ${longest} lower-case letters, digits and single hyphens, a letter first and no hyphen last`;
  const right =
    given.length <= longest && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(given) && !given.startsWith("internal-");
  return right ? [] : [{ path, given, accepted }];
}

/** A host name in a DNS zone, `app.example.com`, without a dot at its end. */
export function domainNameFaults(path: string, given: string): Fault[] {
  const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  const right = given.length <= 253 && new RegExp(`^(${label}\\.)+${label}$`).test(given);
  return right ? [] : [{ path, given, accepted: "a host name in lower case, as in app.example.com" }];
}

/** The id of a Route 53 hosted zone. */
export function zoneIdFaults(path: string, given: unknown): Fault[] {
  // An output isn't known yet, and AWS judges it.
  if (typeof given !== "string") return [];
  return textFaults(path, given, /^Z[A-Z0-9]{1,31}$/, "the id of a Route 53 hosted zone, as in Z0123456789ABCDEFGHIJ");
}

/** A path that begins with a slash, `/actuator/health`. */
export function urlPathFaults(path: string, given: string): Fault[] {
  const accepted = "a path that begins with /, up to 1024 characters without blanks";
  return textFaults(path, given, /^\/[\w\-.~!$&'()*+,;=:@%/?]{0,1023}$/, accepted);
}
