/** What KMS's clients send. */
import { isRecord } from "../../../oci/facts/conform.ts";
import { AwsError } from "../../errors.ts";
import type { Input } from "../operation.ts";
import type { EncryptionContext } from "./blob.ts";

/** Base 64, from one byte up to a limit. @throws AwsError ValidationException */
export function bytesIn(input: Input, name: string, limit: number): Buffer {
  const value = input[name];
  const bytes = Buffer.from(typeof value === "string" ? value : "", "base64");
  if (bytes.length >= 1 && bytes.length <= limit) return bytes;
  throw invalid(`${name} must have a length from 1 to ${limit} bytes.`);
}

/** @throws AwsError ValidationException where a value is no text */
export function contextIn(input: Input): EncryptionContext {
  const given = input["EncryptionContext"] ?? {};
  const pairs = isRecord(given) ? Object.entries(given) : [];
  const texts = pairs.flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
  if (isRecord(given) && texts.length === pairs.length) return Object.fromEntries(texts);
  throw invalid("EncryptionContext must be texts by name.");
}

/** Of a data key: in bytes, or by the name of an AES. @throws AwsError ValidationException */
export function lengthIn(input: Input): number {
  const { KeySpec: spec, NumberOfBytes: bytes } = input;
  if ((spec === undefined) === (bytes === undefined)) {
    throw invalid("Please specify either number of bytes or key spec.");
  }
  if (spec === "AES_256") return 32;
  if (spec === "AES_128") return 16;
  if (typeof bytes === "number" && Number.isInteger(bytes) && bytes >= 1 && bytes <= 1024) return bytes;
  throw invalid("KeySpec must be AES_128 or AES_256, NumberOfBytes a whole number from 1 to 1024.");
}

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);
