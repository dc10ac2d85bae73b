import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { isRecord } from "../../../../rehearsal/oci/facts/conform.ts";
import { tell } from "../../../../rehearsal/session/clouds.ts";
import { CHECKOUT } from "../../../../rehearsal/session/paths.ts";
import type { EngineRun, Stack } from "../../../../rehearsal/session/stack.ts";
import { triviaPay } from "../../../../rehearsal/systems/trivia-pay.ts";
import { healthOf, openRehearsal, plannedSteps, quietly, worldCounts } from "../../../support/rehearsal.ts";
import type { Rehearsal } from "../../../support/rehearsal.ts";

const REPORTS = "rollouts/of-an-engine-test";

describe("SurgeRollout under the real engine", function () {
  this.timeout(240_000);
  let rehearsal: Rehearsal;
  let stack: Stack;
  let first: string;
  let second: string;

  const up = () => quietly(stack, ["up", "--yes", "--skip-preview"]);
  const expectNothing = async () => {
    const preview = await quietly(stack, ["preview", "--expect-no-changes", "--diff"]);
    assert.equal(preview.code, 0, preview.output);
  };

  before(async () => {
    rehearsal = await openRehearsal("surge-rollout");
    stack = rehearsal.session.stack("trivia-pay", "dev");
    await stack.prepare();
    succeeded(await up());
    const { session } = rehearsal;
    const outputs = await stack.outputs();
    const context = { clouds: session.clouds, paths: session.paths, config: { imageTag: "1.0.0" }, say: () => {} };
    await triviaPay.operate({ ...context, outputs });
    const repositoryName = outputs["ocir_repo_name"];
    await tell(session.clouds, "POST", "/rehearsal/registry/images", { repositoryName, tag: "2.0.0" });
    first = String(outputs["instance_configuration_id"]);
  });
  after(async () => {
    await rehearsal?.close();
    await rm(join(CHECKOUT, "stacks/trivia-pay", REPORTS), { recursive: true, force: true });
  });

  it("adopts the first version without waiting for health", async () => {
    const outputs = await stack.outputs();
    assert.equal(outputs["previous_instance_configuration_id"], "");
    assert.deepEqual(outcomes(outputs), ["adopted"]);
    await expectNothing();
  });

  it("moves the pool to a new version within one up, and tells each step", async () => {
    await stack.configure({ "trivia-pay:imageTag": "2.0.0", "trivia-pay:rolloutReport": REPORTS });
    const run = await up();
    succeeded(run);
    for (const text of ["started", "autoscaler", "pointed", "draining", "finished"]) {
      assert.match(run.output, new RegExp(`rollout \\S+ +.*${text}`), `${text} is missing in:\n${run.output}`);
    }
    const outputs = await stack.outputs();
    second = String(outputs["instance_configuration_id"]);
    assert.notEqual(second, first);
    assert.equal(outputs["previous_instance_configuration_id"], first);
    assert.deepEqual(outcomes(outputs), ["moved", "adopted"]);
    assert.equal((await healthOf(rehearsal.session, outputs["instance_pool_id"])).status, "OK");
    const picture = await readFile(join(CHECKOUT, "stacks/trivia-pay", REPORTS, "latest.svg"), "utf8");
    assert.match(picture, /<svg/);
  });

  it("plans nothing afterwards, nor after a refresh", async () => {
    await expectNothing();
    succeeded(await quietly(stack, ["refresh", "--yes", "--skip-preview"]));
    await expectNothing();
  });

  it("holds in the state where its code is, and not the code", async () => {
    const { inputs } = await rolloutIn(stack);
    const text = String(inputs["__provider"]);
    assert.ok(text.split("\n").length <= 15, text);
    assert.ok(!text.includes(CHECKOUT));
    assert.match(text, /import\("@tidegate\/rollout\/provider"\)/);
  });

  it("goes back to a kept configuration by one value of the configuration", async () => {
    await stack.configure({ "trivia-pay:instanceConfigurationId": first });
    const steps = await plannedSteps(stack);
    assert.deepEqual(
      steps.map(({ operation, name }) => [operation, name]),
      [["update", "trivia-pay-dev-instances-rollout"]],
    );
    succeeded(await up());
    const outputs = await stack.outputs();
    assert.equal(outputs["instance_configuration_id"], first);
    assert.equal(outputs["previous_instance_configuration_id"], second);
    succeeded(await quietly(stack, ["refresh", "--yes", "--skip-preview"]));
    await expectNothing();
    await stack.configure({ "trivia-pay:instanceConfigurationId": "" });
    succeeded(await up());
    assert.equal((await stack.outputs())["instance_configuration_id"], second);
  });

  it("fails up when a version never comes up, says what runs, and tries again next time", async () => {
    await stack.configure({ "trivia-pay:imageTag": "never-pushed", "trivia-pay:maxWaitSeconds": 300 });
    const run = await up();
    assert.notEqual(run.code, 0, run.output);
    assert.match(run.output, /The rollout to ocid1\.instanceconfiguration\S+ failed/);
    assert.ok(run.output.includes(`What runs now: ${second}`), run.output);
    const { outputs } = await rolloutIn(stack);
    assert.equal(outputs["servingConfigurationId"], second);
    assert.equal(outputs["outcome"], "returned");
    const planned = await plannedSteps(stack);
    assert.deepEqual(
      planned.map(({ operation }) => operation),
      ["update"],
    );
    await stack.configure({ "trivia-pay:imageTag": "2.0.0" });
    succeeded(await up());
    await expectNothing();
  });

  it("leaves no instance configuration behind when the stack goes", async () => {
    succeeded(await quietly(stack, ["destroy", "--yes", "--skip-preview"]));
    assert.equal((await worldCounts(rehearsal.session))["instanceConfigurations"], undefined);
  });
});

function succeeded(run: EngineRun): void {
  assert.equal(run.code, 0, run.output);
}

function outcomes(outputs: Record<string, unknown>): unknown[] {
  const history = outputs["rollout_history"];
  return Array.isArray(history) ? history.map((entry: unknown) => isRecord(entry) && entry["outcome"]) : [];
}

interface InState {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

async function rolloutIn(stack: Stack): Promise<InState> {
  const state = JSON.parse(await stack.exported()) as { deployment: { resources: (InState & { type: string })[] } };
  const found = state.deployment.resources.find(({ type }) => type.endsWith(":SurgeRollout"));
  assert.ok(found, "the state holds no SurgeRollout");
  return found;
}
