/** Single mistakes that keep the scene's service from running, with what ECS says of each. */
import { textOf } from "../../../../rehearsal/plugins/protocol/values.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { container, HEALTH_PATH, policy, PORT, without } from "./scene.ts";
import type { Change, SceneOptions } from "./scene.ts";

export interface Mistake extends SceneOptions {
  readonly name: string;
  /** What the failed deployment's reason has to hold. */
  readonly says: RegExp;
}

const endpointPolicy =
  (action: string): Change =>
  (inputs) => ({
    ...inputs,
    policy: policy({ Principal: "*", Action: action, Resource: "*" }),
  });
const changed =
  (changes: Properties): Change =>
  (inputs) => ({ ...inputs, ...changes });
const healthCheck =
  (changes: Properties): Change =>
  (inputs) => ({ ...inputs, healthCheck: { ...(inputs["healthCheck"] as Properties), ...changes } });
const network =
  (changes: (inputs: Properties, id: (name: string) => string) => Properties): Change =>
  (inputs, scene) => ({
    ...inputs,
    networkConfiguration: {
      ...(inputs["networkConfiguration"] as Properties),
      ...changes(inputs, (name) => scene.id(name)),
    },
  });
const grants = (actions: readonly string[], resource: string): Change =>
  changed({ policy: policy({ Action: [...actions], Resource: resource }) });
const valueFrom = (suffix: string): Change =>
  container((one) => {
    const [secret = {}] = one["secrets"] as Properties[];
    return { ...one, secrets: [{ ...secret, valueFrom: textOf(secret["valueFrom"]).replace(":password::", suffix) }] };
  });
const toAnywhere = ({ referencedSecurityGroupId: _, ...rule }: Properties): Properties => ({
  ...rule,
  cidrIpv4: "0.0.0.0/0",
});
const TRUSTS_LAMBDA = policy({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });

const LOGIN_TIMEOUT =
  /unable to retrieve ecr registry auth: .*Post "https:\/\/api\.ecr\..*i\/o timeout\. Please check your task/;
const MANIFEST_TIMEOUT =
  /CannotPullContainerError: pull image manifest has been retried 7 time\(s\): .*Head .*i\/o timeout/;
const LAYER_TIMEOUT =
  /CannotPullContainerError: ref pull has been retried 7 time\(s\): .*starport-layer-bucket.*i\/o timeout/;
const NOT_FOUND = /CannotPullContainerError: pull image manifest .*api:v1: not found/;
const FAILED_ELB = /Task failed ELB health checks in \(target-group /;

export const MISTAKES: readonly Mistake[] = [
  // The way to the registry.
  { name: "no endpoint ecr.api", parts: { "ecr.api": without }, says: LOGIN_TIMEOUT },
  { name: "no endpoint ecr.dkr", parts: { "ecr.dkr": without }, says: MANIFEST_TIMEOUT },
  { name: "no gateway endpoint for S3", parts: { s3: without, "task-to-s3": without }, says: LAYER_TIMEOUT },
  {
    name: "the S3 endpoint on another route table",
    parts: { s3: (inputs, scene) => ({ ...inputs, routeTableIds: [scene.id("public-table")] }) },
    says: LAYER_TIMEOUT,
  },
  { name: "no egress to S3's prefix list", parts: { "task-to-s3": without }, says: LAYER_TIMEOUT },
  {
    name: "an endpoint without private DNS",
    parts: { "ecr.api": changed({ privateDnsEnabled: false }) },
    says: LOGIN_TIMEOUT,
  },
  { name: "the endpoints' group lets nothing in", parts: { "endpoints-in": without }, says: LOGIN_TIMEOUT },
  { name: "the task's group lets nothing out", parts: { "task-to-endpoints": without }, says: LOGIN_TIMEOUT },
  {
    name: "the endpoints' group lets in another port",
    parts: { "endpoints-in": changed({ fromPort: 80, toPort: 80 }) },
    says: LOGIN_TIMEOUT,
  },
  {
    name: "an endpoint's policy without the login",
    parts: { "ecr.api": endpointPolicy("ecr:BatchGetImage") },
    says: /AccessDeniedException: .*ecr:GetAuthorizationToken on resource: \* because no VPC endpoint policy allows/,
  },
  {
    name: "the S3 endpoint's policy allows another bucket only",
    parts: {
      s3: changed({ policy: policy({ Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::mine/*" }) }),
    },
    says: /ref pull has been retried .*403 Forbidden/,
  },
  {
    name: "a public subnet without a public IP",
    parts: {
      "ecr.api": without,
      service: network((_, id) => ({ subnets: [id("public-a"), id("public-b")] })),
    },
    says: /api\.ecr\..*i\/o timeout.*no public IP address/,
  },
  {
    name: "a NAT gateway in a private subnet",
    parts: {
      ...Object.fromEntries(["ecr.api", "ecr.dkr", "logs", "secretsmanager"].map((name) => [name, without])),
      "task-to-endpoints": (inputs, scene) => {
        const eip = scene.account.make("aws:ec2/eip:Eip", { domain: "vpc" });
        scene.make("nat", "aws:ec2/natGateway:NatGateway", { allocationId: eip.id, subnetId: scene.id("private-a") });
        scene.make("nat-route", "aws:ec2/route:Route", {
          routeTableId: scene.id("private-table"),
          destinationCidrBlock: "0.0.0.0/0",
          natGatewayId: scene.id("nat"),
        });
        return toAnywhere(inputs);
      },
    },
    says: /api\.ecr\..*i\/o timeout.*the NAT gateway nat-\w+ lies in subnet-\w+, which has no route to an internet gateway/,
  },
  {
    name: "an image of a public registry without a way to the internet",
    parts: { "task-definition": container((one) => ({ ...one, image: "public.ecr.aws/nginx/nginx:1.29" })) },
    says: /Head "https:\/\/public\.ecr\.aws\/v2\/nginx\/nginx\/manifests\/1\.29": dial tcp: i\/o timeout/,
  },
  {
    name: "a subnet without room",
    parts: {
      "private-a": changed({ cidrBlock: "10.0.10.0/28" }),
      service: changed({ desiredCount: 20 }),
    },
    says: /Create Network Interface in subnet 'subnet-\w+': InsufficientFreeAddressesInSubnet/,
  },
  // The image.
  { name: "an empty repository", withoutImage: true, says: NOT_FOUND },
  { name: "another tag", image: (image) => ({ ...image, tags: ["v2"] }), says: NOT_FOUND },
  {
    name: "an image for another architecture",
    image: (image) => ({ ...image, architecture: "ARM64" }),
    says: /does not contain descriptor matching platform 'linux\/amd64'/,
  },
  // The execution role.
  {
    name: "no permission to log in",
    parts: { "may-login": without },
    says: /AccessDeniedException: User: arn:aws:sts::\d+:assumed-role\/api-execution\/[0-9a-f]{32} is not authorized to perform: ecr:GetAuthorizationToken on resource: \* because no identity-based policy allows/,
  },
  {
    name: "the login allowed on the repository only",
    parts: {
      "may-login": (inputs, scene) => ({
        ...inputs,
        policy: policy({ Action: "ecr:GetAuthorizationToken", Resource: textOf(scene.arn("repository")) }),
      }),
    },
    says: /ecr:GetAuthorizationToken on resource: \* because no identity-based policy allows/,
  },
  {
    name: "no permission to pull",
    parts: { "may-pull": without },
    says: /pulling from host \d+\.dkr\.ecr\..* failed with status code \[manifests v1\]: 403 Forbidden/,
  },
  {
    name: "the pull allowed on a neighbour's repository",
    parts: {
      "may-pull": grants(
        ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        "arn:aws:ecr:eu-central-1:111122223333:repository/neighbour",
      ),
    },
    says: /403 Forbidden/,
  },
  {
    name: "a role that trusts another service",
    parts: { "execution-role": changed({ assumeRolePolicy: TRUSTS_LAMBDA }) },
    says: /ECS was unable to assume the role 'arn:aws:iam::\d+:role\/api-execution'/,
  },
  {
    name: "a task role that trusts another service",
    parts: { "task-role": changed({ assumeRolePolicy: TRUSTS_LAMBDA }) },
    says: /ECS was unable to assume the role 'arn:aws:iam::\d+:role\/api-task'/,
  },
  // Logs.
  {
    name: "no log group",
    parts: { "log-group": without, "may-logs": grants(["logs:CreateLogStream"], "*") },
    says: /failed to validate logger args: .*ResourceNotFoundException: The specified log group does not exist/,
  },
  {
    name: "no permission to write logs",
    parts: { "may-logs": without },
    says: /failed to validate logger args: .*AccessDeniedException: .*logs:CreateLogStream/,
  },
  {
    name: "no endpoint for logs",
    parts: { logs: without },
    says: /failed to validate logger args: .*Post "https:\/\/logs\..*i\/o timeout/,
  },
  // Secrets.
  {
    name: "no permission to read the secret",
    parts: { "may-secrets": without },
    says: /unable to retrieve secret from asm: .*AccessDeniedException: .*secretsmanager:GetSecretValue/,
  },
  {
    name: "a secret without a value",
    parts: { "secret-value": without },
    says: /ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT/,
  },
  {
    name: "a key that the secret doesn't have",
    parts: { "task-definition": valueFrom(":user::") },
    says: /retrieved secret from Secrets Manager did not contain json key user/,
  },
  {
    name: "no endpoint for secrets",
    parts: { secretsmanager: without },
    says: /failed to fetch secret .*context deadline exceeded\. Please check your task network configuration/,
  },
  {
    name: "a secret that denies it",
    parts: {
      secret: changed({
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Deny", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" }],
        }),
      }),
    },
    says: /secretsmanager:GetSecretValue .* with an explicit deny in a resource-based policy/,
  },
  {
    name: "a secret under a key that the role may not use",
    parts: {
      secret: (inputs, scene) => ({ ...inputs, kmsKeyId: scene.account.make("aws:kms/key:Key", {}).id }),
    },
    says: /failed to fetch secret .*AccessDeniedException: Access to KMS is not allowed/,
  },
  {
    name: "a permissions boundary without the login",
    parts: {
      "execution-role": (inputs, scene) => {
        const boundary = { name: "boundary", policy: policy({ Action: "logs:*", Resource: "*" }) };
        return {
          ...inputs,
          permissionsBoundary: scene.account.make("aws:iam/policy:Policy", boundary).outputs["arn"] ?? "",
        };
      },
    },
    says: /ecr:GetAuthorizationToken on resource: \* because no permissions boundary allows/,
  },
  {
    name: "a parameter without a way to SSM",
    parts: {
      "task-definition": container((one) => ({ ...one, secrets: [{ name: "KEY", valueFrom: "/api/key" }] })),
    },
    says: /unable to retrieve secrets from ssm: service call has been retried 5 time\(s\): .*context deadline exceeded/,
  },
  // The container.
  {
    name: "a process that ends",
    image: ({ listens: _, ...image }) => ({ ...image, exits: { afterSeconds: 2, code: 1 } }),
    says: /Essential container in task exited \(container api, exit code 1\)/,
  },
  {
    name: "a container health check on another port",
    parts: {
      "task-definition": container((one) => ({
        ...one,
        healthCheck: { command: ["CMD-SHELL", "curl -f http://localhost:9090/health || exit 1"], interval: 10 },
      })),
    },
    says: /Task failed container health checks/,
  },
  // The load balancer.
  {
    name: "an application on another port",
    image: (image) => ({ ...image, listens: { port: 3000, paths: [HEALTH_PATH], startSeconds: 5 } }),
    says: FAILED_ELB,
  },
  { name: "a health path that isn't there", parts: { "target-group": healthCheck({ path: "/up" }) }, says: FAILED_ELB },
  {
    name: "a health check on another port",
    parts: { "target-group": healthCheck({ port: "9090" }) },
    says: FAILED_ELB,
  },
  { name: "a matcher that 200 isn't", parts: { "target-group": healthCheck({ matcher: "204" }) }, says: FAILED_ELB },
  { name: "the task's group shut to the balancer", parts: { "task-in": without }, says: FAILED_ELB },
  { name: "the balancer's group shut to the task", parts: { "alb-out": without }, says: FAILED_ELB },
  {
    name: "the task's group open on another port",
    parts: { "task-in": changed({ fromPort: PORT + 1, toPort: PORT + 1 }) },
    says: FAILED_ELB,
  },
  {
    name: "a start that is slower than the health checks' patience",
    image: (image) => ({ ...image, listens: { port: PORT, paths: [HEALTH_PATH], startSeconds: 90 } }),
    says: FAILED_ELB,
  },
];
