import assert from "node:assert/strict";
import { setMetric } from "../../../../rehearsal/aws/metrics/values.ts";
import { lookAtMetrics } from "../../../../rehearsal/aws/services/appautoscaling/look.ts";
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Scene } from "../steady/scene.ts";

const SUBJECT = {
  serviceNamespace: "ecs",
  resourceId: "service/main/api",
  scalableDimension: "ecs:service:DesiredCount",
};
const TARGET = "aws:appautoscaling/target:Target";
const POLICY = "aws:appautoscaling/policy:Policy";
const QUEUE = { QueueName: "jobs" };
const SERVICE = { ClusterName: "main", ServiceName: "api" };

function scaled(min: number, max: number): { scene: Scene; target: Resource } {
  const scene = new Scene();
  scene.account.pass(60);
  return { scene, target: scene.account.make(TARGET, { ...SUBJECT, minCapacity: min, maxCapacity: max }) };
}

const count = (scene: Scene): unknown => scene.account.look(scene.service)?.outputs["desiredCount"];
const cpu = (scene: Scene, value: number): void =>
  setMetric({ namespace: "AWS/ECS", metricName: "CPUUtilization", dimensions: SERVICE }, value, scene.account.cloud);
const waiting = (scene: Scene, value: number): void =>
  setMetric(
    { namespace: "AWS/SQS", metricName: "ApproximateNumberOfMessagesVisible", dimensions: QUEUE },
    value,
    scene.account.cloud,
  );
const tracking = (configuration: Properties): Properties => ({
  ...SUBJECT,
  name: "tracking",
  policyType: "TargetTrackingScaling",
  targetTrackingScalingPolicyConfiguration: configuration,
});
const CPU = { predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" } };

describe("a scalable target", () => {
  it("brings a count inside of its bounds at once, and again when they change", () => {
    const { scene, target } = scaled(4, 10);
    assert.equal(count(scene), 4);
    scene.account.change(target, { ...target.inputs, minCapacity: 0, maxCapacity: 1 });
    assert.equal(count(scene), 1);
    scene.account.change(target, { ...target.inputs, minCapacity: 0, maxCapacity: 0 });
    assert.equal(count(scene), 0);
    scene.account.pass(60);
    assert.equal(
      scene.account.ask("aws:ecs/getService:getService", { clusterArn: "main", serviceName: "api" })?.["runningCount"],
      0,
    );
  });

  it("leaves it alone while scaling is suspended", () => {
    const scene = new Scene();
    const suspendedState = { dynamicScalingInSuspended: true, dynamicScalingOutSuspended: true };
    scene.account.make(TARGET, { ...SUBJECT, minCapacity: 5, maxCapacity: 10, suspendedState });
    assert.equal(count(scene), 2);
  });

  it("is refused for what isn't there, and with bounds the wrong way round", () => {
    const scene = new Scene();
    const bounds = { minCapacity: 1, maxCapacity: 2 };
    const make = (changes: Properties) => () => scene.account.make(TARGET, { ...SUBJECT, ...bounds, ...changes });
    assert.throws(make({ resourceId: "service/main/other" }), /ECS service doesn't exist: service\/main\/other/);
    assert.throws(make({ resourceId: "api" }), /service\/<cluster>\/<service>/);
    assert.throws(make({ minCapacity: 3 }), /must not be greater than max capacity/);
    const table = { serviceNamespace: "dynamodb", scalableDimension: "dynamodb:table:ReadCapacityUnits" };
    assert.throws(make({ ...table, resourceId: "table/none" }), /DynamoDB table does not exist/);
  });
});

describe("a scaling policy", () => {
  it("follows CPU up and down, within the bounds", () => {
    const { scene } = scaled(2, 10);
    scene.account.make(POLICY, tracking({ ...CPU, targetValue: 50 }));
    cpu(scene, 90);
    assert.deepEqual(lookAtMetrics(scene.account.cloud), [{ resourceId: "service/main/api", from: 2, to: 4 }]);
    cpu(scene, 48);
    assert.deepEqual(lookAtMetrics(scene.account.cloud), []);
    cpu(scene, 5);
    lookAtMetrics(scene.account.cloud);
    assert.equal(count(scene), 2);
    cpu(scene, 1000);
    lookAtMetrics(scene.account.cloud);
    assert.equal(count(scene), 10);
  });

  it("follows the backlog of each task by metric math", () => {
    const { scene } = scaled(0, 20);
    const metrics: Properties[] = [
      { id: "backlog", expression: "visible / FILL(running, 1)", returnData: true },
      {
        id: "visible",
        returnData: false,
        metricStat: {
          stat: "Average",
          metric: {
            namespace: "AWS/SQS",
            metricName: "ApproximateNumberOfMessagesVisible",
            dimensions: [{ name: "QueueName", value: "jobs" }],
          },
        },
      },
      {
        id: "running",
        returnData: false,
        metricStat: {
          stat: "SampleCount",
          metric: {
            namespace: "AWS/ECS",
            metricName: "CPUUtilization",
            dimensions: Object.entries(SERVICE).map(([name, value]) => ({ name, value })),
          },
        },
      },
    ];
    scene.account.make(POLICY, tracking({ customizedMetricSpecification: { metrics }, targetValue: 10 }));
    waiting(scene, 40);
    lookAtMetrics(scene.account.cloud);
    assert.equal(count(scene), 4);
    waiting(scene, 0);
    lookAtMetrics(scene.account.cloud);
    assert.equal(count(scene), 0);
    waiting(scene, 40);
    lookAtMetrics(scene.account.cloud);
    assert.equal(count(scene), 0, "tracking alone never leaves 0");
  });

  it("takes a step from 0 when its alarm says so", () => {
    const { scene } = scaled(0, 0);
    scene.account.change(scene.account.cloud.list(TARGET)[0] ?? assert.fail(), {
      ...SUBJECT,
      minCapacity: 0,
      maxCapacity: 5,
    });
    const policy = scene.account.make(POLICY, {
      ...SUBJECT,
      name: "wake",
      policyType: "StepScaling",
      stepScalingPolicyConfiguration: {
        adjustmentType: "ExactCapacity",
        stepAdjustments: [{ metricIntervalLowerBound: "0", scalingAdjustment: 1 }],
      },
    });
    scene.account.make("aws:cloudwatch/metricAlarm:MetricAlarm", {
      name: "waiting",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: QUEUE,
      statistic: "Maximum",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      period: 60,
      evaluationPeriods: 1,
      alarmActions: [policy.outputs["arn"] ?? ""],
    });
    waiting(scene, 0);
    lookAtMetrics(scene.account.cloud);
    assert.equal(count(scene), 0);
    waiting(scene, 3);
    lookAtMetrics(scene.account.cloud);
    assert.equal(count(scene), 1);
  });

  const BROKEN: readonly [string, Properties, RegExp][] = [
    ["no target", { resourceId: "service/main/other" }, /No scalable target registered/],
    [
      "another namespace's metric",
      {
        targetTrackingScalingPolicyConfiguration: {
          targetValue: 1,
          predefinedMetricSpecification: { predefinedMetricType: "DynamoDBReadCapacityUtilization" },
        },
      },
      /ECSServiceAverageCPUUtilization/,
    ],
    [
      "no metric",
      { targetTrackingScalingPolicyConfiguration: { targetValue: 1 } },
      /exactly one of predefinedMetricSpecification/,
    ],
    [
      "steps for tracking",
      { policyType: "StepScaling" },
      /stepScalingPolicyConfiguration is required with StepScaling/,
    ],
  ];
  for (const [name, changes, says] of BROKEN) {
    it(`is refused with ${name}`, () => {
      const { scene } = scaled(1, 2);
      const right = tracking({ ...CPU, targetValue: 50 });
      assert.throws(() => scene.account.make(POLICY, { ...right, ...changes }), says);
    });
  }
});
