/**
 * STS, as far as taking a role with a web identity and asking who one is. It speaks the query protocol, whose answers
 * are XML.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html
 */
import { randomUUID } from "node:crypto";
import { ACCOUNT } from "../arn.ts";
import type { Cloud } from "../cloud.ts";
import { AwsError } from "../errors.ts";
import type { Assumed } from "../trust/assumeRole.ts";
import type { Session } from "../trust/sessions.ts";

const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

/** Who signs in a rehearsal without a role's session: a user that stands for whoever is logged in. */
export const CALLER_ARN = `arn:aws:iam::${ACCOUNT}:user/rehearsal`;

/** @param session that of whoever asks; undefined for the rehearsal's user */
export function callerIdentity(session: Session | undefined): string {
  const { arn, userId } = session ?? { arn: CALLER_ARN, userId: "AIDAREHEARSAL" };
  return response("GetCallerIdentity", { Arn: arn, UserId: userId, Account: ACCOUNT });
}

/** The only answer that ever holds the session's secret. */
export function assumedRole({ session, identity }: Assumed, cloud: Cloud): string {
  return response("AssumeRoleWithWebIdentity", {
    SubjectFromWebIdentityToken: identity.subject,
    Audience: identity.audience,
    AssumedRoleUser: { Arn: session.arn, AssumedRoleId: session.userId },
    Credentials: {
      SessionToken: session.sessionToken,
      SecretAccessKey: session.secretAccessKey,
      Expiration: cloud.timestamp(session.expiresAt),
      AccessKeyId: session.accessKeyId,
    },
    Provider: identity.providerArn,
  });
}

export function queryError({ code, message }: AwsError): string {
  const error = element("Error", { Type: "Sender", Code: code, Message: message });
  return `<ErrorResponse xmlns="${NAMESPACE}">${error}${element("RequestId", randomUUID())}</ErrorResponse>`;
}

/** The query protocol's names of what is wrong with a request's signature. */
const CODES: Readonly<Record<string, string>> = {
  MissingAuthenticationTokenException: "MissingAuthenticationToken",
  UnrecognizedClientException: "InvalidClientTokenId",
  InvalidSignatureException: "SignatureDoesNotMatch",
  IncompleteSignatureException: "IncompleteSignature",
  ExpiredTokenException: "ExpiredToken",
};

export function asQueryError(error: unknown): unknown {
  const code = error instanceof AwsError ? CODES[error.code] : undefined;
  return error instanceof AwsError && code !== undefined ? new AwsError(code, error.message) : error;
}

interface Elements {
  readonly [name: string]: string | Elements;
}

function response(action: string, result: Elements): string {
  const parts = `${element(`${action}Result`, result)}${element("ResponseMetadata", { RequestId: randomUUID() })}`;
  return `<${action}Response xmlns="${NAMESPACE}">${parts}</${action}Response>`;
}

function element(name: string, content: string | Elements): string {
  const inner =
    typeof content === "string"
      ? escapeXml(content)
      : Object.entries(content)
          .map(([child, value]) => element(child, value))
          .join("");
  return `<${name}>${inner}</${name}>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
