import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "@pulumi/aws/acm/certificate.js";
import { CertificateValidation } from "@pulumi/aws/acm/certificateValidation.js";
import { Record } from "@pulumi/aws/route53/record.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse } from "@tidegate/faults";
import { domainNameFaults, zoneIdFaults } from "./names.ts";

/** A host name, and the hosted zone that answers for it. */
export interface Domain {
  /** The full name: `app.example.com`. */
  readonly domainName: string;
  /** Id of the public Route 53 zone that the name lies in. The zone must be delegated, or no certificate is issued. */
  readonly zoneId: pulumi.Input<string>;
}

export interface DomainCertificateArgs extends Domain {
  /** The certificate's region. CloudFront wants `us-east-1`. Default: the provider's. */
  readonly region?: string;
}

/**
 * A public certificate for one host name, proved by a DNS record. AWS renews it as long as the record stands.
 *
 * `arn` is known once the certificate is issued: usually a few minutes, 75 at most before `up` gives up.
 *
 * @throws InvalidArguments with every fault of the domain, before anything is registered.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/acm/certificatevalidation/
 */
export class DomainCertificate extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: DomainCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, domainFaults(args, ownName));
    super("tidegate-aws:index:DomainCertificate", name, {}, opts);
    const { domainName, region } = args;
    const certificate = new Certificate(name, { domainName, validationMethod: "DNS", region }, { parent: this });
    const proof = certificate.domainValidationOptions.apply(([first]) => {
      if (first === undefined) {
        throw new Error(`ACM names no record that would prove ${domainName}. Look at the certificate's status in ACM.`);
      }
      return first;
    });
    const record = new Record(
      `${name}-proof`,
      {
        zoneId: args.zoneId,
        name: proof.resourceRecordName,
        type: proof.resourceRecordType,
        records: [proof.resourceRecordValue],
        ttl: 300,
        // The record depends on the account and the name alone: another certificate for the same name has the same one.
        allowOverwrite: true,
      },
      { parent: this },
    );
    this.arn = new CertificateValidation(
      `${name}-issued`,
      { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn], region },
      { parent: this },
    ).certificateArn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** What is wrong with a domain, each part under its own name: `domainName`, `zoneId`. */
export function domainFaults({ domainName, zoneId }: Domain, label: Label): Fault[] {
  return [...domainNameFaults(label("domainName"), domainName), ...zoneIdFaults(label("zoneId"), zoneId)];
}
