/** Data that lies in plain, or is lost, in forms that one doesn't think of first, and older ways that are right. */
import type { Bag } from "@tidegate/policy";
import type { Break, Case, Cases } from "../../case.ts";

const one = (type: string, fine: Bag, ...breaks: readonly (readonly [string, Bag, string])[]): Case => ({
  fine: [{ name: "it", type, props: fine }],
  breaks: breaks.map(([title, props, path]): Break => ({ title, props, finds: [`it: ${path}`] })),
});

const CLUSTERS = ["aws:docdb/cluster:Cluster", "aws:neptune/cluster:Cluster"];
const GLOBAL = [
  "aws:rds/globalCluster:GlobalCluster",
  "aws:docdb/globalCluster:GlobalCluster",
  "aws:neptune/globalCluster:GlobalCluster",
];
const CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";
const TEMPLATE = "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate";
const TAGS = { Project: "shop", Env: "prod", Owner: "ann" };
const DISKS = { rootBlockDevice: { encrypted: true } };
const TOKENS = { metadataOptions: { httpTokens: "required" } };
const launch = (details: Bag): Bag => ({ instanceDetails: { options: [{ launchDetails: details }] } });

const key = { sseAlgorithm: "aws:kms", kmsMasterKeyId: "key" };
const encrypted = (byDefault: Bag): Bag => ({
  serverSideEncryptionConfiguration: { rule: { applyServerSideEncryptionByDefault: byDefault } },
});
const listed = (...defaults: readonly (readonly Bag[])[]): Bag => ({
  serverSideEncryptionConfigurations: [
    { rules: defaults.map((one) => ({ applyServerSideEncryptionByDefaults: one })) },
  ],
});
/** The bucket keeps states only once it is called so: what it says of itself isn't known before it is made. */
const states = (fine: Bag, weak: Bag, type = "aws:s3/bucket:Bucket"): Case => ({
  fine: [
    { name: "bucket", type, props: { bucket: "orders", ...weak } },
    { name: "other", type, props: { bucket: "orders-states", ...fine } },
  ],
  breaks: [{ title: "a bucket that says otherwise", props: { bucket: "shop-states" }, finds: ["bucket: "] }],
});

export const DATA_FORMS: Cases = {
  "database-encrypted": [
    ...CLUSTERS.map((type) =>
      one(type, { storageEncrypted: true }, ["in plain", { storageEncrypted: false }, "storageEncrypted"]),
    ),
    ...GLOBAL.flatMap((type) => [
      one(type, { storageEncrypted: true }, ["in plain everywhere", { storageEncrypted: null }, "storageEncrypted"]),
      one(type, { sourceDbClusterIdentifier: "arn" }, [
        "of nothing that is there",
        { sourceDbClusterIdentifier: null },
        "storageEncrypted",
      ]),
    ]),
    // Redshift's and Valkey's default.
    one("aws:redshift/cluster:Cluster", {}, ["in plain", { encrypted: "false" }, "encrypted"]),
    one(CACHE, { engine: "valkey" }, [
      "a cache of Valkey in plain",
      { atRestEncryptionEnabled: "false" },
      "atRestEncryptionEnabled",
    ]),
    one(CACHE, { globalReplicationGroupId: "group" }, [
      "a cache of no group",
      { globalReplicationGroupId: null },
      "atRestEncryptionEnabled",
    ]),
    one(CACHE, { atRestEncryptionEnabled: "true" }, [
      "a cache in plain",
      { atRestEncryptionEnabled: null },
      "atRestEncryptionEnabled",
    ]),
    one("aws:dax/cluster:Cluster", { serverSideEncryption: { enabled: true } }, [
      "a cache of tables in plain",
      { serverSideEncryption: null },
      "serverSideEncryption.enabled",
    ]),
    ...["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"].map((type) =>
      one(type, { encryptAtRest: { enabled: true } }, ["in plain", { encryptAtRest: {} }, "encryptAtRest.enabled"]),
    ),
  ],
  "volumes-encrypted": [
    ...["aws:ec2/instance:Instance", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"].map((type) =>
      one(type, DISKS, ["nothing said of the first disk", { rootBlockDevice: null }, "rootBlockDevice"]),
    ),
    one("aws:ec2/launchConfiguration:LaunchConfiguration", DISKS, [
      "a second disk",
      { ebsBlockDevices: [{ deviceName: "b" }] },
      "ebsBlockDevices[0].encrypted",
    ]),
    // The template says it.
    one("aws:ec2/instance:Instance", { launchTemplate: { id: "lt" } }, [
      "no template",
      { launchTemplate: null },
      "rootBlockDevice",
    ]),
    ...["aws:ebs/snapshotCopy:SnapshotCopy", "aws:ec2/amiCopy:AmiCopy"].map((type) =>
      one(type, { encrypted: true }, ["a copy in plain", { encrypted: false }, "encrypted"]),
    ),
  ],
  "metadata-v2": [
    ...["aws:ec2/launchConfiguration:LaunchConfiguration", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"].map(
      (type) => one(type, TOKENS, ["version 1 too", { metadataOptions: null }, "metadataOptions.httpTokens"]),
    ),
    one("aws:ec2/instance:Instance", { metadataOptions: { httpEndpoint: "disabled" } }, [
      "an endpoint that is on",
      { metadataOptions: { httpEndpoint: "enabled" } },
      "metadataOptions.httpTokens",
    ]),
    one(
      "oci:Core/instanceConfiguration:InstanceConfiguration",
      launch({ instanceOptions: { areLegacyImdsEndpointsDisabled: true } }),
      [
        "one of several options",
        launch({ instanceOptions: {} }),
        "instanceDetails.options[0].launchDetails.instanceOptions.areLegacyImdsEndpointsDisabled",
      ],
    ),
    one("oci:Core/instance:Instance", { instanceConfigurationId: "configuration" }, [
      "no configuration that says it",
      { instanceConfigurationId: null },
      "instanceOptions.areLegacyImdsEndpointsDisabled",
    ]),
  ],
  "keys-rotate": [
    one("aws:kms/key:Key", { customKeyStoreId: "cks" }, [
      "a key in the service's own store",
      { customKeyStoreId: null },
      "enableKeyRotation",
    ]),
  ],
  "images-encrypted": [
    one(TEMPLATE, { encryptionConfigurations: [{ encryptionType: "KMS" }] }, [
      "repositories that a push makes",
      { encryptionConfigurations: [{ encryptionType: "AES256" }] },
      "encryptionConfigurations[0].encryptionType",
    ]),
  ],
  "image-tags-immutable": [
    one(TEMPLATE, { imageTagMutability: "IMMUTABLE" }, [
      "repositories that a push makes",
      { imageTagMutability: "MUTABLE" },
      "imageTagMutability",
    ]),
    one("aws:ecr/repository:Repository", { imageTagMutability: "IMMUTABLE" }, [
      "all tags but some",
      { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" },
      "imageTagMutability",
    ]),
  ],
  "state-encrypted": [
    states(encrypted(key), encrypted({ sseAlgorithm: "AES256" })),
    states(encrypted(key), encrypted({ sseAlgorithm: "aws:kms" })),
    states(listed([key]), {}, "aws:s3/bucketV2:BucketV2"),
    states(listed([key]), listed([key], [{ sseAlgorithm: "AES256" }]), "aws:s3/bucketV2:BucketV2"),
    {
      fine: [
        { name: "states", type: "aws:s3/bucketV2:BucketV2", props: { bucket: "states" } },
        {
          name: "encryption",
          type: "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
          props: { bucket: "states", rules: [{ applyServerSideEncryptionByDefault: key }] },
        },
      ],
      breaks: [{ title: "no encryption", of: "encryption", gone: true, finds: ["states: "] }],
    },
  ],
  "state-versioned": [
    states({ versioning: { enabled: true } }, { versioning: { enabled: false } }),
    states({ versionings: [{ enabled: true }] }, { versionings: [] }, "aws:s3/bucketV2:BucketV2"),
  ],
  "state-access-logs": [
    states({ logging: { targetBucket: "logs" } }, {}),
    states({ loggings: [{ targetBucket: "logs" }] }, {}, "aws:s3/bucketV2:BucketV2"),
  ],
  "table-recoverable": [
    one(
      "aws:dynamodb/table:Table",
      { pointInTimeRecovery: { enabled: true }, replicas: [{ pointInTimeRecovery: true }] },
      [
        "a replica without",
        { replicas: [{ pointInTimeRecovery: true }, { regionName: "eu-west-1" }] },
        "replicas[1].pointInTimeRecovery",
      ],
    ),
    one("aws:dynamodb/tableReplica:TableReplica", { pointInTimeRecovery: true }, [
      "a replica by itself",
      { pointInTimeRecovery: false },
      "pointInTimeRecovery",
    ]),
  ],
  "deletion-protected": [
    ...[...CLUSTERS, ...GLOBAL].map((type) =>
      one(type, { deletionProtection: true }, ["off", { deletionProtection: false }, "deletionProtection"]),
    ),
    one(
      "aws:dynamodb/table:Table",
      { deletionProtectionEnabled: true, replicas: [{ deletionProtectionEnabled: true }] },
      ["a replica without", { replicas: [{}] }, "replicas[0].deletionProtectionEnabled"],
    ),
    one("aws:dynamodb/tableReplica:TableReplica", { deletionProtectionEnabled: true }, [
      "a replica by itself",
      { deletionProtectionEnabled: null },
      "deletionProtectionEnabled",
    ]),
  ],
  "database-backed-up": ["aws:rds/cluster:Cluster", ...CLUSTERS].map((type) =>
    one(type, { backupRetentionPeriod: 7 }, ["the default", { backupRetentionPeriod: 1 }, "backupRetentionPeriod"]),
  ),
  "database-final-snapshot": ["aws:rds/cluster:Cluster", ...CLUSTERS, "aws:redshift/cluster:Cluster"].map((type) =>
    one(type, { finalSnapshotIdentifier: "last" }, ["none", { skipFinalSnapshot: true }, "skipFinalSnapshot"]),
  ),
  "database-password-managed": [
    one("aws:docdb/cluster:Cluster", { manageMasterUserPassword: true }, [
      "a password of one's own",
      { manageMasterUserPassword: false },
      "manageMasterUserPassword",
    ]),
    one("aws:redshift/cluster:Cluster", { manageMasterPassword: true }, [
      "a password of one's own",
      { manageMasterPassword: null },
      "manageMasterPassword",
    ]),
    // RDS manages none of a global database's.
    one("aws:rds/cluster:Cluster", { globalClusterIdentifier: "everywhere" }, [
      "a cluster of no global database",
      { globalClusterIdentifier: null },
      "manageMasterUserPassword",
    ]),
  ],
  "data-protected": [
    "aws:docdb/cluster:Cluster",
    "aws:neptune/cluster:Cluster",
    "aws:redshift/cluster:Cluster",
    "aws:s3/bucketV2:BucketV2",
    "oci:Database/autonomousDatabase:AutonomousDatabase",
    "oci:FileStorage/fileSystem:FileSystem",
    "oci:Mysql/mysqlDbSystem:MysqlDbSystem",
    "oci:Nosql/table:Table",
    "oci:Psql/dbSystem:DbSystem",
  ].map((type): Case => ({
    fine: [{ name: "it", type, props: {} }],
    breaks: [{ title: "not protected", protect: false, finds: ["it: "] }],
  })),
  "log-retention-set": [
    one("aws:cloudwatch/logGroup:LogGroup", { logGroupClass: "DELIVERY" }, [
      "a group that keeps",
      { logGroupClass: "STANDARD" },
      "retentionInDays",
    ]),
  ],
  "required-tags": [
    {
      fine: [
        {
          name: "defined",
          type: "oci:Core/vcn:Vcn",
          props: {
            freeformTags: { Project: "shop" },
            definedTags: { "Operations.Env": "prod", "Operations.Owner": "ann" },
          },
        },
        ...[
          "oci:ContainerEngine/containerInstance:ContainerInstance",
          "oci:Database/autonomousDatabase:AutonomousDatabase",
          "oci:NetworkLoadBalancer/networkLoadBalancer:NetworkLoadBalancer",
        ].map((type) => ({ name: type.split(":")[2] ?? "", type, props: { freeformTags: TAGS } })),
      ],
      breaks: [
        {
          title: "a defined tag of nobody",
          props: { definedTags: { "Operations.Env": "prod", "Operations.Owner": "" } },
          finds: ["defined: freeformTags"],
        },
        {
          title: "another defined tag",
          props: { definedTags: { "Operations.Env": "prod", "Owner.Name": "ann" } },
          finds: ["defined: freeformTags"],
        },
        ...["ContainerInstance", "AutonomousDatabase", "NetworkLoadBalancer"].map((of) => ({
          title: `no tags of ${of}`,
          of,
          props: { freeformTags: {} },
          finds: [`${of}: freeformTags`],
        })),
      ],
    },
  ],
};
