/** What updates a thing of GitHub's and what replaces it: by cases, and by the provider's own schema where that is at hand. */
import assert from "node:assert/strict";
import { GITHUB_KINDS } from "../../../../rehearsal/hosted/github/index.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { provider } from "../hosted/scene.ts";
import { collectFlags, present, readSchema } from "../schema.ts";
import { CLAIMS, ENVIRONMENT, inputsOf, POLICY, PROTECTION, RULESET, VARIABLE } from "./github.ts";

/** Every change as `path kind`, with `!` where it replaces. */
async function changes(type: string, change: Properties, olds: Properties = {}): Promise<string[]> {
  const found = await provider("github").diff(type, inputsOf(type, olds), inputsOf(type, change));
  return found.changes.map(({ path, kind, replace }) => `${path} ${kind}${replace ? "!" : ""}`);
}

const CASES: readonly (readonly [what: string, type: string, change: Properties, told: readonly string[]])[] = [
  ["nothing", ENVIRONMENT, {}, []],
  ["the order of reviewers", ENVIRONMENT, { reviewers: [{ users: [2, 1], teams: [3] }] }, []],
  ["a reviewer", ENVIRONMENT, { reviewers: [{ users: [1, 4], teams: [3] }] }, ["reviewers[0].users[1] update"]],
  ["the wait", ENVIRONMENT, { waitTimer: 20 }, ["waitTimer update"]],
  ["an environment's name", ENVIRONMENT, { environment: "dev" }, ["environment update!"]],
  ["the repository", ENVIRONMENT, { repository: "other" }, ["repository update!"]],
  ["a tag's pattern", POLICY, { tagPattern: "w*" }, ["tagPattern update"]],
  [
    "a tag's pattern for a branch's",
    POLICY,
    { tagPattern: null, branchPattern: "main" },
    ["tagPattern delete!", "branchPattern add!"],
  ],
  ["a value", VARIABLE, { value: "x" }, ["value update"]],
  ["a variable's name", VARIABLE, { variableName: "B" }, ["variableName update!"]],
  ["a ruleset's name", RULESET, { name: "other" }, ["name update"]],
  ["a ruleset's target", RULESET, { target: "tag" }, ["target update"]],
  [
    "the order of checks",
    RULESET,
    { rules: { deletion: true, requiredStatusChecks: { requiredChecks: [{ context: "lint" }, { context: "test" }] } } },
    [],
  ],
  [
    "the order of claims",
    CLAIMS,
    { includeClaimKeys: ["context", "repo"] },
    ["includeClaimKeys[0] update", "includeClaimKeys[1] update"],
  ],
  ["the protected repository", PROTECTION, { repositoryId: "other" }, ["repositoryId update!"]],
  ["the protected pattern", PROTECTION, { pattern: "releases/*" }, ["pattern update"]],
];

/** Decided while the provider compares: it asks GitHub whether both names are one repository. */
const DECIDED_LATER = new Set(["repository"]);

describe("a change of a thing of GitHub's", () => {
  for (const [what, type, change, told] of CASES) {
    it(`${what}: ${told.join(", ") || "no change"} (${type.split(":").at(-1)})`, async () => {
      assert.deepEqual(await changes(type, change), told);
    });
  }

  it("replaces what the provider's schema says, for every type that a table knows", async function () {
    const schema = readSchema("github");
    if (schema === undefined) return this.skip();
    const tables = Object.fromEntries(
      [...GITHUB_KINDS].flatMap(([type, { replaces = [] }]) => {
        return schema.resources[type] === undefined
          ? []
          : [[type, replaces.filter((path) => !DECIDED_LATER.has(path))]];
      }),
    );
    const said = Object.fromEntries(
      Object.keys(tables).map((type) => {
        const flags: Record<string, boolean> = {};
        collectFlags(schema, present(schema.resources[type], type).inputProperties, "", flags);
        return [type, Object.keys(flags).filter((path) => flags[path] === true)];
      }),
    );
    const sorted = (lists: Record<string, string[]>) =>
      Object.fromEntries(Object.entries(lists).map(([type, list]) => [type, [...list].sort()]));
    assert.deepEqual(sorted(tables), sorted(said));
  });
});
