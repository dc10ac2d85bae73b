/** What a secret holds, for those of the embedded cloud that read it as an instance would. */
import type { Secret } from "oci-vault/lib/model/index.js";
import { keys, secrets, secretVersions } from "../../collections.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";

/**
 * The CURRENT content of a secret, in base64; undefined where there is no such secret, where it is being deleted, or
 * where its key is disabled or deleted, so that nobody could decrypt it.
 */
export function currentSecretContent(world: World, secretId: string): string | undefined {
  const secret = secrets.get(world, secretId);
  if (secret === undefined || whyUnreadable(world, secret) !== undefined) {
    return undefined;
  }
  return secretVersions.get(world, secretId)?.find((version) => version.stages.includes("CURRENT"))?.content;
}

/** Why a secret's content can't be read now; undefined where it can. */
export function whyUnreadable(world: World, secret: Wire<Secret>): string | undefined {
  if (secret.lifecycleState !== "ACTIVE" && secret.lifecycleState !== "UPDATING") {
    return `The secret ${secret.id} is ${secret.lifecycleState}; its content can be read only while it is ACTIVE.`;
  }
  const key = keys.get(world, secret.keyId ?? "");
  if (key !== undefined && key.lifecycleState !== "ENABLED") {
    return `The key ${key.id} of the secret ${secret.id} is ${key.lifecycleState}; without it the content can't be decrypted.`;
  }
  return undefined;
}
