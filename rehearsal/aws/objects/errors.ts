/** S3's errors and their statuses. @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
import { AwsError } from "../errors.ts";
import { errorDocument } from "./xml.ts";

const STATUS: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  BucketNotEmpty: 409,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidRange: 416,
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NoSuchVersion: 404,
  NotImplemented: 501,
  NotModified: 304,
  PreconditionFailed: 412,
  SignatureDoesNotMatch: 403,
};

/** What the check of signatures says, in S3's own words for it. */
const OWN_CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: "AccessDenied",
  UnrecognizedClientException: "InvalidAccessKeyId",
  InvalidSignatureException: "SignatureDoesNotMatch",
  MissingAuthenticationTokenException: "AccessDenied",
  ExpiredTokenException: "ExpiredToken",
};

export interface ErrorAnswer {
  readonly status: number;
  readonly body: string;
}

/** @param resource the path that was asked for */
export function errorAnswer(error: unknown, resource: string, requestId: string): ErrorAnswer {
  const known = error instanceof AwsError;
  const code = known ? (OWN_CODES[error.code] ?? error.code) : "InternalError";
  const message = error instanceof Error ? error.message : String(error);
  const region = /expecting '([^']+)'/.exec(message)?.[1];
  return {
    status: STATUS[code] ?? 400,
    body: errorDocument({
      Code: code,
      Message: message,
      ...(code === "AuthorizationHeaderMalformed" && { Region: region }),
      Resource: resource,
      RequestId: requestId,
    }),
  };
}
