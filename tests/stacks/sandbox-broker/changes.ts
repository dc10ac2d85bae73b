/** One value of the configuration changed at a time, and what a preview of dev plans then. Replacements are named. */
import type { Changes } from "../aws.ts";

export interface Change {
  readonly what: string;
  readonly changes: Changes;
  /** Sorted, as `AwsStack.planned` tells it. */
  readonly planned: readonly string[];
}

const ENDPOINTS = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"].map(
  (name) => `VpcEndpoint network-endpoints-${name}`,
);

export const CHANGES: readonly Change[] = [
  {
    what: "a larger task",
    changes: { cpu: 512, memory: 1024 },
    planned: ["replace TaskDefinition web-api-definition", "update Service web-api-service"],
  },
  { what: "more tasks at least", changes: { minTasks: 3 }, planned: ["update Target web-api-capacity"] },
  { what: "more tasks at most", changes: { maxTasks: 6 }, planned: ["update Target web-api-capacity"] },
  { what: "another aim of autoscaling", changes: { cpuPercent: 60 }, planned: ["update Policy web-api-cpu"] },
  {
    what: "another health path",
    changes: { healthPath: "/v2/healthz" },
    planned: ["update Service web-api-service", "update TargetGroup web-balancer-targets"],
  },
  {
    what: "another port",
    changes: { containerPort: 8081 },
    planned: [
      "replace TargetGroup web-balancer-targets",
      "replace TaskDefinition web-api-definition",
      "update Listener web-balancer-http",
      "update MetricAlarm web-alarm-server-errors",
      "update MetricAlarm web-alarm-slow",
      "update MetricAlarm web-alarm-unhealthy",
      "update SecurityGroupEgressRule web-balancer-to-tasks-out",
      "update SecurityGroupIngressRule web-balancer-to-tasks-in",
      "update Service web-api-service",
    ],
  },
  { what: "logs that are kept longer", changes: { logRetentionDays: 60 }, planned: ["update LogGroup web-api-log"] },
  {
    what: "somebody who is told of alarms",
    changes: { alarmEmails: ["ops@tidegate.example"] },
    planned: ["create TopicSubscription web-alarms-ops@tidegate.example"],
  },
  { what: "a budget", changes: { budgetUsd: 50 }, planned: ["create Budget budget"] },
  {
    what: "other clients",
    changes: { ingressCidrs: ["203.0.113.0/24"] },
    planned: ["update SecurityGroupIngressRule web-clients-0-http-in"],
  },
  {
    what: "an endpoint less",
    changes: { endpoints: ["ecr.api", "ecr.dkr", "logs"] },
    planned: ["delete VpcEndpoint network-endpoints-secretsmanager"],
  },
  {
    what: "a NAT gateway in place of endpoints",
    changes: { natGateways: "one" },
    planned: [
      "create Eip network-vpc-1",
      "create NatGateway network-vpc-1",
      "create Route network-vpc-private-1",
      "create Route network-vpc-private-2",
      "create SecurityGroupEgressRule web-tasks-to-internet-out",
      "delete SecurityGroup network-endpoints-group",
      "delete SecurityGroupEgressRule web-tasks-to-endpoints-out",
      "delete SecurityGroupEgressRule web-tasks-to-s3-out",
      "delete SecurityGroupIngressRule network-endpoints-vpc-in",
      "delete SecurityGroupIngressRule web-tasks-to-endpoints-in",
      ...ENDPOINTS.map((endpoint) => `delete ${endpoint}`),
    ],
  },
  {
    what: "flow logs",
    changes: { flowLogRetentionDays: 30 },
    planned: [
      "create FlowLog network-flow-logs-log",
      "create LogGroup network-flow-logs",
      "create Role network-flow-logs-role",
      "create RolePolicy network-flow-logs-role-policy",
    ],
  },
  {
    what: "access logs",
    changes: { accessLogs: true },
    planned: [
      "create Bucket web-balancer-logs-bucket",
      "create BucketLifecycleConfiguration web-balancer-logs-bucket-lifecycle",
      "create BucketOwnershipControls web-balancer-logs-bucket-ownership",
      "create BucketPolicy web-balancer-logs-policy",
      "create BucketPublicAccessBlock web-balancer-logs-bucket-public-access",
      "create BucketServerSideEncryptionConfiguration web-balancer-logs-bucket-encryption",
      "update LoadBalancer web-balancer",
    ],
  },
  {
    what: "protection",
    changes: { protect: true },
    planned: ["update Repository web-repository-repository"],
  },
  {
    what: "HTTPS",
    changes: { enableHttps: true, domainName: "dev.tidegate.example", hostedZoneId: "Z0123456789TIDEGATEX" },
    planned: [
      "create Certificate web-balancer-certificate",
      "create CertificateValidation web-balancer-certificate-issued",
      "create Listener web-balancer-https",
      "create Record web-balancer-alias-a",
      "create Record web-balancer-alias-aaaa",
      "create Record web-balancer-certificate-proof",
      "create SecurityGroupIngressRule web-clients-0-https-in",
      "update Listener web-balancer-http",
    ],
  },
  {
    what: "a third availability zone",
    changes: { availabilityZoneCount: 3 },
    planned: [
      "create Route network-vpc-public-3",
      ...["isolated", "private", "public"].map((kind) => `create RouteTable network-vpc-${kind}-3`),
      ...["isolated", "private", "public"].map((kind) => `create RouteTableAssociation network-vpc-${kind}-3`),
      ...["isolated", "private", "public"].map((kind) => `create Subnet network-vpc-${kind}-3`),
      "update LoadBalancer web-balancer",
      "update Service web-api-service",
      "update VpcEndpoint network-endpoints-dynamodb",
      "update VpcEndpoint network-endpoints-ecr.api",
      "update VpcEndpoint network-endpoints-ecr.dkr",
      "update VpcEndpoint network-endpoints-logs",
      "update VpcEndpoint network-endpoints-s3",
      "update VpcEndpoint network-endpoints-secretsmanager",
    ],
  },
  {
    what: "a pause",
    changes: { paused: true },
    planned: [
      "delete Listener web-balancer-http",
      "delete LoadBalancer web-balancer",
      "delete MetricAlarm web-alarm-server-errors",
      "delete MetricAlarm web-alarm-slow",
      "delete MetricAlarm web-alarm-unanswered",
      "delete MetricAlarm web-alarm-unhealthy",
      "delete SecurityGroup network-endpoints-group",
      "delete SecurityGroupEgressRule web-tasks-to-endpoints-out",
      "delete SecurityGroupIngressRule network-endpoints-vpc-in",
      "delete SecurityGroupIngressRule web-tasks-to-endpoints-in",
      ...ENDPOINTS.map((endpoint) => `delete ${endpoint}`),
      "update MetricAlarm web-alarm-cpu",
      "update MetricAlarm web-alarm-memory",
      "update Service web-api-service",
      "update Target web-api-capacity",
    ],
  },
];
