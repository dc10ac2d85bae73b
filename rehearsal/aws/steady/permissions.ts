/**
 * Whether a role may do something, by the IAM documents that bear on it: its own policies, its permissions boundary, the
 * resource's policy, and the policy of the VPC endpoint that the call passes. No organization's policies.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import { createValidatedPolicy } from "@cloud-copilot/iam-policy";
import { runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
import type { EvaluationResult, Simulation } from "@cloud-copilot/iam-simulate";
import type { Properties, Value } from "../../plugins/protocol/values.ts";
import { isObject } from "../../plugins/protocol/values.ts";
import type { Cloud } from "../cloud.ts";
import { textAt } from "../kind.ts";
import { listOf, parsePolicy, statementsOf } from "../policyText.ts";
import type { Resource } from "../resource.ts";
import { policyOfEndpoint } from "../services/ec2/endpoints.ts";
import { managedPolicy } from "../services/iam/managed.ts";
import { POLICY, policiesOf, roleByArn } from "../services/iam/roles.ts";
import { TASK_ID } from "./verdict.ts";

export interface Request {
  /** `ecr:BatchGetImage` */
  readonly action: string;
  /** ARN; `*` for actions that know no resources. */
  readonly resource: string;
  readonly resourcePolicy?: Value | undefined;
  readonly endpoint?: Resource | undefined;
  readonly context?: Readonly<Record<string, string>>;
  /** The name of the role's session. Default: that of a task. */
  readonly session?: string;
}

/** Undefined where it may; else what AWS says behind the resource: `because no identity-based policy allows ...`. */
export function denial(roleArn: string, request: Request, cloud: Cloud): string | undefined {
  const { action, endpoint } = request;
  const boundary = boundaryOf(roleArn, cloud);
  const judged = evaluate(roleArn, request, cloud);
  if (judged === "ExplicitlyDenied") {
    const byIdentity = evaluate(roleArn, { ...request, resourcePolicy: undefined }, cloud) === "ExplicitlyDenied";
    return `with an explicit deny in ${byIdentity ? "an identity-based" : "a resource-based"} policy`;
  }
  if (judged === "ImplicitlyDenied") return `because no identity-based policy allows the ${action} action`;
  if (boundary !== undefined && evaluate(roleArn, request, cloud, boundary) !== "Allowed") {
    return `because no permissions boundary allows the ${action} action`;
  }
  if (endpoint !== undefined && !endpointAllows(roleArn, request, endpoint, cloud)) {
    return `because no VPC endpoint policy allows the ${action} action`;
  }
  return undefined;
}

/** As the error of a service shows it. */
export function accessDenied(roleArn: string, request: Request, why: string): string {
  return `AccessDeniedException: ${notAuthorized(roleArn, request, why)}`;
}

/** The same without its code. */
export function notAuthorized(roleArn: string, { action, resource, session }: Request, why: string): string {
  return `User: ${sessionArn(roleArn, session)} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
}

/** Whether a service may assume the role, for a task of this account. */
export function mayAssume(principal: string, roleArn: string, cloud: Cloud): boolean {
  const source = `arn:aws:ecs:${cloud.region}:${cloud.account}:task/${TASK_ID}`;
  const context = { "aws:SourceAccount": cloud.account, "aws:SourceArn": source };
  return trusts(roleArn, { principal, action: "sts:AssumeRole", context }, cloud);
}

export interface Assumption {
  /** A service's name, or the ARN of an identity provider. */
  readonly principal: string;
  /** `sts:AssumeRole`, `sts:AssumeRoleWithWebIdentity` */
  readonly action: string;
  readonly context: Readonly<Record<string, string>>;
}

/** What the role's trust policy says, and nothing else. A role that isn't there trusts nobody. */
export function trusts(roleArn: string, { principal, action, context }: Assumption, cloud: Cloud): boolean {
  const trust = parsePolicy(roleByArn(roleArn, cloud)?.outputs["assumeRolePolicy"]);
  if (trust === undefined) return false;
  const request = { principal, action, resource: { resource: roleArn, accountId: cloud.account } };
  const result = runUnsafeSimulation(
    {
      ...NO_POLICIES,
      request: { ...request, contextVariables: { ...context } },
      resourcePolicy: named("trust", trust),
    },
    {},
  );
  return result === "Allowed";
}

const NO_POLICIES: Omit<Simulation, "request"> = {
  identityPolicies: [],
  serviceControlPolicies: [],
  resourceControlPolicies: [],
};

/** The evaluator takes `*` for any resource. Of an action without resources AWS allows only what says `*` itself. */
const NO_RESOURCE = "no-resource";

function evaluate(roleArn: string, request: Request, cloud: Cloud, boundary?: Properties): EvaluationResult {
  const document = parsePolicy(request.resourcePolicy);
  return runUnsafeSimulation(
    {
      ...NO_POLICIES,
      request: requestOf(roleArn, request, cloud),
      identityPolicies: [...policiesOf(roleArn, cloud)],
      ...(document !== undefined && { resourcePolicy: named("resource", withResource(document)) }),
      ...(boundary !== undefined && { permissionBoundaryPolicies: [{ name: "boundary", policy: boundary }] }),
    },
    {},
  );
}

/** An endpoint's policy lets through what it allows to the caller, however the caller is named. */
function endpointAllows(roleArn: string, request: Request, endpoint: Resource, cloud: Cloud): boolean {
  const policy = parsePolicy(policyOfEndpoint(endpoint, cloud));
  if (policy === undefined) return true;
  const context = { ...request.context, "aws:SourceVpce": endpoint.id };
  const result = runUnsafeSimulation(
    {
      ...NO_POLICIES,
      request: requestOf(roleArn, { ...request, context }, cloud),
      resourcePolicy: named("endpoint", accountAsAnyone(policy, cloud.account)),
    },
    {},
  );
  return result === "Allowed";
}

function requestOf(
  roleArn: string,
  { action, resource, context, session }: Request,
  cloud: Cloud,
): Simulation["request"] {
  return {
    principal: sessionArn(roleArn, session),
    action,
    resource: { resource: resource === "*" ? NO_RESOURCE : resource, accountId: cloud.account },
    contextVariables: {
      "aws:PrincipalArn": roleArn,
      "aws:PrincipalAccount": cloud.account,
      "aws:RequestedRegion": cloud.region,
      "aws:SecureTransport": "true",
      "aws:ResourceAccount": cloud.account,
      ...context,
    },
  };
}

/** The policy of a repository says no resource: it is the repository's. */
function withResource(policy: Properties): Properties {
  const statements = statementsOf(policy).map((statement) =>
    statement["Resource"] === undefined && statement["NotResource"] === undefined
      ? { ...statement, Resource: "*" }
      : statement,
  );
  return { ...policy, Statement: statements };
}

/** In a resource's policy the account itself only hands the question on to IAM; in an endpoint's it means everyone in it. */
function accountAsAnyone(policy: Properties, account: string): Properties {
  const isAccount = (name: string): boolean => name === account || name === `arn:aws:iam::${account}:root`;
  const statements = statementsOf(policy).map((statement) => {
    const principal = statement["Principal"];
    const names = isObject(principal) ? listOf(principal["AWS"]) : [];
    return names.some(isAccount) ? { ...statement, Principal: "*" } : statement;
  });
  return { ...policy, Statement: statements };
}

/** With a name, without which the evaluator can't tell which statement decided. */
function named(name: string, policy: Properties) {
  return createValidatedPolicy(policy, () => [], { name });
}

function boundaryOf(roleArn: string, cloud: Cloud): Properties | undefined {
  const arn = textAt(roleByArn(roleArn, cloud)?.inputs ?? {}, "permissionsBoundary");
  return arn === undefined ? undefined : parsePolicy(cloud.byArn(arn, POLICY)?.outputs["policy"] ?? managedPolicy(arn));
}

/** A session of a role; a task's where none is named. */
export function sessionArn(roleArn: string, session: string = TASK_ID): string {
  const [, account = "", name = ""] = /^arn:aws:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(roleArn) ?? [];
  return `arn:aws:sts::${account}:assumed-role/${name}/${session}`;
}
