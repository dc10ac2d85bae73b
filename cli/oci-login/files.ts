/**
 * A session's files, in the form of `oci session authenticate`: a config file whose profile names `security_token_file` and
 * `key_file`. OCI's SDKs read it (SessionAuthDetailProvider and its like), and so does `oci --auth security_token`. The
 * provider of Pulumi and Terraform (`auth` SecurityToken) looks for `.oci/config` in the home folder or in
 * TF_HOME_OVERRIDE, and nowhere else: hence the folder's `.oci`.
 * @see https://docs.oracle.com/en-us/iaas/Content/API/SDKDocs/clitoken.htm
 */
import { createHash, randomUUID } from "node:crypto";
import { chmod, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Session } from "./exchange.ts";
import type { LoginSettings } from "./settings.ts";

export interface SessionFiles {
  /** Stands for a home folder. */
  readonly home: string;
  /** Its `.oci`, which holds the files. */
  readonly folder: string;
  readonly config: string;
  readonly key: string;
  readonly token: string;
}

export function sessionFiles(folder: string): SessionFiles {
  const home = resolve(folder);
  const at = join(home, ".oci");
  return { home, folder: at, config: join(at, "config"), key: join(at, "oci_api_key.pem"), token: join(at, "token") };
}

/** Writes all files: the folders for their owner alone (0700), each file too (0600). */
export async function writeSession(settings: LoginSettings, session: Session): Promise<SessionFiles> {
  const files = sessionFiles(settings.folder);
  await mkdir(files.folder, { recursive: true, mode: 0o700 });
  // They may have been there before, open to others.
  await chmod(files.home, 0o700);
  await chmod(files.folder, 0o700);
  await replaceFile(files.key, session.privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  await replaceFile(files.token, session.token);
  const lines = [
    `[${settings.profile}]`,
    `fingerprint=${fingerprint(session)}`,
    `tenancy=${settings.tenancyId}`,
    `region=${settings.region}`,
    `key_file=${files.key}`,
    `security_token_file=${files.token}`,
  ];
  await replaceFile(files.config, `${lines.join("\n")}\n`);
  return files;
}

/** Puts a refreshed token in the old one's place. Its key is the same, so that no reader meets a key without its token. */
export async function replaceToken(files: SessionFiles, session: Session): Promise<void> {
  await replaceFile(files.token, session.token);
}

export async function removeSession(files: SessionFiles): Promise<void> {
  await Promise.all([files.config, files.key, files.token].map((file) => rm(file, { force: true })));
}

/** What a client's environment needs, to find the session. */
export function sessionEnvironment(
  files: SessionFiles,
  { profile, region }: Pick<LoginSettings, "profile" | "region">,
): Readonly<Record<string, string>> {
  return {
    OCI_CLI_AUTH: "security_token",
    OCI_CLI_CONFIG_FILE: files.config,
    OCI_CONFIG_FILE: files.config,
    OCI_CLI_PROFILE: profile,
    OCI_CONFIG_PROFILE: profile,
    TF_HOME_OVERRIDE: files.home,
    TF_VAR_auth: "SecurityToken",
    TF_VAR_config_file_profile: profile,
    TF_VAR_region: region,
  };
}

/** Writes a file for its owner alone (0600), in one move: a reader meets the old one or the new one. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const next = `${file}.${randomUUID()}`;
  try {
    await writeFile(next, text, { mode: 0o600, flag: "wx" });
    await rename(next, file);
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  }
}

/** @see https://docs.oracle.com/iaas/Content/API/Concepts/apisigningkey.htm#four */
function fingerprint({ publicKey }: Session): string {
  const der = publicKey.export({ type: "spki", format: "der" });
  return createHash("md5")
    .update(der)
    .digest("hex")
    .replace(/(..)(?!$)/g, "$1:");
}
