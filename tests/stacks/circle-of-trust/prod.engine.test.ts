import assert from "node:assert/strict";
import { openAwsStack } from "../aws.ts";
import type { AwsStack } from "../aws.ts";
import { IN_PROD } from "./changes.ts";
import { pinnedImagesOf, SYSTEM } from "./images.ts";

describe("Circle of Trust in prod", function () {
  this.timeout(480_000);
  let system: AwsStack;

  before(async () => {
    system = await openAwsStack(SYSTEM, "prod");
    await system.bringUp(pinnedImagesOf);
  });
  after(() => system?.close());

  it("stands under its own names, by TLS alone", async () => {
    const outputs = await system.outputs();
    const names = ["frontend_url", "api_gateway_url", "websocket_gateway_url"].map((name) => outputs[name]);
    const domain = "circleoftrust.tidegate.example";
    assert.deepEqual(names, [`https://${domain}`, `https://api.${domain}`, `wss://ws.${domain}`]);
  });

  it("runs no fewer than two API tasks", async () => {
    const { desired, running, isSteady } = await system.service("api-service");
    assert.deepEqual([desired, running, isSteady], [2, 2, true]);
  });

  it("runs images that no push can change", async () => {
    for (const part of ["api", "worker"]) {
      const { inputs } = await system.resource(`${part}-repository-repository`);
      assert.equal(inputs["imageTagMutability"], "IMMUTABLE");
      const definition = await system.resource(`${part}-definition`);
      assert.match(String(definition.inputs["containerDefinitions"]), /"image":"[^"]+@sha256:[0-9a-f]{64}"/);
    }
  });

  it("logs who asks CloudFront for what", async () => {
    const { outputs: distribution } = await system.resource("site-cdn", "Distribution");
    const source = await system.resource("site-cdn-logs-source");
    assert.equal(source.inputs["resourceArn"], distribution["arn"]);
    const { outputs } = await system.resource("site-cdn-logs-delivery");
    assert.match(String(outputs["arn"]), /^arn:aws:logs:us-east-1:\d{12}:delivery:/);
  });

  it("recovers tables to any second of 35 days, and guards them", async () => {
    for (const name of ["conversations", "jobs"]) {
      const { inputs, protect } = await system.resource(name);
      assert.deepEqual(inputs["pointInTimeRecovery"], { enabled: true, recoveryPeriodInDays: 35 });
      assert.deepEqual([inputs["deletionProtectionEnabled"], protect], [true, true]);
    }
  });

  it("leads from its gateways to a task", async () => {
    const { api_gateway_url: http, websocket_gateway_url: socket } = await system.outputs();
    assert.deepEqual(await system.ask(`${String(http)}/health`), { status: 200, why: "a task of api-service" });
    const connected = { status: 101, why: "connected: a task of api-service" };
    assert.deepEqual(await system.ask(String(socket)), connected);
  });

  it("plans nothing a second time, and finds no drift", () => system.isSettled());

  for (const { what, changes, planned } of IN_PROD) {
    it(`changes what it should and nothing else for ${what}`, async () => {
      assert.deepEqual(await system.planned(changes), planned);
    });
  }

  it("leaves nothing on destroy but what it protects, and nothing at all once it doesn't", async () => {
    assert.match(
      await system.destroyFails(),
      /circle-of-trust-prod-conversations"? cannot be deleted\s+because it is protected/,
    );
    const { "aws:s3/bucket:Bucket": buckets, ...left } = await system.left();
    assert.equal(buckets, 3);
    assert.deepEqual(Object.fromEntries(Object.entries(left).filter(([type]) => !type.startsWith("aws:s3/bucket"))), {
      "aws:backup/vault:Vault": 1,
      "aws:dynamodb/table:Table": 2,
      "aws:ecr/lifecyclePolicy:LifecyclePolicy": 2,
      "aws:ecr/repository:Repository": 2,
    });
    await system.set({ protect: false });
    await system.up();
    await system.destroy();
    assert.deepEqual(await system.left(), {});
  });
});
