/** Checks of IPv4 CIDR blocks, by ipaddr.js. */
import ipaddr from "ipaddr.js";
import type { Fault } from "./faults.ts";

/** An IPv4 block without host bits, as in 10.20.0.0/16, whose prefix lies between two lengths, both included. */
export function cidrFaults(path: string, given: string, widest: number, narrowest: number): Fault[] {
  const lengths = widest === 0 && narrowest === 32 ? "" : `, /${widest} to /${narrowest}`;
  const accepted = `an IPv4 CIDR block without host bits, as in 10.20.0.0/16${lengths}`;
  const right = isFullCidr(given) && prefixLength(given) >= widest && prefixLength(given) <= narrowest;
  return right ? [] : [{ path, given, accepted }];
}

/** Whether the text is an IPv4 CIDR block that names its network's first address: 10.0.0.0/16, not 10.0.0.1/16. */
export function isFullCidr(text: string): boolean {
  return (
    ipaddr.IPv4.isValidCIDRFourPartDecimal(text) &&
    text === `${ipaddr.IPv4.networkAddressFromCIDR(text).toString()}/${prefixLength(text)}`
  );
}

/** The number after the slash. The text must be a CIDR block. */
export function prefixLength(cidr: string): number {
  return ipaddr.IPv4.parseCIDR(cidr)[1];
}
