/** What the stand-in for the github provider refuses in a preview. */
import assert from "node:assert/strict";
import { textOf } from "../../../../rehearsal/plugins/protocol/values.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { faultsOf, openScene, provider } from "../hosted/scene.ts";
import {
  CLAIMS,
  ENVIRONMENT,
  ENVIRONMENT_VARIABLE,
  inputsOf,
  LABEL,
  POLICY,
  RIGHT,
  RULESET,
  SECRET,
  VARIABLE,
} from "./github.ts";

const WRONG: readonly (readonly [type: string, what: string, change: Properties, told: RegExp])[] = [
  [ENVIRONMENT, "a wait of more than 30 days", { waitTimer: 43_201 }, /^waitTimer: .*\(0 - 43200\), got 43201/],
  [ENVIRONMENT, "a wait below nothing", { waitTimer: -1 }, /^waitTimer: /],
  [ENVIRONMENT, "a wait that is no number", { waitTimer: "10" }, /^waitTimer: .*must be a number/],
  [ENVIRONMENT, "no name", { environment: null }, /^environment: .*required and missing/],
  [ENVIRONMENT, "a misspelt input", { reviewer: [] }, /^reviewer: .*did you mean `reviewers`/],
  [ENVIRONMENT, "two lists of reviewers", { reviewers: [{ users: [1] }, { users: [2] }] }, /^reviewers: Too many/],
  [ENVIRONMENT, "seven people", { reviewers: [{ users: [1, 2, 3, 4, 5, 6, 7] }] }, /^reviewers\[0\]\.users: Too many/],
  [
    ENVIRONMENT,
    "half a policy",
    { deploymentBranchPolicy: { protectedBranches: true } },
    /customBranchPolicies.*required/,
  ],
  [POLICY, "two patterns", { branchPattern: "main" }, /exactly one of branchPattern, tagPattern/],
  [POLICY, "no pattern", { tagPattern: null }, /exactly one of branchPattern, tagPattern/],
  [POLICY, "an empty pattern", { tagPattern: "" }, /^tagPattern: .*empty string/],
  [VARIABLE, "a digit first", { variableName: "1ST" }, /^variableName: .*must not start with a number/],
  [VARIABLE, "a hyphen", { variableName: "A-B" }, /^variableName: .*alphanumeric characters or underscores/],
  [VARIABLE, "GitHub's own prefix", { variableName: "GITHUB_REF" }, /^variableName: .*GITHUB_ prefix/],
  [VARIABLE, "that prefix in small letters", { variableName: "github_ref" }, /^variableName: .*GITHUB_ prefix/],
  [ENVIRONMENT_VARIABLE, "a blank", { variableName: "A B" }, /^variableName: /],
  [SECRET, "GitHub's own prefix", { secretName: "GITHUB_X" }, /^secretName: /],
  [SECRET, "two values", { plaintextValue: "b" }, /exactly one of value/],
  [RULESET, "an unknown target", { target: "repository" }, /^target: .*"branch","push","tag"/],
  [RULESET, "an unknown enforcement", { enforcement: "on" }, /^enforcement: /],
  [RULESET, "no rules", { rules: null }, /^rules: .*required/],
  [
    RULESET,
    "a rule of pushes for a branch",
    { rules: { maxFileSize: { maxFileSize: 1 } } },
    /^rules\.maxFileSize: .*not valid/,
  ],
  [
    RULESET,
    "a rule of branches for pushes",
    { target: "push", conditions: null },
    /^rules\.deletion: .*not valid for push/,
  ],
  [
    RULESET,
    "no check",
    { rules: { requiredStatusChecks: { requiredChecks: [] } } },
    /requiredChecks: Not enough list items/,
  ],
  [RULESET, "a bypass of nobody", { bypassActors: [{ actorType: "Anyone", bypassMode: "always" }] }, /actorType: /],
  [CLAIMS, "an empty list", { includeClaimKeys: [] }, /^includeClaimKeys: Not enough/],
];

describe("the stand-in for github, before anything is made", () => {
  for (const type of Object.keys(RIGHT)) {
    it(`finds nothing wrong with a right ${type.split(":").at(-1)}`, async () => {
      assert.deepEqual(await faultsOf("github", type, inputsOf(type)), []);
    });
  }

  for (const [type, what, change, told] of WRONG) {
    it(`${type.split(":").at(-1)}: refuses ${what}`, async () => {
      assert.match((await faultsOf("github", type, inputsOf(type, change))).join("\n"), told);
    });
  }

  it("tells all faults at once", async () => {
    const faults = await faultsOf("github", ENVIRONMENT, inputsOf(ENVIRONMENT, { environment: null, colour: "red" }));
    assert.equal(faults.length, 2);
  });

  it("checks any type of the SDK by its declarations, and names none that isn't there", async () => {
    assert.deepEqual(await faultsOf("github", LABEL, { repository: "tidegate", name: "bug", color: "ff0000" }), []);
    assert.match((await faultsOf("github", LABEL, { repository: "tidegate" })).join(), /color.*required/);
    await assert.rejects(() => faultsOf("github", "github:index/rulset:Rulset", {}), /declares no resource type/);
  });

  it("names a ruleset that the program leaves without a name, and keeps that name", async () => {
    const own = provider("github");
    const about = { urn: "urn:pulumi:dev::p::t::merge", olds: {}, randomSeed: "seed" };
    const first = await own.check(RULESET, inputsOf(RULESET, { name: null }), about);
    assert.match(textOf(first.inputs["name"]), /^merge-[0-9a-f]{7}$/);
    const again = await own.check(RULESET, inputsOf(RULESET, { name: null }), {
      ...about,
      olds: first.inputs,
      randomSeed: "x",
    });
    assert.equal(again.inputs["name"], first.inputs["name"]);
  });

  it("refuses an owner that is no account's name", async () => {
    await assert.rejects(
      () => openScene("github", { owner: "tide/gate" }),
      /github:owner must be the name of an account/,
    );
  });
});
