import assert from "node:assert/strict";
import { openAwsStack } from "../aws.ts";
import type { AwsStack } from "../aws.ts";
import { imagesOf, SYSTEM } from "./images.ts";

describe("Circle of Trust in prod", function () {
  this.timeout(480_000);
  let system: AwsStack;

  before(async () => {
    system = await openAwsStack(SYSTEM, "prod");
    await system.bringUp(imagesOf);
  });
  after(() => system?.close());

  it("stands under its own names, by TLS alone", async () => {
    const outputs = await system.outputs();
    const names = ["frontend_url", "api_gateway_url", "websocket_gateway_url"].map((name) => outputs[name]);
    const domain = "circleoftrust.tidegate.example";
    assert.deepEqual(names, [`https://${domain}`, `https://api.${domain}`, `wss://ws.${domain}`]);
  });

  it("runs the seed's least of two API tasks", async () => {
    const { desired, running, isSteady } = await system.service("api-service");
    assert.deepEqual([desired, running, isSteady], [2, 2, true]);
  });

  it("recovers tables to any second of 35 days, and guards them", async () => {
    for (const name of ["conversations", "jobs"]) {
      const { inputs, protect } = await system.resource(name);
      assert.deepEqual(inputs["pointInTimeRecovery"], { enabled: true, recoveryPeriodInDays: 35 });
      assert.deepEqual([inputs["deletionProtectionEnabled"], protect], [true, true]);
    }
  });

  it("plans nothing a second time, and finds no drift", () => system.isSettled());

  it("goes wholly once protection is taken away, and not before", async () => {
    const stopped = await system.destroyFails();
    assert.match(stopped, /BucketNotEmpty/);
    const kept = (await system.resources()).map(({ name }) => name);
    for (const name of ["conversations", "jobs", "trail-bucket"]) assert.ok(kept.includes(name), name);
    await system.set({ protect: false });
    await system.up();
    await system.destroy();
    assert.deepEqual(await system.left(), {});
  });
});
