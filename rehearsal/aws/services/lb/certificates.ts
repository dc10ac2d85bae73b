/** The certificates that a load balancer can serve: issued, and of its own region. */
import { parseArn } from "../../arn.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { CERTIFICATE, isIssued } from "../acm/issue.ts";

/** @throws AwsError */
export function needServable(arn: string, cloud: Cloud): void {
  const parts = parseArn(arn);
  if (parts?.service === "iam") return;
  if (parts?.service !== "acm" || parts.region !== cloud.region) {
    throw new AwsError("ValidationError", `Certificate ARN '${arn}' is not valid`);
  }
  const certificate = cloud.get(CERTIFICATE, arn);
  if (certificate === undefined) throw new AwsError("CertificateNotFound", `Certificate '${arn}' not found`);
  if (isIssued(certificate, cloud)) return;
  // AWS says this of a certificate that isn't issued yet, too.
  throw new AwsError(
    "UnsupportedCertificate",
    `The certificate '${arn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`,
  );
}
