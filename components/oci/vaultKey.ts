import type * as pulumi from "@pulumi/pulumi";
import { Key } from "@pulumi/oci/kms/key.js";
import { Vault } from "@pulumi/oci/kms/vault.js";

export interface VaultKeyArgs {
  /** OCID of the compartment that holds the vault and the key. */
  readonly compartmentId: pulumi.Input<string>;
  /**
   * Where the key's bytes live: SOFTWARE (free of charge), or HSM (in hardware, FIPS 140-2 level 3, paid by the key).
   * Default: SOFTWARE. A change replaces the key, and with it whatever it encrypts.
   * @see https://docs.oracle.com/en-us/iaas/Content/KeyManagement/Concepts/keyoverview.htm
   */
  readonly protectionMode?: "SOFTWARE" | "HSM";
}

/** A vault of the shared kind (DEFAULT) and an AES-256 key in it. */
export function vaultKey(
  name: string,
  { compartmentId, protectionMode = "SOFTWARE" }: VaultKeyArgs,
  options: pulumi.CustomResourceOptions,
): { readonly vault: Vault; readonly key: Key } {
  const vault = new Vault(
    `${name}-vault`,
    { compartmentId, displayName: `${name}-vault`, vaultType: "DEFAULT" },
    options,
  );
  const key = new Key(
    `${name}-key`,
    {
      compartmentId,
      displayName: `${name}-key`,
      managementEndpoint: vault.managementEndpoint,
      keyShape: { algorithm: "AES", length: AES_256_BYTES },
      protectionMode,
    },
    options,
  );
  return { vault, key };
}

const AES_256_BYTES = 32;
