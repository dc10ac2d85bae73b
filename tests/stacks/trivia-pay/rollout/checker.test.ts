import assert from "node:assert/strict";
import type { PoolLogEntry } from "../../../../rehearsal/oci/pool-log/entry.ts";
import { violations } from "./checker.ts";

const PROMISED = { desired: 1, surge: 1, drainSeconds: 20, end: "second" };
const ALONE: Omit<PoolLogEntry, "at" | "what"> = {
  desired: 1,
  configurationId: "first",
  members: ["a"],
  instances: ["a"],
  serving: ["a"],
  configurations: ["first"],
  autoscalingEnabled: true,
};
const RESTING = { ...ALONE, autoscalingEnabled: false };
const POINTED = { ...RESTING, configurationId: "second" };
const BOTH = {
  ...POINTED,
  desired: 2,
  members: ["a", "b"],
  instances: ["a", "b"],
  configurations: ["first", "second"],
};
const NEW = { ...BOTH, serving: ["b"] };
const LEFT = { ...NEW, desired: 1, members: ["b"] };
const ALONE_AGAIN = { ...LEFT, instances: ["b"], configurations: ["second"] };

/** A pool of one, moved from the first to the second configuration, as it should be. */
const RIGHT: readonly PoolLogEntry[] = (
  [
    { what: "serving", instanceId: "a", ...ALONE },
    { what: "autoscaling-off", ...RESTING },
    { what: "pointed", ...POINTED },
    { what: "resized", ...BOTH, instances: ["a"], members: ["a"], configurations: ["first"] },
    { what: "launched", instanceId: "b", ...BOTH },
    { what: "running", instanceId: "b", ...BOTH },
    { what: "serving", instanceId: "b", ...BOTH, serving: ["a", "b"] },
    { what: "drain-on", instanceId: "a", ...NEW },
    { what: "not-serving", instanceId: "a", ...NEW },
    { what: "detached", instanceId: "a", drainedSeconds: 20, healthy: true, ...LEFT },
    { what: "terminating", instanceId: "a", drainedSeconds: 20, healthy: true, ...LEFT },
    { what: "terminated", instanceId: "a", ...ALONE_AGAIN },
    { what: "autoscaling-on", ...ALONE_AGAIN, autoscalingEnabled: true },
  ] satisfies Omit<PoolLogEntry, "at">[]
).map((entry, index) => ({ at: index * 1000, ...entry }));

/** The right log with something else in the entries of one kind. */
function broken(what: PoolLogEntry["what"], change: Partial<PoolLogEntry>): PoolLogEntry[] {
  return RIGHT.map((entry, index) => (entry.what === what && index > 0 ? { ...entry, ...change } : entry));
}

describe("the checker of a pool's log", () => {
  it("finds nothing in a right one", () => {
    assert.deepEqual(violations(RIGHT, PROMISED), []);
  });

  it("doesn't take an empty log for a right one", () => {
    assert.deepEqual(violations([], PROMISED), ["the log has no entry"]);
  });

  const wrong: [string, PoolLogEntry[], RegExp][] = [
    ["fewer serve than desired, once", broken("drain-on", { serving: [] }), /drain-on a: 0 serve of 1$/],
    ["one instance too many", broken("launched", { instances: ["a", "b", "c"] }), /launched b: 3 instances, 1 \+ 1/],
    ["one was detached undrained", broken("detached", { drainedSeconds: undefined }), /detached a: .*without a drain/],
    ["one drained too short", broken("detached", { drainedSeconds: 19.9 }), /after 19\.9 s of drain, instead of 20 s/],
    ["one was terminated undrained", broken("terminating", { drainedSeconds: undefined }), /terminating a: .*without/],
    ["the autoscaler was on at a launch", broken("launched", { autoscalingEnabled: true }), /launched b: .*is on$/],
    ["the autoscaler was on at a drain", broken("drain-on", { autoscalingEnabled: true }), /drain-on a: .*is on$/],
    ["the autoscaler was on at a detach", broken("detached", { autoscalingEnabled: true }), /detached a: .*is on$/],
    ["the autoscaler stays off", broken("autoscaling-on", { autoscalingEnabled: false }), /end: the autoscaler is off/],
    ["the pool points elsewhere", broken("autoscaling-on", { configurationId: "first" }), /end: .*points at first/],
    ["a member runs the old one", broken("autoscaling-on", { configurations: ["first"] }), /end: 1 instances run/],
    ["the pool keeps its surge", broken("autoscaling-on", { desired: 2 }), /end: the pool's size is 2 instead of 1/],
    ["one hasn't gone", broken("autoscaling-on", { instances: ["a", "b"] }), /end: there are 2 instances instead of 1/],
  ];
  for (const [what, entries, expected] of wrong) {
    it(`tells that ${what}`, () => {
      const [found = "", ...others] = violations(entries, PROMISED);
      assert.match(found, expected);
      assert.deepEqual(others, []);
    });
  }

  it("lets an unhealthy instance go undrained", () => {
    const log = broken("detached", { drainedSeconds: undefined, healthy: false });
    const ended = log.map((entry) => (entry.what === "terminating" ? { ...entry, healthy: false } : entry));
    assert.deepEqual(violations(ended, PROMISED), []);
  });

  it("blames nobody for too few that were too few before", () => {
    const few = RIGHT.map((entry) => (entry.what === "autoscaling-on" ? entry : { ...entry, serving: [] }));
    assert.deepEqual(violations(few, PROMISED), []);
  });

  it("tells that too few serve at the end, also where they were too few before", () => {
    const few = RIGHT.map((entry) => ({ ...entry, serving: [] }));
    assert.deepEqual(violations(few, PROMISED), ["at the end: 0 serve of 1"]);
  });

  it("judges the end only where there is to be one", () => {
    const { end: _, ...open } = PROMISED;
    assert.deepEqual(violations(RIGHT.slice(0, 8), open), []);
  });
});
