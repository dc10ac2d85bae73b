/**
 * The services of AWS that a VPC endpoint can lead to, and how.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */

export type EndpointType = "Gateway" | "Interface";

const BOTH: ReadonlySet<string> = new Set(["s3", "dynamodb"]);

/** Those with endpoints of the type Interface: the ones that container systems meet, not all of AWS. */
const INTERFACE: ReadonlySet<string> = new Set(
  `access-analyzer acm-pca application-autoscaling appmesh-envoy-management athena autoscaling autoscaling-plans backup
  backup-gateway batch bedrock bedrock-agent bedrock-agent-runtime bedrock-runtime cloudformation cloudtrail codeartifact.api
  codeartifact.repositories codebuild codecommit codedeploy codepipeline cognito-idp config data-servicediscovery databrew
  datasync dynamodb dynamodb-streams ebs ec2 ec2messages ecr.api ecr.dkr ecs ecs-agent ecs-telemetry eks eks-auth
  elasticache elasticbeanstalk elasticfilesystem elasticloadbalancing email-smtp events evidently execute-api fis
  git-codecommit glue grafana guardduty-data iam imagebuilder inspector2 kafka kafka-fips kinesis-firehose kinesis-streams
  kms lambda license-manager logs monitoring network-firewall oam organizations pipes profiler ram rds rds-data
  redshift redshift-data rekognition resource-groups s3 s3-global.accesspoint sagemaker.api sagemaker.runtime scheduler
  secretsmanager securityhub servicecatalog servicediscovery sns sqs ssm ssm-contacts ssm-incidents ssmmessages states
  sts synthetics tagging textract transcribe transfer translate verifiedpermissions wafv2 xray`
    .trim()
    .split(/\s+/),
);

/** `ecr.api` of `com.amazonaws.eu-central-1.ecr.api`; undefined where the name is of another region or of no service known. */
export function endpointService(serviceName: string, region: string): string | undefined {
  const prefix = `com.amazonaws.${region}.`;
  if (!serviceName.startsWith(prefix)) return undefined;
  const service = serviceName.slice(prefix.length);
  return INTERFACE.has(service) || BOTH.has(service) ? service : undefined;
}

export function endpointTypes(service: string): readonly EndpointType[] {
  return BOTH.has(service) ? ["Gateway", "Interface"] : ["Interface"];
}

/** The name that private DNS answers inside of the VPC: `api.ecr.eu-central-1.amazonaws.com`. */
export function privateName(service: string, region: string): string {
  if (service === "s3-global.accesspoint") return "*.accesspoint.s3-global.amazonaws.com";
  if (service === "ecr.dkr") return `*.dkr.ecr.${region}.amazonaws.com`;
  return `${service.split(".").reverse().join(".")}.${region}.amazonaws.com`;
}
