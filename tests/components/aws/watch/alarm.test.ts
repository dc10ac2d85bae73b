import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { alarm } from "@tidegate/aws";
import type { AlarmArgs } from "@tidegate/aws";
import { build } from "../built.ts";

const ARGS: AlarmArgs = {
  alarmName: "quiz-depth",
  description: "Too many messages.",
  metric: { namespace: "AWS/SQS", metricName: "Depth", dimensions: { QueueName: "quiz" }, statistic: "Maximum" },
  above: 10,
  topicArn: "arn:topic",
};

/** The inputs of one alarm, made inside a component as every alarm is. */
async function inputsOf(args: AlarmArgs): Promise<Record<string, unknown>> {
  const { only } = await build((options) => {
    const parent = new pulumi.ComponentResource("tidegate-aws:index:Probe", "probe", {}, options);
    alarm("depth", args, { parent });
    return parent;
  });
  return only("MetricAlarm").inputs;
}

describe("an alarm", () => {
  it("watches one metric, a minute at a time, and rings after five", async () => {
    const inputs = await inputsOf(ARGS);
    assert.deepEqual(
      [inputs["namespace"], inputs["metricName"], inputs["dimensions"], inputs["statistic"]],
      ["AWS/SQS", "Depth", { QueueName: "quiz" }, "Maximum"],
    );
    assert.deepEqual([inputs["period"], inputs["evaluationPeriods"]], [60, 5]);
    assert.equal(inputs["alarmDescription"], "Too many messages.");
  });

  it("tells of its beginning and of its end, or nobody at all", async () => {
    const inputs = await inputsOf(ARGS);
    assert.deepEqual([inputs["alarmActions"], inputs["okActions"]], [["arn:topic"], ["arn:topic"]]);
    assert.equal(inputs["actionsEnabled"], true);
    const silent = await inputsOf({ ...ARGS, topicArn: undefined });
    assert.deepEqual([silent["alarmActions"], silent["okActions"]], [[], []]);
    assert.equal((await inputsOf({ ...ARGS, rings: false }))["actionsEnabled"], false);
  });

  it("is calm where nothing is measured, unless that is the trouble", async () => {
    assert.equal((await inputsOf(ARGS))["treatMissingData"], "notBreaching");
    assert.equal((await inputsOf({ ...ARGS, missing: "breaching" }))["treatMissingData"], "breaching");
  });

  it("takes percentiles as CloudWatch wants them", async () => {
    const inputs = await inputsOf({ ...ARGS, metric: { ...ARGS.metric, statistic: "p95" } });
    assert.deepEqual([inputs["statistic"], inputs["extendedStatistic"]], [undefined, "p95"]);
  });

  it("rings above a value or below one", async () => {
    const { above: _above, ...rest } = ARGS;
    const below = await inputsOf({ ...rest, below: 2 });
    assert.deepEqual([below["comparisonOperator"], below["threshold"]], ["LessThanThreshold", 2]);
    assert.equal((await inputsOf(ARGS))["comparisonOperator"], "GreaterThanThreshold");
    await assert.rejects(inputsOf(rest), /quiz-depth needs exactly one of/);
    await assert.rejects(inputsOf({ ...ARGS, below: 2 }), /quiz-depth needs exactly one of/);
  });
});
