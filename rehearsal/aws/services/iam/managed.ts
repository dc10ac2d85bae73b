/**
 * Policies that AWS manages, as far as the rehearsal has their documents. Another one is taken for real but grants
 * nothing here; a slip of the pen for one of these isn't there, as on AWS.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
import type { Properties } from "../../../plugins/protocol/values.ts";

const PREFIX = "arn:aws:iam::aws:policy/";

/** The document of an AWS-managed policy, by its ARN; undefined where the rehearsal has none. */
export function managedPolicy(arn: string): Properties | undefined {
  return arn.startsWith(PREFIX) ? DOCUMENTS[arn.slice(PREFIX.length)] : undefined;
}

/** Whether AWS may have such a policy: false for one that differs only in its path or in case from one that is known. */
export function mayBeManaged(arn: string): boolean {
  if (!arn.startsWith(PREFIX)) return false;
  const path = arn.slice(PREFIX.length);
  if (path in DOCUMENTS) return true;
  const bare = (text: string) => text.slice(text.lastIndexOf("/") + 1).toLowerCase();
  return /^([\w+=,.@-]+\/)*[\w+=,.@-]+$/.test(path) && !Object.keys(DOCUMENTS).some((one) => bare(one) === bare(path));
}

function allow(actions: readonly string[], resources: readonly string[] = ["*"]): Properties {
  return { Effect: "Allow", Action: [...actions], Resource: [...resources] };
}

const policy = (...statements: Properties[]): Properties => ({ Version: "2012-10-17", Statement: statements });

const LOGS = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
const ECR_READ = [
  "ecr:GetAuthorizationToken",
  "ecr:BatchCheckLayerAvailability",
  "ecr:GetDownloadUrlForLayer",
  "ecr:BatchGetImage",
];

const DOCUMENTS: Readonly<Record<string, Properties>> = {
  AdministratorAccess: policy(allow(["*"])),
  AmazonEC2ContainerRegistryReadOnly: policy(
    allow([
      ...ECR_READ,
      "ecr:GetRepositoryPolicy",
      "ecr:DescribeRepositories",
      "ecr:ListImages",
      "ecr:DescribeImages",
      "ecr:GetLifecyclePolicy",
      "ecr:GetLifecyclePolicyPreview",
      "ecr:ListTagsForResource",
      "ecr:DescribeImageScanFindings",
    ]),
  ),
  AmazonEC2ContainerRegistryPullOnly: policy(
    allow([
      "ecr:GetAuthorizationToken",
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
      "ecr:BatchImportUpstreamImage",
    ]),
  ),
  AmazonDynamoDBFullAccess: policy(allow(["dynamodb:*"])),
  AmazonDynamoDBReadOnlyAccess: policy(
    allow([
      "dynamodb:BatchGetItem",
      "dynamodb:Describe*",
      "dynamodb:GetItem",
      "dynamodb:List*",
      "dynamodb:Query",
      "dynamodb:Scan",
    ]),
  ),
  AmazonS3FullAccess: policy(allow(["s3:*", "s3-object-lambda:*"])),
  AmazonS3ReadOnlyAccess: policy(
    allow(["s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*"]),
  ),
  AmazonSQSFullAccess: policy(allow(["sqs:*"])),
  AmazonSNSFullAccess: policy(allow(["sns:*"])),
  AmazonSSMManagedInstanceCore: policy(
    allow([
      "ssm:DescribeAssociation",
      "ssm:GetDeployablePatchSnapshotForInstance",
      "ssm:GetDocument",
      "ssm:DescribeDocument",
      "ssm:GetManifest",
      "ssm:GetParameter",
      "ssm:GetParameters",
      "ssm:ListAssociations",
      "ssm:ListInstanceAssociations",
      "ssm:PutInventory",
      "ssm:PutComplianceItems",
      "ssm:PutConfigurePackageResult",
      "ssm:UpdateAssociationStatus",
      "ssm:UpdateInstanceAssociationStatus",
      "ssm:UpdateInstanceInformation",
    ]),
    allow([
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ]),
  ),
  CloudWatchLogsFullAccess: policy(allow(["logs:*", "cloudwatch:GenerateQuery"])),
  SecretsManagerReadWrite: policy(allow(["secretsmanager:*"])),
  "service-role/AmazonAPIGatewayPushToCloudWatchLogs": policy(
    allow([...LOGS, "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:GetLogEvents", "logs:FilterLogEvents"]),
  ),
  "service-role/AmazonECSTaskExecutionRolePolicy": policy(
    allow([...ECR_READ, "logs:CreateLogStream", "logs:PutLogEvents"]),
  ),
  "service-role/AmazonRDSEnhancedMonitoringRole": policy(
    allow(["logs:CreateLogGroup", "logs:PutRetentionPolicy"], ["arn:aws:logs:*:*:log-group:RDS*"]),
    allow(
      ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams", "logs:GetLogEvents"],
      ["arn:aws:logs:*:*:log-group:RDS*:log-stream:*"],
    ),
  ),
  "service-role/AWSLambdaBasicExecutionRole": policy(allow(LOGS)),
  "service-role/AWSLambdaSQSQueueExecutionRole": policy(
    allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", ...LOGS]),
  ),
  "service-role/AWSLambdaVPCAccessExecutionRole": policy(
    allow([
      ...LOGS,
      "ec2:CreateNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:DeleteNetworkInterface",
      "ec2:AssignPrivateIpAddresses",
      "ec2:UnassignPrivateIpAddresses",
    ]),
  ),
  // The real ones are far longer: these are the statements on the services that the rehearsal knows well.
  "service-role/AWSBackupServiceRolePolicyForBackup": policy(
    allow([
      "dynamodb:DescribeTable",
      "dynamodb:CreateBackup",
      "dynamodb:StartAwsBackupJob",
      "dynamodb:ListTagsOfResource",
    ]),
    allow(["rds:AddTagsToResource", "rds:ListTagsForResource", "rds:DescribeDBSnapshots", "rds:CreateDBSnapshot"]),
    allow(["rds:CopyDBSnapshot", "rds:DescribeDBInstances", "rds:ModifyDBInstance"]),
    allow(["backup:DescribeBackupVault", "backup:CopyIntoBackupVault"], ["arn:aws:backup:*:*:backup-vault:*"]),
    allow(["tag:GetResources"]),
  ),
  "service-role/AWSBackupServiceRolePolicyForRestores": policy(
    allow(["dynamodb:RestoreTableFromBackup", "dynamodb:RestoreTableFromAwsBackup", "dynamodb:DescribeTable"]),
    allow(["rds:RestoreDBInstanceFromDBSnapshot", "rds:DescribeDBInstances", "rds:DescribeDBSnapshots"]),
    allow(["rds:AddTagsToResource", "rds:ListTagsForResource", "rds:DeleteDBInstance"]),
  ),
};
