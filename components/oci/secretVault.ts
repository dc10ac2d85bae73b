import * as pulumi from "@pulumi/pulumi";
import { Secret } from "@pulumi/oci/vault/secret.js";
import { PLACEHOLDER } from "./defaults.ts";
import { vaultKey } from "./vaultKey.ts";
import type { VaultKeyArgs } from "./vaultKey.ts";

export interface SecretVaultArgs extends VaultKeyArgs {
  /** OCID of the compartment that holds the vault, the key and the secrets. */
  readonly compartmentId: pulumi.Input<string>;
  /** The secrets: name in the vault -> what it is for. Plain values, because they decide how many there are. */
  secrets: Readonly<Record<string, string>>;
  /** Whether Pulumi refuses to delete or replace vault, key and secrets. Default: false. */
  readonly protect?: boolean;
}

/**
 * A vault of the shared kind (DEFAULT), an AES-256 key, and containers for secrets.
 *
 * Each secret is created with the text CHANGEME, and its content is never looked at again: values are put in outside
 * of Pulumi, with `oci vault secret update`, and no update or refresh brings them into the state or writes over them.
 *
 * Oracle deletes vaults, keys and secrets after a waiting period, 7 days at least for a vault; until then they can be
 * brought back.
 */
export class SecretVault extends pulumi.ComponentResource {
  readonly vaultId: pulumi.Output<string>;
  readonly keyId: pulumi.Output<string>;
  private readonly secretIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: SecretVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tidegate-oci:index:SecretVault", name, {}, opts);

    const { compartmentId, protect = false } = args;
    const kept = { parent: this, protect };
    const { vault, key } = vaultKey(name, args, kept);

    const secretIds: Record<string, pulumi.Output<string>> = {};
    for (const [secretName, description] of Object.entries(args.secrets)) {
      const place = { compartmentId, vaultId: vault.id, keyId: key.id };
      secretIds[secretName] = container(`${name}-${secretName}`, { ...place, secretName, description }, kept);
    }

    this.vaultId = vault.id;
    this.keyId = key.id;
    this.secretIds = secretIds;
    this.registerOutputs({ vaultId: this.vaultId, keyId: this.keyId, secretIds });
  }

  /**
   * The OCID of a secret.
   * @throws Error if `secrets` didn't name it.
   */
  secretId(secretName: string): pulumi.Output<string> {
    const id = this.secretIds[secretName];
    if (id === undefined) {
      const names = Object.keys(this.secretIds).join(", ");
      throw new Error(`The vault has no secret ${secretName}, only ${names}. Name it in the argument \`secrets\`.`);
    }
    return id;
  }
}

interface SecretPlace {
  readonly compartmentId: pulumi.Input<string>;
  readonly vaultId: pulumi.Input<string>;
  readonly keyId: pulumi.Input<string>;
  readonly secretName: string;
  readonly description: string;
}

/** A secret that holds the placeholder, and whose content belongs to whoever puts the value in. */
function container(name: string, place: SecretPlace, kept: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const secretContent = { contentType: "BASE64", content: Buffer.from(PLACEHOLDER).toString("base64") };
  return new Secret(name, { ...place, secretContent }, { ...kept, ignoreChanges: ["secretContent"] }).id;
}
