import * as pulumi from "@pulumi/pulumi";
import { Policy } from "@pulumi/aws/iam/policy.js";
import { policyOf } from "@tidegate/aws";
import type { Statement } from "@tidegate/aws";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse } from "@tidegate/faults";
import { boundaryNameFaults } from "./boundary.ts";
import { packed, packingFaults } from "./packing.ts";
import type { System } from "./system.ts";
import { allow, arnIn } from "./system.ts";

export interface WorkloadBoundaryArgs {
  /** The policy's name, `order-tracking-prod-boundary`. It ends in `-boundary`: no role for GitHub's tokens changes it. */
  readonly boundaryName: string;
  readonly system: System;
}

/**
 * What the roles that a system makes for its own tasks never get past. A deployment writes those roles' policies, and
 * starts programs under them: without this it could give itself, by way of a task, whatever it liked.
 *
 * @throws InvalidArguments with every fault at once, before anything is registered.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export class WorkloadBoundary extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: WorkloadBoundaryArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, workloadBoundaryFaults(args, ownName));
    super("tidegate-trust:index:WorkloadBoundary", name, {}, opts);
    const { project, environment } = args.system;
    const policy = new Policy(
      name,
      {
        name: args.boundaryName,
        description: `What the roles of ${project} ${environment} never get past`,
        policy: policyOf(workloadStatements(args.system)),
      },
      { parent: this },
    );
    this.arn = policy.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** What is wrong with the name, and whether the statements fit one policy. */
export function workloadBoundaryFaults({ boundaryName, system }: WorkloadBoundaryArgs, label: Label): Fault[] {
  const statements = workloadStatements(system);
  const count = packed(statements).length;
  return [
    ...boundaryNameFaults(label("boundaryName"), boundaryName),
    ...packingFaults(label("system"), statements),
    ...(count > 1 ? [{ path: label("system"), given: `${count} policies`, accepted: "what one policy holds" }] : []),
  ];
}

/** The most that a system's own roles may ever do: its own images, logs, data and services, and nothing of IAM. */
export function workloadStatements(system: System): Statement[] {
  return [...running(system), ...storing(system), ...helping(system)];
}

/** What every task does. */
function running(system: System): Statement[] {
  const { services, logGroups } = system;
  const repositories = services.map(({ repositoryName }) => arnIn(system, "ecr", `repository/${repositoryName}`));
  return [
    allow("Anywhere", ["ecr:GetAuthorizationToken", "logs:DescribeLogGroups", "ssmmessages:*Channel"], ["*"]),
    allow(
      "Images",
      ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      [...new Set(repositories)],
    ),
    allow(
      "Logs",
      ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      logGroups.flatMap((name) => [
        arnIn(system, "logs", `log-group:${name}`),
        arnIn(system, "logs", `log-group:${name}:*`),
      ]),
    ),
  ];
}

/** What tasks keep. */
function storing(system: System): Statement[] {
  const { queues = [], tables = [], database, kafka } = system;
  const brokers = (kind: string, name: string) => arnIn(system, "kafka", `${kind}/${name}/*`);
  return [
    ...(queues.length === 0
      ? []
      : [
          allow(
            "Queues",
            [
              "sqs:ChangeMessageVisibility",
              "sqs:DeleteMessage",
              "sqs:GetQueueAttributes",
              "sqs:GetQueueUrl",
              "sqs:ReceiveMessage",
              "sqs:SendMessage",
            ],
            queues.map((name) => arnIn(system, "sqs", name)),
          ),
        ]),
    ...(tables.length === 0
      ? []
      : [
          allow(
            "Tables",
            [
              "dynamodb:BatchGetItem",
              "dynamodb:BatchWriteItem",
              "dynamodb:ConditionCheckItem",
              "dynamodb:DeleteItem",
              "dynamodb:Describe*",
              "dynamodb:GetItem",
              "dynamodb:PutItem",
              "dynamodb:Query",
              "dynamodb:Scan",
              "dynamodb:UpdateItem",
            ],
            tables.flatMap((name) =>
              ["", "/index/*"].map((suffix) => arnIn(system, "dynamodb", `table/${name}${suffix}`)),
            ),
          ),
        ]),
    ...(database === undefined
      ? []
      : [
          // RDS names the secret by chance and writes on it whose it is.
          allow("Password", ["secretsmanager:GetSecretValue"], [arnIn(system, "secretsmanager", "secret:rds!db-*")], {
            StringEquals: { "aws:ResourceTag/aws:rds:primaryDBInstanceArn": arnIn(system, "rds", `db:${database}`) },
          }),
        ]),
    ...(kafka === undefined
      ? []
      : [
          allow(
            "Brokers",
            ["kafka-cluster:*"],
            ["cluster", "topic", "group"].map((kind) => brokers(kind, kafka)),
          ),
        ]),
  ];
}

/** What AWS does on the system's behalf: sockets, redeployment, backups, the database's metrics. */
function helping(system: System): Statement[] {
  const { serverless, redeploys, backups, tables = [], services, database } = system;
  return [
    ...(serverless === undefined
      ? []
      : [
          // The API's id comes first in its ARN and is chance: where a wildcard stands first, nothing after it is sure to count.
          allow("Sockets", ["execute-api:ManageConnections"], [arnIn(system, "execute-api", "*")]),
        ]),
    ...(redeploys === undefined
      ? []
      : [
          allow(
            "Redeploy",
            ["ecs:DescribeServices", "ecs:UpdateService"],
            services.map(({ clusterName, serviceName }) =>
              arnIn(system, "ecs", `service/${clusterName}/${serviceName}`),
            ),
          ),
        ]),
    ...(backups === undefined
      ? []
      : [
          allow(
            "Backups",
            [
              "dynamodb:CreateBackup",
              "dynamodb:*AwsBackup*",
              "dynamodb:*FromBackup",
              "dynamodb:DeleteBackup",
              "dynamodb:ListTagsOfResource",
              "dynamodb:TagResource",
            ],
            tables.flatMap((name) =>
              ["", "/backup/*", "-restored*"].map((suffix) => arnIn(system, "dynamodb", `table/${name}${suffix}`)),
            ),
          ),
          allow("Vault", ["backup:*"], [arnIn(system, "backup", `backup-vault:${backups}`)]),
        ]),
    ...(database === undefined
      ? []
      : [
          allow(
            "DatabaseMetrics",
            ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:PutRetentionPolicy"],
            ["", ":*"].map((suffix) => arnIn(system, "logs", `log-group:RDSOSMetrics${suffix}`)),
          ),
        ]),
  ];
}
