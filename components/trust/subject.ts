/**
 * Who a token speaks for: GitHub's claim `sub`, or Pulumi's, as data. Every trust names subjects one by one, and no pattern.
 *
 * A pattern of tags (`v*`) is no subject: `sub` holds the one tag that was pushed, and neither AWS nor OCI can ask that
 * a claim begins with something without a wildcard in the trust. So "tags v* for prod" is said in two places that are
 * both exact: the trust names the environment (`environment: "prod"`), and GitHub lets nothing but tags `v*` into that
 * environment by its deployment policy. Since January 2026 AWS can ask for more claims (`ref`, `environment`, `repository_id`,
 * not `ref_type`), but any tag of `v*` would be a pattern there too.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments
 */
import type { Fault, Label } from "@tidegate/faults";
import { deploymentFaults, deploymentText } from "./deployment.ts";
import type { DeploymentSubject } from "./deployment.ts";
import { refNameFaults } from "./refName.ts";

/** Where GitHub's tokens come from: their claim `iss`. GitHub Enterprise Server has one of its own. */
export const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";

/**
 * What a job runs for, or `deployment`: a run of Pulumi Deployments. A job that names an environment has that in its token,
 * whatever branch or tag started it.
 */
export type SubjectKind = "branch" | "tag" | "environment" | "pullRequest" | "deployment";

export type Subject = WorkflowSubject | DeploymentSubject;

/** A workflow's job on GitHub. */
export type WorkflowSubject = SubjectRepository &
  (
    | { readonly branch: string }
    | { readonly tag: string }
    | { readonly environment: string }
    /** Any pull request of the repository. From a fork there is no token, unless the repository gives forks write tokens. */
    | { readonly pullRequest: true }
  );

export interface SubjectRepository {
  /** `owner/name`, in the case that GitHub shows: a trust compares letter by letter. */
  readonly repository: string;
  /**
   * GitHub's own numbers, which nobody gets again. Repositories made, renamed or moved after 15 July 2026 carry them in
   * `sub`, older ones where it is switched on: `repo:owner@1/name@2:…`. Default: none, as older repositories have it.
   *
   * `gh api repos/OWNER/NAME/actions/oidc/customization/sub` shows which of the two a repository has.
   *
   * @see https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims
   */
  readonly ids?: { readonly owner: number; readonly repository: number };
}

/**
 * The claim as its issuer writes it: `repo:owner/name:environment:prod`, `pulumi:deploy:org:…`. The subject must be free of
 * faults.
 */
export function subjectText(subject: Subject): string {
  if (isDeployment(subject)) return deploymentText(subject);
  return `repo:${repositoryText(subject)}:${contextText(subject)}`;
}

/** Whether Pulumi Deployments speaks, and not a workflow of GitHub's. */
export function isDeployment(subject: Subject): subject is DeploymentSubject {
  return "organization" in subject;
}

/** Every kind that the subject names: one, unless it came from a configuration. */
export function kindsOf(subject: Subject): SubjectKind[] {
  const kinds = WORKFLOW_KINDS.filter((kind) => kind in subject);
  return isDeployment(subject) ? [...kinds, "deployment"] : kinds;
}

/** What is wrong with a subject, each reason by itself. */
export function subjectFaults(subject: Subject, label: Label): Fault[] {
  const kinds = kindsOf(subject);
  const accepted = `one of ${WORKFLOW_KINDS.join(", ")}, and no other beside it`;
  const kindFaults = kinds.length === 1 ? [] : [{ path: label("kind"), given: kinds, accepted }];
  if (isDeployment(subject)) return [...deploymentFaults(subject, label), ...kindFaults];
  return [
    ...repositoryFaults(label("repository"), subject.repository),
    ...idFaults(subject, label),
    ...kindFaults,
    ...("branch" in subject ? refNameFaults(label("branch"), subject.branch) : []),
    ...("tag" in subject ? refNameFaults(label("tag"), subject.tag) : []),
    ...("environment" in subject ? environmentFaults(label("environment"), subject.environment) : []),
  ];
}

/** A kind of subject that a role may never name. @param path the subject's own */
export function unwantedFaults(subject: Subject, accepts: readonly SubjectKind[], path: string): Fault[] {
  return kindsOf(subject)
    .filter((kind) => accepts.length > 0 && !accepts.includes(kind))
    .map((kind) => ({
      path,
      given: subjectText(subject),
      accepted: `a subject by ${accepts.join(" or ")}, not by ${kind}`,
    }));
}

const WORKFLOW_KINDS: readonly SubjectKind[] = ["branch", "tag", "environment", "pullRequest"];

function repositoryText({ repository, ids }: SubjectRepository): string {
  if (ids === undefined) return repository;
  const [owner = "", name = ""] = repository.split("/");
  return `${owner}@${ids.owner}/${name}@${ids.repository}`;
}

function contextText(subject: WorkflowSubject): string {
  if ("branch" in subject) return `ref:refs/heads/${subject.branch}`;
  if ("tag" in subject) return `ref:refs/tags/${subject.tag}`;
  return "environment" in subject ? `environment:${subject.environment}` : "pull_request";
}

function repositoryFaults(path: string, given: string): Fault[] {
  const parts = given.split("/");
  const [owner = "", name = ""] = parts;
  return reasons(path, given, [
    [/[*?]/.test(given), "one repository by its name: * and ? would stand for others too"],
    [parts.length === 1, "owner/name: without the owner, anybody's repository of that name is meant"],
    [parts.length > 2, "owner/name with one slash"],
    [parts.length > 1 && parts.includes(""), "owner/name, neither of them empty"],
    [given.includes(":"), "owner/name without a colon: it parts the claim, and another claim would be meant"],
    [parts.length === 2 && !OWNER.test(plain(owner)), "an owner of letters, digits and single hyphens, 39 at most"],
    [
      parts.length === 2 && !NAME.test(plain(name)),
      "a name of letters, digits, hyphens, dots and underscores, 100 at most",
    ],
  ]);
}

/** Accounts that a company manages have an underscore before the company's short name. */
const OWNER = /^$|^(?=.{1,39}$)[A-Za-z0-9]+([-_][A-Za-z0-9]+)*$/;
const NAME = /^$|^(?!\.{1,2}$)[\w.-]{1,100}$/;

/** Without the characters that have a reason of their own. */
function plain(part: string): string {
  return part.replace(/[*?:]/g, "");
}

function idFaults({ ids }: SubjectRepository, label: Label): Fault[] {
  return Object.entries(ids ?? {}).flatMap(([part, given]) =>
    Number.isSafeInteger(given) && given > 0
      ? []
      : [{ path: label(`ids.${part}`), given, accepted: "GitHub's number of it, as in 1291874641" }],
  );
}

/** GitHub takes more, but writes a colon into the claim as %3A. */
function environmentFaults(path: string, given: string): Fault[] {
  return reasons(path, given, [
    [given.trim() === "", "the environment's name"],
    [/[*?]/.test(given), "one environment by its name: * and ? would stand for others too"],
    [given.includes("/"), "a name without a slash"],
    [given.includes(":"), "a name without a colon: it parts the claim"],
    [/[\p{Cc}\\'"`,;]/u.test(given), "a name without quotes, commas, semicolons, backslashes and control characters"],
    [given.length > 255, "up to 255 characters"],
  ]);
}

function reasons(path: string, given: string, judged: readonly (readonly [boolean, string])[]): Fault[] {
  return judged.filter(([wrong]) => wrong).map(([, accepted]) => ({ path, given, accepted }));
}
