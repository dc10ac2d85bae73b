import assert from "node:assert/strict";
import { ServiceAlarms, ownName, serviceAlarmsFaults } from "@tidegate/aws";
import type { ServiceAlarmsArgs } from "@tidegate/aws";
import { build } from "../built.ts";

const ARGS: ServiceAlarmsArgs = {
  prefix: "quiz-dev",
  clusterName: "quiz",
  serviceName: "api",
  topicArn: "arn:topic",
  paused: false,
};
const BALANCER = { loadBalancer: { arnSuffix: "app/quiz/1", targetGroupArnSuffix: "targetgroup/quiz/2" } };

async function alarms(more: Partial<ServiceAlarmsArgs> = {}) {
  const { all } = await build((options) => new ServiceAlarms("alarms", { ...ARGS, ...more }, options));
  return all("MetricAlarm").map(({ inputs }) => inputs);
}
const shown = (inputs: Record<string, unknown>) => [
  inputs["name"],
  inputs["metricName"],
  inputs["dimensions"],
  inputs["threshold"],
];

describe("ServiceAlarms", () => {
  it("watches the service's CPU and memory", async () => {
    const service = { ClusterName: "quiz", ServiceName: "api" };
    assert.deepEqual((await alarms()).map(shown), [
      ["quiz-dev-cpu", "CPUUtilization", service, 85],
      ["quiz-dev-memory", "MemoryUtilization", service, 85],
    ]);
  });

  it("watches what callers see at the load balancer", async () => {
    const target = { LoadBalancer: "app/quiz/1", TargetGroup: "targetgroup/quiz/2" };
    assert.deepEqual((await alarms(BALANCER)).slice(2).map(shown), [
      ["quiz-dev-unhealthy", "UnHealthyHostCount", target, 0],
      ["quiz-dev-server-errors", "HTTPCode_Target_5XX_Count", target, 10],
      ["quiz-dev-unanswered", "HTTPCode_ELB_5XX_Count", { LoadBalancer: "app/quiz/1" }, 10],
      ["quiz-dev-slow", "TargetResponseTime", target, 2],
    ]);
  });

  it("watches what callers see at the HTTP API, whose latency is in milliseconds", async () => {
    assert.deepEqual((await alarms({ apiId: "a1b2", slowSeconds: 3 })).slice(2).map(shown), [
      ["quiz-dev-api-errors", "5xx", { ApiId: "a1b2" }, 10],
      ["quiz-dev-api-slow", "Latency", { ApiId: "a1b2" }, 3000],
    ]);
  });

  it("tells nobody while the service rests, and stays as it is", async () => {
    const [awake, resting] = [await alarms(BALANCER), await alarms({ ...BALANCER, paused: true })];
    assert.deepEqual(resting.map(shown), awake.map(shown));
    assert.deepEqual([...new Set(resting.map((inputs) => inputs["actionsEnabled"]))], [false]);
    assert.deepEqual([...new Set(awake.map((inputs) => inputs["actionsEnabled"]))], [true]);
  });

  it("says to whoever gets the mail what to look at", async () => {
    for (const inputs of await alarms({ ...BALANCER, apiId: "a1b2" })) {
      assert.match(String(inputs["alarmDescription"]), /^[A-Z].{30,}\.$/);
    }
  });

  it("refuses thresholds that can't be reached", () => {
    const faults = serviceAlarmsFaults(
      { cpuPercent: 101, memoryPercent: 0, serverErrors: -1, slowSeconds: 0 },
      ownName,
    );
    assert.deepEqual(
      faults.map(({ path }) => path),
      ["cpuPercent", "memoryPercent", "serverErrors", "slowSeconds"],
    );
    assert.deepEqual(serviceAlarmsFaults({}, ownName), []);
  });
});
