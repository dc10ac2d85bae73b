/**
 * Who a run of Pulumi Deployments speaks for: the claim `sub` of Pulumi's tokens, as data. It names the operation, so that
 * a preview and an update are two subjects.
 *
 * @see https://www.pulumi.com/docs/deployments/guides/oidc/
 */
import type { Fault, Label } from "@tidegate/faults";

/** Where the tokens of Pulumi Deployments come from: their claim `iss`. Their `aud` is the organisation's name. */
export const PULUMI_ISSUER = "https://api.pulumi.com/oidc";

/** What a run does: the values of the claim `operation`. */
export const OPERATIONS = ["preview", "update", "refresh", "destroy"] as const;

export type Operation = (typeof OPERATIONS)[number];

export interface DeploymentSubject {
  /** The organisation's name, as in the console's address: in lower case. */
  readonly organization: string;
  /** The project's name, as in its Pulumi.yaml. */
  readonly project: string;
  /** The stack's name, without organisation and project before it. */
  readonly stack: string;
  readonly operation: Operation;
}

/** The claim as Pulumi writes it. The subject must be free of faults. */
export function deploymentText({ organization, project, stack, operation }: DeploymentSubject): string {
  return `pulumi:deploy:org:${organization}:project:${project}:stack:${stack}:operation:${operation}:scope:write`;
}

/** The subject of a claim; undefined where it is none of a deployment's, or one that no trust may name. */
export function deploymentOf(text: string): DeploymentSubject | undefined {
  const [, organization = "", project = "", stack = "", word] = CLAIM.exec(text) ?? [];
  const operation = OPERATIONS.find((one) => one === word);
  if (operation === undefined) return undefined;
  const subject = { organization, project, stack, operation };
  return deploymentFaults(subject, (part) => part).length === 0 ? subject : undefined;
}

/** What is wrong with a run's subject, each reason by itself. */
export function deploymentFaults(subject: DeploymentSubject, label: Label): Fault[] {
  const { organization, project, stack, operation } = subject;
  return [
    ...organizationFaults(label("organization"), organization),
    ...nameFaults(label("project"), project, NAME, "1 to 100 letters, digits, hyphens, dots and underscores"),
    ...nameFaults(label("stack"), stack, NAME, "1 to 100 letters, digits, hyphens, dots and underscores"),
    ...(OPERATIONS.includes(operation)
      ? []
      : [{ path: label("operation"), given: operation, accepted: `one of ${OPERATIONS.join(", ")}` }]),
  ];
}

/** What is wrong with an organisation's name, each reason by itself. */
export function organizationFaults(path: string, given: string): Fault[] {
  return nameFaults(path, given, ORGANIZATION, "letters in lower case, digits, hyphens and underscores");
}

const CLAIM = /^pulumi:deploy:org:([^:]+):project:([^:]+):stack:([^:]+):operation:([^:]+):scope:write$/;
const ORGANIZATION = /^[a-z0-9][a-z0-9_-]{0,99}$/;
const NAME = /^[\w.-]{1,100}$/;

function nameFaults(path: string, given: string, form: RegExp, accepted: string): Fault[] {
  // Characters that have a reason of their own are judged by that alone.
  const plain = given.replace(/[*?:]/g, "");
  const judged = [
    [/[*?]/.test(given), "one name: * and ? would stand for others too"],
    [given.includes(":"), "a name without a colon: it parts the claim, and another claim would be meant"],
    [!form.test(plain) && (plain !== "" || given === ""), accepted],
  ] as const;
  return judged.filter(([wrong]) => wrong).map(([, reason]) => ({ path, given, accepted: reason }));
}
