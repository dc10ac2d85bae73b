import type { Cases } from "../case.ts";

const inTransit = (launchDetails: object) => ({ instanceDetails: { launchDetails: { ...launchDetails } } });

const sse = (byDefault: object) => ({
  bucket: "shop-states",
  rules: [{ applyServerSideEncryptionByDefault: { ...byDefault } }],
});

const SSE = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

export const ENCRYPTION: Cases = {
  "database-encrypted": [
    {
      fine: [{ name: "db", type: "aws:rds/instance:Instance", props: { storageEncrypted: true } }],
      breaks: [
        { title: "not encrypted", props: { storageEncrypted: false }, finds: ["db: storageEncrypted"] },
        { title: "AWS's default", props: { storageEncrypted: undefined }, finds: ["db: storageEncrypted"] },
      ],
    },
    {
      fine: [
        { name: "cluster", type: "aws:rds/cluster:Cluster", props: { storageEncrypted: true } },
        { name: "replica", type: "aws:rds/instance:Instance", props: { replicateSourceDb: "db" } },
      ],
      breaks: [
        { title: "not encrypted", props: { storageEncrypted: false }, finds: ["cluster: storageEncrypted"] },
        {
          title: "no replica after all",
          of: "replica",
          props: { replicateSourceDb: undefined },
          finds: ["replica: storageEncrypted"],
        },
      ],
    },
  ],
  "table-encrypted": [
    {
      fine: [{ name: "jobs", type: "aws:dynamodb/table:Table", props: { serverSideEncryption: { enabled: true } } }],
      breaks: [
        {
          title: "DynamoDB's own key",
          props: { serverSideEncryption: undefined },
          finds: ["jobs: serverSideEncryption.enabled"],
        },
        {
          title: "switched off",
          props: { serverSideEncryption: { enabled: false } },
          finds: ["jobs: serverSideEncryption.enabled"],
        },
      ],
    },
  ],
  "queue-encrypted": [
    {
      fine: [{ name: "jobs", type: "aws:sqs/queue:Queue", props: { sqsManagedSseEnabled: true } }],
      breaks: [
        { title: "switched off", props: { sqsManagedSseEnabled: false }, finds: ["jobs: sqsManagedSseEnabled"] },
      ],
    },
    {
      fine: [
        {
          name: "jobs",
          type: "aws:sqs/queue:Queue",
          props: { sqsManagedSseEnabled: false, kmsMasterKeyId: "alias/q" },
        },
      ],
      breaks: [
        { title: "without its key", props: { kmsMasterKeyId: undefined }, finds: ["jobs: sqsManagedSseEnabled"] },
      ],
    },
  ],
  "topic-encrypted": [
    {
      fine: [{ name: "alarms", type: "aws:sns/topic:Topic", props: { kmsMasterKeyId: "alias/alarms" } }],
      breaks: [{ title: "no key", props: { kmsMasterKeyId: undefined }, finds: ["alarms: kmsMasterKeyId"] }],
    },
  ],
  "images-encrypted": [
    {
      fine: [
        {
          name: "api",
          type: "aws:ecr/repository:Repository",
          props: { encryptionConfigurations: [{ encryptionType: "KMS" }] },
        },
      ],
      breaks: [
        {
          title: "S3's key",
          props: { encryptionConfigurations: [{ encryptionType: "AES256" }] },
          finds: ["api: encryptionConfigurations[0].encryptionType"],
        },
        {
          title: "ECR's default",
          props: { encryptionConfigurations: undefined },
          finds: ["api: encryptionConfigurations"],
        },
      ],
    },
  ],
  "volumes-encrypted": [
    {
      fine: [{ name: "disk", type: "aws:ebs/volume:Volume", props: { size: 8, encrypted: true } }],
      breaks: [{ title: "in plain", props: { encrypted: undefined }, finds: ["disk: encrypted"] }],
    },
    {
      fine: [{ name: "files", type: "aws:efs/fileSystem:FileSystem", props: { encrypted: true } }],
      breaks: [{ title: "in plain", props: { encrypted: false }, finds: ["files: encrypted"] }],
    },
    {
      fine: [
        {
          name: "vm",
          type: "aws:ec2/instance:Instance",
          props: { rootBlockDevice: { encrypted: true }, ebsBlockDevices: [{ snapshotId: "snap-1" }] },
        },
      ],
      breaks: [
        {
          title: "a root disk in plain",
          props: { rootBlockDevice: { volumeSize: 8 } },
          finds: ["vm: rootBlockDevice.encrypted"],
        },
        {
          title: "an empty disk in plain",
          props: { ebsBlockDevices: [{}] },
          finds: ["vm: ebsBlockDevices[0].encrypted"],
        },
      ],
    },
    {
      fine: [
        {
          name: "template",
          type: "aws:ec2/launchTemplate:LaunchTemplate",
          props: { blockDeviceMappings: [{ ebs: { encrypted: "true" } }] },
        },
      ],
      breaks: [
        {
          title: "a disk in plain",
          props: { blockDeviceMappings: [{ ebs: { encrypted: "false" } }] },
          finds: ["template: blockDeviceMappings[0].ebs.encrypted"],
        },
      ],
    },
  ],
  "volumes-encrypted-in-transit": [
    {
      fine: [
        {
          name: "configuration",
          type: "oci:Core/instanceConfiguration:InstanceConfiguration",
          props: inTransit({ isPvEncryptionInTransitEnabled: true }),
        },
      ],
      breaks: [
        {
          title: "Oracle's default",
          props: inTransit({}),
          finds: ["configuration: instanceDetails.launchDetails.isPvEncryptionInTransitEnabled"],
        },
      ],
    },
    {
      fine: [
        {
          name: "vm",
          type: "oci:Core/instance:Instance",
          props: { launchOptions: { isPvEncryptionInTransitEnabled: true } },
        },
      ],
      breaks: [
        {
          title: "switched off",
          props: { launchOptions: { isPvEncryptionInTransitEnabled: false } },
          finds: ["vm: isPvEncryptionInTransitEnabled"],
        },
      ],
    },
  ],
  "keys-rotate": [
    {
      fine: [
        { name: "key", type: "aws:kms/key:Key", props: { enableKeyRotation: true } },
        { name: "pair", type: "aws:kms/key:Key", props: { customerMasterKeySpec: "ECC_NIST_P256" } },
      ],
      breaks: [
        { title: "never", props: { enableKeyRotation: undefined }, finds: ["key: enableKeyRotation"] },
        {
          title: "symmetric",
          of: "pair",
          props: { customerMasterKeySpec: "SYMMETRIC_DEFAULT" },
          finds: ["pair: enableKeyRotation"],
        },
      ],
    },
  ],
  "state-encrypted": [
    {
      fine: [
        { name: "bucket", type: "aws:s3/bucket:Bucket", props: { bucket: "shop-states" } },
        { name: "site", type: "aws:s3/bucket:Bucket", props: { bucket: "shop-site" } },
        { name: "sse", type: SSE, props: sse({ sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/states" }) },
        { name: "old", type: "aws:s3/bucket:Bucket", props: { bucket: "shop-tfstate" } },
        {
          name: "old-sse",
          type: SSE,
          props: { ...sse({ sseAlgorithm: "aws:kms:dsse", kmsMasterKeyId: "alias/states" }), bucket: "shop-tfstate" },
        },
      ],
      breaks: [
        { title: "no encryption", of: "sse", gone: true, finds: ["bucket: "] },
        { title: "S3's own key", of: "sse", props: sse({ sseAlgorithm: "AES256" }), finds: ["bucket: "] },
        { title: "the account's default key", of: "sse", props: sse({ sseAlgorithm: "aws:kms" }), finds: ["bucket: "] },
        { title: "another bucket's", of: "sse", props: { bucket: "shop-site" }, finds: ["bucket: "] },
        { title: "another bucket of states", of: "site", config: { buckets: ["shop-site"] }, finds: ["site: "] },
      ],
    },
    {
      fine: [
        {
          name: "bucket",
          type: "oci:ObjectStorage/bucket:Bucket",
          props: { name: "tf-state-prod", kmsKeyId: "ocid1.key" },
        },
      ],
      breaks: [{ title: "Oracle's own key", props: { kmsKeyId: undefined }, finds: ["bucket: kmsKeyId"] }],
    },
  ],
};
