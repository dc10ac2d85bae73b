/**
 * Lists whose order OCI doesn't keep and Oracle's Terraform provider declares as sets (or compares as such): two with
 * the same elements are the same. By property name, because the API uses each name in one sense.
 */
import { sameValue, type Value } from "../protocol/values.ts";

const SETS: ReadonlySet<string> = new Set([
  "cidrBlocks",
  "egressSecurityRules",
  "faultDomains",
  "ingressSecurityRules",
  "ipv4cidrBlocks",
  "ipv6cidrBlocks",
  "ipv6privateCidrBlocks",
  "loadBalancers",
  "networkSecurityGroupIds",
  "nsgIds",
  "routeRules",
  "securityListIds",
  "services",
  "subnetIds",
]);

export const isSet = (name: string): boolean => SETS.has(name);

/** Elements of `a` that have no partner in `b`; equal elements pair off one by one. */
export function without(a: readonly Value[], b: readonly Value[], same = sameValue): Value[] {
  const rest = [...b];
  return a.filter((item) => {
    const at = rest.findIndex((other) => same(item, other));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}
