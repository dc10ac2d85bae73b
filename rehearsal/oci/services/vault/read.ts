/** What a secret holds, for those of the embedded cloud that read it as an instance would. */
import { secrets, secretVersions } from "../../collections.ts";
import type { World } from "../../world.ts";

/** The CURRENT content of a secret, in base64; undefined where there is no such secret, or none that is ACTIVE. */
export function currentSecretContent(world: World, secretId: string): string | undefined {
  if (secrets.get(world, secretId)?.lifecycleState !== "ACTIVE") {
    return undefined;
  }
  return secretVersions.get(world, secretId)?.find((version) => version.stages.includes("CURRENT"))?.content;
}
