/** @see https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/compositealarm/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { METRIC_ALARM } from "./metricAlarm.ts";

const TYPE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

export const compositeAlarm: Kind = {
  type: TYPE,
  name: {
    property: "alarmName",
    max: 255,
    pattern: /^[^\p{Cc}]{1,255}$/u,
    accepted: "255 characters at most",
    auto: false,
  },
  sets: ["alarmActions", "okActions", "insufficientDataActions"],
  create({ inputs }, cloud) {
    accept(inputs, cloud);
    const name = textAt(inputs, "alarmName") ?? "";
    const { region, account } = cloud;
    const arn = makeArn({ service: "cloudwatch", region, account, resource: `alarm:${name}` });
    return { id: name, outputs: { arn, actionsEnabled: inputs["actionsEnabled"] ?? true } };
  },
  update({ inputs }, cloud) {
    accept(inputs, cloud);
    return {};
  },
};

/** Rules name alarms by name or by ARN: `ALARM("name")`, `ALARM(name)`. */
function accept(inputs: Properties, cloud: Cloud): void {
  const rule = textAt(inputs, "alarmRule") ?? "";
  const named = [...rule.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\(\s*["']?([^"')]+?)["']?\s*\)/g)];
  const missing = named
    .map(([, name = ""]) => name.replace(/^arn:.*:alarm:/, ""))
    .find((name) => cloud.get(METRIC_ALARM, name) === undefined && cloud.get(TYPE, name) === undefined);
  if (missing === undefined) return;
  throw new AwsError("ValidationError", `AlarmRule must not contain nonexistent alarms: ${missing}`);
}
