import assert from "node:assert/strict";
import { readHistory } from "../../../../cli/history.ts";
import type { PoolLogEntry } from "../../../../rehearsal/oci/pool-log/entry.ts";
import type { EngineRun } from "../../../../rehearsal/session/stack.ts";
import type { Traffic } from "../../../../rehearsal/session/traffic.ts";
import { violations } from "./checker.ts";
import { DEADLINE_SECONDS, DESIRED, DRAIN_SECONDS, Scene, SURGE } from "./scene.ts";

/** Nobody's address (RFC 5737), which probes come from in this world, and Cloudflare's, which clients come from. */
const INGRESS = ["192.0.2.0/24", "173.245.48.0/20"];
const PROMISED = { desired: DESIRED, surge: SURGE, drainSeconds: DRAIN_SECONDS };

describe("A rollout that fails", function () {
  this.timeout(240_000);
  let scene: Scene;
  let traffic: Traffic;
  let from: number;
  let lastGood: string;

  before(async () => {
    scene = await Scene.open("failing-rollout");
  });
  beforeEach(async () => {
    const entries = await scene.log();
    from = entries.length;
    lastGood = entries.at(-1)?.configurationId ?? "";
    traffic = scene.traffic();
  });
  afterEach(async () => {
    assert.deepEqual((await traffic.stop()).failures, []);
  });
  after(() => scene?.close());

  it("returns to last-good when the target never gets healthy, and goes forward once it does", async () => {
    await scene.push("2.0.0");
    await scene.configure({ imageTag: "2.0.0" });
    await scene.neverHealthy("2.0.0");
    const failed = await upUntilDeadline();

    const sick = launched(await scene.log());
    const { ip, target } = await expectFailure(failed, /maxWaitSeconds/);
    assert.ok(failed.output.includes(`instance: ${sick} at ${ip}`), failed.output);
    assert.match(failed.output, /last health answers:\n +INVALID_STATUS_CODE at /);
    await expectReturned(failed, target, /^returned: .*maxWaitSeconds/);

    from = (await scene.log()).length;
    await scene.neverHealthy(undefined);
    await expectMoved(await scene.succeed());
    const history = readHistory((await scene.stack.outputs())["rollout_history"]);
    assert.ok(
      history.some(({ outcome }) => outcome.startsWith("returned: ")),
      JSON.stringify(history),
    );
  });

  it("returns to last-good when the canary's probe says no, and goes forward once it says yes", async () => {
    await scene.push("3.0.0");
    const page = (path: string) => ({ canaryProbeUrl: `http://${scene.address}${path}` });
    await scene.configure({ imageTag: "3.0.0", canaryCount: 1, lbIngressCidrs: INGRESS, ...page("/no-such-page") });
    const failed = await scene.up();

    const canary = launched(await scene.log());
    const { ip, target } = await expectFailure(failed, /The canary's probe said no 3 times in a row; at last: 404/);
    assert.ok(failed.output.includes(`instance: ${canary} at ${ip}`), failed.output);
    await expectReturned(failed, target, /^returned: The canary's probe said no/);

    from = (await scene.log()).length;
    await scene.configure(page("/health"));
    await expectMoved(await scene.succeed());
  });

  it("is left as it is where it mustn't return, and a fixed version goes forward from there", async () => {
    await scene.push("4.0.0");
    await scene.push("4.0.1");
    await scene.configure({ imageTag: "4.0.0", autoRollback: false, canaryCount: 0, canaryProbeUrl: "" });
    await scene.neverHealthy("4.0.0");
    const failed = await upUntilDeadline();

    const { target } = await expectFailure(failed, /maxWaitSeconds/);
    assert.match(failed.output, /What runs now: the pool was left as it is/);
    const { outputs } = await scene.rollout();
    assert.equal(outputs["outcome"], "halted");
    assert.equal(outputs["servingConfigurationId"], target);
    const log = (await scene.log()).slice(from - 1);
    assert.deepEqual(violations(log, PROMISED), [], failed.output);
    const last = log.at(-1);
    assert.deepEqual([last?.autoscalingEnabled, last?.serving.length, last?.configurationId], [true, DESIRED, target]);

    await scene.configure({ imageTag: "4.0.1" });
    await expectMoved(await scene.succeed());
  });

  /** An `up` whose new instance runs, but doesn't serve; then the deadline is over. */
  async function upUntilDeadline(): Promise<EngineRun> {
    const { ended } = await scene.begin((entries) => entries.slice(from).some(({ what }) => what === "running"));
    await scene.advance(DEADLINE_SECONDS + 1);
    return ended;
  }

  function launched(entries: readonly PoolLogEntry[]): string {
    return entries.slice(from).find(({ what }) => what === "launched")?.instanceId ?? "";
  }

  async function expectFailure(run: EngineRun, cause: RegExp): Promise<{ ip: string; target: string }> {
    assert.notEqual(run.code, 0, run.output);
    const told = /The rollout to (\S+) failed: (.*)\n/.exec(run.output);
    assert.match(told?.[2] ?? "", cause, run.output);
    return { ip: /\bat (10\.\d+\.\d+\.\d+)\b/.exec(run.output)?.[1] ?? "none", target: told?.[1] ?? "" };
  }

  /** The world, and what is said of it: the pool is whole again at what served before. */
  async function expectReturned(run: EngineRun, target: string, outcome: RegExp): Promise<void> {
    assert.ok(run.output.includes(`What runs now: ${lastGood}`), run.output);
    const log = (await scene.log()).slice(from - 1);
    assert.ok(log.some(({ configurationId }) => configurationId === target));
    assert.deepEqual(violations(log, { ...PROMISED, end: lastGood }), [], run.output);
    const { outputs } = await scene.rollout();
    assert.equal(outputs["servingConfigurationId"], lastGood);
    assert.equal(outputs["outcome"], "returned");
    const history = readHistory(outputs["history"]);
    const [tried] = history;
    const serves = history.find(({ to }) => to === undefined);
    assert.equal(tried?.configurationId, target);
    assert.match(tried?.outcome ?? "", outcome);
    assert.notEqual(tried?.to, undefined);
    assert.equal(serves?.configurationId, lastGood);
    assert.equal((await scene.stack.outputs())["instance_configuration_id"], lastGood);
  }

  async function expectMoved(run: EngineRun): Promise<void> {
    const outputs = await scene.stack.outputs();
    const target = String(outputs["instance_configuration_id"]);
    assert.notEqual(target, lastGood);
    assert.equal(outputs["previous_instance_configuration_id"], lastGood);
    assert.deepEqual(violations((await scene.log()).slice(from - 1), { ...PROMISED, end: target }), [], run.output);
    const [serves] = readHistory(outputs["rollout_history"]);
    assert.deepEqual([serves?.configurationId, serves?.outcome, serves?.to], [target, "moved", undefined]);
  }
});
