import * as pulumi from "@pulumi/pulumi";
import { ApiMapping } from "@pulumi/aws/apigatewayv2/apiMapping.js";
import { DomainName } from "@pulumi/aws/apigatewayv2/domainName.js";
import { aliasRecords } from "../network/aliasRecords.ts";
import type { Domain } from "../network/domainCertificate.ts";
import { DomainCertificate } from "../network/domainCertificate.ts";
import { DOMAIN_TLS } from "./defaults.ts";

export interface GatewayDomainArgs extends Domain {
  readonly apiId: pulumi.Input<string>;
  /** The stage that stands at the name's root. */
  readonly stageName: pulumi.Input<string>;
}

/**
 * An API under a name of one's own: certificate, domain name, mapping and DNS records. TLS 1.2 is the least that is
 * spoken; clients that speak 1.3 get it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/apigatewayv2/domainname/
 */
export class GatewayDomain extends pulumi.ComponentResource {
  readonly domainName: pulumi.Output<string>;

  constructor(name: string, args: GatewayDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tidegate-aws:index:GatewayDomain", name, {}, opts);
    const child = { parent: this };
    const { domainName, zoneId } = args;
    const { arn } = new DomainCertificate(`${name}-certificate`, { domainName, zoneId }, child);
    const domain = new DomainName(
      name,
      {
        domainName,
        domainNameConfiguration: { certificateArn: arn, endpointType: "REGIONAL", securityPolicy: DOMAIN_TLS },
      },
      child,
    );
    new ApiMapping(`${name}-mapping`, { apiId: args.apiId, domainName: domain.id, stage: args.stageName }, child);
    const { targetDomainName, hostedZoneId } = domain.domainNameConfiguration;
    aliasRecords(name, args, { dnsName: targetDomainName, zoneId: hostedZoneId }, child);
    this.domainName = domain.domainName;
    this.registerOutputs({ domainName: this.domainName });
  }
}
