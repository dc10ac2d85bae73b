import type * as pulumi from "@pulumi/pulumi";
import { Record } from "@pulumi/aws/route53/record.js";
import type { Domain } from "./domainCertificate.ts";

/** What a name leads to: the host name of an AWS thing, and the zone that AWS keeps it in. */
export interface AliasTarget {
  readonly dnsName: pulumi.Input<string>;
  readonly zoneId: pulumi.Input<string>;
}

/**
 * Makes a host name lead to something of AWS's, at no cost and without a lifetime: an A and an AAAA record. The AAAA one
 * answers where the target has IPv6 addresses (CloudFront), and else says that there are none.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
 */
export function aliasRecords(
  name: string,
  { domainName, zoneId }: Domain,
  target: AliasTarget,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const type of ["A", "AAAA"]) {
    const aliases = [{ name: target.dnsName, zoneId: target.zoneId, evaluateTargetHealth: false }];
    new Record(`${name}-${type.toLowerCase()}`, { zoneId, name: domainName, type, aliases }, opts);
  }
}
