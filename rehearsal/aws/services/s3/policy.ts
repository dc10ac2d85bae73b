/**
 * What S3 refuses of a bucket's policy, and of a public one where public access is blocked.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
import { isObject } from "../../../plugins/protocol/values.ts";
import type { Properties, Value } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { isPublic, listOf, parsePolicy, policyFaults, policyText, statementsOf } from "../../policyText.ts";
import { roleByArn } from "../iam/roles.ts";

/** @throws AwsError MalformedPolicy, AccessDenied; what stands in brackets is the rehearsal's own */
export function acceptBucketPolicy(value: Value | undefined, bucket: string, block: Properties, cloud: Cloud): string {
  const faults = policyFaults(value, "resource");
  if (faults.length > 0)
    throw malformed(`Policies must be valid JSON and the first byte must be '{' (${faults.join("; ")})`);
  const document = parsePolicy(value) ?? {};
  for (const statement of statementsOf(document)) {
    const fault = statementFault(statement, bucket, cloud);
    if (fault !== undefined) throw malformed(fault);
  }
  if (block["blockPublicPolicy"] === true && isPublic(document)) {
    const what = `s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket}"`;
    const why = "because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.";
    throw new AwsError("AccessDenied", `User is not authorized to perform: ${what} ${why}`);
  }
  return policyText(value) ?? "";
}

const malformed = (message: string) => new AwsError("MalformedPolicy", message);

function statementFault(statement: Properties, bucket: string, cloud: Cloud): string | undefined {
  const resources = [...listOf(statement["Resource"]), ...listOf(statement["NotResource"])];
  const arn = `arn:aws:s3:::${bucket}`;
  if (resources.length === 0) return "Missing required field Resource";
  if (resources.some((one) => one !== arn && !one.startsWith(`${arn}/`) && one !== `${arn}*`)) {
    return "Policy has invalid resource";
  }
  if (listOf(statement["Action"]).some((action) => !applies(action, resources, arn))) {
    return "Action does not apply to any resource(s) in statement";
  }
  const principal = statement["Principal"];
  const roles = isObject(principal) ? listOf(principal["AWS"]) : [];
  const gone = roles.some(
    (one) => one.startsWith(`arn:aws:iam::${cloud.account}:role/`) && roleByArn(one, cloud) === undefined,
  );
  return gone ? "Invalid principal in policy" : undefined;
}

/** An action on objects needs a resource such as `bucket/*`, one on the bucket the bucket itself. */
function applies(action: string, resources: readonly string[], arn: string): boolean {
  if (action.includes("*")) return true;
  const wantsObjects =
    /^s3:(Get|Put|Delete|Restore|Replicate|Bypass|Abort|ListMultipart)\w*/i.test(action) &&
    /Object|MultipartUpload|Governance|Replicate/i.test(action) &&
    !/Bucket|Configuration/i.test(action);
  return resources.some((one) => one.endsWith("*") || one.startsWith(`${arn}/`) === wantsObjects);
}
