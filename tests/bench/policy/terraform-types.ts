/** What the measured program's resources are called in Terraform. */

export interface TerraformType {
  /** As in `aws_sqs_queue`. */
  readonly type: string;
  /** Inputs that are blocks there, and what such a block is called. Default: none. */
  readonly blocks?: Readonly<Record<string, string>>;
  /** Inputs whose keys are free, besides tags. Default: none. */
  readonly maps?: readonly string[];
}

/**
 * Pulumi's AWS provider is made out of Terraform's, so an argument's name there is its name here, in snake case; what differs is
 * that a block is an object here where there can be only one, and a list with a name in the plural where there can be many.
 *
 * @see https://www.pulumi.com/docs/iac/comparisons/terraform/
 */
export const TERRAFORM_TYPES: Readonly<Record<string, TerraformType>> = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": { type: "aws_cloudwatch_metric_alarm", maps: ["dimensions"] },
  "aws:dynamodb/table:Table": {
    type: "aws_dynamodb_table",
    blocks: {
      attributes: "attribute",
      pointInTimeRecovery: "point_in_time_recovery",
      serverSideEncryption: "server_side_encryption",
    },
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": { type: "aws_ecr_lifecycle_policy" },
  "aws:ecr/repository:Repository": {
    type: "aws_ecr_repository",
    blocks: {
      encryptionConfigurations: "encryption_configuration",
      imageScanningConfiguration: "image_scanning_configuration",
    },
  },
  "aws:iam/role:Role": { type: "aws_iam_role" },
  "aws:iam/rolePolicy:RolePolicy": { type: "aws_iam_role_policy" },
  "aws:kms/key:Key": { type: "aws_kms_key" },
  "aws:secretsmanager/secret:Secret": { type: "aws_secretsmanager_secret" },
  "aws:secretsmanager/secretVersion:SecretVersion": { type: "aws_secretsmanager_secret_version" },
  "aws:sns/topic:Topic": { type: "aws_sns_topic" },
  "aws:sns/topicPolicy:TopicPolicy": { type: "aws_sns_topic_policy" },
  "aws:sqs/queue:Queue": { type: "aws_sqs_queue" },
  "aws:sqs/queuePolicy:QueuePolicy": { type: "aws_sqs_queue_policy" },
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": { type: "aws_sqs_queue_redrive_allow_policy" },
};
