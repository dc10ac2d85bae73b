import * as pulumi from "@pulumi/pulumi";
import { ContainerRepository } from "@pulumi/oci/artifacts/containerRepository.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";

export interface RegistryArgs {
  /** OCID of the compartment that holds the repository. */
  compartmentId: pulumi.Input<string>;
  /**
   * The region's registry host: `fra.ocir.io`, or `ocir.eu-frankfurt-1.oci.oraclecloud.com`.
   * @see https://docs.oracle.com/en-us/iaas/Content/Registry/Concepts/registryprerequisites.htm#regional-availability
   */
  ocirRegistry: string;
  /** The repository's name. It is unique in the whole tenancy, so it carries the environment: `triviapay/dev`. */
  ocirRepoName: string;
  /**
   * Whether a tag, once pushed, stays what it is. Default: true. A configuration that names a tag then means the same
   * bytes forever, so going back to it is a real rollback; every build pushes a tag of its own.
   */
  isImmutable?: boolean;
  /** Whether Pulumi refuses to delete or replace the repository, which takes its images along. Default: false. */
  protect?: boolean;
}

/**
 * A private OCIR repository.
 *
 * An image is pulled with a user's auth token, which Docker's login needs: instance principals can't log in to OCIR with
 * a password. The token lies in Vault.
 *
 * @throws InvalidArguments with every fault of the host and the name, before anything is registered.
 * @see https://docs.oracle.com/en-us/iaas/Content/Registry/Concepts/registryoverview.htm
 */
export class Registry extends pulumi.ComponentResource {
  /** The tenancy's Object Storage namespace, which is also the first part of every repository's path. */
  readonly namespace: pulumi.Output<string>;
  readonly repoName: pulumi.Output<string>;
  /** Where images are pushed and pulled, without a tag: `fra.ocir.io/<namespace>/<repository>`. */
  readonly repoUrl: pulumi.Output<string>;

  constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, registryFaults(args, ownName));
    super("tidegate-oci:index:Registry", name, {}, opts);

    const repository = new ContainerRepository(
      `${name}-repository`,
      {
        compartmentId: args.compartmentId,
        displayName: args.ocirRepoName,
        isPublic: false,
        isImmutable: args.isImmutable ?? true,
      },
      { parent: this, protect: args.protect ?? false },
    );

    this.namespace = repository.namespace;
    this.repoName = repository.displayName;
    this.repoUrl = pulumi.interpolate`${args.ocirRegistry}/${this.namespace}/${this.repoName}`;
    this.registerOutputs({ namespace: this.namespace, repoName: this.repoName, repoUrl: this.repoUrl });
  }
}

/** What is wrong with the host and the name. */
export function registryFaults(args: Pick<RegistryArgs, "ocirRegistry" | "ocirRepoName">, label: Label): Fault[] {
  return [
    ...textFaults(
      label("ocirRegistry"),
      args.ocirRegistry,
      /^([a-z]{3}\.ocir\.io|ocir\.[a-z0-9-]+\.oci\.[a-z0-9.-]+)$/,
      "an OCIR host, as in fra.ocir.io or ocir.eu-frankfurt-1.oci.oraclecloud.com",
    ),
    ...textFaults(
      label("ocirRepoName"),
      args.ocirRepoName,
      /^[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
      "a repository's name in lower case, as in triviapay/dev",
    ),
  ];
}
