/** One request to S3's object API, and what an operation says of itself and answers. */
import type { Cloud } from "../cloud.ts";
import { AwsError } from "../errors.ts";
import type { Resource } from "../resource.ts";
import { needBucket } from "../services/s3/types.ts";
import type { Bodies } from "./bodies.ts";

export interface Call {
  readonly method: string;
  /** The bucket's name; empty where the request is about none. */
  readonly bucket: string;
  /** Empty where the request is about the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
  /** By lower-case name, those that trail the body among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Without its chunks. */
  readonly body: Buffer;
  readonly cloud: Cloud;
  readonly bodies: Bodies;
  /** @throws AwsError AccessDenied */
  readonly permit: (action: string, place: Place, context?: Readonly<Record<string, string>>) => void;
}

/** A bucket, or an object in it where there is a key. */
export interface Place {
  readonly bucket: string;
  readonly key?: string;
}

export interface Answer {
  /** Default: 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is XML. */
  readonly body?: string | Buffer;
  /** Whether the world is another one now. Default: no. */
  readonly isChanged?: true;
  /** Files of bodies that no version has any more, to be removed once the world is saved. */
  readonly dropped?: readonly string[];
}

export interface ObjectOperation {
  /** What S3 calls it: `GetObject`. */
  readonly name: string;
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** What it is about. */
  readonly on: "account" | "bucket" | "object";
  /** The parameter of the query that asks for it, of those that name what S3 calls a subresource. */
  readonly subresource?: string;
  /** The header without which it is another operation. */
  readonly header?: string;
  /** @throws AwsError */
  run(call: Call): Answer | Promise<Answer>;
}

/** The call's bucket. @throws AwsError NoSuchBucket; AuthorizationHeaderMalformed where the request was signed for another region */
export function bucketOf({ bucket, cloud }: Pick<Call, "bucket" | "cloud">): Resource {
  const found = needBucket(bucket, cloud);
  if (found.region === cloud.region) return found;
  const message = `The authorization header is malformed; the region '${cloud.region}' is wrong; expecting '${found.region}'`;
  throw new AwsError("AuthorizationHeaderMalformed", message);
}

/** A whole number among the query's parameters. @throws AwsError InvalidArgument */
export function numberOf(
  { query }: Call,
  name: string,
  range: { from: number; to: number; otherwise: number },
): number {
  const text = query.get(name);
  if (text === null || text === "") return range.otherwise;
  const number = Number(text);
  if (Number.isInteger(number) && number >= range.from) return Math.min(number, range.to);
  throw new AwsError("InvalidArgument", `Provided ${name} not an integer or within integer range`);
}

/** A moment as S3's XML has it: `2026-01-05T09:00:00.000Z`. */
export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
