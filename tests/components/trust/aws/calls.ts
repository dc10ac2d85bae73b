/** What each system's stack asks of AWS, by the names that its own files give it: the calls that its roles must be allowed. */
import type { StateAccess } from "../../../../components/trust/aws/state.ts";
import type { System } from "../../../../components/trust/aws/system.ts";
import { circleOfTrust, orderTracking, sandboxBroker } from "../../../../components/trust/aws/systems.ts";
import type { Environment } from "../../../stacks/project.ts";
import { siteLogCalls } from "./siteLogCalls.ts";
import { ACCOUNT, call, wording } from "./wording.ts";
import type { Call } from "./wording.ts";

export { ACCOUNT, call, wording } from "./wording.ts";
export type { Call } from "./wording.ts";

const ZONE = "Z0123456789TIDEGATEX";
/** One for all, so that nothing is refused for its region alone. */
const REGION = "eu-central-1";
const UUID = "1a2b3c4d-0000-4000-8000-aaaabbbbcccc";

export interface Case {
  readonly system: System;
  readonly state: StateAccess;
  /** What a preview asks for. */
  readonly reads: readonly Call[];
  /** What a deployment asks for beside it. */
  readonly writes: readonly Call[];
}

export const SYSTEMS: Readonly<Record<string, (environment: Environment) => Case>> = {
  "circle-of-trust": (environment) => {
    const suffix = environment === "prod" ? "" : "-dev";
    const prefix = `circle-of-trust${suffix}`;
    const domainName = `circleoftrust${suffix}.tidegate.example`;
    const siteBucket = `circle-of-trust-frontend${suffix}`;
    const place = { environment, account: ACCOUNT, region: REGION };
    const system = circleOfTrust({ ...place, prefix, siteBucket, domain: { zoneId: ZONE, domainName } });
    const { arn, tagged, fresh } = wording(system);
    const tables = [`table/${prefix}-conversations`, `table/${prefix}-jobs`];
    const gateway = (path: string) => `arn:aws:apigateway:${REGION}::${path}`;
    const distribution = `arn:aws:cloudfront::${ACCOUNT}:distribution/E1EXAMPLE`;
    const logs = siteLogCalls(system, distribution);
    return {
      system,
      state: stateOf(system),
      reads: [
        ...commonReads(system, [`${prefix}-api`, `${prefix}-worker`], `/ecs/${prefix}-worker`),
        call("ecs:DescribeServices", arn("ecs", `service/${prefix}-worker/worker-service`)),
        call("sqs:GetQueueAttributes", arn("sqs", `${prefix}-jobs-dlq`)),
        ...tables.map((table) => call("dynamodb:DescribeTable", arn("dynamodb", table))),
        call("s3:GetBucketPolicy", `arn:aws:s3:::${siteBucket}`),
        call("cloudwatch:DescribeAlarms", arn("cloudwatch", `alarm:${prefix}-jobs-depth`)),
        call("cloudwatch:GetDashboard", `arn:aws:cloudwatch::${ACCOUNT}:dashboard/${prefix}`),
        call("backup:DescribeBackupVault", arn("backup", `backup-vault:${prefix}`)),
        call("cloudtrail:GetTrail", arn("cloudtrail", `trail/${prefix}`)),
        call("lambda:GetFunction", arn("lambda", `function:${prefix}-redeploy`)),
        call("iam:GetRole", role(`${prefix}-redeploy-lambda`)),
        tagged("cloudfront:GetDistribution", distribution),
        ...logs.reads,
        tagged("servicediscovery:GetNamespace", arn("servicediscovery", "namespace/ns-1")),
        tagged("cognito-idp:DescribeUserPool", arn("cognito-idp", "userpool/eu-central-1_abc")),
      ],
      writes: [
        ...commonWrites(system, [`${prefix}-api`, `${prefix}-worker`], `/ecs/${prefix}-api`),
        ...serviceWrites(system, `${prefix}-worker`, "worker-service", `${prefix}-worker`),
        ...roleWrites(system, `${prefix}-api-task`, "ecs-tasks.amazonaws.com"),
        ...roleWrites(system, `${prefix}-redeploy-lambda`, "lambda.amazonaws.com"),
        ...roleWrites(system, `${prefix}-backup`, "backup.amazonaws.com"),
        call("iam:AttachRolePolicy", role(`${prefix}-backup`), {
          "iam:PermissionsBoundary": boundaryOf(system),
          "iam:PolicyARN": "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
        }),
        call("sqs:CreateQueue", arn("sqs", `${prefix}-jobs`)),
        ...tables.map((table) => call("dynamodb:CreateTable", arn("dynamodb", table))),
        call("s3:PutBucketPolicy", `arn:aws:s3:::${prefix}-trail-${ACCOUNT}`),
        call("s3:PutObject", `arn:aws:s3:::${siteBucket}/index.html`),
        call("cloudtrail:CreateTrail", arn("cloudtrail", `trail/${prefix}`)),
        call("cloudwatch:PutDashboard", `arn:aws:cloudwatch::${ACCOUNT}:dashboard/${prefix}`),
        call("lambda:CreateFunction", arn("lambda", `function:${prefix}-redeploy`)),
        call("events:PutRule", arn("events", `rule/${prefix}-redeploy-api`)),
        call("backup:CreateBackupVault", arn("backup", `backup-vault:${prefix}`)),
        call("wafv2:CreateWebACL", `arn:aws:wafv2:us-east-1:${ACCOUNT}:global/webacl/${prefix}-cloudfront/${UUID}`),
        ...records(domainName, `api.${domainName}`, `_0a1b.ws.${domainName}`),
        ...logs.writes,
        fresh("cloudfront:CreateDistribution", "*"),
        tagged("cloudfront:CreateInvalidation", distribution),
        tagged("cloudfront:UpdateDistribution", distribution),
        tagged("apigateway:DELETE", gateway("/vpclinks/abc")),
        tagged("servicediscovery:DeleteNamespace", arn("servicediscovery", "namespace/ns-1")),
        fresh("cognito-idp:CreateUserPool", "*"),
        tagged("cognito-idp:DeleteUserPool", arn("cognito-idp", "userpool/eu-central-1_abc")),
      ],
    };
  },

  "order-tracking": (environment) => {
    const name = `order-tracking-${environment}`;
    const domainName = environment === "prod" ? "orders.tidegate.example" : "orders-dev.tidegate.example";
    const place = { environment, account: ACCOUNT, region: REGION };
    const system = orderTracking({ ...place, domain: { zoneId: ZONE, domainName } });
    const { arn } = wording(system);
    return {
      system,
      state: stateOf(system),
      reads: [
        ...commonReads(system, [name], `/ecs/${name}`),
        call("ecs:DescribeServices", arn("ecs", `service/${name}/${name}`)),
        call("rds:DescribeDBInstances", arn("rds", `db:${name}`)),
        call("kafka:DescribeClusterV2", arn("kafka", `cluster/${name}/${UUID}`)),
        call("cloudwatch:DescribeAlarms", arn("cloudwatch", `alarm:${name}-unhealthy`)),
      ],
      writes: [
        ...commonWrites(system, [name], `/aws/rds/instance/${name}/postgresql`),
        ...serviceWrites(system, name, name, name),
        ...roleWrites(system, `${name}-execution`, "ecs-tasks.amazonaws.com"),
        ...roleWrites(system, `${name}-rds-mon`, "monitoring.rds.amazonaws.com"),
        ...["db:", "subgrp:"].map((kind) =>
          call(kind === "db:" ? "rds:CreateDBInstance" : "rds:CreateDBSubnetGroup", arn("rds", `${kind}${name}`)),
        ),
        call("rds:CreateDBParameterGroup", arn("rds", `pg:${name}-postgres17`)),
        call("kafka:CreateClusterV2", arn("kafka", `cluster/${name}/${UUID}`)),
        call("kafka:DeleteCluster", arn("kafka", `cluster/${name}/${UUID}`)),
        ...records(domainName),
      ],
    };
  },

  "sandbox-broker": (environment) => {
    const suffix = environment === "prod" ? "" : "-dev";
    const names = {
      clusterName: `sandbox-broker-cluster${suffix}`,
      serviceName: `sandbox-broker-api${suffix}`,
      repositoryName: `sandbox-broker-api${suffix}`,
    };
    const domainName = `api-sandbox-broker${suffix}.tidegate.example`;
    const place = { environment, account: ACCOUNT, region: REGION };
    const system = sandboxBroker({ ...place, ...names, domain: { zoneId: ZONE, domainName } });
    const { arn } = wording(system);
    const { clusterName, serviceName } = names;
    return {
      system,
      state: stateOf(system),
      reads: [
        ...commonReads(system, [serviceName], `/ecs/${serviceName}`),
        call("ecs:DescribeServices", arn("ecs", `service/${clusterName}/${serviceName}`)),
        call("s3:GetBucketPolicy", `arn:aws:s3:::sandbox-broker-${environment}-access-logs-${ACCOUNT}`),
      ],
      writes: [
        ...commonWrites(system, [serviceName], `/ecs/${serviceName}`),
        ...serviceWrites(system, clusterName, serviceName, serviceName),
        ...roleWrites(system, `${serviceName}-task`, "ecs-tasks.amazonaws.com"),
        ...roleWrites(system, `sandbox-broker-${environment}-flow-logs`, "vpc-flow-logs.amazonaws.com"),
        call("cloudwatch:PutMetricAlarm", arn("cloudwatch", `alarm:sandbox-broker-${environment}-cpu`)),
        ...records(domainName),
      ],
    };
  },
};

export function boundaryOf({ project, environment }: System): string {
  return `arn:aws:iam::${ACCOUNT}:policy/${project}-${environment}-boundary`;
}

export function role(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${name}`;
}

function stateOf(system: System): StateAccess {
  return {
    bucket: `tidegate-state-${ACCOUNT}`,
    region: system.region,
    bucketKeyArn: `arn:aws:kms:${system.region}:${ACCOUNT}:key/state`,
    secretsKeyArn: secretsKeyOf(system),
  };
}

export function secretsKeyOf({ project, environment, region }: System): string {
  return `arn:aws:kms:${region}:${ACCOUNT}:key/${project}-${environment}`;
}

function stateFile({ project, environment }: System, folder: string, rest: string): string {
  return `arn:aws:s3:::tidegate-state-${ACCOUNT}/.pulumi/${folder}/${project}/${environment}${rest}`;
}

function commonReads(system: System, repositories: readonly string[], logGroup: string): Call[] {
  const { arn, tagged } = wording(system);
  const { project, environment } = system;
  return [
    call("s3:GetObject", stateFile(system, "stacks", ".json")),
    call("s3:GetObject", stateFile(system, "stacks", ".pulumi-tags")),
    call("s3:ListBucket", `arn:aws:s3:::tidegate-state-${ACCOUNT}`, {
      "s3:prefix": `.pulumi/stacks/${project}/${environment}.json`,
    }),
    call("kms:Decrypt", secretsKeyOf(system)),
    ...repositories.map((name) => call("ecr:DescribeImages", arn("ecr", `repository/${name}`))),
    ...repositories.map((name) => call("iam:GetRole", role(`${name}-task`))),
    call("logs:ListTagsForResource", arn("logs", `log-group:${logGroup}`)),
    call("sns:GetTopicAttributes", arn("sns", system.topic)),
    call("budgets:ViewBudget", `arn:aws:budgets::${ACCOUNT}:budget/${project}${budgetSuffix(project, environment)}`),
    tagged("acm:DescribeCertificate", arn("acm", `certificate/${UUID}`)),
    tagged("kms:DescribeKey", arn("kms", `key/${UUID}`)),
  ];
}

/** circle-of-trust names everything by its prefix, which has no environment in prod. */
function budgetSuffix(project: string, environment: string): string {
  return project === "circle-of-trust" && environment === "prod" ? "" : `-${environment}`;
}

function commonWrites(system: System, repositories: readonly string[], logGroup: string): Call[] {
  const { arn, tagged, fresh } = wording(system);
  const group = arn("ec2", "security-group/sg-1");
  return [
    ...["stacks", "history", "backups"].map((folder) =>
      call("s3:PutObject", stateFile(system, folder, folder === "stacks" ? ".json" : "/x.json")),
    ),
    call("s3:PutObject", stateFile(system, "locks/organization", "/x.json")),
    call("s3:DeleteObject", stateFile(system, "locks/organization", "/x.json")),
    call("kms:Encrypt", secretsKeyOf(system)),
    ...repositories.flatMap((name) =>
      ["ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:CreateRepository"].map((action) =>
        call(action, arn("ecr", `repository/${name}`)),
      ),
    ),
    call("logs:CreateLogGroup", arn("logs", `log-group:${logGroup}`)),
    call("sns:CreateTopic", arn("sns", system.topic)),
    fresh("ec2:CreateVpc", arn("ec2", "vpc/*")),
    tagged("ec2:CreateSubnet", arn("ec2", "vpc/vpc-1")),
    fresh("ec2:CreateSubnet", arn("ec2", "subnet/*")),
    fresh("ec2:CreateTags", arn("ec2", "subnet/subnet-1"), { "ec2:CreateAction": "CreateSubnet" }),
    fresh("ec2:CreateTags", group),
    tagged("ec2:AuthorizeSecurityGroupIngress", group),
    tagged("ec2:RevokeSecurityGroupEgress", group),
    tagged("ec2:DeleteVpc", arn("ec2", "vpc/vpc-1")),
    fresh("elasticloadbalancing:CreateTargetGroup", arn("elasticloadbalancing", "targetgroup/order-1/1")),
    tagged("elasticloadbalancing:DeleteLoadBalancer", arn("elasticloadbalancing", "loadbalancer/net/x/1")),
    tagged("elasticloadbalancing:ModifyTargetGroup", arn("elasticloadbalancing", "targetgroup/order-1/1")),
    fresh("acm:RequestCertificate", "*"),
    tagged("acm:DeleteCertificate", arn("acm", `certificate/${UUID}`)),
    fresh("kms:CreateKey", "*"),
    tagged("kms:PutKeyPolicy", arn("kms", `key/${UUID}`)),
    fresh("application-autoscaling:RegisterScalableTarget", arn("application-autoscaling", "scalable-target/1")),
    tagged("application-autoscaling:PutScalingPolicy", arn("application-autoscaling", "scalable-target/1")),
  ];
}

function serviceWrites(system: System, cluster: string, service: string, family: string): Call[] {
  const { arn } = wording(system);
  return [
    call("ecs:CreateCluster", arn("ecs", `cluster/${cluster}`)),
    call("ecs:RegisterTaskDefinition", arn("ecs", `task-definition/${family}:*`)),
    ...["ecs:CreateService", "ecs:UpdateService", "ecs:DeleteService"].map((action) =>
      call(action, arn("ecs", `service/${cluster}/${service}`)),
    ),
  ];
}

function roleWrites(system: System, name: string, service: string): Call[] {
  const bounded = { "iam:PermissionsBoundary": boundaryOf(system) };
  return [
    call("iam:CreateRole", role(name), bounded),
    call("iam:PutRolePolicy", role(name), bounded),
    call("iam:DeleteRole", role(name)),
    call("iam:PassRole", role(name), { "iam:PassedToService": service }),
  ];
}

function records(...names: readonly string[]): Call[] {
  return names.map((name) =>
    call("route53:ChangeResourceRecordSets", `arn:aws:route53:::hostedzone/${ZONE}`, {
      "route53:ChangeResourceRecordSetsNormalizedRecordNames": [name],
    }),
  );
}
