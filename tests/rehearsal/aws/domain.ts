/** A domain of the account's, and certificates that its records prove. */
import { textAt } from "../../../rehearsal/aws/kind.ts";
import { objectsAt } from "../../../rehearsal/aws/parts.ts";
import type { Resource } from "../../../rehearsal/aws/resource.ts";
import { CERTIFICATE } from "../../../rehearsal/aws/services/acm/issue.ts";
import { RECORD, ZONE } from "../../../rehearsal/aws/services/route53/names.ts";
import { REGION } from "./account.ts";
import type { Account } from "./account.ts";

export function zoneIn(account: Account, name = "example.com"): Resource {
  return account.make(ZONE, { name });
}

/** Not proved yet. */
export function certificateFor(account: Account, domainName: string, region = REGION): Resource {
  return account.make(CERTIFICATE, { domainName, validationMethod: "DNS" }, region);
}

/** Makes the records that prove a certificate. */
export function prove(account: Account, certificate: Resource, zoneId: string): Resource[] {
  return objectsAt(certificate.outputs, "domainValidationOptions").map((proof) =>
    account.make(RECORD, {
      zoneId,
      name: textAt(proof, "resourceRecordName") ?? "",
      type: "CNAME",
      records: [textAt(proof, "resourceRecordValue") ?? ""],
      ttl: 60,
      allowOverwrite: true,
    }),
  );
}

export function issued(account: Account, domainName: string, zoneId: string, region = REGION): Resource {
  const certificate = certificateFor(account, domainName, region);
  prove(account, certificate, zoneId);
  return certificate;
}
