/** Arithmetic on IPv4 CIDR blocks, by ipaddr.js. */
import ipaddr from "ipaddr.js";
import { prefixLength } from "@tidegate/faults";

/** Whether every address of `inner` lies in `outer`: 10.0.1.0/24 lies in 10.0.0.0/16. Both must be full blocks. */
export function contains(outer: string, inner: string): boolean {
  return (
    prefixLength(inner) >= prefixLength(outer) && ipaddr.IPv4.parse(base(inner)).match(ipaddr.IPv4.parseCIDR(outer))
  );
}

/** Whether the two blocks share an address. Two blocks without host bits do only when one contains the other. */
export function overlap(one: string, other: string): boolean {
  return contains(one, other) || contains(other, one);
}

function base(cidr: string): string {
  return ipaddr.IPv4.parseCIDR(cidr)[0].toString();
}
