import assert from "node:assert/strict";
import { ownName } from "@tidegate/faults";
import { MergeRuleset, mergeRulesetFaults } from "../../../../components/trust/github/index.ts";
import type { MergeRulesetArgs } from "../../../../components/trust/github/index.ts";
import { isRecord } from "../../../../rehearsal/oci/facts/conform.ts";
import { refuses } from "../../aws/faults.ts";
import { build, REPOSITORY } from "./built.ts";

const ARGS: MergeRulesetArgs = { repository: REPOSITORY, requiredChecks: ["test", "types and lint"] };

const inputsOf = async (more: Partial<MergeRulesetArgs> = {}) =>
  (await build((options) => new MergeRuleset("merge", { ...ARGS, ...more }, options))).only("RepositoryRuleset").inputs;

describe("MergeRuleset", () => {
  it("blocks a merge into the default branch until GitHub Actions' checks have succeeded on its newest state", async () => {
    assert.deepEqual(await inputsOf(), {
      repository: "tidegate",
      name: "merge",
      target: "branch",
      enforcement: "active",
      conditions: { refName: { includes: ["~DEFAULT_BRANCH"], excludes: [] } },
      rules: {
        deletion: true,
        nonFastForward: true,
        pullRequest: {
          requiredApprovingReviewCount: 0,
          dismissStaleReviewsOnPush: true,
          requireLastPushApproval: false,
        },
        requiredStatusChecks: {
          strictRequiredStatusChecksPolicy: true,
          requiredChecks: [
            { context: "test", integrationId: 15368 },
            { context: "types and lint", integrationId: 15368 },
          ],
        },
      },
    });
  });

  it("lets nobody bypass it", async () => {
    assert.equal((await inputsOf())["bypassActors"], undefined);
  });

  it("guards the branches that are named, and asks for approvals", async () => {
    const { conditions, rules } = await inputsOf({ branches: ["main", "releases/1"], approvals: 2 });
    assert.deepEqual(conditions, {
      refName: { includes: ["refs/heads/main", "refs/heads/releases/1"], excludes: [] },
    });
    const approved = {
      requiredApprovingReviewCount: 2,
      dismissStaleReviewsOnPush: true,
      requireLastPushApproval: true,
    };
    assert.deepEqual(isRecord(rules) && rules["pullRequest"], approved);
  });

  refuses<MergeRulesetArgs>(
    ARGS,
    (args) => mergeRulesetFaults(args, ownName),
    (args) => new MergeRuleset("merge", args),
    [
      ["a repository without owner", { repository: "tidegate" }, ["repository"]],
      ["no check", { requiredChecks: [] }, ["requiredChecks"]],
      ["a check twice", { requiredChecks: ["test", "test"] }, ["requiredChecks"]],
      ["a check without a name", { requiredChecks: ["test", " "] }, ["requiredChecks[1]"]],
      ["no branch", { branches: [] }, ["branches"]],
      ["a branch with a wildcard", { branches: ["*"] }, ["branches[0]"]],
      ["a branch by its ref", { branches: ["refs/heads/main"] }, ["branches[0]"]],
      ["eleven approvals", { approvals: 11 }, ["approvals"]],
      ["a ruleset without a name", { rulesetName: "" }, ["rulesetName"]],
      ["checks of no app", { checksFrom: 0 }, ["checksFrom"]],
      [
        "all of it at once",
        { repository: "a", requiredChecks: [], approvals: -1 },
        ["repository", "requiredChecks", "approvals"],
      ],
    ],
  );
});
