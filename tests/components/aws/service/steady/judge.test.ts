import assert from "node:assert/strict";
import { judge } from "../../../../../components/aws/service/steady/judge.ts";
import { definition, STEADY, WANTED } from "./fixture.ts";

describe("the verdict on a service", () => {
  it("is steady when the one deployment runs the wanted revision in full", () => {
    assert.deepEqual(judge(STEADY, WANTED), { kind: "steady" });
  });

  it("is steady with no task where none is wanted", () => {
    const none = { ...STEADY, desiredCount: 0, runningCount: 0 };
    assert.deepEqual(judge(none, { ...WANTED, least: 0, most: 0 }), { kind: "steady" });
  });

  it("has failed when ECS went back to an earlier revision, however healthy that is", () => {
    const back = { ...STEADY, deployments: [{ id: "1", status: "PRIMARY", taskDefinition: definition(6) }] };
    const verdict = judge(back, WANTED);
    assert.equal(verdict.kind, "failed");
    assert.match(verdict.reason, /^ECS runs quiz:6, not quiz:7: the deployment was rolled back/);
  });

  it("has failed while ECS is still going back", () => {
    const deployments = [
      { id: "2", status: "PRIMARY", taskDefinition: definition(6) },
      { id: "1", status: "ACTIVE", taskDefinition: definition(7) },
    ];
    assert.equal(judge({ ...STEADY, deployments }, WANTED).kind, "failed");
  });

  it("takes a newer revision of the family only where others may register them", () => {
    const newer = { ...STEADY, deployments: [{ id: "1", status: "PRIMARY", taskDefinition: definition(9) }] };
    assert.equal(judge(newer, WANTED).kind, "failed");
    assert.deepEqual(judge(newer, { ...WANTED, newerIsFine: true }), { kind: "steady" });
  });

  it("takes no older one and no other family there either", () => {
    for (const taskDefinition of [definition(6), definition(9).replace("quiz", "other")]) {
      const seen = { ...STEADY, deployments: [{ id: "1", status: "PRIMARY", taskDefinition }] };
      assert.equal(judge(seen, { ...WANTED, newerIsFine: true }).kind, "failed");
    }
  });

  it("compares revisions as numbers", () => {
    const tenth = { ...STEADY, deployments: [{ id: "1", status: "PRIMARY", taskDefinition: definition(10) }] };
    const wanted = { ...WANTED, taskDefinition: definition(9), newerIsFine: true };
    assert.deepEqual(judge(tenth, wanted), { kind: "steady" });
  });

  it("waits while an earlier deployment still runs tasks", () => {
    const deployments = [...STEADY.deployments, { id: "0", status: "ACTIVE", taskDefinition: definition(6) }];
    assert.equal(judge({ ...STEADY, deployments }, WANTED).kind, "waiting");
  });

  it("waits while tasks are missing, starting, or too many", () => {
    for (const counts of [{ runningCount: 1 }, { pendingCount: 1 }, { runningCount: 3 }]) {
      assert.equal(judge({ ...STEADY, ...counts }, WANTED).kind, "waiting");
    }
  });

  it("waits while ECS doesn't yet aim at what is wanted", () => {
    const verdict = judge({ ...STEADY, desiredCount: 0, runningCount: 0 }, { ...WANTED, most: 10 });
    assert.deepEqual(verdict, { kind: "waiting", reason: "ECS aims at 0 tasks, and it should be 2 to 10" });
  });

  it("waits for a first deployment", () => {
    assert.equal(judge({ ...STEADY, deployments: [] }, WANTED).kind, "waiting");
  });

  it("has failed when the service is on its way out", () => {
    assert.deepEqual(judge({ ...STEADY, status: "DRAINING" }, WANTED), {
      kind: "failed",
      reason: "the service is DRAINING",
    });
  });
});
