/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html */
import type { Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { makeArn } from "../../arn.ts";
import { AwsError } from "../../errors.ts";
import { elements, isGiven, known, oneOf, refuse } from "../../checks.ts";
import type { Failure } from "../../../plugins/protocol/provider.ts";
import { textOf } from "../../../plugins/protocol/values.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { needTarget, POLICY, subjectFaults, subjectId } from "./targets.ts";

const TRACKING = "targetTrackingScalingPolicyConfiguration";
const STEPS = "stepScalingPolicyConfiguration";
const PREDICTIVE = "predictiveScalingPolicyConfiguration";

export const policy: Kind = {
  type: POLICY,
  name: { property: "name", max: 255, pattern: /^[^\0]{1,255}$/, accepted: "255 characters at most" },
  replaces: ["resourceId", "scalableDimension", "serviceNamespace"],
  sets: ["stepAdjustments", "dimensions"],
  check: policyFaults,
  create({ inputs }, cloud) {
    const [fault] = policyFaults(inputs);
    if (fault !== undefined) throw new AwsError("ValidationException", fault.reason);
    needTarget(inputs, cloud);
    const name = textAt(inputs, "name") ?? "";
    const { region, account } = cloud;
    const subject = subjectId(inputs).replace(/\/[^/]*$/, "");
    const resource = `scalingPolicy:${cloud.uuid()}:resource/${subject}:policyName/${name}`;
    return {
      id: `${subjectId(inputs)}/${name}`,
      outputs: {
        arn: makeArn({ service: "autoscaling", region, account, resource }),
        alarmArns: alarmsOf(inputs).map((suffix) =>
          makeArn({
            service: "cloudwatch",
            region,
            account,
            resource: `alarm:TargetTracking-${subject}-${suffix}-${cloud.uuid()}`,
          }),
        ),
        policyType: inputs["policyType"] ?? "StepScaling",
      },
    };
  },
  update({ inputs }, cloud) {
    needTarget(inputs, cloud);
    return {};
  },
};

/** Target tracking makes two alarms of its own, of which the second one would scale in. */
function alarmsOf(inputs: Properties): string[] {
  if (inputs["policyType"] !== "TargetTrackingScaling") return [];
  return known(inputs, `${TRACKING}.disableScaleIn`) === true ? ["AlarmHigh"] : ["AlarmHigh", "AlarmLow"];
}

const CONFIGURATIONS: Readonly<Record<string, string>> = {
  StepScaling: STEPS,
  TargetTrackingScaling: TRACKING,
  PredictiveScaling: PREDICTIVE,
};

function policyFaults(inputs: Properties): Failure[] {
  const type = known(inputs, "policyType") ?? "StepScaling";
  const needed = CONFIGURATIONS[textOf(type)];
  return [
    ...subjectFaults(inputs),
    ...oneOf(inputs, "policyType", Object.keys(CONFIGURATIONS)),
    ...(needed === undefined || isGiven(inputs, needed)
      ? []
      : refuse(needed, `${needed} is required with ${textOf(type)}`)),
    ...(type === "TargetTrackingScaling" ? trackingFaults(inputs) : []),
    ...(type === "StepScaling" ? stepFaults(inputs) : []),
  ];
}

const PREDEFINED: Readonly<Record<string, readonly string[]>> = {
  ecs: ["ECSServiceAverageCPUUtilization", "ECSServiceAverageMemoryUtilization", "ALBRequestCountPerTarget"],
  dynamodb: ["DynamoDBReadCapacityUtilization", "DynamoDBWriteCapacityUtilization"],
};

function trackingFaults(inputs: Properties): Failure[] {
  const metric = `${TRACKING}.predefinedMetricSpecification`;
  const custom = `${TRACKING}.customizedMetricSpecification`;
  const accepted = PREDEFINED[textAt(inputs, "serviceNamespace") ?? ""];
  const isPredefined = isGiven(inputs, metric);
  if (!isGiven(inputs, TRACKING)) return [];
  return [
    ...(isPredefined === isGiven(inputs, custom)
      ? refuse(
          TRACKING,
          "exactly one of predefinedMetricSpecification and customizedMetricSpecification must be specified",
        )
      : []),
    ...(isPredefined && accepted !== undefined ? oneOf(inputs, `${metric}.predefinedMetricType`, accepted) : []),
    ...(known(inputs, `${metric}.predefinedMetricType`) === "ALBRequestCountPerTarget" &&
    !isGiven(inputs, `${metric}.resourceLabel`)
      ? refuse(`${metric}.resourceLabel`, "ResourceLabel is required for ALBRequestCountPerTarget")
      : []),
    ...queryFaults(inputs, `${custom}.metrics`),
  ];
}

/** Of metric math exactly one query is what counts. */
function queryFaults(inputs: Properties, path: string): Failure[] {
  const queries = elements(inputs, path);
  const returned = queries.filter((query) => known(inputs, `${query}.returnData`) !== false);
  return queries.length > 0 && returned.length !== 1
    ? refuse(path, "exactly one metric of the specification must have returnData true")
    : [];
}

function stepFaults(inputs: Properties): Failure[] {
  if (!isGiven(inputs, STEPS)) return [];
  const steps = elements(inputs, `${STEPS}.stepAdjustments`);
  return [
    ...oneOf(inputs, `${STEPS}.adjustmentType`, ["ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity"]),
    ...oneOf(inputs, `${STEPS}.metricAggregationType`, ["Minimum", "Maximum", "Average"]),
    ...steps
      .filter((step) => boundOf(inputs, step, "Lower", -Infinity) >= boundOf(inputs, step, "Upper", Infinity))
      .flatMap((step) => refuse(step, "the upper bound of a step must be greater than its lower bound")),
  ];
}

/** Bounds are numbers as text. */
function boundOf(inputs: Properties, step: string, which: string, otherwise: number): number {
  const value = known(inputs, `${step}.metricInterval${which}Bound`);
  return value === undefined || value === "" ? otherwise : Number(value);
}
