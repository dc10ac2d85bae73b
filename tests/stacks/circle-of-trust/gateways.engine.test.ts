import assert from "node:assert/strict";
import { openAwsStack } from "../aws.ts";
import type { AwsStack } from "../aws.ts";
import { imagesOf, SYSTEM } from "./images.ts";

const CONNECTED = { status: 101, why: "connected: a task of api-service" };

describe("Circle of Trust's gateways", function () {
  this.timeout(300_000);
  let system: AwsStack;

  before(async () => {
    system = await openAwsStack(SYSTEM, "dev");
    await system.bringUp(imagesOf);
  });
  after(() => system?.close());

  const asked = async (output: string, path = "") => system.ask(`${String((await system.outputs())[output])}${path}`);

  it("lead from HTTP to a task", async () => {
    assert.deepEqual(await asked("api_gateway_url", "/health"), { status: 200, why: "a task of api-service" });
  });

  it("lead from a WebSocket to a task, over the link and its load balancer", async () => {
    assert.deepEqual(await asked("websocket_gateway_url"), CONNECTED);
  });

  it("refuse both while paused, and take both again", async () => {
    await system.set({ paused: true });
    await system.up();
    assert.equal((await asked("api_gateway_url", "/health")).status, 503);
    assert.deepEqual(await asked("websocket_gateway_url"), { status: 503, why: "the API answers by itself" });
    await system.set({ paused: undefined });
    await system.up();
    assert.deepEqual(await asked("websocket_gateway_url"), CONNECTED);
  });

  it("ask for a token with Cognito, but for the health path", async () => {
    await system.set({ cognito: true });
    await system.up();
    assert.equal((await asked("api_gateway_url", "/health")).status, 200);
    assert.equal((await asked("api_gateway_url", "/jobs")).status, 401);
    await system.set({ cognito: undefined });
    await system.up();
  });

  it("stand beside a site that goes from CloudFront to S3's own website and back, with one policy all the while", async () => {
    for (const siteCdn of [false, true]) {
      await system.set({ siteCdn });
      await system.up();
      await system.isSettled();
      const policies = (await system.resources()).filter(({ type }) => type.endsWith(":BucketPolicy"));
      assert.deepEqual(
        policies.map(({ name }) => name),
        ["site-policy"],
      );
    }
  });
});
