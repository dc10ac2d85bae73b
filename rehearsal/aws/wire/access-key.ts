/** Access keys of a rehearsal: made here, or read from its file. */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isRecord } from "../../oci/facts/conform.ts";
import type { AccessKey } from "./signature.ts";

/**
 * A fresh key in the forms that AWS gives: 20 capital letters and digits, and 40 characters of base 64.
 * @param prefix `AKIA` of a user's key, `ASIA` of a session's
 */
export function newAccessKey(prefix: "AKIA" | "ASIA"): AccessKey {
  return { accessKeyId: `${prefix}${base32(randomBytes(16))}`, secretAccessKey: randomBytes(30).toString("base64") };
}

/** @throws Error when the file holds no key */
export async function readAccessKey(path: string): Promise<AccessKey> {
  const data: unknown = JSON.parse(await readFile(path, "utf8"));
  if (!isRecord(data) || typeof data["accessKeyId"] !== "string" || typeof data["secretAccessKey"] !== "string") {
    throw new Error(`${path} holds no access key. To start over: npm run rehearse -- reset`);
  }
  return { accessKeyId: data["accessKeyId"], secretAccessKey: data["secretAccessKey"] };
}

function base32(bytes: Buffer): string {
  return [...bytes].map((byte) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(byte % 32)).join("");
}
