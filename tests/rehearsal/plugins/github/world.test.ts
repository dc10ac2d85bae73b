/** What the embedded GitHub keeps, changes, gives back and refuses. */
import assert from "node:assert/strict";
import { textOf } from "../../../../rehearsal/plugins/protocol/values.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { openScene } from "../hosted/scene.ts";
import type { Scene } from "../hosted/scene.ts";
import {
  CLAIMS,
  ENVIRONMENT,
  ENVIRONMENT_VARIABLE,
  inputsOf,
  LABEL,
  POLICY,
  PROTECTION,
  REPOSITORY,
  RULESET,
  SECRET,
  VARIABLE,
} from "./github.ts";

describe("the embedded GitHub", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene("github");
  });
  afterEach(() => scene.close());

  const ID: readonly (readonly [type: string, id: RegExp])[] = [
    [ENVIRONMENT, /^tidegate:prod$/],
    [POLICY, /^tidegate:prod:\d{9,10}$/],
    [VARIABLE, /^tidegate:AWS_REGION$/],
    [ENVIRONMENT_VARIABLE, /^tidegate:prod:AWS_REGION$/],
    [SECRET, /^tidegate:DEPLOY$/],
    [RULESET, /^\d{9,10}$/],
    [CLAIMS, /^tidegate$/],
    [PROTECTION, /^BPR_/],
  ];
  for (const [type, id] of ID) {
    it(`gives ${type.split(":").at(-1)} an id of GitHub's form, and takes it away again`, async () => {
      if (type !== ENVIRONMENT) await scene.make(ENVIRONMENT, inputsOf(ENVIRONMENT));
      const made = await scene.make(type, inputsOf(type));
      assert.match(made.id, id);
      const seen = await scene.provider.read({ type, id: made.id, inputs: made.inputs, outputs: made.outputs });
      assert.deepEqual([seen?.inputs, seen?.outputs], [made.inputs, made.outputs]);
      await scene.remove(made);
      assert.equal(await scene.provider.read({ type, id: made.id, inputs: made.inputs }), undefined);
    });
  }

  it("writes a colon in an environment's name as ?? in the id", async () => {
    const { id } = await scene.make(ENVIRONMENT, inputsOf(ENVIRONMENT, { environment: "a:b" }));
    assert.equal(id, "tidegate:a??b");
  });

  const REFUSED: readonly (readonly [what: string, type: string, change: Properties, told: RegExp])[] = [
    ["an unknown repository", ENVIRONMENT, { repository: "other" }, /PUT \/repos\/tidegate\/other\/.*404 Not Found/],
    ["an unknown repository of a variable", VARIABLE, { repository: "other" }, /404/],
    ["an unknown repository of a ruleset", RULESET, { repository: "other" }, /404/],
    ["an unknown repository of a template", CLAIMS, { repository: "other" }, /404/],
    ["an unknown repository of a secret", SECRET, { repository: "other" }, /404/],
    ["an unknown repository of a protection", PROTECTION, { repositoryId: "other" }, /404/],
    ["an empty name", ENVIRONMENT, { environment: "" }, /422.*1 to 255/],
    ["a name of 256 characters", ENVIRONMENT, { environment: "e".repeat(256) }, /422.*1 to 255/],
    [
      "a policy that is both",
      ENVIRONMENT,
      { deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: true } },
      /422.*cannot have the same value/,
    ],
    [
      "a policy that is neither",
      ENVIRONMENT,
      { deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: false } },
      /422.*cannot have the same value/,
    ],
    ["seven reviewers", ENVIRONMENT, { reviewers: [{ users: [1, 2, 3, 4], teams: [5, 6, 7] }] }, /422.*got 7/],
    ["a pattern for an environment that isn't there", POLICY, { environment: "dev" }, /404/],
    ["a variable of an environment that isn't there", ENVIRONMENT_VARIABLE, { environment: "dev" }, /404/],
    ["a variable of more than 48 KB", VARIABLE, { value: "x".repeat(48 * 1024 + 1) }, /422.*48 KB/],
    ["the default template with claims", CLAIMS, { useDefault: true }, /include_claim_keys cannot be set/],
    ["a claim with a colon", CLAIMS, { includeClaimKeys: ["a:b"] }, /422.*alphanumeric/],
    ["a claim twice", CLAIMS, { includeClaimKeys: ["repo", "repo"] }, /422.*unique/],
  ];
  for (const [what, type, change, told] of REFUSED) {
    it(`refuses ${what}, and names the request`, async () => {
      await assert.rejects(() => scene.make(type, inputsOf(type, change)), told);
    });
  }

  it("refuses a pattern where an environment takes none, and the same one twice", async () => {
    const protectedOnly = { deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false } };
    await scene.make(ENVIRONMENT, inputsOf(ENVIRONMENT, { environment: "dev", ...protectedOnly }));
    await assert.rejects(() => scene.make(POLICY, inputsOf(POLICY, { environment: "dev" })), /404.*takes no patterns/);
    await scene.make(ENVIRONMENT, inputsOf(ENVIRONMENT));
    await scene.make(POLICY, inputsOf(POLICY));
    await assert.rejects(() => scene.make(POLICY, inputsOf(POLICY)), /303/);
    await scene.make(POLICY, inputsOf(POLICY, { tagPattern: null, branchPattern: "v*" }));
  });

  it("doesn't tell names apart by their capitals", async () => {
    await scene.make(VARIABLE, inputsOf(VARIABLE));
    await assert.rejects(() => scene.make(VARIABLE, inputsOf(VARIABLE, { variableName: "aws_region" })), /409/);
  });

  it("refuses a second ruleset of one name, and one that is moved to another repository", async () => {
    const first = await scene.make(RULESET, inputsOf(RULESET));
    await assert.rejects(() => scene.make(RULESET, inputsOf(RULESET)), /422.*Name must be unique/);
    const second = await scene.make(RULESET, inputsOf(RULESET, { name: "tags" }));
    await assert.rejects(() => scene.change(second, inputsOf(RULESET)), /422.*Name must be unique/);
    await assert.rejects(() => scene.change(first, inputsOf(RULESET, { repository: "other" })), /404/);
  });

  it("takes over an environment that is there, as its request makes or changes one", async () => {
    await scene.make(ENVIRONMENT, inputsOf(ENVIRONMENT, { environment: "Prod", waitTimer: 5 }));
    const { id, outputs } = await scene.make(ENVIRONMENT, inputsOf(ENVIRONMENT));
    assert.deepEqual([id, outputs["waitTimer"]], ["tidegate:prod", 10]);
  });

  it("takes policies and variables away with their environment", async () => {
    const environment = await scene.make(ENVIRONMENT, inputsOf(ENVIRONMENT));
    const policy = await scene.make(POLICY, inputsOf(POLICY));
    const variable = await scene.make(ENVIRONMENT_VARIABLE, inputsOf(ENVIRONMENT_VARIABLE));
    await scene.remove(environment);
    for (const { type, id, inputs } of [policy, variable]) {
      assert.equal(await scene.provider.read({ type, id, inputs }), undefined);
    }
  });

  it("changes a variable in place, and shows on a look what somebody else has changed", async () => {
    const made = await scene.make(VARIABLE, inputsOf(VARIABLE));
    const changed = await scene.change(made, inputsOf(VARIABLE, { value: "eu-west-1" }));
    assert.equal(changed.outputs["value"], "eu-west-1");
    const { type, id, inputs, outputs } = made;
    const seen = await scene.provider.read({ type, id, inputs, outputs });
    assert.equal(seen?.inputs["value"], "eu-west-1");
  });

  it("imports by the ids that the provider's pages name", async () => {
    const ruleset = await scene.make(RULESET, inputsOf(RULESET));
    const imported = await scene.provider.read({ type: RULESET, id: `tidegate:${ruleset.id}`, inputs: {} });
    assert.equal(imported?.id, ruleset.id);
    assert.equal(imported.inputs["enforcement"], "active");
    const given = await scene.provider.read({ type: REPOSITORY, id: "tidegate", inputs: {} });
    assert.equal(given?.outputs["fullName"], "tidegate/tidegate");
    assert.equal(await scene.provider.read({ type: REPOSITORY, id: "other", inputs: {} }), undefined);
  });

  it("keeps no secret's value, neither in the world nor bare in the state", async () => {
    const value = crypto.randomUUID();
    const { outputs } = await scene.make(SECRET, inputsOf(SECRET, { value }));
    await scene.runtime.save();
    assert.doesNotMatch(JSON.stringify(scene.runtime.world), new RegExp(value));
    assert.equal(typeof outputs["value"], "object");
  });

  it("knows another repository once it is made, and forgets what it held with it", async () => {
    const repository = await scene.make(REPOSITORY, { name: "other", visibility: "private" });
    assert.equal(repository.outputs["fullName"], "tidegate/other");
    const { type, id, inputs } = await scene.make(VARIABLE, inputsOf(VARIABLE, { repository: "other" }));
    await scene.remove(repository);
    assert.equal(await scene.provider.read({ type, id, inputs }), undefined);
  });

  it("keeps a type that no table knows", async () => {
    const made = await scene.make(LABEL, { repository: "tidegate", name: "bug", color: "ff0000" });
    const changed = await scene.change(made, { repository: "tidegate", name: "bug", color: "00ff00" });
    assert.equal(changed.outputs["color"], "00ff00");
    await scene.remove(changed);
  });

  it("answers who somebody is, and which repository there is", async () => {
    const ask = (token: string, args: Properties) => scene.provider.invoke(`github:index/${token}:${token}`, args);
    assert.equal((await ask("getRepository", { fullName: "tidegate/tidegate" })).outputs?.["defaultBranch"], "main");
    assert.match(textOf((await ask("getUser", { username: "tidegate-operator" })).outputs?.["id"]), /^\d+$/);
    assert.match(textOf((await ask("getTeam", { slug: "operators" })).outputs?.["id"]), /^\d+$/);
    await assert.rejects(() => ask("getUser", { username: "nobody" }), /GET \/users\/nobody: 404/);
    await assert.rejects(() => ask("getRepository", { fullName: "else/tidegate" }), /404/);
    await assert.rejects(
      () => ask("getBranch", { branch: "main", repository: "tidegate" }),
      /doesn't know the function/,
    );
  });
});

describe("another owner's GitHub", () => {
  it("has no repository of that name", async () => {
    const scene = await openScene("github", { owner: "somebody-else" });
    try {
      await assert.rejects(() => scene.make(VARIABLE, inputsOf(VARIABLE)), /\/repos\/somebody-else\/tidegate.*404/);
    } finally {
      await scene.close();
    }
  });
});
