import type { Cases } from "../case.ts";

const DB = "aws:rds/instance:Instance";
const SSE = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

/** A replica has its source's password, backups and snapshots. */
const replica = { name: "replica", type: DB, props: { replicateSourceDb: "db" } };

const sse = (kmsMasterKeyId: string) => ({
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId } }],
});

export const DATA: Cases = {
  "database-password-managed": [
    {
      fine: [{ name: "db", type: DB, props: { manageMasterUserPassword: true } }, replica],
      breaks: [
        {
          title: "somebody's",
          props: { manageMasterUserPassword: undefined },
          finds: ["db: manageMasterUserPassword"],
        },
      ],
    },
    {
      fine: [{ name: "cluster", type: "aws:rds/cluster:Cluster", props: { manageMasterUserPassword: true } }],
      breaks: [
        {
          title: "somebody's",
          props: { manageMasterUserPassword: false },
          finds: ["cluster: manageMasterUserPassword"],
        },
      ],
    },
  ],
  "deletion-protected": [
    {
      fine: [{ name: "db", type: DB, props: { deletionProtection: true } }],
      breaks: [
        { title: "open to deletion", props: { deletionProtection: undefined }, finds: ["db: deletionProtection"] },
      ],
    },
    {
      fine: [{ name: "jobs", type: "aws:dynamodb/table:Table", props: { deletionProtectionEnabled: true } }],
      breaks: [
        {
          title: "open to deletion",
          props: { deletionProtectionEnabled: false },
          finds: ["jobs: deletionProtectionEnabled"],
        },
      ],
    },
    {
      fine: [{ name: "users", type: "aws:cognito/userPool:UserPool", props: { deletionProtection: "ACTIVE" } }],
      breaks: [
        { title: "open to deletion", props: { deletionProtection: "INACTIVE" }, finds: ["users: deletionProtection"] },
      ],
    },
  ],
  "database-backed-up": [
    {
      fine: [{ name: "db", type: DB, props: { backupRetentionPeriod: 7 } }, replica],
      breaks: [
        { title: "six days", props: { backupRetentionPeriod: 6 }, finds: ["db: backupRetentionPeriod"] },
        { title: "none", props: { backupRetentionPeriod: undefined }, finds: ["db: backupRetentionPeriod"] },
        { title: "less than is configured", config: { days: 30 }, finds: ["db: backupRetentionPeriod"] },
      ],
    },
  ],
  "database-final-snapshot": [
    {
      fine: [
        { name: "db", type: DB, props: { skipFinalSnapshot: false, finalSnapshotIdentifier: "db-final" } },
        replica,
      ],
      breaks: [
        { title: "skipped", props: { skipFinalSnapshot: true }, finds: ["db: skipFinalSnapshot"] },
        {
          title: "without a name",
          props: { finalSnapshotIdentifier: undefined },
          finds: ["db: finalSnapshotIdentifier"],
        },
      ],
    },
  ],
  "table-recoverable": [
    {
      fine: [{ name: "jobs", type: "aws:dynamodb/table:Table", props: { pointInTimeRecovery: { enabled: true } } }],
      breaks: [
        {
          title: "switched off",
          props: { pointInTimeRecovery: { enabled: false } },
          finds: ["jobs: pointInTimeRecovery.enabled"],
        },
        {
          title: "AWS's default",
          props: { pointInTimeRecovery: undefined },
          finds: ["jobs: pointInTimeRecovery.enabled"],
        },
      ],
    },
  ],
  "data-protected": [
    {
      fine: [
        { name: "db", type: DB, props: {} },
        { name: "jobs", type: "aws:dynamodb/table:Table", props: {} },
        { name: "bucket", type: "aws:s3/bucket:Bucket", props: {} },
        { name: "states", type: "oci:ObjectStorage/bucket:Bucket", props: {} },
        { name: "app-env", type: "oci:Vault/secret:Secret", props: {} },
      ],
      breaks: ["db", "jobs", "bucket", "states", "app-env"].map((of) => ({
        title: `${of} without protect`,
        of,
        protect: false,
        finds: [`${of}: `],
      })),
    },
  ],
  "keys-protected": [
    {
      fine: [
        { name: "key", type: "aws:kms/key:Key", props: { arn: "arn:states" } },
        { name: "alarms", type: "aws:kms/key:Key", props: { arn: "arn:alarms" }, protect: false },
        { name: "sse", type: SSE, props: sse("arn:states") },
        { name: "db", type: DB, props: { storageEncrypted: true } },
      ],
      breaks: [
        { title: "the key of states without protect", protect: false, finds: ["key: "] },
        { title: "data under the key of alarms", of: "db", props: { kmsKeyId: "arn:alarms" }, finds: ["alarms: "] },
        { title: "states under the key of alarms", of: "sse", props: sse("arn:alarms"), finds: ["alarms: "] },
      ],
    },
    {
      // As a preview has it, before anything has an OCID.
      fine: [
        { name: "vault", type: "oci:Kms/vault:Vault", props: { displayName: "vault" } },
        { name: "key", type: "oci:Kms/key:Key", props: { managementEndpoint: "later" } },
        { name: "app-env", type: "oci:Vault/secret:Secret", props: { keyId: "later", vaultId: "later" } },
      ],
      breaks: [
        { title: "a vault without protect", protect: false, finds: ["vault: "] },
        { title: "a key without protect", of: "key", protect: false, finds: ["key: "] },
      ],
    },
  ],
  "state-versioned": [
    {
      fine: [
        { name: "bucket", type: "aws:s3/bucket:Bucket", props: { bucket: "shop-states" } },
        { name: "site", type: "aws:s3/bucket:Bucket", props: { bucket: "shop-site" } },
        {
          name: "versioning",
          type: "aws:s3/bucketVersioning:BucketVersioning",
          props: { bucket: "shop-states", versioningConfiguration: { status: "Enabled" } },
        },
      ],
      breaks: [
        { title: "no versioning", of: "versioning", gone: true, finds: ["bucket: "] },
        {
          title: "suspended versioning",
          of: "versioning",
          props: { versioningConfiguration: { status: "Suspended" } },
          finds: ["bucket: "],
        },
      ],
    },
    {
      fine: [
        { name: "bucket", type: "oci:ObjectStorage/bucket:Bucket", props: { name: "states", versioning: "Enabled" } },
      ],
      breaks: [{ title: "no versioning", props: { versioning: undefined }, finds: ["bucket: versioning"] }],
    },
  ],
};
