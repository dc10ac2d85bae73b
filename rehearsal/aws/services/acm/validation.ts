/**
 * Waits until a certificate is issued.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/acm/certificatevalidation/
 */
import type { Kind } from "../../kind.ts";
import { textAt, textsAt } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";
import { AwsError } from "../../errors.ts";
import { plainName } from "../route53/names.ts";
import { CERTIFICATE, isIssued, missingProofs } from "./issue.ts";

export const certificateValidation: Kind = {
  type: "aws:acm/certificateValidation:CertificateValidation",
  replaces: ["certificateArn", "validationRecordFqdns"],
  sets: ["validationRecordFqdns"],
  create({ inputs }, cloud) {
    const arn = textAt(inputs, "certificateArn") ?? "";
    const certificate = cloud.get(CERTIFICATE, arn);
    if (certificate === undefined)
      throw new AwsError("ResourceNotFoundException", `Could not find certificate ${arn}.`);
    const given = new Set(textsAt(inputs, "validationRecordFqdns").map(plainName));
    for (const proof of objectsAt(certificate.outputs, "domainValidationOptions")) {
      const name = plainName(textAt(proof, "resourceRecordName") ?? "");
      if (given.size === 0 || given.has(name)) continue;
      const domain = textAt(proof, "domainName") ?? "";
      throw new AwsError("ValidationException", `missing ${domain} DNS validation record: ${name}`);
    }
    return { id: arn, outputs: {} };
  },
  settled({ createdAt, inputs }, cloud) {
    const certificate = cloud.get(CERTIFICATE, textAt(inputs, "certificateArn") ?? "");
    if (certificate === undefined) return { state: "failed", reason: "the certificate is gone" };
    if (!isIssued(certificate, cloud)) {
      const missing = missingProofs(certificate, cloud).join(", ");
      return {
        state: "pending",
        status: `PENDING_VALIDATION: no public zone has the record ${missing}`,
        seconds: 4500,
      };
    }
    if (cloud.now - createdAt < ISSUING_SECONDS * 1000) {
      return { state: "pending", status: "PENDING_VALIDATION", seconds: 4500 };
    }
    if (certificate.notes["issuedAt"] === undefined) {
      cloud.put({ ...certificate, notes: { ...certificate.notes, issuedAt: cloud.now } });
    }
    return { state: "ready" };
  },
};

/** From the records' being there until ACM has seen them: minutes on AWS. */
const ISSUING_SECONDS = 30;
