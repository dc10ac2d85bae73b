/** A job of a GitHub workflow, as far as the token tells that GitHub gives it. */
import { invalidParameter } from "../oci/errors.ts";
import { isRecord } from "../oci/facts/conform.ts";
import { missing, unknownKeys, wrongTypes } from "../oidc/properties.ts";
import type { Types } from "../oidc/properties.ts";

export interface Job {
  /** `owner/name`, as GitHub writes it. */
  readonly repository: string;
  readonly runsFor: { readonly branch: string } | { readonly tag: string } | { readonly pullRequest: number };
  /** The environment that the job names, if it names one. */
  readonly environment?: string;
  /** Default: the owner's URL, as GitHub has it. */
  readonly audience?: string;
  /** Default: a number made of the name. Give both to see a repository renamed: the numbers stay. */
  readonly ownerId?: number;
  readonly repositoryId?: number;
  /**
   * Whether the subject holds both numbers, as that of repositories does that were made, renamed or transferred after
   * July 15, 2026, or whose owner asked for it. Default: no.
   */
  readonly immutableSubject?: boolean;
  /** The repository's own template of the subject: `repo`, `context` and names of claims. Default: `repo`, `context`. */
  readonly includeClaimKeys?: readonly string[];
  /** What somebody wants otherwise than GitHub would say it; null leaves the claim out. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/**
 * Reads a job: `{repository, branch | tag | pullRequest, environment, audience, ...}`.
 * @throws ServiceError 400, with all that is wrong
 */
export function jobOf(body: unknown): Job {
  const given = isRecord(body) ? body : {};
  const faults = [
    ...missing(given, ["repository"]),
    ...wrongTypes(given, TYPES),
    ...unknownKeys(given, [...Object.keys(TYPES), "includeClaimKeys", "claims"], "a job"),
  ];
  const { repository, branch, tag, pullRequest, fromFork, claims } = given;
  if (typeof repository === "string" && !/^[^/\s]+\/[^/\s]+$/.test(repository)) {
    faults.push(`repository must be owner/name, not ${repository}.`);
  }
  if ([branch, tag, pullRequest].filter((one) => one !== undefined).length !== 1) {
    faults.push("one of branch, tag and pullRequest must say what the job runs for.");
  }
  if (fromFork === true) faults.push("GitHub gives no identity token to the pull request of a fork.");
  if (claims !== undefined && !isRecord(claims)) faults.push("claims must be an object.");
  if (faults.length > 0) throw invalidParameter(faults.join(" "));
  const { includeClaimKeys } = given;
  return {
    repository: String(repository),
    runsFor: runsFor(given),
    ...(typeof given["environment"] === "string" && { environment: given["environment"] }),
    ...(typeof given["audience"] === "string" && { audience: given["audience"] }),
    ...(typeof given["ownerId"] === "number" && { ownerId: given["ownerId"] }),
    ...(typeof given["repositoryId"] === "number" && { repositoryId: given["repositoryId"] }),
    ...(given["immutableSubject"] === true && { immutableSubject: true }),
    ...(Array.isArray(includeClaimKeys) && { includeClaimKeys: includeClaimKeys.map(String) }),
    ...(isRecord(claims) && { claims }),
  };
}

const TYPES: Types = {
  repository: "string",
  branch: "string",
  tag: "string",
  pullRequest: "number",
  fromFork: "boolean",
  environment: "string",
  audience: "string",
  ownerId: "number",
  repositoryId: "number",
  immutableSubject: "boolean",
};

function runsFor({ branch, tag, pullRequest }: Readonly<Record<string, unknown>>): Job["runsFor"] {
  if (typeof branch === "string") return { branch };
  return typeof tag === "string" ? { tag } : { pullRequest: Number(pullRequest) };
}
