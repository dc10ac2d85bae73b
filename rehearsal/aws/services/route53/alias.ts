/**
 * What alias records lead to: a thing of AWS's, by the zone that AWS keeps its name in.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import { objectAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import { plainName, RECORD, wholeName } from "./names.ts";

/** The zone of all CloudFront distributions. */
export const CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2";

/** @throws AwsError where the target's name isn't in the target's zone */
export function refuseAlias(alias: Properties, type: string, own: Resource, cloud: Cloud): void {
  const name = plainName(textAt(alias, "name") ?? "").replace(/^dualstack\./, "");
  const zoneId = textAt(alias, "zoneId") ?? "";
  const right = zoneId === own.id ? inZone(name, own, cloud) : awsZone(name, cloud);
  // Names that the world doesn't know (another account's, a website's of S3) are believed.
  if (right === undefined || right === zoneId) return;
  const target = `Tried to create an alias that targets ${name}., type ${type} in zone ${zoneId}`;
  const lies = right === "" ? "target was not found" : "target name does not lie within the target zone";
  throw new AwsError("InvalidChangeBatch", `[${target}, but the alias ${lies}]`);
}

/** The zone that AWS keeps the name of a load balancer, a distribution or an API's domain in. */
function awsZone(name: string, cloud: Cloud): string | undefined {
  if (name.endsWith(".cloudfront.net")) return CLOUDFRONT_ZONE;
  for (const type of BALANCERS) {
    const balancer = cloud.everywhere(type).find(({ outputs }) => plainName(textAt(outputs, "dnsName") ?? "") === name);
    if (balancer !== undefined) return textAt(balancer.outputs, "zoneId");
  }
  const domains = cloud.everywhere("aws:apigatewayv2/domainName:DomainName");
  const settings = domains.map(({ outputs }) => objectAt(outputs, "domainNameConfiguration"));
  return textAt(settings.find((one) => textAt(one, "targetDomainName") === name) ?? {}, "hostedZoneId");
}

const BALANCERS = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"] as const;

/** Another record of the same zone. */
function inZone(name: string, zone: Resource, cloud: Cloud): string {
  const there = cloud.list(RECORD).some(({ inputs }) => {
    return inputs["zoneId"] === zone.id && wholeName(textAt(inputs, "name") ?? "", zone) === name;
  });
  return there ? zone.id : "";
}
