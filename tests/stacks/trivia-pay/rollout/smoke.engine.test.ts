import assert from "node:assert/strict";
import { Scene } from "./scene.ts";

/** Where the checks' requests come from: they say nothing of it, so the world takes an address that nobody has. */
const ANYBODY = "192.0.2.0/24";
const CLOUDFLARE = "173.245.48.0/20";

describe("The smoke checks of TriviaPay", function () {
  this.timeout(240_000);
  let scene: Scene;

  before(async () => {
    scene = await Scene.open("smoke", { smokeDeadlineSeconds: 20 });
    await scene.configure({
      lbIngressCidrs: [ANYBODY, CLOUDFLARE],
      healthcheckUrl: `http://${scene.address}/health`,
    });
  });
  after(() => scene?.close());

  it("pass a version that answers, past every cache, and stay quiet until another one serves", async () => {
    const { output } = await scene.succeed();
    assert.match(output, /trivia-pay-dev-smoke-health created/);
    await scene.expectNothing();
  });

  it("fail up with the answers, and leave the pool as it is unless they are asked to roll back", async () => {
    await scene.push("2.0.0");
    await scene.configure({ imageTag: "2.0.0", healthcheckDbUrl: `http://${scene.address}/database` });
    const run = await scene.up();
    assert.notEqual(run.code, 0);
    assert.match(run.output, /smoke check failed: http:\/\/\S+\/database answered no 2xx in \d+ tries/);
    assert.match(run.output, /404 Not Found/);
    assert.deepEqual(await imagesServed(), ["2.0.0"]);
  });

  it("bring back what served before when they are asked to, and fail up all the same", async () => {
    await scene.push("3.0.0");
    await scene.configure({ imageTag: "3.0.0", smokeRollback: true });
    const before = (await scene.log()).at(-1)?.configurationId;
    const run = await scene.up();
    assert.notEqual(run.code, 0);
    assert.match(run.output, /Rolled back: ocid1\.instanceconfiguration\S+ serves again/);
    assert.deepEqual(await imagesServed(), ["2.0.0"]);
    assert.equal((await scene.log()).at(-1)?.configurationId, before);
  });

  it("are made again by the next up, which deploys once more what the program asks for", async () => {
    await scene.configure({ healthcheckDbUrl: `http://${scene.address}/health` });
    await scene.succeed();
    assert.deepEqual(await imagesServed(), ["3.0.0"]);
    await scene.expectNothing();
  });

  /** Tags that answer through the load balancer. */
  async function imagesServed(): Promise<string[]> {
    const traffic = scene.traffic([0]);
    const enough = () => traffic.report().requests >= 20;
    while (!enough()) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { failed, byVersion } = await traffic.stop();
    assert.equal(failed, 0);
    return Object.keys(byVersion).sort();
  }
});
