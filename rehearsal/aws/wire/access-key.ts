/** Reads the access key of a rehearsal. */
import { readFile } from "node:fs/promises";
import { isRecord } from "../../oci/facts/conform.ts";
import type { AccessKey } from "./signature.ts";

/** @throws Error when the file holds no key */
export async function readAccessKey(path: string): Promise<AccessKey> {
  const data: unknown = JSON.parse(await readFile(path, "utf8"));
  if (!isRecord(data) || typeof data["accessKeyId"] !== "string" || typeof data["secretAccessKey"] !== "string") {
    throw new Error(`${path} holds no access key. To start over: npm run rehearse -- reset`);
  }
  return { accessKeyId: data["accessKeyId"], secretAccessKey: data["secretAccessKey"] };
}
