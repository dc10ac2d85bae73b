/** An OCI configuration file with a key of its own, made for one test. */
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes both into the folder; returns the configuration file's path. */
export function writeConfig(folder: string): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = join(folder, "key.pem");
  writeFileSync(key, privateKey.export({ type: "pkcs8", format: "pem" }));
  const lines = [
    "[DEFAULT]",
    "user=ocid1.user..u",
    "tenancy=ocid1.tenancy..t",
    "fingerprint=aa:bb",
    "region=eu-frankfurt-1",
  ];
  const config = join(folder, "config");
  writeFileSync(config, `${[...lines, `key_file=${key}`].join("\n")}\n`);
  return config;
}
