/**
 * What S3 computes of a body. SDKs send a checksum with each upload since 2025, and hold one against each download.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { AwsError } from "../errors.ts";

type Checksum = (bytes: Buffer) => Buffer;

/** By header. Others, such as CRC64NVME, which needs a native library of AWS, are not sent by the clients used here. */
const CHECKSUMS: Readonly<Record<string, Checksum>> = {
  "x-amz-checksum-crc32": (bytes) => word(crc32(bytes)),
  "x-amz-checksum-crc32c": (bytes) => word(crc32c(bytes)),
  "x-amz-checksum-sha1": (bytes) => createHash("sha1").update(bytes).digest(),
  "x-amz-checksum-sha256": (bytes) => createHash("sha256").update(bytes).digest(),
};

/** What S3 computes where the client sends none. */
const DEFAULT = "x-amz-checksum-crc32";

/** The ETag of an object that came in one piece. */
export const md5 = (bytes: Buffer): string => createHash("md5").update(bytes).digest("hex");

/**
 * The checksum that is kept with a body, once what was sent with it has been found right.
 * @param headers of the request, those that trail the body among them
 * @throws AwsError BadDigest, InvalidRequest
 */
export function checksumOf(bytes: Buffer, headers: Readonly<Record<string, string>>): Record<string, string> {
  const sentMd5 = headers["content-md5"];
  if (sentMd5 !== undefined && sentMd5 !== Buffer.from(md5(bytes), "hex").toString("base64")) {
    throw new AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.");
  }
  const sent = Object.keys(headers).filter((name) => /^x-amz-checksum-(?!algorithm$|type$|mode$)/.test(name));
  if (sent.length > 1) {
    throw new AwsError(
      "InvalidRequest",
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  }
  const [name = DEFAULT] = sent;
  const checksum = CHECKSUMS[name];
  if (checksum === undefined) {
    const known = Object.keys(CHECKSUMS).map((one) => one.replace("x-amz-checksum-", "").toUpperCase());
    throw new AwsError("NotImplemented", `The rehearsal's S3 computes ${known.join(", ")}, not ${name}.`);
  }
  const computed = checksum(bytes).toString("base64");
  if (sent.length === 0 || headers[name] === computed) return { [name]: computed };
  const algorithm = name.replace("x-amz-checksum-", "").toUpperCase();
  throw new AwsError("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Castagnoli's polynomial, its bits in reverse (RFC 3720, B.4). */
const CASTAGNOLI = 0x82f63b78;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = (rest & 1) === 1 ? (rest >>> 1) ^ CASTAGNOLI : rest >>> 1;
  return rest;
});

function crc32c(bytes: Buffer): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = (TABLE[(rest ^ byte) & 0xff] ?? 0) ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}
