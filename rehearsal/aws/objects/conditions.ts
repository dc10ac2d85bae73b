/**
 * Conditions on what is there already.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html
 */
import type { Cloud } from "../cloud.ts";
import { AwsError } from "../errors.ts";
import type { Content, Version } from "../services/s3/contents.ts";
import { current, keptAt } from "../services/s3/contents.ts";

type Headers = Readonly<Record<string, string>>;

/** @throws AwsError PreconditionFailed, NotModified */
export function checkRead(headers: Headers, { at }: Version, { etag }: Content): void {
  const second = Math.floor(at / 1000) * 1000;
  const match = headers["if-match"];
  const noneMatch = headers["if-none-match"];
  if (match !== undefined && !names(match, etag)) throw failed();
  if (match === undefined && second > dateIn(headers["if-unmodified-since"], Infinity)) throw failed();
  const isSame =
    noneMatch === undefined ? second <= dateIn(headers["if-modified-since"], -Infinity) : names(noneMatch, etag);
  if (isSame) throw new AwsError("NotModified", "Not Modified");
}

/** A writer may ask that nothing is there (`If-None-Match: *`), or a known version (`If-Match`). @throws AwsError */
export function checkWrite(headers: Headers, bucket: string, key: string, cloud: Cloud): void {
  const kept = keptAt(bucket, key, cloud);
  const present = kept === undefined ? undefined : current(kept);
  if (headers["if-none-match"] === "*" && present !== undefined) throw failed();
  const match = headers["if-match"];
  if (match === undefined) return;
  if (present === undefined) throw new AwsError("NoSuchKey", "The specified key does not exist.");
  if (!names(match, present.content?.etag ?? "")) throw failed();
}

const failed = () =>
  new AwsError("PreconditionFailed", "At least one of the pre-conditions you specified did not hold");

const names = (header: string, etag: string): boolean =>
  header.split(",").some((one) => ["*", etag].includes(one.trim().replaceAll('"', "")));

function dateIn(header: string | undefined, otherwise: number): number {
  const date = Date.parse(header ?? "");
  return Number.isNaN(date) ? otherwise : date;
}
