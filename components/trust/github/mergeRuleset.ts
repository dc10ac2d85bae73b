import * as pulumi from "@pulumi/pulumi";
import { RepositoryRuleset } from "@pulumi/github/repositoryRuleset.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults, wholeNumberFaults } from "@tidegate/faults";
import { refNameFaults } from "../refName.ts";
import { repositoryFaults, repositoryName } from "./repositoryName.ts";
import type { RepositoryArgs } from "./repositoryName.ts";

export interface MergeRulesetArgs extends RepositoryArgs {
  /** Unique in the repository, 1 to 100 characters. Default: `merge`. */
  readonly rulesetName?: string;
  /** Names of jobs that must have succeeded, as GitHub shows them: `test`, or `test (24)` of a matrix. One at least. */
  readonly requiredChecks: readonly string[];
  /** Branches by their names. Default: the repository's default branch, whatever it is called. */
  readonly branches?: readonly string[];
  /** Approvals that a pull request needs, 0 to 10. Default: 0; who works alone could never get one. */
  readonly approvals?: number;
  /**
   * The GitHub App whose checks count, by its number. Default: GitHub Actions, so that nobody who may set a commit's
   * status can call a failed test a success.
   */
  readonly checksFrom?: number;
}

/** The number of the app GitHub Actions, the same on all of github.com. */
export const GITHUB_ACTIONS_APP = 15368;

/**
 * Blocks a merge while tests fail: changes come by pull requests, whose checks have succeeded on the branch's newest
 * state; nobody pushes over history or deletes the branch. There is nobody who may bypass it.
 *
 * @throws InvalidArguments with every fault at once, before anything is registered.
 * @see https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
 * @see https://www.pulumi.com/registry/packages/github/api-docs/repositoryruleset/
 */
export class MergeRuleset extends pulumi.ComponentResource {
  readonly rulesetId: pulumi.Output<number>;

  constructor(name: string, args: MergeRulesetArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, mergeRulesetFaults(args, ownName));
    super("tidegate-trust:index:MergeRuleset", name, {}, opts);

    const { requiredChecks, branches, approvals = 0, checksFrom = GITHUB_ACTIONS_APP } = args;
    const ruleset = new RepositoryRuleset(
      name,
      {
        repository: repositoryName(args),
        name: args.rulesetName ?? RULESET_NAME,
        target: "branch",
        enforcement: "active",
        conditions: {
          refName: {
            includes: branches?.map((branch) => `refs/heads/${branch}`) ?? ["~DEFAULT_BRANCH"],
            excludes: [],
          },
        },
        rules: {
          deletion: true,
          nonFastForward: true,
          pullRequest: {
            requiredApprovingReviewCount: approvals,
            dismissStaleReviewsOnPush: true,
            requireLastPushApproval: approvals > 0,
          },
          requiredStatusChecks: {
            strictRequiredStatusChecksPolicy: true,
            requiredChecks: requiredChecks.map((context) => ({ context, integrationId: checksFrom })),
          },
        },
      },
      { parent: this },
    );
    this.rulesetId = ruleset.rulesetId;
    this.registerOutputs({ rulesetId: this.rulesetId });
  }
}

/** What is wrong with the repository, the name, the checks, the branches and the approvals. */
export function mergeRulesetFaults(args: MergeRulesetArgs, label: Label): Fault[] {
  const { rulesetName = RULESET_NAME, requiredChecks, branches, approvals = 0, checksFrom = GITHUB_ACTIONS_APP } = args;
  return [
    ...repositoryFaults(args, label),
    ...textFaults(label("rulesetName"), rulesetName, /^\S(.{0,98}\S)?$/u, "1 to 100 characters, no blank at an end"),
    ...listFaults(label("requiredChecks"), requiredChecks),
    ...requiredChecks.flatMap((check, at) =>
      textFaults(label(`requiredChecks[${at}]`), check, /^\S(.*\S)?$/u, "a job's name, no blank at an end"),
    ),
    ...(branches === undefined ? [] : listFaults(label("branches"), branches)),
    ...(branches ?? []).flatMap((branch, at) => refNameFaults(label(`branches[${at}]`), branch)),
    ...wholeNumberFaults(label("approvals"), approvals, 0, 10),
    ...wholeNumberFaults(label("checksFrom"), checksFrom, 1, Number.MAX_SAFE_INTEGER),
  ];
}

const RULESET_NAME = "merge";

function listFaults(path: string, given: readonly string[]): Fault[] {
  const twice = given.filter((one, at) => given.indexOf(one) < at);
  return [
    ...(given.length === 0 ? [{ path, given, accepted: "one at least" }] : []),
    ...twice.map((one) => ({ path, given: one, accepted: "each once" })),
  ];
}
