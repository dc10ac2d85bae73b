/** Each vault has an address of its own, under which its keys are managed. */
import { vaults } from "../../collections.ts";
import { notFound } from "../../errors.ts";
import type { Call } from "../../route.ts";
import type { World } from "../../world.ts";

/** What stands before the paths of the key operations: OCI tells vaults apart by host name, we by this. */
export const VAULT_PREFIX = "/kms/{vaultShortId}";

export function endpointOf(world: World, vaultId: string): string {
  return `${world.endpoint}/kms/${shortIdOf(vaultId)}`;
}

/** The vault whose address a request was sent to. @throws ServiceError 404 when there is none */
export function vaultOf(call: Call) {
  const shortId = call.params["vaultShortId"] ?? "";
  const vault = vaults.list(call.world).find((one) => shortIdOf(one.id) === shortId);
  if (vault === undefined) {
    throw notFound(`There is no vault with the endpoint /kms/${shortId}.`);
  }
  return vault;
}

function shortIdOf(vaultId: string): string {
  return vaultId.slice(-13);
}
