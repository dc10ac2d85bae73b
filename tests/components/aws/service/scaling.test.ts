import assert from "node:assert/strict";
import { ownName } from "@tidegate/faults";
import type { Scaling } from "../../../../components/aws/service/scaling.ts";
import { capacityOf, scalingFaults } from "../../../../components/aws/service/scaling.ts";
import { backlogPerTask, nobodyTakes } from "../../../../components/aws/service/queueMetrics.ts";

const FIXED: Scaling = { kind: "fixed", count: 3 };
const CPU: Scaling = { kind: "cpu", min: 2, max: 10, targetPercent: 60 };
const QUEUE: Scaling = { kind: "queue", min: 0, max: 20, queueName: "jobs", messagesPerTask: 10 };
const GO = { paused: false, imageThere: true };

describe("a service's capacity", () => {
  it("is the fixed count", () => {
    assert.deepEqual(capacityOf(FIXED, GO), { desired: 3, least: 3, most: 3 });
  });

  it("starts at the least and stays within the limits", () => {
    assert.deepEqual(capacityOf(CPU, GO), { desired: 2, least: 2, most: 10 });
    assert.deepEqual(capacityOf(QUEUE, GO), { desired: 0, least: 0, most: 20 });
  });

  for (const scaling of [FIXED, CPU, QUEUE]) {
    it(`is nothing while paused or without an image: ${scaling.kind}`, () => {
      const nothing = { desired: 0, least: 0, most: 0 };
      assert.deepEqual(capacityOf(scaling, { ...GO, paused: true }), nothing);
      assert.deepEqual(capacityOf(scaling, { ...GO, imageThere: false }), nothing);
    });
  }
});

describe("a scaling's faults", () => {
  const wrong: [string, Scaling, string][] = [
    ["half a task", { kind: "fixed", count: 1.5 }, "count"],
    ["CPU from no task", { ...CPU, min: 0 }, "min"],
    ["more at least than at most", { ...CPU, min: 11 }, "max"],
    ["a queue without room", { ...QUEUE, max: 0 }, "max"],
    ["CPU above all that there is", { ...CPU, targetPercent: 101 }, "targetPercent"],
    ["no message for a task", { ...QUEUE, messagesPerTask: 0 }, "messagesPerTask"],
  ];
  for (const [what, scaling, path] of wrong) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(
        scalingFaults(scaling, ownName).map((fault) => fault.path),
        [path],
      );
    });
  }

  it("has nothing against a service that sleeps, or one that is fixed at none", () => {
    for (const scaling of [FIXED, CPU, QUEUE, { kind: "fixed", count: 0 } as const]) {
      assert.deepEqual(scalingFaults(scaling, ownName), []);
    }
  });
});

describe("a queue's metrics", () => {
  const measured = { queueName: "jobs", clusterName: "quiz", serviceName: "worker" };

  it("count what waits and what is in hand, for each task, and divide by nothing less than 1", () => {
    const { metrics, expression } = backlogPerTask(measured);
    assert.equal(expression, "(visible + inflight) / FILL(running, 1)");
    assert.deepEqual(
      metrics.map(({ id, metricName, stat }) => [id, metricName, stat]),
      [
        ["visible", "ApproximateNumberOfMessagesVisible", "Average"],
        ["inflight", "ApproximateNumberOfMessagesNotVisible", "Average"],
        ["running", "CPUUtilization", "SampleCount"],
      ],
    );
    assert.deepEqual(metrics.at(-1)?.dimensions, { ClusterName: "quiz", ServiceName: "worker" });
  });

  it("see a sleeping service in the queue alone", () => {
    const { metrics } = nobodyTakes(measured);
    for (const { namespace, dimensions } of metrics) {
      assert.equal(namespace, "AWS/SQS");
      assert.deepEqual(dimensions, { QueueName: "jobs" });
    }
  });
});
