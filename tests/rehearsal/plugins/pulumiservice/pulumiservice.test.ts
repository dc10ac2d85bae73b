/** The stand-in for pulumiservice: checks, normal forms, secrets, stacks and what is set for them. */
import assert from "node:assert/strict";
import { isSecret, makeSecret, reveal } from "../../../../rehearsal/plugins/protocol/values.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { faultsOf, openScene, provider } from "../hosted/scene.ts";
import type { Scene } from "../hosted/scene.ts";

const SETTINGS = "pulumiservice:index:DeploymentSettings";
const STACK = "pulumiservice:index:Stack";
const WEBHOOK = "pulumiservice:index:Webhook";
const POOL = "pulumiservice:index:AgentPool";

const PLACE = { organization: "tidegate", project: "quiz", stack: "dev" };
const AWS = { roleARN: "arn:aws:iam::111122223333:role/quiz-dev-deploy", sessionName: "quiz", duration: "90m" };
const RIGHT: Properties = {
  ...PLACE,
  sourceContext: { git: { branch: "refs/heads/main", repoDir: "stacks/quiz" } },
  github: {
    repository: "tidegate/tidegate",
    paths: ["stacks/quiz/**"],
    deployCommits: true,
    previewPullRequests: true,
  },
  operationContext: { preRunCommands: ["npm ci"], oidc: { aws: AWS }, environmentVariables: { PLAIN: "seen" } },
};
const HOME = { organizationName: "tidegate", projectName: "quiz", stackName: "dev" };

describe("the stand-in for pulumiservice, before anything is made", () => {
  it("finds nothing wrong with right settings, and writes the duration as Go does", async () => {
    const { inputs, failures } = await provider("pulumiservice").check(SETTINGS, RIGHT);
    assert.deepEqual(failures, []);
    assert.match(JSON.stringify(inputs), /"duration":"1h30m0s"/);
  });

  const WRONG: readonly (readonly [what: string, type: string, inputs: Properties, told: RegExp])[] = [
    ["no stack", SETTINGS, { organization: "a", project: "b" }, /^stack: .*required/],
    ["a misspelt input", SETTINGS, { ...RIGHT, gitHub: {} }, /did you mean `github`/],
    ["a misspelt input inside", SETTINGS, { ...RIGHT, github: { deployCommit: true } }, /did you mean `deployCommits`/],
    [
      "a duration that is none",
      SETTINGS,
      { ...RIGHT, operationContext: { oidc: { aws: { ...AWS, duration: "an hour" } } } },
      /Failed to normalize duration string/,
    ],
    [
      "a role without a session",
      SETTINGS,
      { ...RIGHT, operationContext: { oidc: { aws: { roleARN: "a" } } } },
      /sessionName.*required/,
    ],
    ["a stack's webhook without a project", WEBHOOK, { ...hook(), projectName: null }, /^projectName: /],
    ["a project's webhook", WEBHOOK, { ...hook(), stackName: null }, /^projectName: .*organization webhook/],
  ];
  for (const [what, type, inputs, told] of WRONG) {
    it(`refuses ${what}`, async () => {
      const given = Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== null));
      assert.match((await faultsOf("pulumiservice", type, given)).join("\n"), told);
    });
  }

  it("marks the credentials of a checkout as secret, whatever the program says", async () => {
    const gitAuth = { basicAuth: { username: "me", password: crypto.randomUUID() } };
    const { inputs } = await provider("pulumiservice").check(SETTINGS, {
      ...PLACE,
      sourceContext: { git: { gitAuth } },
    });
    const shown = JSON.stringify(inputs, (_, value: unknown) =>
      isProperties(value) && isSecret(value) ? "secret" : value,
    );
    assert.match(shown, /"basicAuth":\{"username":"secret","password":"secret"\}/);
  });

  it("replaces settings for another stack, the old ones first, and changes all else in place", async () => {
    const moved = await provider("pulumiservice").diff(SETTINGS, RIGHT, { ...RIGHT, stack: "prod" });
    assert.deepEqual(moved, { changes: [{ path: "stack", kind: "update", replace: true }], deleteBeforeReplace: true });
    const tuned = await provider("pulumiservice").diff(SETTINGS, RIGHT, { ...RIGHT, agentPoolId: "a" });
    assert.deepEqual(tuned, {
      changes: [{ path: "agentPoolId", kind: "add", replace: false }],
      deleteBeforeReplace: false,
    });
  });
});

describe("the embedded Pulumi Cloud", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene("pulumiservice");
  });
  afterEach(() => scene.close());

  it("has settings for a stack that is there, and for no other", async () => {
    await assert.rejects(() => scene.make(SETTINGS, RIGHT), /404 Not Found \[Stack 'tidegate\/quiz\/dev' not found\]/);
    const stack = await scene.make(STACK, HOME);
    assert.equal(stack.id, "tidegate/quiz/dev");
    await assert.rejects(() => scene.make(STACK, HOME), /409/);
    const made = await scene.make(SETTINGS, RIGHT);
    assert.equal(made.id, "tidegate/quiz/dev");
    const { type, id, inputs, outputs } = made;
    const seen = await scene.provider.read({ type, id, inputs, outputs });
    assert.deepEqual([seen?.inputs, seen?.outputs], [inputs, outputs]);
    await scene.remove(stack);
    assert.equal(await scene.provider.read({ type, id, inputs, outputs }), undefined);
  });

  it("keeps secret variables without their values, and sees no change in them", async () => {
    await scene.make(STACK, HOME);
    const value = crypto.randomUUID();
    const environmentVariables = { PLAIN: "seen", HIDDEN: makeSecret(value) };
    const made = await scene.make(SETTINGS, { ...PLACE, operationContext: { environmentVariables } });
    await scene.runtime.save();
    const world = JSON.stringify(scene.runtime.world);
    assert.doesNotMatch(world, new RegExp(value));
    assert.match(world, /"PLAIN":"seen"/);
    const { type, id, inputs, outputs } = made;
    const seen = await scene.provider.read({ type, id, inputs, outputs });
    assert.deepEqual(seen?.inputs, inputs);
    assert.deepEqual(seen.outputs, outputs);
    const variables = reveal(seen.inputs["operationContext"] ?? null);
    assert.match(JSON.stringify(variables), new RegExp(value));
    const other = { operationContext: { environmentVariables: { PLAIN: "seen", HIDDEN: makeSecret("another") } } };
    const changed = await scene.change(made, { ...PLACE, ...other });
    const later = await scene.provider.read({ type, id, inputs, outputs });
    assert.notDeepEqual(later?.inputs, inputs, "a value that somebody else has changed");
    assert.doesNotMatch(JSON.stringify(later?.inputs), /another/);
    assert.match(JSON.stringify(changed.outputs), /another/);
  });

  const REFUSED: readonly (readonly [what: string, change: Properties, told: RegExp])[] = [
    [
      "a branch and a commit",
      { sourceContext: { git: { branch: "main", commit: "0".repeat(40) } } },
      /only one of branch/,
    ],
    ["a repository without owner", { github: { repository: "tidegate" } }, /org\/repo/],
    ["a URL beside GitHub", { sourceContext: { git: { repoUrl: "https://example.com/a.git" } } }, /repoUrl/],
    ["what is no role", { operationContext: { oidc: { aws: { ...AWS, roleARN: "quiz" } } } }, /no ARN of a role/],
  ];
  for (const [what, change, told] of REFUSED) {
    it(`refuses ${what}`, async () => {
      await scene.make(STACK, HOME);
      await assert.rejects(() => scene.make(SETTINGS, { ...RIGHT, ...change }), told);
    });
  }

  it("has webhooks of stacks and of organisations, without their keys", async () => {
    await scene.make(STACK, HOME);
    const secret = crypto.randomUUID();
    const ofStack = await scene.make(WEBHOOK, hook({ secret: makeSecret(secret) }));
    assert.match(ofStack.id, /^tidegate\/quiz\/dev\/[0-9a-f]{8}$/);
    assert.doesNotMatch(JSON.stringify(scene.runtime.world), new RegExp(secret));
    const { projectName, stackName, ...ofAll } = hook();
    assert.ok(projectName !== stackName);
    assert.match((await scene.make(WEBHOOK, ofAll)).id, /^tidegate\/[0-9a-f]{8}$/);
  });

  it("keeps a type that no table knows", async () => {
    const pool = await scene.make(POOL, { organizationName: "tidegate", name: "pool" });
    assert.ok(pool.id !== "");
    await scene.remove(pool);
  });
});

function hook(more: Properties = {}): Properties {
  return { ...HOME, active: true, displayName: "runner", payloadUrl: "https://runner.example/hook", ...more };
}

function isProperties(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
