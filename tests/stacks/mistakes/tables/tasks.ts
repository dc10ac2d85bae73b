/** Mistakes in what runs order-tracking: task definition, roles, service, and the database. */
import { first, firstStatement, inJson, list, record, rewrite, set, withoutStatement } from "../mistake.ts";
import type { Mistake, Props } from "../mistake.ts";

const deployed = { fails: "afterwards", shownAt: "web-api-service" } as const;
const EXECUTION_POLICY = ["RolePolicy", "web-api-execution-policy"] as const;
const DEFINITION = ["TaskDefinition", "web-api-definition"] as const;
const SERVICE = ["Service", "web-api-service"] as const;
const DATABASE = ["Instance", "db"] as const;

/** The one container, changed. */
const container = (change: (one: Props) => Props): Mistake["change"] =>
  inJson("containerDefinitions", (containers) => list(containers).map((one) => change(record(one))));

export const TASKS: readonly Mistake[] = [
  // The execution role.
  {
    name: "an execution role without ECR's login",
    at: EXECUTION_POLICY,
    change: withoutStatement("LogInToRegistry"),
    ...deployed,
    says: /AccessDeniedException: User: \S+execution\/\S+ is not authorized to perform: ecr:GetAuthorizationToken on resource: \* because no identity-based policy allows/,
  },
  {
    name: "an execution role without ecr:BatchGetImage",
    at: EXECUTION_POLICY,
    change: withoutStatement("PullImage"),
    ...deployed,
    says: /pulling from host \d+\.dkr\.ecr\.\S+ failed with status code \[manifests sha256:\w+\]: 403 Forbidden/,
  },
  {
    name: "an execution role without secretsmanager:GetSecretValue",
    at: EXECUTION_POLICY,
    change: withoutStatement("ReadSecrets"),
    ...deployed,
    says: /unable to retrieve secret from asm: .*AccessDeniedException: .*secretsmanager:GetSecretValue on resource: \S+ because no identity-based policy allows/,
  },
  {
    name: "an execution role without logs:CreateLogStream",
    at: EXECUTION_POLICY,
    change: withoutStatement("WriteLog"),
    ...deployed,
    says: /failed to validate logger args: .*AccessDeniedException: .*logs:CreateLogStream/,
  },
  {
    name: "an execution role that trusts EC2",
    at: ["Role", "web-api-execution"],
    change: rewrite("assumeRolePolicy", "ecs-tasks.amazonaws.com", "ec2.amazonaws.com"),
    ...deployed,
    says: /ECS was unable to assume the role 'arn:aws:iam::\d+:role\/order-tracking-prod-execution'/,
  },
  {
    name: "a task role for another account's tasks",
    at: ["Role", "web-api-task"],
    change: rewrite("assumeRolePolicy", /"aws:SourceAccount":"\d+"/, '"aws:SourceAccount":"999988887777"'),
    ...deployed,
    says: /ECS was unable to assume the role 'arn:aws:iam::\d+:role\/order-tracking-prod-task'/,
  },
  {
    name: "a policy that is no JSON",
    at: EXECUTION_POLICY,
    change: (props) => ({ ...props, policy: String(props["policy"]).slice(0, -1) }),
    fails: "preview",
    says: /"policy" contains an invalid JSON/,
  },
  {
    name: "a policy with an unknown element",
    at: EXECUTION_POLICY,
    change: firstStatement({ Actions: ["ecr:GetAuthorizationToken"] }),
    fails: "change",
    says: /MalformedPolicyDocument: Syntax errors in policy\. \(.*Invalid key Actions\)/,
  },
  {
    name: "a trust that names nobody",
    at: ["Role", "web-api-execution"],
    change: inJson("assumeRolePolicy", (document) => {
      const trust = record(document);
      const statements = list(trust["Statement"]).map((one) => {
        const { Principal: _, ...rest } = record(one);
        return rest;
      });
      return { ...trust, Statement: statements };
    }),
    fails: "change",
    says: /MalformedPolicyDocument: .*One of Principal or NotPrincipal is required in a trust policy/,
  },
  {
    name: "a role's name of 65 characters",
    at: ["Role", "web-api-execution"],
    change: set({ name: "r".repeat(65) }),
    fails: "preview",
    says: /64 characters at most/,
  },
  // The task definition.
  {
    name: "an image that the repository doesn't have",
    at: DEFINITION,
    change: container((one) => ({ ...one, image: String(one["image"]).replace(/@sha256:\w+$/, ":v9") })),
    ...deployed,
    says: /CannotPullContainerError: pull image manifest has been retried 7 time\(s\): failed to resolve ref \S+:v9: \S+:v9: not found/,
  },
  {
    name: "an architecture that the image isn't for",
    at: DEFINITION,
    change: (props) => ({
      ...props,
      runtimePlatform: { ...record(props["runtimePlatform"]), cpuArchitecture: "ARM64" },
    }),
    ...deployed,
    says: /image Manifest does not contain descriptor matching platform 'linux\/arm64'/,
  },
  {
    name: "a log group that isn't the role's",
    at: DEFINITION,
    change: container((one) => {
      const log = record(one["logConfiguration"]);
      return {
        ...one,
        logConfiguration: { ...log, options: { ...record(log["options"]), "awslogs-group": "/ecs/nobody" } },
      };
    }),
    ...deployed,
    says: /failed to validate logger args: .*AccessDeniedException: .*logs:CreateLogStream on resource: \S+:log-group:\/ecs\/nobody:/,
  },
  {
    name: "a key that the secret doesn't have",
    at: DEFINITION,
    change: container((one) => ({
      ...one,
      secrets: list(one["secrets"]).map((secret) => {
        const { name, valueFrom } = record(secret);
        return { name, valueFrom: String(valueFrom).replace(":password::", ":passphrase::") };
      }),
    })),
    ...deployed,
    says: /retrieved secret from Secrets Manager did not contain json key passphrase/,
  },
  {
    name: "1024 CPU units with 1024 MiB",
    at: DEFINITION,
    change: set({ memory: "1024" }),
    fails: "preview",
    says: /No Fargate configuration exists for given values: 1024 CPU, 1024 memory/,
  },
  {
    name: "a privileged container",
    at: DEFINITION,
    change: container((one) => ({ ...one, privileged: true })),
    fails: "preview",
    says: /Tasks using the Fargate launch type do not support the 'privileged' parameter/,
  },
  {
    name: "a host port that isn't the container's",
    at: DEFINITION,
    change: container((one) => ({
      ...one,
      portMappings: list(one["portMappings"]).map((port) => ({ ...record(port), hostPort: 80 })),
    })),
    fails: "preview",
    says: /When networkMode=awsvpc, the host ports and container ports in port mappings must match/,
  },
  // The service.
  {
    name: "a launch type beside the capacity providers",
    at: SERVICE,
    change: set({ launchType: "FARGATE" }),
    fails: "preview",
    says: /Specifying both a launch type and capacity provider strategy is not supported/,
  },
  {
    name: "Spot and on demand, both with a base",
    at: SERVICE,
    change: set({
      capacityProviderStrategies: [
        { capacityProvider: "FARGATE", base: 1, weight: 1 },
        { capacityProvider: "FARGATE_SPOT", base: 1, weight: 3 },
      ],
    }),
    fails: "preview",
    says: /only one capacity provider .*base/i,
  },
  {
    name: "a container that the definition doesn't have",
    at: SERVICE,
    change: first("loadBalancers", { containerName: "app" }),
    fails: "change",
    says: /InvalidParameterException: The container app does not exist in the task definition/,
  },
  {
    name: "a port that the container doesn't have",
    at: SERVICE,
    change: first("loadBalancers", { containerPort: 9090 }),
    fails: "change",
    says: /InvalidParameterException: The container \S+ did not have a container port 9090 defined/,
  },
  {
    name: "the fewest tasks more than the most",
    at: ["Target", "web-api-capacity"],
    change: set({ minCapacity: 50 }),
    fails: "preview",
    says: /Min capacity 50 must not be greater than max capacity 6/,
  },
  // The database.
  {
    name: "a database's subnets in one zone",
    at: ["SubnetGroup", "db-subnets"],
    change: (props, id) => ({ ...props, subnetIds: [id("Subnet", "network-vpc-isolated-1")] }),
    fails: "change",
    says: /DBSubnetGroupDoesNotCoverEnoughAZs/,
  },
  {
    name: "a version that goes down",
    at: DATABASE,
    change: set({ engineVersion: "17.4" }),
    fails: "change",
    says: /Cannot upgrade postgres from 17\.6 to 17\.4/,
  },
  {
    name: "a smaller disk",
    at: DATABASE,
    change: set({ allocatedStorage: 20 }),
    fails: "change",
    says: /You can't reduce the amount of storage for a DB instance after storage has been allocated/,
  },
  {
    name: "logs kept for 45 days",
    at: ["LogGroup", "web-api-log"],
    change: set({ retentionInDays: 45 }),
    fails: "preview",
    says: /expected retentionInDays to be one of \[0 1 3 5 7 14 30 60 .*\], got 45/,
  },
];
