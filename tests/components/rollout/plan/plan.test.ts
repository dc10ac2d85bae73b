import assert from "node:assert/strict";
import { decide } from "../../../../components/rollout/plan/plan.ts";
import { WAITING } from "../../../../components/rollout/plan/reasons.ts";
import { booting, draining, goalOf, member, NEW, NOW, OLD, record, scene, seconds } from "./scene.ts";

const awake = [{ id: "ocid1.autoscalingconfiguration.oc1..a", enabled: true, suspended: false }];
const before = { configurationId: OLD, record: record({ phase: "done", target: OLD, lastGood: "", startedAt: 0 }) };

describe("The planner begins", () => {
  it("with the autoscaler, before anything else", () => {
    const seen = scene([member(OLD)], { autoscaling: awake }, before);
    assert.deepEqual(decide(seen, goalOf()), { kind: "suspend", autoscalingId: awake[0]?.id });
  });

  it("by pointing the pool, with what serves now as last-good and its size as desired", () => {
    const decision = decide(scene([member(OLD), member(OLD)], { autoscaling: [] }, before), goalOf());
    const expected = record({ desired: 2, startedAt: NOW });
    assert.deepEqual(decision, { kind: "point", configurationId: NEW, record: expected });
  });

  it("with what most instances serve as last-good, whatever the pool points at", () => {
    const third = "ocid1.instanceconfiguration.oc1..third";
    const seen = scene([member(OLD), member(third), member(third)], { autoscaling: [] }, { configurationId: NEW });
    const decision = decide(
      { ...seen, pool: { ...seen.pool, record: record({ phase: "done", target: OLD }) } },
      goalOf(),
    );
    assert.equal(decision.kind === "point" && decision.record.lastGood, third);
    assert.equal(decision.kind === "point" && decision.record.previous, OLD);
  });

  it("anew for another target, and never takes the one that it leaves for last-good", () => {
    const half = "ocid1.instanceconfiguration.oc1..half";
    const flight = record({ target: half, lastGood: OLD });
    const seen = scene([member(half), member(half), member(OLD)], {}, { configurationId: half, record: flight });
    const decision = decide(seen, goalOf());
    assert.equal(decision.kind === "point" && decision.record.lastGood, OLD);
  });

  it("nothing where the target serves already, but wakes an autoscaler that rests", () => {
    const done = record({ phase: "done" });
    const seen = scene([member(NEW)], {}, { record: done });
    assert.deepEqual(decide(seen, goalOf()), { kind: "conclude", outcome: "unchanged", record: done });
    const decision = decide({ ...seen, concluded: "unchanged" }, goalOf());
    assert.equal(decision.kind, "restore");
  });

  it("nothing because of an instance of the target that someone has stopped", () => {
    const stopped = booting(NEW, { state: "STOPPED", unhealthySince: seconds(-600) });
    const seen = scene([member(NEW), stopped], { autoscaling: [] }, { record: record({ phase: "done" }) });
    assert.equal(decide(seen, goalOf()).kind, "conclude");
  });

  it("no move before an earlier run's changes are known to be made", () => {
    const decision = decide(scene([member(OLD)], { settled: false }), goalOf());
    assert.deepEqual(decision, { kind: "wait", why: WAITING.settle });
  });
});

describe("The planner moves instances", () => {
  it("by asking for as many as the surge has room for", () => {
    const seen = scene([member(OLD), member(OLD), member(OLD)]);
    assert.deepEqual(decide(seen, goalOf({ surge: 2 })), { kind: "resize", size: 5 });
  });

  it("and counts those that leave as taking room until they are TERMINATED", () => {
    const seen = scene([member(OLD), member(OLD), member(NEW)], { leaving: ["ocid1.instance.oc1..gone"] }, { size: 3 });
    assert.equal(decide(seen, goalOf()).kind, "wait");
    assert.deepEqual(decide({ ...seen, leaving: [] }, goalOf()), { kind: "resize", size: 4 });
  });

  it("drains the oldest as soon as a new one is available, and no more than capacity can spare", () => {
    const [first, second, third] = [member(OLD), member(OLD), member(OLD)];
    const decision = decide(scene([third, second, first, member(NEW)]), goalOf());
    assert.deepEqual(decision, { kind: "drain", targets: [{ instanceId: first.id, backend: first.backend }] });
  });

  it("does not count a new instance that has been OK for less than minHealthySeconds", () => {
    const olds = [member(OLD), member(OLD), member(OLD)];
    const fresh = member(NEW, { createdAt: seconds(-200), healthySince: seconds(-29) });
    const decision = decide(scene([...olds, fresh]), goalOf({ minHealthySeconds: 30 }));
    assert.deepEqual(decision, { kind: "wait", why: WAITING.minHealthy, until: seconds(1) });
  });

  it("waits drainSeconds before it detaches", () => {
    const leaver = member(OLD);
    const rest = [member(OLD), member(OLD), member(NEW)];
    const early = decide(scene([draining(leaver, -119), ...rest]), goalOf());
    assert.deepEqual(early, { kind: "wait", why: WAITING.drain, until: seconds(1) });
    const late = decide(scene([draining(leaver, -120), ...rest]), goalOf());
    assert.deepEqual(late, { kind: "detach", instanceIds: [leaver.id] });
  });

  it("lets an unhealthy old instance go first, by a drain that nobody has to wait for", () => {
    const sick = booting(OLD, { unhealthySince: seconds(-40) });
    const seen = scene([member(OLD), member(OLD), sick, member(NEW)]);
    assert.deepEqual(decide(seen, goalOf()), {
      kind: "drain",
      targets: [{ instanceId: sick.id, backend: sick.backend }],
    });
    const drains = scene([member(OLD), member(OLD), draining(sick, -3), member(NEW)]);
    assert.deepEqual(decide(drains, goalOf()), { kind: "detach", instanceIds: [sick.id] });
  });

  it("gives one that was unhealthy for a moment only the time to recover", () => {
    const sick = booting(OLD, { unhealthySince: seconds(-5) });
    const decision = decide(scene([member(OLD), member(OLD), sick, booting(NEW)]), goalOf());
    assert.equal(decision.kind, "wait");
  });

  it("rolls a fix out though nothing serves, a surge's worth of instances at a time", () => {
    const sick = [1, 2, 3].map(() => booting(OLD, { unhealthySince: seconds(-4000) }));
    const decision = decide(scene(sick), goalOf({ surge: 2 }));
    assert.equal(decision.kind === "drain" && decision.targets.length, 2);
    const leaving = ["ocid1.instance.oc1..a", "ocid1.instance.oc1..b"];
    assert.notEqual(decide(scene(sick, { leaving }), goalOf({ surge: 2 })).kind, "drain");
  });

  it("gives a healthy old instance its connections back when fewer than desired serve without it", () => {
    const missed = draining(member(OLD), -200);
    const decision = decide(scene([missed, member(OLD), member(OLD), booting(NEW)]), goalOf());
    assert.deepEqual(decision, { kind: "undrain", targets: [{ instanceId: missed.id, backend: missed.backend }] });
    const seen = scene([{ ...missed, switching: "off" }, member(OLD), member(OLD), booting(NEW)]);
    assert.notEqual(decide(seen, goalOf()).kind, "undrain");
  });

  it("lets a stopped instance go without a drain, since it serves nobody", () => {
    const standby = booting(OLD, { state: "STOPPED", unhealthySince: seconds(-60) });
    const decision = decide(scene([member(OLD), member(OLD), standby, member(NEW)]), goalOf());
    assert.deepEqual(decision, { kind: "detach", instanceIds: [standby.id] });
  });

  it("replaces an instance that matches too when skipMatching is off, but not one of this rollout's own", () => {
    const early = member(NEW, { createdAt: seconds(-700) });
    const own = member(NEW, { createdAt: seconds(-500) });
    const decision = decide(
      scene([early, own], {}, { record: record({ desired: 1 }) }),
      goalOf({ skipMatching: false }),
    );
    assert.equal(decision.kind === "drain" && decision.targets[0]?.instanceId, early.id);
  });

  it("drains what is too many, when someone made the pool larger", () => {
    const many = [member(NEW), member(NEW), member(NEW), member(NEW)];
    const decision = decide(scene(many), goalOf());
    assert.equal(decision.kind === "drain" && decision.targets.length, 1);
  });
});

describe("The planner holds back", () => {
  const olds = () => [member(OLD), member(OLD), member(OLD)];
  const canary = { count: 1, probeUrl: "http://probe", intervalSeconds: 10, successes: 2, failures: 2 };
  const agreed = (times: number) => ({ agreed: times, refused: 0, askedAt: seconds(-10), last: "200 OK" });

  it("at the canary, until its probe has agreed often enough", () => {
    const knobs = goalOf({ surge: 3, canary });
    assert.deepEqual(decide(scene(olds()), knobs), { kind: "resize", size: 4 });
    const stands = scene([member(OLD), member(OLD), member(NEW)], { probes: { canary: agreed(1) } });
    assert.deepEqual(decide(stands, knobs), { kind: "ask", key: "canary", url: "http://probe" });
    const passed = scene([member(OLD), member(OLD), member(NEW)], { probes: { canary: agreed(2) } });
    assert.deepEqual(decide(passed, knobs), { kind: "resize", size: 5 });
  });

  it("and keeps the last old instance until then, where the canary is as large as the pool", () => {
    const one = { record: record({ desired: 1 }) };
    const stands = scene([member(OLD), member(NEW)], { probes: { canary: agreed(1) } }, one);
    assert.equal(decide(stands, goalOf({ canary })).kind, "ask");
    const passed = scene([member(OLD), member(NEW)], { probes: { canary: agreed(2) } }, one);
    assert.equal(decide(passed, goalOf({ canary })).kind, "drain");
  });

  it("and turns back when the canary's probe says no too often", () => {
    const probes = { canary: { agreed: 0, refused: 2, askedAt: NOW, last: "503 Service Unavailable" } };
    const decision = decide(scene([member(OLD), member(OLD), member(NEW)], { probes }), goalOf({ canary }));
    assert.equal(decision.kind, "turn-back");
    assert.match(decision.kind === "turn-back" ? decision.failure.cause : "", /said no 2 times.*503/);
  });

  it("at a checkpoint, until its time has passed", () => {
    const knobs = goalOf({ surge: 3, checkpoints: [{ percent: 30, waitSeconds: 60 }] });
    const members = [member(OLD), member(OLD), member(NEW)];
    const waiting = decide(scene(members, { reached: { 30: seconds(-20) } }), knobs);
    assert.deepEqual(waiting, { kind: "wait", why: WAITING.checkpoint(30), until: seconds(40) });
    assert.equal(decide(scene(members, { reached: { 30: seconds(-60) } }), knobs).kind, "resize");
  });

  it("at a checkpoint, until its probe agrees", () => {
    const knobs = goalOf({ surge: 3, checkpoints: [{ percent: 30, probeUrl: "http://gate" }] });
    const members = [member(OLD), member(OLD), member(NEW)];
    const reached = { 30: seconds(-20) };
    assert.deepEqual(decide(scene(members, { reached }), knobs), {
      kind: "ask",
      key: "checkpoint-30",
      url: "http://gate",
    });
    const probes = { "checkpoint-30": agreed(1) };
    assert.equal(decide(scene(members, { reached, probes }), knobs).kind, "resize");
  });
});

describe("The planner fails", () => {
  it("when a new instance isn't OK for longer than maxWaitSeconds, and says which", () => {
    const late = booting(NEW, { unhealthySince: seconds(-1801) });
    const decision = decide(scene([member(OLD), member(OLD), member(OLD), late]), goalOf());
    assert.equal(decision.kind, "turn-back");
    if (decision.kind !== "turn-back") return;
    assert.deepEqual(decision.record, record({ phase: "back", cause: decision.failure.cause }));
    assert.equal(decision.failure.instanceId, late.id);
    assert.equal(decision.failure.ip, late.address?.ip);
    assert.equal(decision.failure.backend, late.backend?.name);
  });

  it("when nothing comes further for maxWaitSeconds, even without an instance to blame", () => {
    const seen = scene([member(OLD), member(OLD), member(OLD)], { progressAt: seconds(-1801) }, { size: 4 });
    const decision = decide(seen, goalOf());
    assert.match(decision.kind === "turn-back" ? decision.failure.cause : "", /asked for 4 instances and has 3/);
  });

  it("when an instance has no VNIC in the chosen subnet", () => {
    const odd = member(NEW, { noVnicMatches: true });
    const decision = decide(
      scene([member(OLD), member(OLD), member(OLD), odd]),
      goalOf({ subnetId: "ocid1.subnet.x" }),
    );
    assert.match(decision.kind === "turn-back" ? decision.failure.cause : "", /none of its VNICs lies in the subnet/);
  });

  it("by halting where it may not turn back, or has turned already", () => {
    const late = booting(NEW, { unhealthySince: seconds(-1801) });
    const members = [member(OLD), member(OLD), member(OLD), late];
    assert.equal(decide(scene(members), goalOf({ autoRollback: false })).kind, "halt");
    const back = { configurationId: OLD, record: record({ phase: "back" }) };
    const stuck = scene([booting(OLD)], { progressAt: seconds(-1801) }, back);
    assert.equal(decide(stuck, goalOf()).kind, "halt");
  });
});

describe("The planner goes back", () => {
  const back = { configurationId: OLD, record: record({ phase: "back", cause: "it failed" }) };

  it("by giving draining old instances their connections again, before anything else", () => {
    const spared = draining(member(OLD), -30);
    const decision = decide(scene([spared, member(OLD), member(OLD), member(NEW)], {}, back), goalOf());
    assert.deepEqual(decision, { kind: "undrain", targets: [{ instanceId: spared.id, backend: spared.backend }] });
  });

  it("by draining new ones that serve, as carefully as old ones", () => {
    const served = member(NEW);
    const olds = [member(OLD), member(OLD), member(OLD)];
    const decision = decide(scene([...olds, served], {}, back), goalOf());
    assert.deepEqual(decision, { kind: "drain", targets: [{ instanceId: served.id, backend: served.backend }] });
  });

  it("by replacing an instance of last-good that is ill itself", () => {
    const ill = booting(OLD, { unhealthySince: seconds(-1000) });
    const decision = decide(scene([member(OLD), member(OLD), ill], {}, back), goalOf());
    assert.deepEqual(decision, { kind: "drain", targets: [{ instanceId: ill.id, backend: ill.backend }] });
  });

  it("and concludes with last-good as what serves, not what it leaves", () => {
    const olds = [member(OLD), member(OLD), member(OLD)];
    const decision = decide(scene(olds, { completeSince: NOW }, back), goalOf());
    assert.equal(decision.kind === "conclude" && decision.outcome, "returned");
    assert.equal(decision.kind === "conclude" && decision.record.target, OLD);
  });
});

describe("The planner ends", () => {
  const news = () => [member(NEW), member(NEW), member(NEW)];

  it("only when everything has baked", () => {
    const goal = goalOf({ bakeSeconds: 60 });
    const baking = decide(scene(news(), { completeSince: seconds(-59) }), goal);
    assert.deepEqual(baking, { kind: "wait", why: WAITING.bake, until: seconds(1) });
    const decision = decide(scene(news(), { completeSince: seconds(-60) }), goal);
    assert.equal(decision.kind === "conclude" && decision.outcome, "moved");
  });

  it("never while another version runs", () => {
    const seen = scene([...news(), member(OLD)], { completeSince: seconds(-60) });
    assert.equal(decide(seen, goalOf()).kind, "drain");
  });

  it("with the autoscaler awake again, and only then says so", () => {
    const seen = scene(news(), { concluded: "moved" }, { record: record({ phase: "done" }) });
    assert.equal(decide(seen, goalOf()).kind, "restore");
    assert.deepEqual(decide({ ...seen, autoscaling: [] }, goalOf()), { kind: "finish", outcome: "moved" });
  });
});
