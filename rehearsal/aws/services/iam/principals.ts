/**
 * Service principals. AWS has no public list of all of them: one that isn't here is taken for real, unless it looks
 * like a slip of the pen for one that is.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 */
const SERVICES = `
  acm amplify apigateway application-autoscaling appmesh apprunner appsync athena autoscaling backup batch bedrock budgets
  build.apprunner cloudformation cloudfront cloudtrail cloudwatch codebuild codedeploy codepipeline cognito-idp config
  datasync delivery.logs dlm dms dynamodb ec2 ec2fleet ecr ecs ecs-tasks edgelambda eks eks-fargate-pods elasticache
  elasticbeanstalk elasticfilesystem elasticloadbalancing elasticmapreduce es events export.rds firehose fis glue
  grafana guardduty imagebuilder inspector2 iot kafka kafkaconnect kinesis kms lakeformation lambda lex
  logdelivery.elasticloadbalancing logs macie mediaconvert monitoring monitoring.rds opensearchservice ops.apigateway
  organizations pipes pods.eks quicksight rds redshift rolesanywhere s3 sagemaker scheduler secretsmanager securityhub
  serverlessrepo servicediscovery ses sms sns spot spotfleet sqs ssm states storagegateway sts tasks.apprunner transcribe
  transfer vpc-flow-logs wafv2 vpce xray
`;

const KNOWN: ReadonlySet<string> = new Set(SERVICES.trim().split(/\s+/));

/** What is wrong with a service principal's name; undefined where nothing is. */
export function principalFault(name: string): string | undefined {
  const service = /^([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.amazonaws\.com(\.cn)?$/.exec(name)?.[1];
  if (service === undefined) return "no service principal";
  const bare = service.replace(/\.[a-z]{2}(-[a-z]+)+-\d$/, "");
  if (KNOWN.has(bare)) return undefined;
  // Short names are near to many others (ecs, eks): only a long one that misses by a letter is a slip.
  const slip = [...KNOWN].find((right) => right.length >= 6 && isOneSlip(bare, right));
  return slip === undefined ? undefined : `did you mean ${slip}.amazonaws.com?`;
}

/** One letter too many, too few, or wrong. */
function isOneSlip(given: string, right: string): boolean {
  let start = 0;
  while (start < Math.min(given.length, right.length) && given[start] === right[start]) start++;
  const [rest, other] = [given.slice(start), right.slice(start)];
  return rest.slice(1) === other || rest === other.slice(1) || rest.slice(1) === other.slice(1);
}
