/**
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/dashboard/
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
import { isObject } from "../../../plugins/protocol/values.ts";
import type { Properties, Value } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { numberAt, objectAt } from "../../parts.ts";
import { isJson, parsePolicy } from "../../policyText.ts";

const WIDGETS = ["metric", "text", "log", "alarm", "explorer", "custom"];

export const dashboard: Kind = {
  type: "aws:cloudwatch/dashboard:Dashboard",
  name: {
    property: "dashboardName",
    max: 255,
    pattern: /^[\w-]{1,255}$/,
    accepted: "letters, digits, hyphens and underscores, 255 characters at most",
    auto: false,
  },
  check: (inputs) => isJson(inputs, "dashboardBody"),
  create({ inputs }, { account }) {
    accept(inputs["dashboardBody"]);
    const name = textAt(inputs, "dashboardName") ?? "";
    const dashboardArn = makeArn({ service: "cloudwatch", region: "", account, resource: `dashboard/${name}` });
    return { id: name, outputs: { dashboardArn } };
  },
  update({ inputs }) {
    accept(inputs["dashboardBody"]);
    return {};
  },
};

interface Fault {
  readonly dataPath: string;
  readonly message: string;
}

/** @throws AwsError InvalidParameterInput */
function accept(body: Value | undefined): void {
  const faults = bodyFaults(parsePolicy(body));
  if (faults.length === 0) return;
  const list = JSON.stringify(faults, null, 2);
  const message = `The dashboard body is invalid, there are ${faults.length} validation errors: ${list}`;
  throw new AwsError("InvalidParameterInput", message);
}

function bodyFaults(body: Properties | undefined): Fault[] {
  if (body === undefined) return [{ dataPath: "", message: "Should be object" }];
  const widgets = body["widgets"];
  if (!Array.isArray(widgets)) return [{ dataPath: "/widgets", message: "Should be array" }];
  return widgets.flatMap((widget, index) => {
    const at = `/widgets/${index}`;
    return isObject(widget) ? widgetFaults(widget, at) : [{ dataPath: at, message: "Should be object" }];
  });
}

function widgetFaults(widget: Properties, at: string): Fault[] {
  const type = textAt(widget, "type") ?? "";
  const properties = objectAt(widget, "properties");
  const faults: Fault[] = [];
  const say = (dataPath: string, message: string) => faults.push({ dataPath: `${at}${dataPath}`, message });
  if (!WIDGETS.includes(type)) say("/type", "Should be equal to one of the allowed values");
  for (const [side, most] of [
    ["width", 24],
    ["height", 1000],
  ] as const) {
    const size = numberAt(widget, side);
    if (size !== undefined && (size < 1 || size > most)) say(`/${side}`, `Should be >= 1 and <= ${most}`);
  }
  if (!isObject(widget["properties"])) say("", "Should have required property 'properties'");
  else if (type === "metric") {
    if (!("metrics" in properties) && !("annotations" in properties))
      say("/properties", "Should match some schema in anyOf");
    if ("metrics" in properties && !("region" in properties))
      say("/properties", "Should have required property 'region'");
  } else if (type === "text" && !("markdown" in properties))
    say("/properties", "Should have required property 'markdown'");
  else if (type === "log" && !("query" in properties)) say("/properties", "Should have required property 'query'");
  else if (type === "alarm" && !("alarms" in properties)) say("/properties", "Should have required property 'alarms'");
  return faults;
}
