import assert from "node:assert/strict";
import { ownName } from "@tidegate/faults";
import { TagRuleset, tagRulesetFaults } from "../../../../components/trust/github/index.ts";
import type { TagRulesetArgs } from "../../../../components/trust/github/index.ts";
import { refuses } from "../../aws/faults.ts";
import { build, REPOSITORY } from "./built.ts";

const ARGS: TagRulesetArgs = { repository: REPOSITORY, tags: ["v*"] };

const rulesets = async (more: Partial<TagRulesetArgs> = {}) =>
  (await build((options) => new TagRuleset("tags", { ...ARGS, ...more }, options)))
    .all("RepositoryRuleset")
    .map(({ inputs }) => inputs);

const about = {
  repository: "tidegate",
  target: "tag",
  enforcement: "active",
  conditions: { refName: { includes: ["refs/tags/v*"], excludes: [] } },
};

describe("TagRuleset", () => {
  it("lets maintainers and administrators make a tag, and nobody change or delete one", async () => {
    const always = { actorType: "RepositoryRole", bypassMode: "always" };
    assert.deepEqual(await rulesets(), [
      {
        ...about,
        name: "tags are made by few",
        rules: { creation: true },
        bypassActors: [
          { ...always, actorId: 2 },
          { ...always, actorId: 5 },
        ],
      },
      { ...about, name: "tags stay", rules: { update: true, deletion: true } },
    ]);
  });

  it("lets those make a tag who are named, and guards every pattern", async () => {
    const [made, kept] = await rulesets({ makers: ["admin"], tags: ["v*", "release-*"] });
    assert.deepEqual(made?.["bypassActors"], [{ actorId: 5, actorType: "RepositoryRole", bypassMode: "always" }]);
    for (const ruleset of [made, kept]) {
      assert.match(JSON.stringify(ruleset?.["conditions"]), /\["refs\/tags\/v\*","refs\/tags\/release-\*"\]/);
    }
  });

  refuses<TagRulesetArgs>(
    ARGS,
    (args) => tagRulesetFaults(args, ownName),
    (args) => new TagRuleset("tags", args),
    [
      ["a repository without owner", { repository: "tidegate" }, ["repository"]],
      ["no pattern", { tags: [] }, ["tags"]],
      ["every tag there is", { tags: ["*"] }, ["tags[0]"]],
      ["a tag by its ref", { tags: ["refs/tags/v*"] }, ["tags[0]"]],
      ["nobody who makes a tag", { makers: [] }, ["makers"]],
      ["a role twice", { makers: ["admin", "admin"] }, ["makers"]],
      ["all of it at once", { repository: "a", tags: [], makers: [] }, ["repository", "tags", "makers"]],
    ],
  );
});
