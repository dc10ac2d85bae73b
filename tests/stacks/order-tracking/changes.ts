/** One value of order-tracking's configuration is changed: what the plan holds then, and nothing else. */
import type { Changes } from "../aws.ts";

export interface Change {
  readonly what: string;
  readonly changes: Changes;
  readonly planned: readonly string[];
}

/** Of what has the same plan in both, a part is asked in each. No case replaces the database. */
export const IN_DEV: readonly Change[] = [
  {
    what: "another size of task makes a new revision, and the service takes it",
    changes: { cpu: 2048, memory: 4096 },
    planned: ["replace TaskDefinition web-api-definition", "update Service web-api-service"],
  },
  {
    what: "other limits of the count move nothing but the limits",
    changes: { minTasks: 3, maxTasks: 7 },
    planned: ["update Target web-api-capacity"],
  },
  { what: "another CPU target", changes: { cpuPercent: 50 }, planned: ["update Policy web-api-cpu"] },
  { what: "another class of database", changes: { databaseClass: "db.t4g.large" }, planned: ["update Instance db"] },
  {
    what: "one more topic changes what the task may do",
    changes: { kafkaTopics: ["order-events", "returns"] },
    planned: ["update RolePolicy web-api-task-policy"],
  },
  {
    what: "other clients change the balancer's door",
    changes: { ingressCidrs: ["198.51.100.0/24"] },
    planned: ["update SecurityGroupIngressRule web-clients-0-http-in"],
  },
  {
    what: "an address for alarms",
    changes: { alarmEmails: ["ops@example.org"] },
    planned: ["create TopicSubscription web-alarms-ops@example.org"],
  },
  { what: "a budget", changes: { budgetUsd: 40 }, planned: ["create Budget budget"] },
  { what: "a standby", changes: { databaseMultiAz: true }, planned: ["update Instance db"] },
  {
    what: "another health path is proven by new tasks",
    changes: { healthPath: "/actuator/info" },
    planned: ["update Service web-api-service", "update TargetGroup web-balancer-targets"],
  },
  {
    what: "a third availability zone, with the same database and brokers",
    changes: { availabilityZoneCount: 3 },
    planned: [
      "create Route network-vpc-public-3",
      ...["isolated", "private", "public"].map((kind) => `create RouteTable network-vpc-${kind}-3`),
      ...["isolated", "private", "public"].map((kind) => `create RouteTableAssociation network-vpc-${kind}-3`),
      ...["isolated", "private", "public"].map((kind) => `create Subnet network-vpc-${kind}-3`),
      "update LoadBalancer web-balancer",
      "update Service web-api-service",
      "update SubnetGroup db-subnets",
      "update VpcEndpoint network-endpoints-dynamodb",
      "update VpcEndpoint network-endpoints-s3",
    ],
  },
  {
    what: "HTTPS brings certificate, names and listener, and turns the old one into a redirect",
    changes: { enableHttps: true, domainName: "tidegate.example", hostedZoneId: "Z0123456789TIDEGATEX" },
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
    what: "private tasks bring endpoints and narrower ways, and move the service",
    changes: { placement: "private", externalApis: false },
    planned: [
      "create SecurityGroup network-endpoints-group",
      "create SecurityGroupEgressRule web-tasks-to-endpoints-out",
      "create SecurityGroupEgressRule web-tasks-to-s3-out",
      "create SecurityGroupIngressRule network-endpoints-vpc-in",
      "create SecurityGroupIngressRule web-tasks-to-endpoints-in",
      "create VpcEndpoint network-endpoints-ecr.api",
      "create VpcEndpoint network-endpoints-ecr.dkr",
      "create VpcEndpoint network-endpoints-logs",
      "create VpcEndpoint network-endpoints-secretsmanager",
      "delete SecurityGroupEgressRule web-tasks-to-internet-out",
      "update Service web-api-service",
    ],
  },
];

export const IN_PROD: readonly Change[] = [
  { what: "more storage", changes: { databaseStorageGb: 60 }, planned: ["update Instance db"] },
  { what: "another minor version", changes: { databaseVersion: "17.7" }, planned: ["update Instance db"] },
  {
    what: "another major version takes other parameters, and the same database",
    changes: { databaseVersion: "18.1" },
    planned: ["replace ParameterGroup db-parameters", "update Instance db"],
  },
  { what: "other backups", changes: { backupDays: 14 }, planned: ["update Instance db"] },
  {
    what: "logs that are kept for another time",
    changes: { logRetentionDays: 60 },
    planned: ["update LogGroup db-postgresql-log", "update LogGroup db-upgrade-log", "update LogGroup web-api-log"],
  },
  {
    what: "other clients change both of the balancer's doors",
    changes: { ingressCidrs: ["198.51.100.0/24"] },
    planned: [
      "update SecurityGroupIngressRule web-clients-0-http-in",
      "update SecurityGroupIngressRule web-clients-0-https-in",
    ],
  },
  { what: "another budget", changes: { budgetUsd: 400 }, planned: ["update Budget budget"] },
  {
    what: "no protection, and the same last snapshot",
    changes: { protect: false },
    planned: [
      "update Bucket web-balancer-logs-bucket",
      "update Instance db",
      "update Repository web-repository-repository",
    ],
  },
  { what: "no standby", changes: { databaseMultiAz: false }, planned: ["update Instance db"] },
  {
    what: "flow logs for another time",
    changes: { flowLogRetentionDays: 30 },
    planned: ["update LogGroup network-flow-logs"],
  },
  {
    what: "a NAT gateway takes the endpoints' place",
    changes: { natGateways: "one" },
    planned: [
      "create Eip network-vpc-1",
      "create NatGateway network-vpc-1",
      "create Route network-vpc-private-1",
      "create Route network-vpc-private-2",
      "delete SecurityGroup network-endpoints-group",
      "delete SecurityGroupEgressRule web-tasks-to-endpoints-out",
      "delete SecurityGroupIngressRule network-endpoints-vpc-in",
      "delete SecurityGroupIngressRule web-tasks-to-endpoints-in",
      "delete VpcEndpoint network-endpoints-ecr.api",
      "delete VpcEndpoint network-endpoints-ecr.dkr",
      "delete VpcEndpoint network-endpoints-logs",
      "delete VpcEndpoint network-endpoints-secretsmanager",
    ],
  },
];
