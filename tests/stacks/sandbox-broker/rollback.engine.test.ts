/** Back to an earlier revision of the task definition and forth, by one value of the configuration. */
import assert from "node:assert/strict";
import { askMeanwhile } from "../../../rehearsal/systems/aws-operator.ts";
import type { AwsStack } from "../aws.ts";
import { openAwsStack } from "../aws.ts";
import { quietly } from "../../support/rehearsal.ts";
import { broker, register, serve } from "./workflow.ts";

const SERVICE = "sandbox-broker-api-dev";

describe("the sandbox broker's way back", function () {
  this.timeout(600_000);
  let system: AwsStack;
  let health: string;

  before(async () => {
    system = await openAwsStack("sandbox-broker", "dev");
    await system.bringUp((outputs) => [broker(outputs)]);
    health = `${String((await system.outputs())["api_url"])}/v1/healthz`;
    await system.set({ memory: 1024 });
    await system.up();
    await serves(2);
  });
  after(() => system?.close());

  it("serves an earlier revision by one value, changes nothing else, and loses no request", async () => {
    assert.deepEqual(await system.planned({ taskDefinitionRevision: 1 }), ["update Service web-api-service"]);
    await system.set({ taskDefinitionRevision: 1 });
    await isAnsweredWhile(() => system.up());
    await serves(1);
    await system.isSettled();
  });

  it("registers what is configured meanwhile, and leaves it for the way forward", async () => {
    await system.set({ memory: 2048 });
    assert.deepEqual(await system.planned(), ["replace TaskDefinition web-api-definition"]);
    assert.doesNotMatch(await system.up(), /web-api-service updat/);
    await serves(1);
    await system.isSettled();
  });

  it("goes forward to the newest with 0", async () => {
    await system.set({ taskDefinitionRevision: 0 });
    assert.deepEqual(await system.planned(), ["update Service web-api-service"]);
    await system.up();
    await serves(3);
    await system.isSettled();
  });

  it("fails for a revision that doesn't exist, with nothing lost", async () => {
    await system.set({ taskDefinitionRevision: 99 });
    const output = await isAnsweredWhile(() => system.upFails());
    assert.match(output, /updating aws\.ecs\.Service .*TaskDefinition not found/);
    await runs(3);
    await system.set({ taskDefinitionRevision: 0 });
    assert.deepEqual(await system.planned(), []);
    await system.up();
    await serves(3);
    await system.isSettled();
  });

  it("fails for a revision whose image is gone, each time, tries again after a refresh, and goes on with what served", async () => {
    const gone = await register(system, "never-pushed");
    await system.set({ taskDefinitionRevision: gone });
    const output = await isAnsweredWhile(() => system.upFails());
    assert.match(output, /rolled back because the circuit breaker threshold was exceeded/);
    assert.match(output, /CannotPullContainerError: .*never-pushed: not found/);
    await runs(3);
    const again = await system.upFails();
    assert.match(again, new RegExp(`ECS runs ${SERVICE}:3, not ${SERVICE}:${gone}: the deployment was rolled back`));
    await runs(3);
    const refreshed = await quietly(system.stack, ["up", "--yes", "--skip-preview", "--refresh"]);
    assert.notEqual(refreshed.code, 0);
    assert.match(refreshed.output, /rolled back because the circuit breaker threshold was exceeded/);
    await runs(3);
    await system.set({ taskDefinitionRevision: 0 });
    await system.up();
    await serves(3);
    await system.isSettled();
  });

  it("leaves a workflow's revision where it is: no plan, no change, none after a refresh either", async () => {
    await system.push(broker(await system.outputs(), "8c1f0de"));
    const outside = await register(system, "8c1f0de");
    await serve(system, outside);
    assert.deepEqual(await system.planned(), []);
    await system.up();
    await runs(outside);
    const { code, output } = await quietly(system.stack, ["refresh", "--yes", "--skip-preview"]);
    assert.equal(code, 0, output);
    assert.deepEqual(await system.planned(), []);
    await system.up();
    await runs(outside);
  });

  it("goes back from a workflow's revision, and forward to the program's own", async () => {
    await system.set({ taskDefinitionRevision: 2 });
    assert.deepEqual(await system.planned(), ["update Service web-api-service"]);
    await system.up();
    await serves(2);
    await system.set({ taskDefinitionRevision: 0 });
    await system.up();
    await serves(3);
    await system.isSettled();
  });

  it("sends the program's next change out over a workflow's revision", async () => {
    const outside = await register(system, "8c1f0de");
    await serve(system, outside);
    await system.set({ memory: 512 });
    await system.up();
    await serves(outside + 1);
    await system.isSettled();
  });

  /** The revision runs, the stack's outputs say so, and the load balancer leads to it. */
  async function serves(revision: number): Promise<void> {
    await runs(revision);
    assert.equal((await system.outputs())["task_definition_revision"], revision);
  }

  async function runs(revision: number): Promise<void> {
    const { taskDefinition, running, desired, isSteady } = await system.service(SERVICE);
    const name = taskDefinition.slice(taskDefinition.lastIndexOf("/") + 1);
    assert.deepEqual([name, running, desired, isSteady], [`${SERVICE}:${revision}`, 1, 1, true]);
    assert.equal((await system.ask(health)).status, 200);
  }

  /** Does the work while somebody keeps asking, each of whose requests has to be answered. */
  async function isAnsweredWhile(work: () => Promise<string>): Promise<string> {
    let output = "";
    const { requests, failures } = await askMeanwhile(system.rehearsal.session.clouds, health, async () => {
      output = await work();
    });
    assert.ok(requests > 0);
    assert.deepEqual(failures, []);
    return output;
  }
});
