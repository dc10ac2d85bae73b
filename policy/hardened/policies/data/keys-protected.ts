import { UNKNOWN } from "@tidegate/policy";
import type { JudgedResource, StackPolicy, Value } from "@tidegate/policy";
import { apart } from "../buckets.ts";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, itemsOf, within } from "../look.ts";
import { Candidates, findingOn, ofType } from "../stack.ts";

/** Where data, states and secrets name the key or the vault that they can't be read without. */
const NAMED = new Map<string, (resource: JudgedResource) => readonly (Value | undefined)[]>(
  Object.entries({
    "aws:rds/instance:Instance": ({ props }) => [props["kmsKeyId"]],
    "aws:rds/cluster:Cluster": ({ props }) => [props["kmsKeyId"]],
    "aws:efs/fileSystem:FileSystem": ({ props }) => [props["kmsKeyId"]],
    "aws:secretsmanager/secret:Secret": ({ props }) => [props["kmsKeyId"]],
    "aws:dynamodb/table:Table": ({ props }) => [at(props, "serverSideEncryption", "kmsKeyArn").value],
    "aws:docdb/cluster:Cluster": ({ props }) => [props["kmsKeyId"]],
    "aws:neptune/cluster:Cluster": ({ props }) => [props["kmsKeyArn"]],
    "aws:redshift/cluster:Cluster": ({ props }) => [props["kmsKeyId"]],
    "oci:Database/autonomousDatabase:AutonomousDatabase": ({ props }) => [props["kmsKeyId"]],
    ...Object.fromEntries(
      apart("BucketServerSideEncryptionConfiguration").map((type) => [
        type,
        ({ props }: JudgedResource) =>
          itemsOf(at(props, "rules")).map(
            (rule) => within(rule, "applyServerSideEncryptionByDefault", "kmsMasterKeyId").value,
          ),
      ]),
    ),
    "oci:ObjectStorage/bucket:Bucket": ({ props }) => [props["kmsKeyId"]],
    "oci:Vault/secret:Secret": ({ props }) => [props["keyId"]],
  }),
);

const MUST_BE_GIVEN = new Set(["oci:Vault/secret:Secret"]);

const KEYS = ["aws:kms/key:Key", "oci:Kms/key:Key"];

/** Keys that data can't be read without, and the vaults of OCI that such keys and secrets lie in. */
export const keysProtected: StackPolicy = {
  name: "keys-protected",
  about: "stack",
  description: "A key that data, states or secrets are encrypted with has Pulumi's protect, and so has its vault.",
  remedy: "Give the key and the vault the option protect: true: without the key, what it encrypted can't be read.",
  sources: [
    "order-tracking's requirements: hardening checklist (state safety, prevent_destroy)",
    "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
    "https://docs.oracle.com/en-us/iaas/Content/KeyManagement/Tasks/managingkeys.htm",
  ],
  levels: BY_ENVIRONMENT,
  judge: (resources) => {
    const named = resources.flatMap((resource) => {
      const references = NAMED.get(resource.type)?.(resource) ?? [];
      // Before it is made, the cloud's own key isn't known either: only where one must be given is it one of the stack's.
      return MUST_BE_GIVEN.has(resource.type) ? references : references.filter((one) => one !== UNKNOWN);
    });
    const keys = KEYS.flatMap((type) => [
      ...new Candidates(ofType(resources, type), ["arn", "id", "keyId"]).surely(named),
    ]);
    const inVaults = [
      ...keys.map(({ props }) => props["managementEndpoint"]),
      ...ofType(resources, "oci:Vault/secret:Secret").map(({ props }) => props["vaultId"]),
    ];
    const vaults = new Candidates(ofType(resources, "oci:Kms/vault:Vault"), ["id", "managementEndpoint"]);
    return [...keys, ...vaults.surely(inVaults)]
      .filter(({ protect }) => !protect)
      .map((one) => findingOn(one, "", "is what data can't be read without, and isn't protected"));
  },
};
