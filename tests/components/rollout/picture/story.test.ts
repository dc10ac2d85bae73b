import assert from "node:assert/strict";
import type { InstanceEvent, RolloutEvent, Stage } from "../../../../components/rollout/drive/events.ts";
import { figuresOf } from "../../../../components/rollout/picture/figures.ts";
import { storyOf } from "../../../../components/rollout/picture/story.ts";
import type { Lane, RolloutStory } from "../../../../components/rollout/picture/story.ts";
import { BEGIN, NEW, OLD, play, resumedAfter } from "./scenes.ts";

const START: RolloutEvent = { kind: "started", at: BEGIN, resumed: false, from: OLD, to: NEW, desired: 2, surge: 1 };
const step = (id: string, seconds: number, to: Stage, configurationId = NEW): InstanceEvent => ({
  kind: "instance",
  at: BEGIN + seconds * 1000,
  id,
  name: `quiz-${id}`,
  configurationId,
  to,
});
const spans = (lane: Lane | undefined) =>
  lane?.spans.map(({ stage, from, to }) => `${stage} ${(from - BEGIN) / 1000}-${(to - BEGIN) / 1000}`);

/** Every lane runs from its first sight to the end, each span beginning where the one before it ended. */
function assertCovered({ lanes, endedAt }: RolloutStory): void {
  for (const { spans: own, instanceId } of lanes) {
    assert.ok(own.length > 0, instanceId);
    own.slice(1).forEach((span, index) => assert.equal(span.from, own[index]?.to, instanceId));
    own.slice(0, -1).forEach((span) => assert.ok(span.from < span.to, instanceId));
    assert.equal(own.at(-1)?.to, endedAt, instanceId);
  }
}

describe("a rollout's story", () => {
  it("tells how a rollout went", () => {
    const story = storyOf(play({ desired: 4, surge: 1 }));
    assert.deepEqual(
      [story.outcome, story.from, story.to, story.serving, story.cause, story.desired, story.surge],
      ["moved", OLD, NEW, NEW, undefined, 4, 1],
    );
    assert.equal(story.startedAt, BEGIN);
    assert.deepEqual(
      story.lanes.map(({ version }) => version),
      ["old", "old", "old", "old", "new", "new", "new", "new"],
    );
    assert.deepEqual(
      story.marks.map(({ text }) => text),
      ["autoscaler suspended", "pointed at …new222", "autoscaler restored"],
    );
    assertCovered(story);
  });

  it("gives each instance its stages, whatever other instances do in between", () => {
    const story = storyOf([
      START,
      step("a", 0, "available", OLD),
      step("b", 10, "launching"),
      step("a", 20, "draining", OLD),
      step("b", 20, "booting"),
      step("a", 30, "gone", OLD),
      step("b", 40, "healthy"),
    ]);
    assert.deepEqual(spans(story.lanes[0]), ["available 0-20", "draining 20-30", "gone 30-40"]);
    assert.deepEqual(spans(story.lanes[1]), ["launching 10-20", "booting 20-40", "healthy 40-40"]);
    assertCovered(story);
  });

  it("keeps the later of two steps of one instant, and joins a stage that comes back at once", () => {
    const steps = [
      step("a", 0, "launching"),
      step("a", 5, "booting"),
      step("a", 5, "healthy"),
      step("a", 9, "available"),
    ];
    assert.deepEqual(spans(storyOf([START, ...steps]).lanes[0]), ["launching 0-5", "healthy 5-9", "available 9-9"]);
    const flap = [
      step("a", 0, "available"),
      step("a", 5, "unhealthy"),
      step("a", 5, "available"),
      step("a", 9, "draining"),
    ];
    assert.deepEqual(spans(storyOf([START, ...flap]).lanes[0]), ["available 0-9", "draining 9-9"]);
  });

  it("orders lanes by first sight, and old before new where they were seen together", () => {
    const story = storyOf([
      START,
      step("n", 0, "available"),
      step("o", 0, "available", OLD),
      step("l", 5, "booting", OLD),
    ]);
    assert.deepEqual(
      story.lanes.map(({ instanceId, version }) => `${instanceId} ${version}`),
      ["o old", "n new", "l old"],
    );
  });

  it("begins in the middle when the rollout was taken up", () => {
    const story = storyOf(resumedAfter(play({ desired: 4, surge: 2 }), 300));
    const known = story.lanes.filter((lane) => lane.spans[0]?.from === story.startedAt);
    assert.deepEqual(
      known.map(({ version, spans: own }) => `${version} ${own[0]?.stage ?? ""}`),
      ["old available", "old available", "new available", "new available", "new healthy", "new healthy"],
    );
    assert.equal(story.marks[0]?.text, "taken up again");
    assertCovered(story);
  });

  it("goes on with a lane when a second process tells again what it finds", () => {
    const whole = play({ desired: 3, surge: 1 });
    const after = resumedAfter(whole, 200);
    const joined = storyOf([...whole.filter(({ at }) => at < BEGIN + 200_000), ...after]);
    assert.deepEqual(joined.lanes, storyOf(whole).lanes);
  });

  it("begins anew where another rollout was started", () => {
    const first = play({ desired: 2, surge: 1, sickFrom: 0 });
    assert.deepEqual(storyOf([...first, ...play({ desired: 3, surge: 1 })]), storyOf(play({ desired: 3, surge: 1 })));
  });

  it("tells why a rollout failed, where it returned to and what it launched for that", () => {
    const story = storyOf(play({ desired: 4, surge: 1, sickFrom: 2 }));
    assert.equal(story.outcome, "returned");
    assert.equal(story.serving, OLD);
    assert.match(story.cause ?? "", /was not OK within 300 s/);
    assert.equal(story.lanes.at(-1)?.version, "old");
    assertCovered(story);
  });

  it("takes the cause from the end when a rollout was halted without turning back", () => {
    const end: RolloutEvent = {
      kind: "finished",
      at: BEGIN + 9000,
      outcome: "halted",
      serving: NEW,
      why: "no last-good",
    };
    assert.equal(storyOf([START, end]).cause, "no last-good");
    assert.equal(storyOf([START, { ...end, outcome: "moved" }]).cause, undefined);
  });

  it("is still running until it finishes", () => {
    const events = play({ desired: 2, surge: 1 }).slice(0, -1);
    const story = storyOf(events);
    assert.deepEqual([story.outcome, story.serving, story.endedAt], ["running", "", events.at(-1)?.at]);
  });

  it("has the lowest and highest counts of the looks", () => {
    const events = play({ desired: 4, surge: 1 });
    const dip = events.map((event) =>
      event.kind === "looked" && event.at === BEGIN + 60_000 ? { ...event, serving: 3 } : event,
    );
    assert.deepEqual(figuresOf(storyOf(events)), { ...figuresOf(storyOf(dip)), lowestServing: 4 });
    assert.deepEqual([figuresOf(storyOf(dip)).lowestServing, figuresOf(storyOf(dip)).mostInstances], [3, 5]);
    assert.equal(storyOf(dip).capacity.length, events.filter(({ kind }) => kind === "looked").length);
  });

  it("says one mark for several autoscalers suspended at once", () => {
    const off = (id: string): RolloutEvent => ({ kind: "autoscaling", at: BEGIN, id, to: "suspended" });
    assert.equal(storyOf([START, off("x"), off("y")]).marks.length, 1);
  });

  it("needs an event", () => assert.throws(() => storyOf([]), /without events has no story/));
});
