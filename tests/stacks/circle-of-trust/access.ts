/** What the roles of Circle of Trust's tasks may do, and what they may not, on their own things and on a neighbour's. */

export interface Access {
  /** The start of the role's policy's name in the state. */
  readonly role: "api-task" | "worker-task" | "api-execution" | "worker-execution";
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
}

const ACCOUNT = "us-east-1:111122223333";
const PREFIX = "circle-of-trust-dev";
const queue = (name: string) => `arn:aws:sqs:${ACCOUNT}:${name}`;
const table = (name: string) => `arn:aws:dynamodb:${ACCOUNT}:table/${name}`;
const repository = (name: string) => `arn:aws:ecr:${ACCOUNT}:repository/${name}`;

const own = (role: Access["role"], resource: string, ...actions: readonly string[]): Access[] =>
  actions.map((action) => ({ role, action, resource, allowed: true }));
const denied = (role: Access["role"], resource: string, ...actions: readonly string[]): Access[] =>
  actions.map((action) => ({ role, action, resource, allowed: false }));

const JOBS = queue(`${PREFIX}-jobs`);
const ITEMS = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"];

export const ACCESS: readonly Access[] = [
  ...own("api-task", JOBS, "sqs:SendMessage"),
  ...denied("api-task", JOBS, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:PurgeQueue"),
  ...denied("api-task", queue(`${PREFIX}-jobs-dlq`), "sqs:SendMessage"),
  ...denied("api-task", queue("neighbour-jobs"), "sqs:SendMessage"),
  ...own("worker-task", JOBS, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"),
  ...denied("worker-task", JOBS, "sqs:SendMessage", "sqs:PurgeQueue"),
  ...denied("worker-task", queue("neighbour-jobs"), "sqs:ReceiveMessage"),
  ...(["api-task", "worker-task"] as const).flatMap((role) => [
    ...own(role, table(`${PREFIX}-conversations`), ...ITEMS),
    ...own(role, table(`${PREFIX}-jobs`), ...ITEMS),
    ...own(role, `${table(`${PREFIX}-jobs`)}/index/by-conversation`, "dynamodb:Query"),
    ...denied(role, table(`${PREFIX}-jobs`), "dynamodb:DeleteTable", "dynamodb:UpdateTable"),
    ...denied(role, table("circle-of-trust-jobs"), ...ITEMS),
    ...denied(role, repository(`${PREFIX}-api`), "ecr:BatchGetImage"),
  ]),
  ...(["api", "worker"] as const).flatMap((name) => [
    ...own(`${name}-execution`, repository(`${PREFIX}-${name}`), "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
    ...own(`${name}-execution`, "*", "ecr:GetAuthorizationToken"),
    ...denied(`${name}-execution`, repository(`${PREFIX}-${name}`), "ecr:PutImage"),
    ...denied(`${name}-execution`, repository("neighbour"), "ecr:BatchGetImage"),
    ...denied(`${name}-execution`, JOBS, "sqs:ReceiveMessage"),
  ]),
];
