/** @see https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/metricalarm/ */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn, parseArn } from "../../arn.ts";
import { atMostOne, between, elements, exactlyOne, known, needed, oneOf, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt, textsAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { numberAt, objectsAt } from "../../parts.ts";
import { metricsFault } from "./metrics.ts";

export const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const COMPARISONS = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
  "LessThanLowerOrGreaterThanUpperThreshold",
  "LessThanLowerThreshold",
  "GreaterThanUpperThreshold",
];
const STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
const ACTIONS = ["alarmActions", "okActions", "insufficientDataActions"];

export const metricAlarm: Kind = {
  type: METRIC_ALARM,
  name: { property: "name", max: 255, pattern: /^[^\p{Cc}]{1,255}$/u, accepted: "255 characters at most" },
  sets: ACTIONS,
  check: (inputs) => [
    ...oneOf(inputs, "comparisonOperator", COMPARISONS),
    ...oneOf(inputs, "statistic", STATISTICS),
    ...oneOf(inputs, "treatMissingData", ["missing", "ignore", "breaching", "notBreaching"]),
    ...between(inputs, "evaluationPeriods", 1, 86_400),
    ...between(inputs, "datapointsToAlarm", 1, 86_400),
    ...atMostOne(inputs, ["statistic", "extendedStatistic"]),
    ...period(inputs),
    ...("evaluationCriteria" in inputs
      ? []
      : [...exactlyOne(inputs, ["metricName", "metricQueries"]), ...rule(inputs)]),
  ],
  create({ inputs }, cloud) {
    accept(inputs, cloud);
    const name = textAt(inputs, "name") ?? "";
    const { region, account } = cloud;
    const arn = makeArn({ service: "cloudwatch", region, account, resource: `alarm:${name}` });
    return { id: name, outputs: { arn, ...defaults(inputs) } };
  },
  update({ inputs }, cloud) {
    accept(inputs, cloud);
    return defaults(inputs);
  },
};

function defaults(inputs: Properties): Properties {
  return {
    actionsEnabled: inputs["actionsEnabled"] ?? true,
    treatMissingData: inputs["treatMissingData"] ?? "missing",
  };
}

function rule(inputs: Properties): Failure[] {
  return [
    ...needed(inputs, "comparisonOperator", "for an alarm on a metric"),
    ...needed(inputs, "evaluationPeriods", "for an alarm on a metric"),
    ...exactlyOne(inputs, ["threshold", "thresholdMetricId"]),
    ...(known(inputs, "metricName") === undefined
      ? []
      : [
          ...needed(inputs, "namespace", "with metricName"),
          ...needed(inputs, "period", "with metricName"),
          ...exactlyOne(inputs, ["statistic", "extendedStatistic"]),
        ]),
  ];
}

/** Seconds: 10, 20, 30, or whole minutes. */
function period(inputs: Properties): Failure[] {
  const paths = [
    "period",
    ...elements(inputs, "metricQueries").flatMap((at) => [`${at}.period`, `${at}.metric.period`]),
  ];
  return paths.flatMap((path) => {
    const value = known(inputs, path);
    if (typeof value !== "number" || [1, 5, 10, 20, 30].includes(value) || (value > 0 && value % 60 === 0)) return [];
    return refuse(path, `expected ${path} to be 10, 20, 30 or a multiple of 60, got ${value}`);
  });
}

/** @throws AwsError ValidationError */
function accept(inputs: Properties, cloud: Cloud): void {
  const [periods, points] = [numberAt(inputs, "evaluationPeriods"), numberAt(inputs, "datapointsToAlarm")];
  const far = ACTIONS.flatMap((name) => textsAt(inputs, name)).find((arn) => {
    const region = parseArn(arn)?.region;
    return region !== undefined && region !== "" && region !== cloud.region;
  });
  const fault =
    periods !== undefined && points !== undefined && points > periods
      ? "DatapointsToAlarm must be less than or equal to EvaluationPeriods"
      : far !== undefined
        ? `Invalid region ${parseArn(far)?.region ?? ""} specified. Only ${cloud.region} is supported.`
        : metricsFault(objectsAt(inputs, "metricQueries"), textAt(inputs, "thresholdMetricId"));
  if (fault !== undefined) throw new AwsError("ValidationError", fault);
}
