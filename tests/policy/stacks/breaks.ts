/** One thing broken in one of the real stacks, and the policy that must say so. */
export interface Break {
  readonly policy: string;
  /** Token of the resource's type. */
  readonly type: string;
  /** How the resource's name ends, where the stack has several of the type. Default: all of them. */
  readonly name?: string;
  /** Path of the property, and what it is set to; "" is all of them. Default: nothing is set. */
  readonly set?: readonly [path: string, value: unknown];
  /** Takes the protection away. */
  readonly unprotected?: true;
  /** Is made beside what the stack makes. */
  readonly added?: true;
}

/** @param secret drawn for this run, so that it stands in no file */
export function breaksOf(secret: string): Readonly<Record<string, readonly Break[]>> {
  const everything = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  });
  const anybodys = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
          StringLike: { "token.actions.githubusercontent.com:sub": "repo:tidegate/*" },
        },
      },
    ],
  });
  const DATABASE = "aws:rds/instance:Instance";
  const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
  const TABLE = "aws:dynamodb/table:Table";
  return {
    "order-tracking": [
      { policy: "tasks-private", type: "aws:ecs/service:Service", set: ["networkConfiguration.assignPublicIp", true] },
      { policy: "database-private", type: DATABASE, set: ["publiclyAccessible", true] },
      { policy: "database-encrypted", type: DATABASE, set: ["storageEncrypted", false] },
      { policy: "database-backed-up", type: DATABASE, set: ["backupRetentionPeriod", 0] },
      { policy: "deletion-protected", type: DATABASE, set: ["deletionProtection", false] },
      { policy: "database-final-snapshot", type: DATABASE, set: ["skipFinalSnapshot", true] },
      { policy: "data-protected", type: DATABASE, unprotected: true },
      { policy: "image-tags-immutable", type: "aws:ecr/repository:Repository", set: ["imageTagMutability", "MUTABLE"] },
      {
        policy: "images-scanned",
        type: "aws:ecr/repository:Repository",
        set: ["imageScanningConfiguration.scanOnPush", false],
      },
      { policy: "balancer-access-logs", type: "aws:lb/loadBalancer:LoadBalancer", set: ["accessLogs.enabled", false] },
      { policy: "aws-no-administrator", type: ROLE_POLICY, name: "execution-policy", set: ["policy", everything] },
      { policy: "no-secret-by-content", type: "aws:ecs/cluster:Cluster", set: ["tags", { Note: secret }] },
    ],
    "circle-of-trust": [
      { policy: "table-recoverable", type: TABLE, name: "jobs", set: ["pointInTimeRecovery", { enabled: false }] },
      { policy: "deletion-protected", type: TABLE, name: "jobs", set: ["deletionProtectionEnabled", false] },
      { policy: "data-protected", type: TABLE, name: "conversations", unprotected: true },
      {
        policy: "log-retention-set",
        type: "aws:cloudwatch/logGroup:LogGroup",
        set: ["retentionInDays", 0],
      },
      {
        policy: "cdn-tls",
        type: "aws:cloudfront/distribution:Distribution",
        set: ["viewerCertificate.minimumProtocolVersion", "TLSv1"],
      },
      { policy: "aws-no-keys", type: "aws:iam/user:User", added: true, set: ["", { name: "deployer" }] },
      {
        policy: "storage-private",
        type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        set: ["blockPublicPolicy", false],
      },
    ],
    "sandbox-broker": [
      { policy: "tasks-private", type: "aws:ecs/service:Service", set: ["networkConfiguration.assignPublicIp", true] },
      {
        policy: "balancer-tls",
        type: "aws:lb/listener:Listener",
        name: "https",
        set: ["sslPolicy", "ELBSecurityPolicy-2016-08"],
      },
      { policy: "balancer-access-logs", type: "aws:lb/loadBalancer:LoadBalancer", set: ["accessLogs.enabled", false] },
      { policy: "required-tags", type: "pulumi:providers:aws", set: ["defaultTags", { tags: { Env: "prod" } }] },
    ],
    "trivia-pay": [
      {
        policy: "metadata-v2",
        type: "oci:Core/instanceConfiguration:InstanceConfiguration",
        set: ["instanceDetails.launchDetails.instanceOptions.areLegacyImdsEndpointsDisabled", false],
      },
      {
        policy: "instances-private",
        type: "oci:Core/instanceConfiguration:InstanceConfiguration",
        set: ["instanceDetails.launchDetails.createVnicDetails.assignPublicIp", "true"],
      },
      {
        policy: "oci-statements-named",
        type: "oci:Identity/policy:Policy",
        set: ["statements", ["Allow any-user to manage all-resources in tenancy"]],
      },
      {
        policy: "no-secret-by-place",
        type: "oci:Vault/secret:Secret",
        name: "app-env",
        set: ["secretContent.content", Buffer.from(`TOKEN=${secret}`).toString("base64")],
      },
    ],
    foundation: [
      {
        policy: "aws-trust-pinned",
        type: "aws:iam/role:Role",
        name: "prod-deploy",
        set: ["assumeRolePolicy", anybodys],
      },
      { policy: "data-protected", type: "aws:s3/bucket:Bucket", unprotected: true },
      {
        policy: "state-versioned",
        type: "aws:s3/bucketVersioning:BucketVersioning",
        set: ["versioningConfiguration", { status: "Suspended" }],
      },
      {
        policy: "github-no-cloud-secrets",
        type: "github:index/actionsSecret:ActionsSecret",
        added: true,
        set: ["", { repository: "tidegate", secretName: "AWS_SECRET_ACCESS_KEY", value: secret }],
      },
    ],
  };
}
