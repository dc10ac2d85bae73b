import * as pulumi from "@pulumi/pulumi";
import { Policy } from "@pulumi/oci/identity/policy.js";
import { Bucket } from "@pulumi/oci/objectstorage/bucket.js";
import { getNamespaceOutput } from "@pulumi/oci/objectstorage/getNamespace.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";
import { vaultKey } from "./vaultKey.ts";
import type { VaultKeyArgs } from "./vaultKey.ts";

export interface StateBucketArgs extends VaultKeyArgs {
  /** OCID of the compartment that holds bucket, vault, key and policy. */
  readonly compartmentId: pulumi.Input<string>;
  /** The region that the provider works in, as in `eu-frankfurt-1`: Object Storage asks for the key under its name. */
  readonly region: string;
  /** The bucket's name, unique in the tenancy and region. */
  readonly bucketName: string;
  /** Whether `destroy` is refused. Without it, a bucket that holds anything still isn't deleted. */
  readonly protect: boolean;
}

/**
 * A private bucket for states, versioned, encrypted with a key of its own that Object Storage may use, and nobody else by
 * what stands here. Every earlier version of an object is kept.
 *
 * Pulumi reaches such a bucket by Object Storage's S3 interface and a customer secret key, which somebody has to store:
 * it is for operators who have no other place.
 *
 * Oracle deletes the vault and the key 30 days after they are destroyed; what they encrypt can't be read from the first day.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://www.pulumi.com/docs/iac/concepts/state-and-backends/#s3-compatible-storage-servers
 * @see https://docs.oracle.com/en-us/iaas/Content/Identity/Reference/objectstoragepolicyreference.htm
 */
export class StateBucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  /** The tenancy's Object Storage namespace. */
  readonly namespace: pulumi.Output<string>;
  readonly kmsKeyId: pulumi.Output<string>;

  constructor(name: string, args: StateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, stateBucketFaults(args, ownName));
    super("tidegate-oci:index:StateBucket", name, {}, opts);
    const { compartmentId, region, protect } = args;
    const kept = { parent: this, protect };

    const { namespace } = getNamespaceOutput({}, { parent: this });
    const { key } = vaultKey(name, args, kept);
    const policy = new Policy(
      `${name}-policy`,
      {
        compartmentId,
        name: `${args.bucketName}-key`,
        description: `Object Storage may use the key of ${args.bucketName}`,
        statements: [
          pulumi.interpolate`Allow service objectstorage-${region} to use keys in compartment id ${compartmentId} where target.key.id = '${key.id}'`,
        ],
      },
      kept,
    );
    const bucket = new Bucket(
      `${name}-bucket`,
      {
        compartmentId,
        namespace,
        name: args.bucketName,
        accessType: "NoPublicAccess",
        storageTier: "Standard",
        versioning: "Enabled",
        objectEventsEnabled: false,
        kmsKeyId: key.id,
      },
      // Object Storage tries the key at once.
      { ...kept, dependsOn: policy },
    );

    this.bucketName = bucket.name;
    this.namespace = bucket.namespace;
    this.kmsKeyId = key.id;
    this.registerOutputs({ bucketName: this.bucketName, namespace: this.namespace, kmsKeyId: this.kmsKeyId });
  }
}

/** What is wrong with the region and the name. */
export function stateBucketFaults(args: Pick<StateBucketArgs, "region" | "bucketName">, label: Label): Fault[] {
  return [
    ...textFaults(label("region"), args.region, /^[a-z]+(-[a-z]+)+-\d+$/, "a region's name, as in eu-frankfurt-1"),
    // Oracle takes 256; the policy is named after it, and has 100 at most.
    ...textFaults(
      label("bucketName"),
      args.bucketName,
      /^[\w.-]{1,96}$/,
      "1 to 96 letters, digits, hyphens, underscores and dots",
    ),
  ];
}
