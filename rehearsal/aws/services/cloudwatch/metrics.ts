/**
 * Metrics and metric maths of an alarm. Where CloudWatch's own words aren't public, the sentence is the rehearsal's.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { textAt } from "../../kind.ts";

/** What CloudWatch refuses of a list of metrics; undefined where nothing. */
export function metricsFault(
  queries: readonly Properties[],
  thresholdMetricId: string | undefined,
): string | undefined {
  if (queries.length === 0) return undefined;
  const ids = queries.map((query) => textAt(query, "id") ?? "");
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    return `The values for parameter id in parameter metricDataQueries are not unique: ${twice}.`;
  const misnamed = ids.find((id) => !/^[a-z]\w*$/.test(id));
  if (misnamed !== undefined) {
    return `The value ${misnamed} for parameter id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`;
  }
  const shown = queries.filter(({ returnData }) => returnData === true);
  // With anomaly detection the metric and its band both return data.
  if (shown.length !== (thresholdMetricId === undefined ? 1 : 2)) {
    return "Exactly one element of the metrics list should return data.";
  }
  if (thresholdMetricId !== undefined && !ids.includes(thresholdMetricId)) {
    return `ThresholdMetricId ${thresholdMetricId} is not found in the metrics list.`;
  }
  return queries.map((query) => queryFault(query, ids)).find((fault) => fault !== undefined);
}

function queryFault(query: Properties, ids: readonly string[]): string | undefined {
  const [id, expression] = [textAt(query, "id") ?? "", textAt(query, "expression")];
  if ((expression === undefined) === (query["metric"] === undefined)) {
    return `Invalid metrics list: ${id} must have either an expression or a metric.`;
  }
  const unknown = namesIn(expression ?? "").find((name) => !ids.includes(name));
  if (unknown !== undefined) return `Error in expression '${id}': ${unknown} is not the id of a metric in the list.`;
  return undefined;
}

/** Ids begin with a small letter; functions and words of the language are capitals. SQL names what it reads itself. */
function namesIn(expression: string): string[] {
  if (/^\s*SELECT\b/i.test(expression)) return [];
  const bare = expression.replace(/'[^']*'|"[^"]*"/g, " ");
  return [...bare.matchAll(/(?<![\w.])[a-z]\w*/g)].map(([name]) => name);
}
