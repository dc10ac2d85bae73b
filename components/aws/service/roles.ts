/**
 * What a service's two roles may do: the execution role is ECS's, before the container runs; the task role is the program's.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html
 */
import * as pulumi from "@pulumi/pulumi";
import { partsOfArn } from "../iam/arn.ts";
import type { Statement } from "../iam/policy.ts";

export interface ExecutionNeeds {
  readonly repositoryArn: pulumi.Input<string>;
  readonly logGroupArn: pulumi.Input<string>;
  /** ARNs of the secrets that the container gets. */
  readonly secretArns: readonly pulumi.Input<string>[];
}

/** Pull this image, write this log, read these secrets. */
export function executionStatements({ repositoryArn, logGroupArn, secretArns }: ExecutionNeeds): Statement[] {
  return [
    // The token opens no repository by itself; the action knows no resource.
    { Sid: "LogInToRegistry", Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] },
    {
      Sid: "PullImage",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: [repositoryArn],
    },
    {
      Sid: "WriteLog",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: [pulumi.interpolate`${logGroupArn}:*`],
    },
    ...(secretArns.length === 0
      ? []
      : [{ Sid: "ReadSecrets", Action: ["secretsmanager:GetSecretValue"], Resource: secretArns }]),
  ];
}

/**
 * What the agent of ECS Exec needs in the task role. The actions know no resource.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function execStatements(): Statement[] {
  return [
    {
      Sid: "OpenShell",
      Action: [
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      Resource: ["*"],
    },
  ];
}

/** Starting new tasks of exactly this service, from the task definition that it has: for whoever redeploys after a push. */
export function redeployStatements(serviceArn: pulumi.Input<string>): Statement[] {
  return [{ Sid: "Redeploy", Action: ["ecs:DescribeServices", "ecs:UpdateService"], Resource: [serviceArn] }];
}

/**
 * Lets ECS take the task role for tasks of this account and region alone, not for somebody else's.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function tasksOf(clusterArn: pulumi.Input<string>): NonNullable<Statement["Condition"]> {
  const parts = pulumi.output(clusterArn).apply(partsOfArn);
  return {
    StringEquals: { "aws:SourceAccount": parts.account },
    ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:${parts.partition}:ecs:${parts.region}:${parts.account}:*` },
  };
}

/** The secret's own ARN out of what a container refers to: `<arn>`, or `<arn>:<key>:<stage>:<version>`. */
export function secretArnOf(reference: string): string {
  return reference.split(":").slice(0, 7).join(":");
}
