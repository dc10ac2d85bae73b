import assert from "node:assert/strict";
import { ownName } from "@tidegate/faults";
import { choiceOf, DEFAULT_KNOBS, folderFaults, knobFaults, knobsOf } from "@tidegate/rollout";
import type { RolloutChoice } from "@tidegate/rollout";

const PROBE = "https://example.org/health";

describe("the knobs of a rollout", () => {
  it("have defaults where nothing is chosen, also where undefined is", () => {
    assert.deepEqual(knobsOf({}, undefined), DEFAULT_KNOBS);
    assert.deepEqual(knobsOf({ surge: undefined }, undefined), DEFAULT_KNOBS);
    assert.deepEqual(knobsOf({ surge: 2 }, "a subnet"), { ...DEFAULT_KNOBS, surge: 2, subnetId: "a subnet" });
  });

  it("are picked out of a bag that holds more", () => {
    const bag = { surge: 2, backendPort: 8000 };
    assert.deepEqual(choiceOf(bag), { surge: 2 });
  });

  const right: [string, RolloutChoice][] = [
    ["the defaults", {}],
    ["a share of everything", { surge: "100%" }],
    ["no drain and no waiting for health", { drainSeconds: 0, minHealthySeconds: 0 }],
    ["a drain just below the deadline", { drainSeconds: 599, maxWaitSeconds: 600 }],
    [
      "rising checkpoints",
      {
        checkpoints: [
          { percent: 1, waitSeconds: 60 },
          { percent: 99, probeUrl: PROBE },
        ],
      },
    ],
    ["a canary with its defaults", { canary: { count: 1, probeUrl: "http://example.org/" } }],
  ];
  for (const [what, choice] of right) {
    it(`may be ${what}`, () => {
      assert.deepEqual(knobFaults(choice, ownName), []);
    });
  }

  const wrong: [string, object, string[]][] = [
    ["no surge", { surge: 0 }, ["surge"]],
    ["a surge of half an instance", { surge: 1.5 }, ["surge"]],
    ["a negative surge", { surge: -1 }, ["surge"]],
    ["a share of nothing", { surge: "0%" }, ["surge"]],
    ["a share above the whole", { surge: "101%" }, ["surge"]],
    ["a negative share", { surge: "-5%" }, ["surge"]],
    ["a count as text", { surge: "2" }, ["surge"]],
    ["a word for a surge", { surge: "abc" }, ["surge"]],
    ["a drain as long as the deadline", { drainSeconds: 600, maxWaitSeconds: 600 }, ["drainSeconds"]],
    ["a drain above the default deadline", { drainSeconds: 2000 }, ["drainSeconds"]],
    ["a negative drain", { drainSeconds: -1 }, ["drainSeconds"]],
    ["health above the deadline", { minHealthySeconds: 1800 }, ["minHealthySeconds"]],
    [
      "looks further apart than the deadline",
      { pollSeconds: 60, maxWaitSeconds: 60, drainSeconds: 0 },
      ["pollSeconds"],
    ],
    ["looks without a pause", { pollSeconds: 0 }, ["pollSeconds"]],
    ["no deadline, judged by itself alone", { maxWaitSeconds: 0 }, ["maxWaitSeconds"]],
    ["a negative bake", { bakeSeconds: -1 }, ["bakeSeconds"]],
    ["keeping nothing", { keepConfigurations: 0 }, ["keepConfigurations"]],
    ["a switch that is a word", { skipMatching: "yes", autoRollback: "no" }, ["skipMatching", "autoRollback"]],
    ["checkpoints that are no list", { checkpoints: "50%" }, ["checkpoints"]],
    ["a checkpoint that is a number", { checkpoints: [50] }, ["checkpoints[0]"]],
    ["a checkpoint at 0 %", { checkpoints: [{ percent: 0, waitSeconds: 1 }] }, ["checkpoints[0].percent"]],
    ["a checkpoint at 100 %", { checkpoints: [{ percent: 100, waitSeconds: 1 }] }, ["checkpoints[0].percent"]],
    ["a checkpoint without per cent", { checkpoints: [{ waitSeconds: 1 }] }, ["checkpoints[0].percent"]],
    [
      "checkpoints that fall",
      {
        checkpoints: [
          { percent: 50, waitSeconds: 1 },
          { percent: 50, waitSeconds: 1 },
        ],
      },
      ["checkpoints[1].percent"],
    ],
    ["a checkpoint that waits for nothing", { checkpoints: [{ percent: 50 }] }, ["checkpoints[0]"]],
    [
      "a checkpoint that waits for both",
      { checkpoints: [{ percent: 50, waitSeconds: 1, probeUrl: PROBE }] },
      ["checkpoints[0]"],
    ],
    ["a pause of no time", { checkpoints: [{ percent: 50, waitSeconds: 0 }] }, ["checkpoints[0].waitSeconds"]],
    ["a probe by FTP", { checkpoints: [{ percent: 50, probeUrl: "ftp://a.test" }] }, ["checkpoints[0].probeUrl"]],
    ["a misspelt key", { checkpoints: [{ percent: 50, waitSeconds: 1, wait: 2 }] }, ["checkpoints[0].wait"]],
    ["a canary of nobody", { canary: { count: 0, probeUrl: PROBE } }, ["canary.count"]],
    ["a canary without probe", { canary: { count: 1, probeUrl: "" } }, ["canary.probeUrl"]],
    ["a canary that never agrees", { canary: { count: 1, probeUrl: PROBE, successes: 0 } }, ["canary.successes"]],
    ["a canary that never refuses", { canary: { count: 1, probeUrl: PROBE, failures: 0 } }, ["canary.failures"]],
    [
      "a canary without a pause",
      { canary: { count: 1, probeUrl: PROBE, intervalSeconds: 0 } },
      ["canary.intervalSeconds"],
    ],
    [
      "several at once",
      { surge: 0, drainSeconds: 9999, keepConfigurations: 0 },
      ["surge", "drainSeconds", "keepConfigurations"],
    ],
  ];
  for (const [what, choice, paths] of wrong) {
    it(`refuse ${what}`, () => {
      const faults = knobFaults(choice, ownName);
      assert.deepEqual(
        faults.map(({ path }) => path),
        paths,
      );
    });
  }

  it("go by the caller's own names", () => {
    const [fault] = knobFaults({ canary: { count: 0, probeUrl: PROBE } }, (knob) => `mine:${knob}`);
    assert.equal(fault?.path, "mine:canary.count");
  });

  it("are refused without repeating a password", () => {
    const probeUrl = new URL("https://example.org/");
    probeUrl.username = "someone";
    probeUrl.password = "made-up-here";
    const faults = knobFaults({ canary: { count: 1, probeUrl: probeUrl.href } }, ownName);
    assert.equal(faults.length, 1);
    assert.doesNotMatch(JSON.stringify(faults), /made-up-here/);
  });
});

describe("the folder of a report", () => {
  for (const folder of ["rollouts", "out/rollouts", "rollouts/"]) {
    it(`may be ${folder}`, () => assert.deepEqual(folderFaults("f", folder), []));
  }
  for (const folder of ["", "/var/rollouts", "../rollouts", "a/../../b", "C:\\rollouts"]) {
    it(`may not be ${JSON.stringify(folder)}`, () => assert.equal(folderFaults("f", folder).length, 1));
  }
});
