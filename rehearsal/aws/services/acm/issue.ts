/**
 * When a certificate is issued: once the records that prove its domains are found in public zones.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
import { createHash } from "node:crypto";
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { textAt, textsAt } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import { plainName, publicRecords } from "../route53/names.ts";

export const CERTIFICATE = "aws:acm/certificate:Certificate";

/** The record that proves a domain: the same for its wildcard, and for every certificate of the account. */
export function proofOf(domainName: string, { account }: Cloud): Properties {
  const domain = plainName(domainName).replace(/^\*\./, "");
  const digits = createHash("sha256").update(`${account}/${domain}`).digest("hex");
  return {
    domainName,
    resourceRecordName: `_${digits.slice(0, 32)}.${domain}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${digits.slice(32)}.${digits.slice(0, 10).replace(/\d/g, (d) => "ghijklmnop"[Number(d)] ?? "z")}.acm-validations.aws.`,
  };
}

/** Issued once, it stays issued: ACM asks for the records again only to renew it. */
export function isIssued(certificate: Resource, cloud: Cloud): boolean {
  if (certificate.notes["issuedAt"] !== undefined) return true;
  const proofs = objectsAt(certificate.outputs, "domainValidationOptions");
  return proofs.length > 0 && proofs.every((proof) => isThere(proof, cloud));
}

/** The names of the records that are still missing. */
export function missingProofs(certificate: Resource, cloud: Cloud): string[] {
  const proofs = objectsAt(certificate.outputs, "domainValidationOptions");
  return proofs.filter((proof) => !isThere(proof, cloud)).map((proof) => textAt(proof, "resourceRecordName") ?? "");
}

/** Whether a certificate speaks for a host, by its names and wildcards: `*.example.com` is for one label. */
export function covers(certificate: Resource, host: string): boolean {
  const names = textsAt(certificate.outputs, "subjectAlternativeNames");
  return names.some((name) => {
    if (plainName(name) === plainName(host)) return true;
    return name.startsWith("*.") && plainName(host).replace(/^[^.]+\./, "*.") === plainName(name);
  });
}

function isThere(proof: Properties, cloud: Cloud): boolean {
  const value = plainName(textAt(proof, "resourceRecordValue") ?? "");
  return publicRecords(textAt(proof, "resourceRecordName") ?? "", "CNAME", cloud).some(({ inputs }) => {
    return textsAt(inputs, "records").some((given) => plainName(given) === value);
  });
}
