import assert from "node:assert/strict";
import { DEFAULT_KNOBS } from "@tidegate/rollout";
import { PortError } from "../../../../components/rollout/drive/ports.ts";
import type { RolloutRecord } from "../../../../components/rollout/plan/observation.ts";
import { RolloutFailed } from "../../../../components/rollout/provider/failure.ts";
import { surgeRolloutProvider } from "../../../../components/rollout/provider/surgeRollout.ts";
import type { SurgeRolloutInputs, SurgeRolloutState } from "../../../../components/rollout/provider/properties.ts";
import { EVENTS, fakeParts, iso, MOVED, NEW, ocid, OLD, RETURNED, RIGHT, START, STATE } from "./fixture.ts";
import type { World } from "./fixture.ts";

const ID = RIGHT.instancePoolId;
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const DONE: RolloutRecord = { phase: "done", target: OLD, lastGood: "", previous: "", desired: 2, startedAt: START };

const on = (world: World = {}) => {
  const { parts, told } = fakeParts(world);
  return { provider: surgeRolloutProvider(parts), told };
};
const diff = async (olds: SurgeRolloutState, news: SurgeRolloutInputs, world: World = {}) => {
  const { provider, told } = on(world);
  return { ...(await provider.diff(ID, olds, news)), lines: told.lines };
};
/** What a program asks for that has not changed since OLD serves. */
const SAME: SurgeRolloutInputs = { ...RIGHT, targetConfigurationId: OLD };

describe("the provider of SurgeRollout, asked what has changed", () => {
  it("finds nothing when the arguments are the same and the pool runs the target", async () => {
    const { changes, lines } = await diff(STATE, SAME, { pool: { configurationId: OLD, record: DONE } });
    assert.deepEqual([changes, lines], [false, []]);
  });

  const changed: [string, Partial<SurgeRolloutInputs>][] = [
    ["another target", { targetConfigurationId: NEW }],
    ["a target that isn't known yet", { targetConfigurationId: UNKNOWN }],
    ["a trigger", { trigger: "again" }],
    ["a knob", { drainSeconds: 60 }],
    ["a report", { report: { folder: "rollouts" } }],
  ];
  for (const [what, change] of changed) {
    it(`finds ${what}, without asking the cloud`, async () => {
      const world = { unreachable: new PortError("unknown", "the network is down") };
      const { changes, replaces, lines } = await diff(STATE, { ...SAME, ...change }, world);
      assert.deepEqual([changes, replaces, lines], [true, undefined, []]);
    });
  }

  it("is made anew for another pool", async () => {
    const { changes, replaces } = await diff(STATE, { ...SAME, instancePoolId: UNKNOWN });
    assert.deepEqual([changes, replaces], [true, ["instancePoolId"]]);
  });

  it("finds a pool that another hand has pointed elsewhere", async () => {
    assert.equal((await diff(STATE, SAME, { pool: { configurationId: NEW } })).changes, true);
  });

  it("finds a rollout that was killed on its way, also on its way back", async () => {
    for (const phase of ["forward", "back"] as const) {
      assert.equal((await diff(STATE, SAME, { pool: { record: { ...DONE, phase } } })).changes, true, phase);
    }
  });

  it("says why it can't see the pool, and plans nothing then", async () => {
    const { changes, lines } = await diff(STATE, SAME, {
      unreachable: new PortError("refused", "401 NotAuthenticated"),
    });
    assert.equal(changes, false);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /can't be looked at.*401 NotAuthenticated/);
  });
});

describe("the provider of SurgeRollout, making it", () => {
  it("adopts what the pool runs, and writes down since when", async () => {
    const result = { ...MOVED, outcome: "unchanged", since: START, previous: "" } as const;
    const { provider, told } = on({ result });
    const { id, outs } = await provider.create(RIGHT);
    assert.equal(id, ID);
    assert.deepEqual(outs, {
      ...RIGHT,
      servingConfigurationId: NEW,
      previousConfigurationId: "",
      servingSince: iso(START),
      outcome: "unchanged",
      history: [{ configurationId: NEW, from: iso(START), outcome: "adopted" }],
      reportFiles: [],
    });
    assert.deepEqual(told.shown, EVENTS);
  });

  it("leaves instances that run the target already, whatever was chosen", async () => {
    const { provider, told } = on();
    await provider.create({ ...RIGHT, skipMatching: false });
    assert.equal(told.goals[0]?.knobs.skipMatching, true);
  });

  it("keeps the resource when the rollout fails, so that the next update goes on", async () => {
    const { provider } = on({ result: RETURNED });
    await assert.rejects(provider.create(RIGHT), (error) => error instanceof RolloutFailed && error.id === ID);
  });
});

describe("the provider of SurgeRollout, moving the pool", () => {
  it("hands the driver the whole goal, with defaults where nothing was chosen", async () => {
    const { provider, told } = on();
    await provider.update(ID, STATE, {
      ...RIGHT,
      surge: "25%",
      canary: { count: 1, probeUrl: "https://a.test/" },
      protect: [OLD],
    });
    assert.deepEqual(told.goals, [
      {
        target: NEW,
        loadBalancerId: RIGHT.loadBalancerId,
        backendSetName: "api-backend",
        port: 8000,
        protect: [OLD],
        knobs: {
          ...DEFAULT_KNOBS,
          surge: "25%",
          subnetId: RIGHT.subnetId,
          canary: { count: 1, probeUrl: "https://a.test/", intervalSeconds: 10, successes: 3, failures: 3 },
        },
      },
    ]);
  });

  it("looks for the pool in the region that its OCID names", async () => {
    const { provider, told } = on();
    await provider.update(ID, STATE, { ...RIGHT, instancePoolId: ocid("instancepool", "pool", "iad") });
    assert.equal(told.opened[0]?.region, "iad");
  });

  it("ends the former time and begins a new one in the history", async () => {
    const { outs } = await on().provider.update(ID, STATE, RIGHT);
    assert.deepEqual(outs?.history, [
      { configurationId: NEW, from: iso(MOVED.since), outcome: "moved" },
      { ...STATE.history[0], to: iso(MOVED.since) },
    ]);
    assert.equal(outs.previousConfigurationId, OLD);
  });

  it("leaves no instance as it is when the trigger changes", async () => {
    const { provider, told } = on();
    await provider.update(ID, STATE, { ...SAME, trigger: "new secrets" });
    assert.equal(told.goals[0]?.knobs.skipMatching, false);
  });

  it("replaces matching instances with a new target when that was chosen", async () => {
    const { provider, told } = on();
    await provider.update(ID, STATE, { ...RIGHT, skipMatching: false });
    assert.equal(told.goals[0]?.knobs.skipMatching, false);
  });

  it("replaces nothing because of a knob alone", async () => {
    const { provider, told } = on();
    await provider.update(ID, STATE, { ...SAME, skipMatching: false, pollSeconds: 5 });
    assert.equal(told.goals[0]?.knobs.skipMatching, true);
  });

  it("replaces what is left after a rollout that had failed", async () => {
    const { provider, told } = on();
    await provider.update(ID, { ...STATE, outcome: "halted" }, { ...SAME, skipMatching: false });
    assert.equal(told.goals[0]?.knobs.skipMatching, false);
  });

  it("has the report written to its folder, and says where", async () => {
    const { provider, told } = on();
    const { outs } = await provider.update(ID, STATE, { ...RIGHT, report: { folder: "rollouts" } });
    assert.deepEqual(told.reports, [{ folder: "rollouts", events: EVENTS }]);
    assert.deepEqual(outs?.reportFiles, ["rollouts/latest.svg"]);
  });

  it("ends well although the report can't be written, and says so", async () => {
    const { provider, told } = on({ disk: new Error("no space left") });
    const { outs } = await provider.update(ID, STATE, { ...RIGHT, report: { folder: "rollouts" } });
    assert.deepEqual([outs?.outcome, outs?.reportFiles], ["moved", []]);
    assert.match(told.lines[0] ?? "", /report can't be written to rollouts: no space left/);
  });

  it("hands on what the driver refuses, with the state as it was", async () => {
    const { provider } = on({ thrown: new Error("The rollout can't begin: backendPort") });
    await assert.rejects(provider.update(ID, STATE, RIGHT), (error) => {
      return error instanceof Error && !("id" in error) && error.message.includes("backendPort");
    });
  });
});

describe("the provider of SurgeRollout, when the rollout fails", () => {
  const failure = async (world: World, news: SurgeRolloutInputs = RIGHT): Promise<RolloutFailed> => {
    try {
      await on(world).provider.update(ID, STATE, news);
    } catch (error) {
      assert.ok(error instanceof RolloutFailed, String(error));
      return error;
    }
    return assert.fail("the update ended well");
  };

  it("keeps in the state what truly runs, and the provider's text", async () => {
    const news = { ...RIGHT, __provider: "the text" };
    const { id, properties } = await failure({ result: RETURNED }, news);
    assert.equal(id, ID);
    assert.deepEqual(properties, {
      ...news,
      servingConfigurationId: OLD,
      previousConfigurationId: "",
      servingSince: iso(RETURNED.since),
      outcome: "returned",
      history: [
        {
          configurationId: NEW,
          from: iso(START),
          to: iso(START + 660_000),
          outcome: "returned: The instance never became healthy.",
        },
        ...STATE.history,
      ],
      reportFiles: [],
    });
  });

  it("tells the cause, the instance, its address, the last answers, what runs now and what to do", async () => {
    const { message, reasons } = await failure({ result: RETURNED });
    for (const text of [
      RETURNED.failure?.cause,
      RETURNED.failure?.instanceId,
      "10.20.1.7",
      ...RETURNED.answers,
      `What runs now: ${OLD}`,
      "What to do:",
    ]) {
      assert.ok(message.includes(text ?? "?"), `${text} is missing in:\n${message}`);
    }
    assert.deepEqual(reasons, [message]);
  });

  it("never says that a pool is back when it was left as it is", async () => {
    const { message, properties } = await failure({ result: { ...RETURNED, outcome: "halted", serving: NEW } });
    assert.match(message, /the pool was left as it is/);
    assert.doesNotMatch(message, /is back/);
    const { history } = properties as SurgeRolloutState;
    assert.deepEqual(
      history.map(({ configurationId, to }) => [configurationId, to !== undefined]),
      [
        [NEW, true],
        [OLD, false],
      ],
    );
  });

  it("doesn't use the new trigger up", async () => {
    const { properties } = await failure({ result: RETURNED }, { ...RIGHT, trigger: "again" });
    assert.equal("trigger" in properties, false);
  });
});
