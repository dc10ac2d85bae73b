/** What the service's two roles may do, and what they may not do to a neighbour's. */
export interface Privilege {
  /** `execution` is ECS's before the container starts, `task` is the application's. */
  readonly role: "execution" | "task";
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
}

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:111122223333:${resource}`;

const IMAGES = arn("ecr", "repository/sandbox-broker-api-dev");
const LOG = arn("logs", "log-group:/ecs/sandbox-broker-api-dev:log-stream:sandbox-broker-api-dev/one");
const NEIGHBOURS_IMAGES = arn("ecr", "repository/sandbox-broker-api");
const NEIGHBOURS_LOG = arn("logs", "log-group:/ecs/sandbox-broker-api:log-stream:sandbox-broker-api/one");

export const PRIVILEGES: readonly Privilege[] = [
  { role: "execution", action: "ecr:GetAuthorizationToken", resource: "*", allowed: true },
  { role: "execution", action: "ecr:BatchGetImage", resource: IMAGES, allowed: true },
  { role: "execution", action: "ecr:GetDownloadUrlForLayer", resource: IMAGES, allowed: true },
  { role: "execution", action: "logs:PutLogEvents", resource: LOG, allowed: true },
  { role: "execution", action: "ecr:BatchGetImage", resource: NEIGHBOURS_IMAGES, allowed: false },
  { role: "execution", action: "logs:PutLogEvents", resource: NEIGHBOURS_LOG, allowed: false },
  { role: "execution", action: "ecr:PutImage", resource: IMAGES, allowed: false },
  { role: "execution", action: "ecr:BatchDeleteImage", resource: IMAGES, allowed: false },
  {
    role: "execution",
    action: "secretsmanager:GetSecretValue",
    resource: arn("secretsmanager", "secret:anything-Ab12Cd"),
    allowed: false,
  },
  { role: "task", action: "ecr:BatchGetImage", resource: IMAGES, allowed: false },
  { role: "task", action: "logs:PutLogEvents", resource: LOG, allowed: false },
  { role: "task", action: "sqs:SendMessage", resource: arn("sqs", "anything"), allowed: false },
  { role: "task", action: "ssmmessages:OpenDataChannel", resource: "*", allowed: false },
];
