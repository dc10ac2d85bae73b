import assert from "node:assert/strict";
import type { PoolChange, PoolLogEntry } from "../../../../rehearsal/oci/pool-log/entry.ts";
import type { Traffic } from "../../../../rehearsal/session/traffic.ts";
import { readHistory } from "../../../../cli/history.ts";
import { worldCounts } from "../../../support/rehearsal.ts";
import { violations } from "./checker.ts";
import { endProviders, providersLeft, providersOf } from "./processes.ts";
import { DESIRED, DRAIN_SECONDS, FIRST_TAG, Scene } from "./scene.ts";

/** Two lanes at a time, so that instances of several stages are there at most moments. */
const SURGE = 2;
const KEPT = 3;
const OTHER_TAG = "2.0.0";

/** The engine is killed as soon as the world's log shows so many changes of a kind. */
const MOMENTS: readonly [moment: string, what: PoolChange, count: number][] = [
  ["the pool was pointed at the new configuration", "pointed", 1],
  ["the pool's size was raised", "resized", 1],
  ["the first new instance is RUNNING", "running", 1],
  ["the first new instance serves", "serving", 1],
  ["the first old instance drains", "drain-on", 1],
  ["the first old instance was detached", "detached", 1],
  ["the second new instance is RUNNING", "running", 2],
  ["the last old instance drains", "drain-on", DESIRED],
  ["the last old instance is TERMINATED, and nothing is written down", "terminated", DESIRED],
  ["the record says done and the autoscaler is on again, and the state doesn't know", "autoscaling-on", 1],
];

describe("A rollout whose engine is killed", function () {
  this.timeout(300_000);
  let scene: Scene;
  let traffic: Traffic;
  let serving: string;
  let versions = 1;

  before(async () => {
    scene = await Scene.open("killed-rollout", { keepConfigurations: KEPT, rolloutSurge: String(SURGE) });
    await scene.push(OTHER_TAG);
    serving = scene.first;
    traffic = scene.traffic();
  });
  after(async () => {
    await traffic?.stop();
    await endProviders(scene.rehearsal.root);
    await scene?.close();
  });

  for (const [index, [moment, what, count]] of MOMENTS.entries()) {
    it(`is finished by the next up: killed when ${moment}`, async () => {
      const from = (await scene.log()).length;
      await scene.configure({ imageTag: index % 2 === 0 ? OTHER_TAG : FIRST_TAG });
      await killedWhen((entries) => timesIn(entries.slice(from), what) >= count);
      const next = await scene.succeed();
      versions += 1;

      const outputs = await scene.stack.outputs();
      const target = String(outputs["instance_configuration_id"]);
      assert.notEqual(target, serving);
      const promised = { desired: DESIRED, surge: SURGE, drainSeconds: DRAIN_SECONDS, end: target };
      assert.deepEqual(violations((await scene.log()).slice(from - 1), promised), [], next.output);
      assert.equal(outputs["previous_instance_configuration_id"], serving);
      expectHistory(outputs["rollout_history"], target, serving);
      const counts = await worldCounts(scene.rehearsal.session);
      assert.equal(counts["instanceConfigurations"], Math.min(versions, KEPT));
      assert.deepEqual(traffic.report().failures, []);
      serving = target;
    });
  }

  it("has lost no request in all that", async () => {
    const report = await traffic.stop();
    assert.deepEqual([report.failed, report.failures], [0, []]);
    assert.ok((report.byVersion[FIRST_TAG] ?? 0) > 0 && (report.byVersion[OTHER_TAG] ?? 0) > 0, JSON.stringify(report));
  });

  it("leaves nothing to do", () => scene.expectNothing());

  async function killedWhen(shown: (entries: readonly PoolLogEntry[]) => boolean): Promise<void> {
    const killer = new AbortController();
    const { ended } = await scene.begin(shown, { signal: killer.signal, killSignal: "SIGKILL" });
    const drivers = await providersOf(scene.rehearsal.root);
    killer.abort();
    const killed = await ended;
    assert.notEqual(killed.code, 0, `the engine was not killed in time:\n${killed.output}`);
    assert.notDeepEqual(drivers, [], "no provider was found, so it can't be told that it ends");
    assert.deepEqual(await providersLeft(scene.rehearsal.root), [], "a provider goes on without its engine");
    await scene.cancel();
  }

  function expectHistory(output: unknown, target: string, before: string): void {
    const history = readHistory(output);
    assert.equal(history.length, versions, JSON.stringify(history));
    const [now, then] = history;
    assert.deepEqual([now?.configurationId, now?.to], [target, undefined]);
    assert.deepEqual([then?.configurationId, then?.to], [before, now?.from]);
  }
});

function timesIn(entries: readonly PoolLogEntry[], what: PoolChange): number {
  return entries.filter((entry) => entry.what === what).length;
}
