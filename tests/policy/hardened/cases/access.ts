import type { Cases } from "../case.ts";

const launch = (vnic: object, more = {}) => ({
  instanceDetails: { instanceType: "compute", launchDetails: { createVnicDetails: { ...vnic }, ...more } },
});

export const ACCESS: Cases = {
  "database-private": [
    {
      fine: [
        { name: "db", type: "aws:rds/instance:Instance", props: { engine: "postgres", publiclyAccessible: false } },
      ],
      breaks: [{ title: "an address", props: { publiclyAccessible: true }, finds: ["db: publiclyAccessible"] }],
    },
    {
      fine: [{ name: "one", type: "aws:rds/clusterInstance:ClusterInstance", props: { engine: "aurora-postgresql" } }],
      breaks: [{ title: "an address", props: { publiclyAccessible: true }, finds: ["one: publiclyAccessible"] }],
    },
  ],
  "tasks-private": [
    {
      fine: [
        {
          name: "api",
          type: "aws:ecs/service:Service",
          props: { networkConfiguration: { assignPublicIp: false, subnets: ["subnet-1"] } },
        },
      ],
      breaks: [
        {
          title: "public addresses",
          props: { networkConfiguration: { assignPublicIp: true, subnets: ["subnet-1"] } },
          finds: ["api: networkConfiguration.assignPublicIp"],
        },
      ],
    },
  ],
  "instances-private": [
    {
      fine: [
        {
          name: "configuration",
          type: "oci:Core/instanceConfiguration:InstanceConfiguration",
          props: launch({ assignPublicIp: false }),
        },
      ],
      breaks: [
        {
          title: "a public address",
          props: launch({ assignPublicIp: true }),
          finds: ["configuration: instanceDetails.launchDetails.createVnicDetails.assignPublicIp"],
        },
        {
          title: "Oracle's default",
          props: launch({}),
          finds: ["configuration: instanceDetails.launchDetails.createVnicDetails.assignPublicIp"],
        },
      ],
    },
    {
      fine: [
        { name: "vm", type: "oci:Core/instance:Instance", props: { createVnicDetails: { assignPublicIp: "false" } } },
      ],
      breaks: [
        {
          title: "a public address as text",
          props: { createVnicDetails: { assignPublicIp: "true" } },
          finds: ["vm: createVnicDetails.assignPublicIp"],
        },
      ],
    },
    {
      fine: [{ name: "vm", type: "aws:ec2/instance:Instance", props: { instanceType: "t4g.small" } }],
      breaks: [
        {
          title: "a public address",
          props: { associatePublicIpAddress: true },
          finds: ["vm: associatePublicIpAddress"],
        },
      ],
    },
    {
      fine: [
        {
          name: "template",
          type: "aws:ec2/launchTemplate:LaunchTemplate",
          props: { networkInterfaces: [{ associatePublicIpAddress: "false" }] },
        },
      ],
      breaks: [
        {
          title: "a public address on the second interface",
          props: { networkInterfaces: [{}, { associatePublicIpAddress: "true" }] },
          finds: ["template: networkInterfaces[1].associatePublicIpAddress"],
        },
      ],
    },
  ],
  "storage-private": [
    {
      fine: [
        {
          name: "block",
          type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
          props: {
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
          },
        },
      ],
      breaks: [
        { title: "public policies", props: { blockPublicPolicy: false }, finds: ["block: blockPublicPolicy"] },
        {
          title: "nothing said of buckets",
          props: { restrictPublicBuckets: undefined },
          finds: ["block: restrictPublicBuckets"],
        },
      ],
    },
    {
      fine: [{ name: "acl", type: "aws:s3/bucketAcl:BucketAcl", props: { acl: "private" } }],
      breaks: [{ title: "everyone reads", props: { acl: "public-read" }, finds: ["acl: acl"] }],
    },
    {
      fine: [{ name: "bucket", type: "oci:ObjectStorage/bucket:Bucket", props: { accessType: "NoPublicAccess" } }],
      breaks: [{ title: "everyone reads", props: { accessType: "ObjectRead" }, finds: ["bucket: accessType"] }],
    },
    {
      fine: [
        { name: "images", type: "oci:Artifacts/containerRepository:ContainerRepository", props: { isPublic: false } },
      ],
      breaks: [{ title: "everyone pulls", props: { isPublic: true }, finds: ["images: isPublic"] }],
    },
  ],
};
