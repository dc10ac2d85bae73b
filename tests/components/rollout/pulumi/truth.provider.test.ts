import assert from "node:assert/strict";
import { PortError } from "../../../../components/rollout/drive/ports.ts";
import type { RolloutRecord } from "../../../../components/rollout/plan/observation.ts";
import type { SurgeRolloutState } from "../../../../components/rollout/provider/properties.ts";
import { surgeRolloutProvider } from "../../../../components/rollout/provider/surgeRollout.ts";
import { fakeParts, iso, NEW, OLD, RIGHT, START, STATE } from "./fixture.ts";
import type { World } from "./fixture.ts";

const ID = RIGHT.instancePoolId;
const DONE: RolloutRecord = { phase: "done", target: OLD, lastGood: "", previous: "", desired: 2, startedAt: START };

const on = (world: World = {}) => {
  const { parts, told } = fakeParts(world);
  return { provider: surgeRolloutProvider(parts), told };
};

describe("the provider of SurgeRollout, refreshing", () => {
  const read = (world: World, state: SurgeRolloutState = STATE) => on(world).provider.read(ID, state);

  it("leaves the state as it is when the pool agrees", async () => {
    assert.deepEqual(await read({ pool: { record: DONE } }), { id: ID, props: STATE });
  });

  it("finds what another hand has rolled out, since when, and what served before", async () => {
    const record: RolloutRecord = { ...DONE, target: NEW, lastGood: OLD };
    const { props } = await read({ pool: { configurationId: NEW, record } });
    assert.deepEqual(props, {
      ...STATE,
      servingConfigurationId: NEW,
      previousConfigurationId: OLD,
      servingSince: iso(START),
      outcome: "moved",
      history: [
        { configurationId: NEW, from: iso(START), outcome: "moved" },
        { ...STATE.history[0], to: iso(START) },
      ],
    });
  });

  it("says that a rollout is unfinished", async () => {
    const record: RolloutRecord = { ...DONE, phase: "forward", target: NEW };
    const { props } = await read({ pool: { configurationId: NEW, record } });
    assert.deepEqual([props?.outcome, props?.servingConfigurationId], ["unfinished", NEW]);
  });

  it("says that the pool is gone, and nothing of the kind when the cloud can't be reached", async () => {
    assert.deepEqual(await read({ unreachable: new PortError("not-found", "404") }), { id: "" });
    await assert.rejects(read({ unreachable: new PortError("unknown", "no answer") }), /no answer/);
  });
});

describe("the provider of SurgeRollout, deleting", () => {
  it("wakes the autoscaler that a rollout had put to rest, and no other", async () => {
    const autoscaling = [
      { id: "resting", enabled: false, suspended: true },
      { id: "switched off by its owner", enabled: false, suspended: false },
      { id: "awake", enabled: true, suspended: false },
    ];
    const { provider, told } = on({ autoscaling });
    await provider.delete(ID, STATE);
    assert.deepEqual(told.restored, ["resting"]);
  });
});
