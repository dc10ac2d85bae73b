/**
 * A system on AWS as far as permissions need to know it: what its stack makes, by the names that it gives, and the two tags
 * that everything else of it carries.
 *
 * Names stand here in full. One system's name may begin another's (`circle-of-trust` and `circle-of-trust-dev`, or a
 * task's role and the role that deploys it), so that `<prefix>-*` would reach a neighbour.
 */
import type { Statement } from "@tidegate/aws";

export interface System {
  /** The Pulumi project's name: part of its state's path, and the value of the tag `Project`. */
  readonly project: string;
  /** The stack's name: part of its state's path, and the value of the tag `Env`. */
  readonly environment: string;
  /** The account's twelve digits. */
  readonly account: string;
  readonly region: string;
  readonly services: readonly EcsService[];
  /** Every role that the stack makes, whether or not its configuration asks for it now. */
  readonly roles: readonly MadeRole[];
  readonly logGroups: readonly string[];
  /** Names of alarms, `*` for what differs: `circle-of-trust-api-*`. */
  readonly alarms: readonly string[];
  readonly topic: string;
  readonly budget: string;
  readonly buckets: readonly MadeBucket[];
  /** Names that the system answers under, each in its public zone. */
  readonly domains: readonly { readonly zoneId: string; readonly domainName: string }[];
  readonly queues?: readonly string[];
  readonly tables?: readonly string[];
  /** Identifier of a PostgreSQL instance. */
  readonly database?: string;
  /** Name of a Kafka cluster. */
  readonly kafka?: string;
  readonly dashboard?: string;
  readonly trail?: string;
  /** Name of the backup plan and its vault. */
  readonly backups?: string;
  /** Name of the function that redeploys after a push. Its rules' names begin with it. */
  readonly redeploys?: string;
  /** Name of the web ACL before CloudFront. */
  readonly webAcl?: string;
  /** Name of the delivery source and of the destination that CloudFront's access logs go by. */
  readonly siteLogs?: string;
  /** Whether the stack makes API gateways, Cloud Map names, a CloudFront distribution and a Cognito user pool. */
  readonly serverless?: true;
}

export interface EcsService {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly family: string;
  readonly repositoryName: string;
}

export interface MadeRole {
  readonly roleName: string;
  /** The one service that it is passed to: `ecs-tasks.amazonaws.com`. */
  readonly service: string;
  /** ARNs of AWS's own policies that the stack attaches to it. Default: none. */
  readonly managedPolicyArns?: readonly string[];
}

export interface MadeBucket {
  readonly bucketName: string;
  /** `site`: files that a deployment uploads. `logs`: what AWS writes, and nobody else. */
  readonly holds: "site" | "logs";
}

export type Condition = NonNullable<Statement["Condition"]>;

/** An ARN in the system's region and account: `arn:aws:sqs:eu-west-1:111122223333:jobs`. */
export function arnIn({ region, account }: System, service: string, resource: string): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

/** An ARN of a service that knows no region: `arn:aws:iam::111122223333:role/one`. */
export function globalArn({ account }: System, service: string, resource: string): string {
  return `arn:aws:${service}::${account}:${resource}`;
}

/** What is there already is the system's own, by its tags. */
export function owned({ project, environment }: System): Condition {
  return { StringEquals: { "aws:ResourceTag/Project": project, "aws:ResourceTag/Env": environment } };
}

/** What is being made gets the system's own tags. */
export function claimed({ project, environment }: System): Condition {
  return { StringEquals: { "aws:RequestTag/Project": project, "aws:RequestTag/Env": environment } };
}

/** As `claimed`, of what has no tag yet: a tag on a neighbour's thing would make it this system's own. */
export function unclaimed(system: System): Condition {
  return { ...claimed(system), Null: { "aws:ResourceTag/Project": "true" } };
}

/** What is there is the system's own, and stays so: no tag says another project or environment. */
export function kept(system: System): Condition {
  const { project, environment } = system;
  return {
    ...owned(system),
    StringEqualsIfExists: { "aws:RequestTag/Project": project, "aws:RequestTag/Env": environment },
  };
}

/** A statement in one line. */
export function allow(
  Sid: string,
  Action: readonly string[],
  Resource: Statement["Resource"],
  condition?: Condition,
): Statement {
  return { Sid, Action, Resource, ...(condition !== undefined && { Condition: condition }) };
}

/** What one part of a system needs: to be looked at, and to be made, changed and taken away. */
export interface Needs {
  readonly read: readonly Statement[];
  readonly write: readonly Statement[];
}
