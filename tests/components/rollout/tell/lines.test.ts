import assert from "node:assert/strict";
import type { RolloutEvent } from "../../../../components/rollout/drive/events.ts";
import { createTeller, lineOf, linesOf } from "../../../../components/rollout/tell/lines.ts";
import { BEGIN, NEW, OLD, play } from "../picture/scenes.ts";

const at = BEGIN + 125_000;
const STEP: RolloutEvent = {
  kind: "instance",
  at,
  id: "ocid1.instance.oc1.test.aaaaaaaaa1b2c3",
  name: "quiz-1",
  configurationId: NEW,
  vnicId: "ocid1.vnic.oc1.test.aaaaaaaad4e5f6",
  subnetId: "ocid1.subnet.oc1.test.aaaaaag7h8i9",
  ip: "10.20.1.7",
  from: "booting",
  to: "healthy",
};
const text = (event: RolloutEvent) => lineOf(event, BEGIN)?.slice("rollout +2m05s     ".length);

describe("a rollout's lines", () => {
  it("tell an instance's step with its place and short ids", () => {
    assert.equal(
      lineOf(STEP, BEGIN),
      "rollout +2m05s     instance    …a1b2c3 (10.20.1.7, VNIC …d4e5f6, subnet …g7h8i9): booting → healthy",
    );
  });

  it("tell what is known of an instance, and no more", () => {
    const bare = { ...STEP, vnicId: undefined, subnetId: undefined, ip: undefined, from: undefined };
    assert.equal(text(bare), "instance    …a1b2c3: first seen healthy, quiz-1 of …new222");
    assert.match(text({ ...STEP, why: "502 at /health" }) ?? "", /booting → healthy, 502 at \/health$/);
  });

  const cases: readonly (readonly [event: RolloutEvent, line: string])[] = [
    [
      { kind: "started", at, resumed: false, from: OLD, to: NEW, desired: 4, surge: 1 },
      "started     …old111 → …new222, 4 instances, surge 1, so at most 5",
    ],
    [
      { kind: "started", at, resumed: true, from: "", to: NEW, desired: 1, surge: 2 },
      "resumed     nothing → …new222, 1 instance, surge 2, so at most 3",
    ],
    [
      { kind: "autoscaling", at, id: "ocid1.x.scale1", to: "suspended" },
      "autoscaler  …scale1 suspended for the rollout",
    ],
    [{ kind: "autoscaling", at, id: "ocid1.x.scale1", to: "restored" }, "autoscaler  …scale1 restored"],
    [{ kind: "pointed", at, configurationId: NEW }, "pointed     new instances are launched from …new222"],
    [{ kind: "resized", at, from: 3, to: 4 }, "resized     3 → 4 instances"],
    [{ kind: "waiting", at, why: "2 instances boot" }, "waiting     2 instances boot"],
    [
      { kind: "probed", at, url: "https://u:p@quiz.test:8443/ok?token=abc#d", agrees: false, words: "503" },
      "probe       https://quiz.test:8443/ok refuses: 503",
    ],
    [
      { kind: "trouble", at, doing: "detach …a1b2c3", why: "429 TooManyRequests" },
      "trouble     detach …a1b2c3: 429 TooManyRequests (tried again)",
    ],
    [{ kind: "turned-back", at, to: OLD, cause: "never OK" }, "turned back to …old111: never OK"],
    [{ kind: "pruned", at, configurationId: OLD }, "pruned      instance configuration …old111 deleted"],
    [
      { kind: "finished", at, outcome: "returned", serving: OLD, why: "never OK" },
      "finished    failed and returned, …old111 serves: never OK",
    ],
    [
      { kind: "finished", at, outcome: "halted", serving: NEW, why: "" },
      "finished    failed and halted, the pool was left as it is and points at …new222",
    ],
    [{ kind: "finished", at, outcome: "moved", serving: NEW, why: "" }, "finished    moved, …new222 serves"],
  ];
  for (const [event, line] of cases) {
    it(`tell of ${line.slice(0, 30).trim()}`, () => assert.equal(text(event), line));
  }

  it("leave looks to the bar", () => {
    assert.equal(lineOf({ kind: "looked", at, serving: 4, instances: 5, replaced: 1, desired: 4 }, BEGIN), undefined);
  });

  it("begin in the same column whenever and whatever it was", () => {
    const late = lineOf({ ...STEP, at: BEGIN + 36_000_000 }, BEGIN);
    assert.equal(late?.indexOf("…a1b2c3"), lineOf(STEP, BEGIN)?.indexOf("…a1b2c3"));
    assert.match(late ?? "", /\+10h00m00s /);
    assert.match(lineOf({ ...STEP, at: BEGIN - 5000 }, BEGIN) ?? "", /^rollout \+0m00s /);
    assert.match(lineOf(STEP) ?? "", /^rollout 12:02:05Z {2}/);
  });

  it("stay one line without terminal codes, whatever an answer held", () => {
    const line = text({ kind: "trouble", at, doing: "x", why: "a\r\nb\u001b[31mc\u0007" });
    assert.equal(line, "trouble     x: a b [31mc (tried again)");
  });

  it("hold nothing but ASCII, an ellipsis and an arrow", () => {
    for (const line of linesOf(play({ desired: 3, surge: 1, sickFrom: 1 }))) assert.match(line, /^[\x20-\x7e…→]*$/);
  });

  it("count from the start, and give a reason for waiting once", () => {
    const tell = createTeller();
    const wait = (why: string, seconds: number): RolloutEvent => ({ kind: "waiting", at: BEGIN + seconds * 1000, why });
    tell({ kind: "started", at: BEGIN, resumed: false, from: OLD, to: NEW, desired: 4, surge: 1 });
    const told = [wait("boots", 1), wait("boots", 2), wait("drains", 3), wait("boots", 4)].map(tell);
    assert.deepEqual(told, [
      "rollout +0m01s     waiting     boots",
      undefined,
      "rollout +0m03s     waiting     drains",
      "rollout +0m04s     waiting     boots",
    ]);
  });
});
