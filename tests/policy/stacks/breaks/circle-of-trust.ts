import { OPEN_QUEUE, PASSES_ANY_ROLE } from "./documents.ts";
import type { Break } from "./break.ts";
import type { Planted } from "./secrets.ts";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const QUEUE = "aws:sqs/queue:Queue";
const TABLE = "aws:dynamodb/table:Table";

export function circleOfTrust({ token }: Planted): readonly Break[] {
  const containers = (container: object): string => JSON.stringify([{ name: "api", image: "busybox", ...container }]);
  return [
    { policy: "table-recoverable", type: TABLE, name: "jobs", set: ["pointInTimeRecovery.enabled", false] },
    { policy: "table-encrypted", type: TABLE, name: "jobs", set: ["serverSideEncryption.enabled", false] },
    { policy: "deletion-protected", type: TABLE, name: "jobs", set: ["deletionProtectionEnabled", false] },
    { policy: "data-protected", type: TABLE, name: "conversations", unprotected: true },
    { policy: "queue-encrypted", type: QUEUE, name: "queue", set: ["sqsManagedSseEnabled", false] },
    {
      policy: "queue-watched",
      type: "aws:cloudwatch/metricAlarm:MetricAlarm",
      name: "dead-letters",
      removed: true,
      found: { type: QUEUE, name: "dlq" },
    },
    {
      policy: "log-retention-set",
      type: "aws:cloudwatch/logGroup:LogGroup",
      name: "api-log",
      set: ["retentionInDays", 0],
    },
    { policy: "cdn-tls", type: DISTRIBUTION, set: ["viewerCertificate.minimumProtocolVersion", "TLSv1"] },
    { policy: "cdn-https", type: DISTRIBUTION, set: ["defaultCacheBehavior.viewerProtocolPolicy", "allow-all"] },
    {
      policy: "cdn-access-logs",
      type: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
      removed: true,
      found: { type: DISTRIBUTION },
    },
    {
      policy: "gateway-tls",
      // AWS refuses it for the domains of HTTP and WebSocket APIs, and takes it for those of REST APIs.
      type: "aws:apigateway/domainName:DomainName",
      name: "rest-domain",
      added: { domainName: "rest.example.org", securityPolicy: "TLS_1_0" },
      unprovided: true,
      found: { path: "securityPolicy" },
    },
    {
      policy: "gateway-access-logs",
      type: "aws:apigatewayv2/stage:Stage",
      name: "http-stage",
      unset: "accessLogSettings",
      found: { path: "accessLogSettings.destinationArn" },
    },
    { policy: "trail-validated", type: "aws:cloudtrail/trail:Trail", set: ["enableLogFileValidation", false] },
    {
      policy: "storage-private",
      type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      name: "site-bucket-public-access",
      set: ["blockPublicPolicy", false],
    },
    { policy: "aws-no-keys", type: "aws:iam/user:User", name: "deployer", added: { name: "deployer" } },
    {
      policy: "aws-pass-role-scoped",
      type: "aws:iam/rolePolicy:RolePolicy",
      name: "worker-task-policy",
      set: ["policy", PASSES_ANY_ROLE],
      found: { path: "policy.Statement[0].Resource" },
      also: [{ policy: "aws-pass-role-scoped", path: "policy.Statement[0].Condition" }],
    },
    {
      policy: "aws-resource-not-open",
      type: "aws:sqs/queuePolicy:QueuePolicy",
      name: "queue-tls",
      set: ["policy", OPEN_QUEUE],
      found: { path: "policy.Statement[0].Principal" },
    },
    {
      policy: "no-secret-by-content",
      type: "aws:ecs/taskDefinition:TaskDefinition",
      name: "api-definition",
      set: ["containerDefinitions", containers({ environment: [{ name: "GITHUB_TOKEN", value: token }] })],
      found: { path: "containerDefinitions[0].environment[0].value" },
    },
    {
      policy: "no-secret-by-content",
      type: "aws:ecs/taskDefinition:TaskDefinition",
      name: "worker-definition",
      set: ["containerDefinitions", containers({ command: ["serve", `--token=${token}`] })],
      found: { path: "containerDefinitions[0].command[1]" },
    },
  ];
}
