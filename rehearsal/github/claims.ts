/**
 * The claims of the token that GitHub gives to a job.
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
import { createHash } from "node:crypto";
import type { Claims } from "../oidc/issuer.ts";
import { overridden } from "../oidc/issuer.ts";
import type { Job } from "./job.ts";

/** Who issues GitHub's tokens. */
export const ISSUER = "https://token.actions.githubusercontent.com";

/** How long a token is good for, in seconds, and how long before it was issued it began to be. */
export const LIFETIME = 300;
const BEFORE = 600;

export interface Issue {
  /** Seconds since the epoch. */
  readonly now: number;
  /** The token's own id. */
  readonly jti: string;
}

/** What the operator overrides is laid over what GitHub would say; the subject is made of the latter. */
export function claimsOf(job: Job, { now, jti }: Issue): Claims {
  const [owner = ""] = job.repository.split("/");
  const about = aboutJob(job, jti);
  const claims = {
    ...about,
    iss: ISSUER,
    sub: subjectOf(job, about),
    aud: job.audience ?? `https://github.com/${owner}`,
    jti,
    iat: now,
    nbf: now - BEFORE,
    exp: now + LIFETIME,
  };
  return overridden(claims, job.claims);
}

/** What a subject may be made of: every claim but those of the token itself. */
function aboutJob(job: Job, jti: string): Record<string, string> {
  const { repository, runsFor, environment } = job;
  const [owner = ""] = repository.split("/");
  const ref = refOf(runsFor);
  const isPull = "pullRequest" in runsFor;
  const workflow = `${repository}/.github/workflows/deploy.yml@${ref}`;
  const sha = createHash("sha1").update(`${repository}@${ref}`).digest("hex");
  return {
    repository,
    repository_owner: owner,
    repository_id: String(job.repositoryId ?? numberOf(repository)),
    repository_owner_id: String(job.ownerId ?? numberOf(owner)),
    repository_visibility: "private",
    ref,
    ref_type: "tag" in runsFor ? "tag" : "branch",
    ref_protected: "false",
    base_ref: isPull ? "main" : "",
    head_ref: isPull ? "change" : "",
    ...(environment !== undefined && { environment }),
    event_name: isPull ? "pull_request" : "push",
    workflow: "Deploy",
    workflow_ref: workflow,
    workflow_sha: sha,
    job_workflow_ref: workflow,
    job_workflow_sha: sha,
    run_id: String(numberOf(jti)),
    run_number: "1",
    run_attempt: "1",
    runner_environment: "github-hosted",
    actor: owner,
    actor_id: String(job.ownerId ?? numberOf(owner)),
    sha,
  };
}

/** `repo:owner/name:environment:prod`; an environment counts more than a pull request, and that more than a ref. */
function subjectOf(job: Job, about: Readonly<Record<string, string>>): string {
  const { includeClaimKeys = ["repo", "context"] } = job;
  return includeClaimKeys.flatMap((key) => partOf(key, job, about)).join(":");
}

function partOf(key: string, job: Job, about: Readonly<Record<string, string>>): string[] {
  if (key === "repo") return ["repo", repositoryOf(job, about)];
  if (key !== "context") return [key, escaped(about[key] ?? "")];
  const { environment, runsFor } = job;
  if (environment !== undefined) return ["environment", escaped(environment)];
  return "pullRequest" in runsFor ? ["pull_request"] : ["ref", escaped(refOf(runsFor))];
}

/** `octo-org/octo-repo`, or with what never changes: `octo-org@123456/octo-repo@456789`. */
function repositoryOf({ repository, immutableSubject }: Job, about: Readonly<Record<string, string>>): string {
  if (immutableSubject !== true) return repository;
  const [owner = "", name = ""] = repository.split("/");
  return `${owner}@${about["repository_owner_id"] ?? ""}/${name}@${about["repository_id"] ?? ""}`;
}

function refOf(runsFor: Job["runsFor"]): string {
  if ("branch" in runsFor) return `refs/heads/${runsFor.branch}`;
  return "tag" in runsFor ? `refs/tags/${runsFor.tag}` : `refs/pull/${runsFor.pullRequest}/merge`;
}

/** A colon inside a value would look like one between two. */
const escaped = (value: string): string => value.replaceAll(":", "%3A");

/** Nine digits that are the same for the same text. */
function numberOf(text: string): number {
  return 100_000_000 + (createHash("sha256").update(text).digest().readUInt32BE(0) % 900_000_000);
}
