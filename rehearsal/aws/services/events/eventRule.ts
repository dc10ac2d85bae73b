/**
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/eventrule/
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
import { isObject } from "../../../plugins/protocol/values.ts";
import type { Properties, Value } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { atMostOne, isGiven, oneOf, refuse } from "../../checks.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { isJson, parsePolicy } from "../../policyText.ts";

export const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
export const EVENT_TARGET = "aws:cloudwatch/eventTarget:EventTarget";

export const eventRule: Kind = {
  type: EVENT_RULE,
  name: {
    property: "name",
    max: 64,
    pattern: /^[.\-_A-Za-z0-9]{1,64}$/,
    accepted: "letters, digits, periods, hyphens and underscores, 64 characters at most",
  },
  replaces: ["namePrefix", "eventBusName"],
  check: (inputs) => [
    ...isJson(inputs, "eventPattern"),
    ...oneOf(inputs, "state", ["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"]),
    ...atMostOne(inputs, ["state", "isEnabled"]),
    ...(isGiven(inputs, "eventPattern") || isGiven(inputs, "scheduleExpression")
      ? []
      : refuse("eventPattern", "one of `event_pattern,schedule_expression` must be specified")),
  ],
  create({ inputs }, cloud) {
    accept(inputs);
    const [name, bus] = [textAt(inputs, "name") ?? "", textAt(inputs, "eventBusName") ?? "default"];
    const path = bus === "default" ? name : `${bus}/${name}`;
    const { region, account } = cloud;
    const arn = makeArn({ service: "events", region, account, resource: `rule/${path}` });
    return { id: path, outputs: { arn, eventBusName: bus, ...defaults(inputs) } };
  },
  update({ inputs }) {
    accept(inputs);
    return defaults(inputs);
  },
  remove(rule, cloud) {
    const [name, bus] = [rule.outputs["name"], rule.outputs["eventBusName"]];
    const targets = cloud
      .list(EVENT_TARGET)
      .filter(({ inputs }) => inputs["rule"] === name && (inputs["eventBusName"] ?? "default") === bus);
    if (targets.length === 0) return;
    throw new AwsError("ValidationException", "Rule can't be deleted since it has targets.");
  },
};

function defaults(inputs: Properties): Properties {
  const isEnabled = inputs["isEnabled"] ?? inputs["state"] !== "DISABLED";
  return {
    isEnabled,
    state: inputs["state"] ?? (isEnabled === true ? "ENABLED" : "DISABLED"),
    forceDestroy: inputs["forceDestroy"] ?? false,
  };
}

function accept(inputs: Properties): void {
  const schedule = textAt(inputs, "scheduleExpression");
  if (schedule !== undefined && schedule !== "" && !isSchedule(schedule)) {
    throw new AwsError("ValidationException", "Parameter ScheduleExpression is not valid.");
  }
  if (!("eventPattern" in inputs)) return;
  const fault = patternFault(parsePolicy(inputs["eventPattern"]) ?? null);
  if (fault !== undefined) {
    throw new AwsError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${fault}`);
  }
}

/** `rate(1 hour)`, `rate(5 minutes)`, and `cron()` of six fields, one of the days being `?`. */
export function isSchedule(text: string): boolean {
  const [, count, unit] = /^rate\((\d+) (minutes?|hours?|days?)\)$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) return Number(count) > 0 && (count === "1") === !unit.endsWith("s");
  const fields = /^cron\((.+)\)$/.exec(text)?.[1]?.split(" ") ?? [];
  return fields.length === 6 && (fields[2] === "?") !== (fields[4] === "?");
}

/** Every leaf of a pattern is a list of what matches. */
function patternFault(pattern: Value): string | undefined {
  if (!isObject(pattern)) return "Filter is not an object";
  for (const [name, value] of Object.entries(pattern)) {
    if (name === "$or") continue;
    if (Array.isArray(value)) {
      if (value.length === 0) return `Empty arrays are not allowed (${name})`;
    } else if (isObject(value)) {
      const fault = Object.keys(value).length === 0 ? `Empty objects are not allowed (${name})` : patternFault(value);
      if (fault !== undefined) return fault;
    } else return `"${name}" must be an object or an array`;
  }
  return undefined;
}
