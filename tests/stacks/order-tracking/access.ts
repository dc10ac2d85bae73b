/** What the roles of order-tracking's tasks may do, and what they may not, on their own things and on a neighbour's. */

export interface Access {
  /** The role: what the program runs with, or what ECS starts it with. */
  readonly role: "task" | "execution";
  readonly action: string;
  /** With words in braces for what only the stack's outputs know. */
  readonly resource: string;
  readonly allowed: boolean;
}

const NEIGHBOUR = "arn:aws:kafka:eu-west-1:111122223333";
const OTHER_CLUSTER = "neighbour/0fc5dfdd-a608-4c38-a26c-c1da6ef91a88-s1";

const own = (role: Access["role"], resource: string, ...actions: readonly string[]): Access[] =>
  actions.map((action) => ({ role, action, resource, allowed: true }));
const denied = (role: Access["role"], resource: string, ...actions: readonly string[]): Access[] =>
  actions.map((action) => ({ role, action, resource, allowed: false }));

export const ACCESS: readonly Access[] = [
  ...own("task", "{cluster}", "kafka-cluster:Connect", "kafka-cluster:DescribeCluster"),
  ...own(
    "task",
    "{topic}/order-events",
    "kafka-cluster:ReadData",
    "kafka-cluster:WriteData",
    "kafka-cluster:CreateTopic",
  ),
  ...own("task", "{group}/order-tracking", "kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"),
  ...denied("task", "{cluster}", "kafka-cluster:AlterCluster"),
  ...denied("task", "{topic}/order-events", "kafka-cluster:DeleteTopic"),
  ...denied(
    "task",
    "{topic}/payments",
    "kafka-cluster:ReadData",
    "kafka-cluster:WriteData",
    "kafka-cluster:CreateTopic",
  ),
  ...denied("task", "{group}/payments", "kafka-cluster:AlterGroup"),
  ...denied("task", `${NEIGHBOUR}:cluster/${OTHER_CLUSTER}`, "kafka-cluster:Connect"),
  ...denied("task", `${NEIGHBOUR}:topic/${OTHER_CLUSTER}/order-events`, "kafka-cluster:ReadData"),
  // The program gets its password from ECS, and asks nobody for it.
  ...denied("task", "{secret}", "secretsmanager:GetSecretValue"),
  ...denied("task", "{repository}", "ecr:BatchGetImage"),

  ...own("execution", "*", "ecr:GetAuthorizationToken"),
  ...own("execution", "{repository}", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
  ...own("execution", "{logs}:log-stream:api/1", "logs:CreateLogStream", "logs:PutLogEvents"),
  ...own("execution", "{secret}", "secretsmanager:GetSecretValue"),
  ...denied("execution", "{repository}", "ecr:PutImage", "ecr:BatchDeleteImage"),
  ...denied("execution", "{repository}-neighbour", "ecr:BatchGetImage"),
  ...denied("execution", "{logs}-neighbour:log-stream:api/1", "logs:PutLogEvents"),
  ...denied("execution", "{secret}", "secretsmanager:PutSecretValue"),
  ...denied(
    "execution",
    "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-neighbour-abcdef",
    "secretsmanager:GetSecretValue",
  ),
  ...denied("execution", "{topic}/order-events", "kafka-cluster:ReadData"),
];

/** The resource with the stack's own names in the braces' places. */
export function resourceOf({ resource }: Access, outputs: Readonly<Record<string, unknown>>): string {
  const cluster = String(outputs["msk_cluster_arn"]);
  const [account = "", region = ""] =
    /^(\d+)\.dkr\.ecr\.([^.]+)\./.exec(String(outputs["ecr_repository_url"]))?.slice(1) ?? [];
  const names: Readonly<Record<string, string>> = {
    cluster,
    topic: cluster.replace(":cluster/", ":topic/"),
    group: cluster.replace(":cluster/", ":group/"),
    secret: String(outputs["rds_master_secret_arn"]),
    repository: `arn:aws:ecr:${region}:${account}:repository/${String(outputs["ecs_service_name"])}`,
    logs: `arn:aws:logs:${region}:${account}:log-group:${String(outputs["log_group_name"])}`,
  };
  return resource.replace(/\{(\w+)\}/g, (_, word: string) => names[word] ?? word);
}
