import assert from "node:assert/strict";
import type { TrafficReport } from "../../../../rehearsal/session/traffic.ts";
import { violations } from "./checker.ts";
import { DESIRED, FIRST_TAG, Scene, SURGE } from "./scene.ts";

const SECOND_TAG = "2.0.0";
const DRAIN_SECONDS = 60;

describe("Requests while a version is rolled out", function () {
  this.timeout(240_000);
  let scene: Scene;

  before(async () => {
    scene = await Scene.open("traffic-in-a-rollout", { drainSeconds: DRAIN_SECONDS });
    await scene.push(SECOND_TAG);
  });
  after(() => scene?.close());

  it("are all answered, those included that take as long as a drain", async () => {
    const report = await rollOut(SECOND_TAG, DRAIN_SECONDS, [0, DRAIN_SECONDS / 2, DRAIN_SECONDS]);
    assert.deepEqual([report.failed, report.failures], [0, []]);
    // Both versions have answered: the requests went on from before the rollout to its end.
    for (const tag of [FIRST_TAG, SECOND_TAG]) {
      assert.ok((report.byVersion[tag] ?? 0) > 0, JSON.stringify(report));
    }
  });

  it("are lost, and seen to be, when they take far longer than a drain", async () => {
    const report = await rollOut(FIRST_TAG, 1, [600]);
    assert.ok(report.failed > 0, JSON.stringify(report));
    assert.match(report.failures.join("\n"), /was cut before its answer/);
  });

  /** What has become of the requests while the pool was moved. */
  async function rollOut(imageTag: string, drainSeconds: number, durations: number[]): Promise<TrafficReport> {
    const from = (await scene.log()).length;
    await scene.configure({ imageTag, drainSeconds });
    const traffic = scene.traffic(durations);
    let report: TrafficReport;
    try {
      await scene.succeed();
    } finally {
      report = await traffic.stop();
    }
    const end = String((await scene.stack.outputs())["instance_configuration_id"]);
    const promised = { desired: DESIRED, surge: SURGE, drainSeconds, end };
    assert.deepEqual(violations((await scene.log()).slice(from - 1), promised), []);
    return report;
  }
});
