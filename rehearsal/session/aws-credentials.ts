/** The engineer's access key in the embedded account: made on this machine, for this rehearsal alone. */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { newAccessKey } from "../aws/wire/access-key.ts";
import type { SessionPaths } from "./paths.ts";

/** The profile that the exports of a rehearsal name. */
export const AWS_PROFILE = "rehearsal";

/** Makes the key, and the files in which AWS's clients and the embedded AWS find it, unless they are there already. */
export async function ensureAwsCredentials(paths: SessionPaths): Promise<void> {
  if (existsSync(paths.awsKey)) return;
  await mkdir(dirname(paths.awsKey), { recursive: true, mode: 0o700 });
  const { accessKeyId, secretAccessKey } = newAccessKey("AKIA");
  const credentials = [
    `[${AWS_PROFILE}]`,
    `aws_access_key_id = ${accessKeyId}`,
    `aws_secret_access_key = ${secretAccessKey}`,
  ];
  await writeFile(paths.awsCredentials, `${credentials.join("\n")}\n`, { mode: 0o600 });
  await writeFile(paths.awsConfig, `[profile ${AWS_PROFILE}]\ncli_pager =\n`, { mode: 0o600 });
  // Last, so that a killed process leaves nothing that looks complete.
  await writeFile(paths.awsKey, JSON.stringify({ accessKeyId, secretAccessKey }), { mode: 0o600 });
}
