import { ALL_OF_S3, ANY_TOPIC, EVERYTHING } from "./documents.ts";
import { STACK } from "./break.ts";
import type { Break } from "./break.ts";
import type { Planted } from "./secrets.ts";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const DATABASE = "aws:rds/instance:Instance";
const REPOSITORY = "aws:ecr/repository:Repository";

/** Any address and every port: as the console proposes it. */
const ANYWHERE = { securityGroupId: "sg-0123456789abcdef0", cidrIpv4: "0.0.0.0/0" };

export function orderTracking({ token }: Planted): readonly Break[] {
  return [
    { policy: "tasks-private", type: "aws:ecs/service:Service", set: ["networkConfiguration.assignPublicIp", true] },
    { policy: "database-private", type: DATABASE, set: ["publiclyAccessible", true] },
    { policy: "database-encrypted", type: DATABASE, set: ["storageEncrypted", false] },
    { policy: "database-backed-up", type: DATABASE, set: ["backupRetentionPeriod", 0] },
    { policy: "database-final-snapshot", type: DATABASE, set: ["skipFinalSnapshot", true] },
    {
      policy: "database-password-managed",
      type: DATABASE,
      unset: "manageMasterUserPassword",
      set: ["password", "CHANGEME"],
    },
    { policy: "deletion-protected", type: DATABASE, set: ["deletionProtection", false] },
    { policy: "data-protected", type: DATABASE, unprotected: true },
    {
      policy: "database-tls",
      type: "aws:rds/parameterGroup:ParameterGroup",
      set: ["parameters", [{ name: "rds.force_ssl", value: "0" }]],
      found: { path: "parameters[0].value" },
    },
    {
      policy: "kafka-guarded",
      // AWS refuses a serverless cluster that isn't.
      type: "aws:msk/cluster:Cluster",
      name: "second-kafka",
      added: { clientAuthentication: { sasl: { iam: true }, unauthenticated: true } },
      unprovided: true,
      found: { path: "clientAuthentication.unauthenticated" },
    },
    {
      policy: "volumes-encrypted",
      type: "aws:ebs/volume:Volume",
      name: "scratch",
      added: { availabilityZone: "eu-west-1a", size: 20 },
      unprovided: true,
      found: { path: "encrypted" },
    },
    { policy: "image-tags-immutable", type: REPOSITORY, set: ["imageTagMutability", "MUTABLE"] },
    { policy: "images-scanned", type: REPOSITORY, set: ["imageScanningConfiguration.scanOnPush", false] },
    {
      policy: "images-encrypted",
      type: REPOSITORY,
      set: ["encryptionConfigurations", [{ encryptionType: "AES256" }]],
      found: { path: "encryptionConfigurations[0].encryptionType" },
    },
    {
      policy: "untagged-images-expire",
      type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
      removed: true,
      found: { type: REPOSITORY },
    },
    { policy: "balancer-access-logs", type: BALANCER, set: ["accessLogs.enabled", false] },
    {
      policy: "balancer-https",
      type: "aws:lb/listener:Listener",
      name: "https",
      removed: true,
      found: { type: BALANCER, name: "balancer" },
    },
    { policy: "keys-rotate", type: "aws:kms/key:Key", set: ["enableKeyRotation", false] },
    { policy: "topic-encrypted", type: "aws:sns/topic:Topic", unset: "kmsMasterKeyId" },
    {
      policy: "egress-narrow",
      type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      name: "all-out",
      added: { ...ANYWHERE, ipProtocol: "-1" },
    },
    {
      policy: "ingress-narrow",
      type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      name: "ssh-in",
      added: { ...ANYWHERE, ipProtocol: "tcp", fromPort: 22, toPort: 22 },
    },
    { policy: "budget-set", type: "aws:budgets/budget:Budget", removed: true, found: { type: STACK } },
    {
      policy: "aws-no-administrator",
      type: "aws:iam/rolePolicy:RolePolicy",
      name: "execution-policy",
      set: ["policy", EVERYTHING],
      found: { path: "policy.Statement[0].Action" },
    },
    {
      policy: "aws-kafka-scoped",
      type: "aws:iam/rolePolicy:RolePolicy",
      name: "api-task-policy",
      set: ["policy", ANY_TOPIC],
      found: { path: "policy.Statement[0].Resource" },
    },
    {
      policy: "aws-service-scoped",
      type: "aws:iam/rolePolicy:RolePolicy",
      name: "flow-logs-role-policy",
      set: ["policy", ALL_OF_S3],
      found: { path: "policy.Statement[0].Action" },
    },
    {
      policy: "no-secret-by-content",
      type: "aws:ecs/cluster:Cluster",
      set: ["tags", { Note: token }],
      found: { path: "tags.Note" },
      also: [{ policy: "no-secret-by-content", path: "tagsAll.Note" }],
    },
    {
      policy: "no-secret-by-place",
      type: "aws:secretsmanager/secretVersion:SecretVersion",
      name: "broker-password",
      added: { secretId: "orders/broker", secretString: token },
      found: { path: "secretString" },
      also: [{ policy: "no-secret-by-content" }],
    },
  ];
}
