/** The engineer's API key in the embedded tenancy: made on this machine, for this rehearsal alone. */
import { createHash, createPublicKey, generateKeyPairSync } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { REGION, TENANCY_ID, USER_ID } from "../oci/tenancy.ts";
import type { ApiKey } from "../oci/world.ts";
import type { SessionPaths } from "./paths.ts";

/** Makes the key and the OCI config file that names it, unless they are there already. */
export async function ensureCredentials(paths: SessionPaths): Promise<ApiKey> {
  await mkdir(dirname(paths.ociConfig), { recursive: true, mode: 0o700 });
  if (!existsSync(paths.ociKey)) {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    await writeFile(paths.ociKey, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  }
  const publicKey = createPublicKey(await readFile(paths.ociKey, "utf8"));
  const pem = String(publicKey.export({ type: "spki", format: "pem" }));
  const fingerprint = fingerprintOf(publicKey.export({ type: "spki", format: "der" }));
  const lines = [
    "[DEFAULT]",
    `user=${USER_ID}`,
    `fingerprint=${fingerprint}`,
    `tenancy=${TENANCY_ID}`,
    `region=${REGION}`,
    `key_file=${paths.ociKey}`,
  ];
  await writeFile(paths.ociConfig, `${lines.join("\n")}\n`, { mode: 0o600 });
  return { keyId: `${TENANCY_ID}/${USER_ID}/${fingerprint}`, publicKey: pem };
}

/**
 * The fingerprint of an API key: the MD5 of its public half in DER, in pairs of hexadecimal digits.
 * @see https://docs.oracle.com/iaas/Content/API/Concepts/apisigningkey.htm#four
 */
export function fingerprintOf(der: Buffer): string {
  return createHash("md5")
    .update(der)
    .digest("hex")
    .replace(/(..)(?!$)/g, "$1:");
}
