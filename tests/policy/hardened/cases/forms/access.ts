/** Public addresses and open doors in forms that one doesn't think of first. */
import type { Bag } from "@tidegate/policy";
import { UNKNOWN } from "@tidegate/policy";
import type { Case, Cases } from "../../case.ts";

/** One resource, and one property that is broken. */
const one = (type: string, fine: Bag, title: string, props: Bag, path: string): Case => ({
  fine: [{ name: "it", type, props: fine }],
  breaks: [{ title, props, finds: [`it: ${path}`] }],
});

const address = (type: string): Case =>
  one(type, { publiclyAccessible: false }, "an address", { publiclyAccessible: true }, "publiclyAccessible");

const snapshot = (type: string): Case =>
  one(type, { sharedAccounts: ["111122223333"] }, "everybody's", { sharedAccounts: ["all"] }, "sharedAccounts[0]");

const domain = (type: string): Case => ({
  fine: [{ name: "it", type, props: { vpcOptions: { subnetIds: ["subnet-1"] } } }],
  breaks: [{ title: "an endpoint on the internet", props: { vpcOptions: null }, finds: ["it: vpcOptions"] }],
});

const ADB = "oci:Database/autonomousDatabase:AutonomousDatabase";
const CONFIGURATION = "oci:Core/instanceConfiguration:InstanceConfiguration";
const inside = { createVnicDetails: { assignPublicIp: "false" } };
const outside = { createVnicDetails: { assignPublicIp: "true" } };

const BLOCKS = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";
const LOGS = "http://acs.amazonaws.com/groups/s3/LogDelivery";

export const ACCESS_FORMS: Cases = {
  "database-private": [
    ...[
      "aws:rds/shardGroup:ShardGroup",
      "aws:neptune/clusterInstance:ClusterInstance",
      "aws:redshift/cluster:Cluster",
      "aws:redshiftserverless/workgroup:Workgroup",
      "aws:timestreaminfluxdb/dbCluster:DbCluster",
      "aws:timestreaminfluxdb/dbInstance:DbInstance",
      "aws:lightsail/database:Database",
      "aws:dms/replicationInstance:ReplicationInstance",
      "aws:mq/broker:Broker",
    ].map(address),
    ...[
      "aws:rds/snapshot:Snapshot",
      "aws:rds/snapshotCopy:SnapshotCopy",
      "aws:rds/clusterSnapshot:ClusterSnapshot",
      "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
    ].map(snapshot),
    ...["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"].map(domain),
    {
      fine: [
        { name: "db", type: ADB, props: { subnetId: "subnet" } },
        { name: "listed", type: ADB, props: { whitelistedIps: ["203.0.113.0/24", "198.51.100.7"] } },
        { name: "later", type: ADB, props: { whitelistedIps: UNKNOWN } },
        { name: "dedicated", type: ADB, props: { autonomousContainerDatabaseId: "container" } },
      ],
      breaks: [
        { title: "no subnet", props: { subnetId: null }, finds: ["db: subnetId"] },
        { title: "an empty list", of: "listed", props: { whitelistedIps: [] }, finds: ["listed: subnetId"] },
        {
          title: "every address in a list",
          of: "listed",
          props: { whitelistedIps: ["203.0.113.0/24", "0.0.0.0/0"] },
          finds: ["listed: subnetId"],
        },
        {
          title: "every address in two halves",
          of: "listed",
          props: { whitelistedIps: ["0.0.0.0/1", "128.0.0.0/1"] },
          finds: ["listed: subnetId"],
        },
      ],
    },
  ],
  "tasks-private": [
    one(
      "aws:ecs/taskSet:TaskSet",
      { networkConfiguration: { assignPublicIp: false } },
      "a set of tasks with public addresses",
      { networkConfiguration: { assignPublicIp: true } },
      "networkConfiguration.assignPublicIp",
    ),
    one(
      "aws:cloudwatch/eventTarget:EventTarget",
      { ecsTarget: { networkConfiguration: { subnets: ["subnet-1"] } } },
      "a task that an event starts",
      { ecsTarget: { networkConfiguration: { assignPublicIp: true } } },
      "ecsTarget.networkConfiguration.assignPublicIp",
    ),
    one(
      "aws:scheduler/schedule:Schedule",
      { target: { arn: "cluster" } },
      "a task that a schedule starts",
      { target: { ecsParameters: { networkConfiguration: { assignPublicIp: true } } } },
      "target.ecsParameters.networkConfiguration.assignPublicIp",
    ),
    one(
      "aws:pipes/pipe:Pipe",
      {
        targetParameters: {
          ecsTaskParameters: { networkConfiguration: { awsVpcConfiguration: { assignPublicIp: "DISABLED" } } },
        },
      },
      "a task that a pipe starts",
      {
        targetParameters: {
          ecsTaskParameters: { networkConfiguration: { awsVpcConfiguration: { assignPublicIp: "ENABLED" } } },
        },
      },
      "targetParameters.ecsTaskParameters.networkConfiguration.awsVpcConfiguration.assignPublicIp",
    ),
  ],
  "instances-private": [
    ...["aws:ec2/launchConfiguration:LaunchConfiguration", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"].map(
      (type) =>
        one(
          type,
          { instanceType: "t4g.small" },
          "a public address",
          { associatePublicIpAddress: true },
          "associatePublicIpAddress",
        ),
    ),
    one("aws:ec2/eip:Eip", { domain: "vpc" }, "an address for an instance", { instance: "i-1" }, "instance"),
    one(
      "aws:ec2/eipAssociation:EipAssociation",
      { networkInterfaceId: "eni-1" },
      "an address that is put on an instance",
      { instanceId: "i-1" },
      "instanceId",
    ),
    {
      fine: [
        {
          name: "configuration",
          type: CONFIGURATION,
          props: {
            instanceDetails: {
              instanceType: "instance_options",
              options: [{ launchDetails: inside, secondaryVnics: [inside] }],
            },
          },
        },
      ],
      breaks: [
        {
          title: "a public address in one of several options",
          props: { instanceDetails: { options: [{ launchDetails: inside }, { launchDetails: outside }] } },
          finds: ["configuration: instanceDetails.options[1].launchDetails.createVnicDetails.assignPublicIp"],
        },
        {
          title: "a public address on a second interface",
          props: { instanceDetails: { launchDetails: inside, secondaryVnics: [outside] } },
          finds: ["configuration: instanceDetails.secondaryVnics[0].createVnicDetails.assignPublicIp"],
        },
      ],
    },
    {
      // Of a configuration that is judged where it stands.
      fine: [{ name: "vm", type: "oci:Core/instance:Instance", props: { instanceConfigurationId: "configuration" } }],
      breaks: [
        {
          title: "no configuration either",
          props: { instanceConfigurationId: null, createVnicDetails: {} },
          finds: ["vm: createVnicDetails.assignPublicIp"],
        },
      ],
    },
    one(
      "oci:Core/vnicAttachment:VnicAttachment",
      inside,
      "an interface with a public address, added afterwards",
      outside,
      "createVnicDetails.assignPublicIp",
    ),
    one(
      "oci:Core/publicIp:PublicIp",
      { lifetime: "RESERVED" },
      "an address that is put on a private one",
      { privateIpId: "ip" },
      "privateIpId",
    ),
    one(
      "oci:ContainerEngine/containerInstance:ContainerInstance",
      { vnics: [{ isPublicIpAssigned: false }] },
      "Oracle's default for containers",
      { vnics: [{ isPublicIpAssigned: false }, { subnetId: "s" }] },
      "vnics[1].isPublicIpAssigned",
    ),
  ],
  "storage-private": [
    ...[
      "aws:s3/bucket:Bucket",
      "aws:s3/bucketV2:BucketV2",
      "aws:s3/bucketAcl:BucketAcl",
      "aws:s3/bucketAclV2:BucketAclV2",
      "aws:s3/bucketObject:BucketObject",
      "aws:s3/bucketObjectv2:BucketObjectv2",
      "aws:s3/objectCopy:ObjectCopy",
    ].map((type): Case => ({
      fine: [{ name: "it", type, props: { acl: "private", grants: [{ uri: LOGS, permissions: ["WRITE"] }] } }],
      breaks: [
        { title: "everyone writes", props: { acl: "public-read-write" }, finds: ["it: acl"] },
        { title: "everyone with an account reads", props: { acl: "authenticated-read" }, finds: ["it: acl"] },
        { title: "a grant for everyone", props: { grants: [{ uri: ALL_USERS }] }, finds: ["it: grants[0].uri"] },
      ],
    })),
    one(
      "aws:s3/bucketAcl:BucketAcl",
      { accessControlPolicy: { grants: [{ grantee: { type: "Group", uri: LOGS } }] } },
      "a grant for everyone in a policy",
      { accessControlPolicy: { grants: [{ grantee: { type: "Group", uri: ALL_USERS } }] } },
      "accessControlPolicy.grants[0].grantee.uri",
    ),
    one(
      "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
      BLOCKS,
      "public policies in the account",
      { blockPublicPolicy: false },
      "blockPublicPolicy",
    ),
    one(
      "aws:s3/accessPoint:AccessPoint",
      { bucket: "orders" },
      "a way past the bucket's own block",
      { publicAccessBlockConfiguration: { blockPublicPolicy: false } },
      "publicAccessBlockConfiguration.blockPublicPolicy",
    ),
    one(
      "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint",
      { details: { publicAccessBlock: BLOCKS } },
      "a way in from every region",
      { details: { publicAccessBlock: { ...BLOCKS, restrictPublicBuckets: false } } },
      "details.publicAccessBlock.restrictPublicBuckets",
    ),
    one(
      "aws:ec2/amiLaunchPermission:AmiLaunchPermission",
      { accountId: "111122223333" },
      "everyone starts the image",
      { group: "all" },
      "group",
    ),
  ],
};
