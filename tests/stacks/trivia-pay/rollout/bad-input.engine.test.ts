import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isRecord } from "../../../../rehearsal/oci/facts/conform.ts";
import { CHECKOUT } from "../../../../rehearsal/session/paths.ts";
import { Stack } from "../../../../rehearsal/session/stack.ts";
import type { EngineRun } from "../../../../rehearsal/session/stack.ts";
import { quietly, worldCounts } from "../../../support/rehearsal.ts";
import { Scene } from "./scene.ts";
import type { Config } from "./scene.ts";

const POOLS = "/20160918/instancePools";
/** A program that is nothing but a SurgeRollout, with the arguments that its configuration holds. */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { SurgeRollout } from "@tidegate/rollout";
new SurgeRollout("rollout", new pulumi.Config().requireObject("args"));
`;

describe("A rollout that was asked for wrongly", function () {
  this.timeout(240_000);
  let scene: Scene;
  let direct: Stack;
  /** Arguments that fit the pool of the scene. */
  let right: Config;

  before(async () => {
    scene = await Scene.open("wrong-rollout");
    await scene.push("2.0.0");
    direct = await directStack(scene);
    const { inputs } = await scene.rollout();
    right = Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
  });
  after(() => scene?.close());

  const wrongKeys: [string, Config, RegExp][] = [
    ["a surge of 0", { rolloutSurge: "0" }, /trivia-pay:rolloutSurge/],
    [
      "a drain above the deadline",
      { drainSeconds: 2000, maxWaitSeconds: 1800 },
      /trivia-pay:drainSeconds.*2000.*1800/s,
    ],
  ];
  for (const [what, wrong, named] of wrongKeys) {
    it(`is refused before anything changes, and the key is named: ${what}`, async () => {
      const former = Object.fromEntries(Object.keys(wrong).map((key) => [key, FORMER[key]]));
      await scene.configure({ ...wrong, imageTag: "2.0.0" });
      await expectRefused(() => scene.up(), named);
      await scene.configure({ ...former, imageTag: "1.0.0" });
    });
  }

  const wrongArguments: [string, () => Promise<Config>, RegExp][] = [
    ["a port that isn't the backends'", async () => ({ backendPort: 9 }), /backendPort: given 9; accepted: 8000/],
    ["a pool without load balancer", loosePool, /instancePoolId: given "a pool without load balancer"/],
    ["a surge of 0", async () => ({ surge: 0 }), /rollout\.surge\b|\bsurge\b.*given 0/],
  ];
  for (const [what, wrong, named] of wrongArguments) {
    it(`is refused before anything changes, and the argument is named: ${what}`, async () => {
      const args = { ...right, ...(await wrong()) };
      await direct.configure({ "direct:args": args });
      await expectRefused(() => upDirect(), named);
    });
  }

  it("is taken when all arguments are right", async () => {
    await direct.configure({ "direct:args": right });
    const run = await upDirect();
    assert.equal(run.code, 0, run.output);
  });

  function upDirect(): Promise<EngineRun> {
    return quietly(direct, ["up", "--yes", "--skip-preview"]);
  }

  async function expectRefused(up: () => Promise<EngineRun>, named: RegExp): Promise<void> {
    const before = await world();
    const run = await up();
    assert.notEqual(run.code, 0, run.output);
    assert.match(run.output, named);
    assert.deepEqual(await world(), before);
  }

  /** What there is, and all that has happened to the pool. */
  async function world(): Promise<unknown> {
    const pool = await scene.rehearsal.client.send("GET", `${POOLS}/${scene.poolId}`);
    return { counts: await worldCounts(scene.rehearsal.session), pool, log: await scene.log() };
  }

  /** A pool beside the scene's, of the same kind, that no load balancer knows. */
  async function loosePool(): Promise<Config> {
    const { client } = scene.rehearsal;
    const twin = await client.send("GET", `${POOLS}/${scene.poolId}`);
    assert.ok(isRecord(twin));
    const { compartmentId, instanceConfigurationId, placementConfigurations } = twin;
    const details = { compartmentId, instanceConfigurationId, placementConfigurations, size: 0 };
    const made = await client.send("POST", POOLS, details);
    return { instancePoolId: isRecord(made) ? made["id"] : "" };
  }
});

/** What the scene's configuration says of the keys that are changed here. */
const FORMER: Config = { rolloutSurge: "1", drainSeconds: 20, maxWaitSeconds: 100_000 };

async function directStack({ rehearsal: { root, session } }: Scene): Promise<Stack> {
  const project = join(root, "direct");
  await mkdir(project);
  await symlink(join(CHECKOUT, "node_modules"), join(project, "node_modules"));
  const description = { name: "direct", runtime: { name: "nodejs", options: { typescript: false } }, main: "index.ts" };
  const files = {
    "Pulumi.yaml": JSON.stringify(description),
    "Pulumi.dev.yaml": "config: {}\n",
    "package.json": JSON.stringify({ type: "module" }),
    "index.ts": PROGRAM,
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(project, name), content);
  }
  const config = join(root, "config", "direct");
  const stack = new Stack({ project, stack: "dev", config, environment: session.environment });
  await stack.prepare();
  return stack;
}
