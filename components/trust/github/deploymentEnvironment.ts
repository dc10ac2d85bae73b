import * as pulumi from "@pulumi/pulumi";
import { RepositoryEnvironment } from "@pulumi/github/repositoryEnvironment.js";
import { RepositoryEnvironmentDeploymentPolicy } from "@pulumi/github/repositoryEnvironmentDeploymentPolicy.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, wholeNumberFaults } from "@tidegate/faults";
import { subjectFaults } from "../subject.ts";
import { patternFaults } from "./patterns.ts";
import { repositoryName } from "./repositoryName.ts";
import type { RepositoryArgs } from "./repositoryName.ts";

/** Which branches and tags a job may run for to get into the environment. There is no way to say: all of them. */
export type DeploysFrom =
  | { readonly protectedBranches: true }
  /** Patterns, of which one must match: `main`, `releases/*`; `v*` for tags. A tag gets in by `tags` alone. */
  | { readonly branches?: readonly string[]; readonly tags?: readonly string[] };

/** Who may approve a job. One approval is enough; they need at least read access to the repository. */
export interface Reviewers {
  /** GitHub's numbers of people, as in `gh api users/NAME --jq .id`. */
  readonly users?: readonly number[];
  /** GitHub's numbers of teams, as in `gh api orgs/ORG/teams/SLUG --jq .id`. */
  readonly teams?: readonly number[];
}

export interface DeploymentEnvironmentArgs extends RepositoryArgs {
  /** The name, which is in the token's subject: `environment:prod`. No slash, no colon, no wildcard. */
  readonly environment: string;
  readonly deploysFrom: DeploysFrom;
  /** Six at most, people and teams together. Default: none, so that jobs go on by themselves. */
  readonly reviewers?: Reviewers;
  /** Minutes that a job waits before it goes on, 0 to 43,200 (30 days). Default: 0. */
  readonly waitMinutes?: number;
  /** Whether administrators of the repository may push a job past reviewers and timer. Default: false. */
  readonly adminsBypass?: boolean;
  /** Whether who started a job may approve it. Default: false. One person alone needs true. */
  readonly selfReview?: boolean;
}

/**
 * An environment of a repository: the gate before a role that trusts `environment:<name>`. GitHub gives a job a token with
 * that subject only when the job's branch or tag is let in, the reviewers have said yes and the time is over.
 *
 * This is where "tags v* for prod" is said: no trust can hold a pattern, so the trust names the environment and this
 * names the tags.
 *
 * @throws InvalidArguments with every fault at once, before anything is registered.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments
 * @see https://www.pulumi.com/registry/packages/github/api-docs/repositoryenvironment/
 */
export class DeploymentEnvironment extends pulumi.ComponentResource {
  /** The name, known once the environment and all of its patterns are there. */
  readonly environment: pulumi.Output<string>;

  constructor(name: string, args: DeploymentEnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, deploymentEnvironmentFaults(args, ownName));
    super("tidegate-trust:index:DeploymentEnvironment", name, {}, opts);

    const { deploysFrom, reviewers, waitMinutes = 0, adminsBypass = false, selfReview = false } = args;
    const repository = repositoryName(args);
    const byProtection = "protectedBranches" in deploysFrom;
    const environment = new RepositoryEnvironment(
      name,
      {
        repository,
        environment: args.environment,
        canAdminsBypass: adminsBypass,
        preventSelfReview: !selfReview,
        waitTimer: waitMinutes,
        deploymentBranchPolicy: { protectedBranches: byProtection, customBranchPolicies: !byProtection },
        ...(countOf(reviewers) > 0 && {
          reviewers: [{ users: [...(reviewers?.users ?? [])], teams: [...(reviewers?.teams ?? [])] }],
        }),
      },
      { parent: this },
    );
    const policies = patternsOf(deploysFrom).map(
      ({ kind, pattern }) =>
        new RepositoryEnvironmentDeploymentPolicy(
          `${name}-${kind}-${pattern}`,
          {
            repository,
            environment: environment.environment,
            ...(kind === "branch" ? { branchPattern: pattern } : { tagPattern: pattern }),
          },
          { parent: this },
        ),
    );

    const ready = pulumi.all(policies.map(({ policyId }) => policyId));
    this.environment = pulumi.all([environment.environment, ready]).apply(([text]) => text);
    this.registerOutputs({ environment: this.environment });
  }
}

/** What is wrong with the repository, the name, the patterns, the reviewers and the wait. */
export function deploymentEnvironmentFaults(args: DeploymentEnvironmentArgs, label: Label): Fault[] {
  const { repository, environment, deploysFrom, reviewers, waitMinutes = 0 } = args;
  return [
    ...subjectFaults({ repository, environment }, label),
    ...deploysFromFaults(deploysFrom, (argument) => label(`deploysFrom.${argument}`)),
    ...reviewerFaults(reviewers, (argument) => label(`reviewers.${argument}`)),
    ...wholeNumberFaults(label("waitMinutes"), waitMinutes, 0, LONGEST_WAIT_MINUTES),
  ];
}

const LONGEST_WAIT_MINUTES = 43_200;
const MOST_REVIEWERS = 6;

function patternsOf(from: DeploysFrom): { kind: "branch" | "tag"; pattern: string }[] {
  if ("protectedBranches" in from) return [];
  return [
    ...(from.branches ?? []).map((pattern) => ({ kind: "branch" as const, pattern })),
    ...(from.tags ?? []).map((pattern) => ({ kind: "tag" as const, pattern })),
  ];
}

function deploysFromFaults(from: DeploysFrom, label: Label): Fault[] {
  const { branches, tags } = "protectedBranches" in from ? {} : from;
  const hasPatterns = "branches" in from || "tags" in from;
  if (hasPatterns === "protectedBranches" in from) {
    const given = Object.keys(from);
    return [{ path: label("kind"), given, accepted: "either protectedBranches, or branches, tags or both" }];
  }
  return [
    ...(branches === undefined ? [] : patternFaults(label("branches"), branches)),
    ...(tags === undefined ? [] : patternFaults(label("tags"), tags)),
  ];
}

function reviewerFaults(reviewers: Reviewers | undefined, label: Label): Fault[] {
  const { users = [], teams = [] } = reviewers ?? {};
  const count = countOf(reviewers);
  return [
    ...idFaults(label("users"), users),
    ...idFaults(label("teams"), teams),
    ...(reviewers !== undefined && (count === 0 || count > MOST_REVIEWERS)
      ? [{ path: label("count"), given: count, accepted: `1 to ${MOST_REVIEWERS} people and teams together` }]
      : []),
  ];
}

function idFaults(path: string, ids: readonly number[]): Fault[] {
  const twice = ids.filter((id, at) => ids.indexOf(id) < at);
  return [
    ...ids.flatMap((id, at) => wholeNumberFaults(`${path}[${at}]`, id, 1, Number.MAX_SAFE_INTEGER)),
    ...twice.map((given) => ({ path, given, accepted: "each number once" })),
  ];
}

function countOf(reviewers: Reviewers | undefined): number {
  return (reviewers?.users?.length ?? 0) + (reviewers?.teams?.length ?? 0);
}
