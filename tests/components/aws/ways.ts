/** The rules of security groups that a component registered, in words. */
import type { Built } from "./built.ts";

/**
 * Every way that rules open, sorted, each as the group, the direction, the other end and the port:
 * `sg-tasks out pl-s3 443`.
 *
 * @param prefix what the names of the rules' resources begin with; rules of others are left out
 */
export function waysOf({ all }: Pick<Built<unknown>, "all">, prefix: string): string[] {
  const ways = ([kind, direction]: readonly [string, string]) =>
    all(kind)
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ inputs }) => [inputs["securityGroupId"], direction, otherEnd(inputs), portsOf(inputs)].join(" "));
  return DIRECTIONS.flatMap(ways).sort();
}

const DIRECTIONS = [
  ["SecurityGroupEgressRule", "out"],
  ["SecurityGroupIngressRule", "in"],
] as const;

function otherEnd({ referencedSecurityGroupId, prefixListId, cidrIpv4 }: Record<string, unknown>): string {
  return String(referencedSecurityGroupId ?? prefixListId ?? cidrIpv4);
}

function portsOf({ fromPort, toPort }: Record<string, unknown>): string {
  return fromPort === toPort ? String(fromPort) : `${String(fromPort)}-${String(toPort)}`;
}
