/**
 * STS, as far as asking who one is. It speaks the query protocol, whose answers are XML.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
import { ACCOUNT } from "../arn.ts";
import type { AwsError } from "../errors.ts";

const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

/** Who signs in a rehearsal: a user that stands for whoever is logged in. */
export const CALLER_ARN = `arn:aws:iam::${ACCOUNT}:user/rehearsal`;

export function callerIdentity(): string {
  return `<GetCallerIdentityResponse xmlns="${NAMESPACE}"><GetCallerIdentityResult><Arn>${CALLER_ARN}</Arn><UserId>AIDAREHEARSAL</UserId><Account>${ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
}

export function queryError({ code, message }: AwsError): string {
  return `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error></ErrorResponse>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
