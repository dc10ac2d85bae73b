/**
 * Metrics as somebody has set them in the rehearsal: there is no load by itself. One value a metric, which is each of its
 * statistics; the count of samples of an ECS service is the count of its running tasks, one a minute from each.
 */
import { ledger } from "../../oci/ledger.ts";
import type { Cloud } from "../cloud.ts";
import { textAt } from "../kind.ts";
import { objectAt, objectsAt } from "../parts.ts";
import type { Properties } from "../../plugins/protocol/values.ts";
import { isObject, textOf } from "../../plugins/protocol/values.ts";
import { findService } from "../services/ecs/service.ts";
import { stateOf } from "../services/ecs/state.ts";
import { evaluate } from "./math.ts";
import type { Point } from "./math.ts";

export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

const values = ledger<number>("aws/cloudwatch/metrics");

/** Sets a metric of the region; undefined takes its data away. */
export function setMetric(metric: Metric, value: Point, cloud: Cloud): void {
  if (value === undefined) values.remove(cloud.moment.world, keyOf(metric, cloud));
  else values.put(cloud.moment.world, keyOf(metric, cloud), value);
}

/** @param statistic `Average`, `SampleCount`... */
export function metricValue(metric: Metric, statistic: string, cloud: Cloud): Point {
  if (metric.namespace !== "AWS/ECS") return values.get(cloud.moment.world, keyOf(metric, cloud));
  const { ClusterName = "", ServiceName = "" } = metric.dimensions;
  const service = findService(`${ClusterName}/${ServiceName}`, cloud);
  if (service === undefined) return undefined;
  // A service that runs nothing reports nothing.
  const running = stateOf(service.id, cloud).deployments.reduce((sum, one) => sum + one.running, 0);
  if (running === 0) return undefined;
  return statistic === "SampleCount" ? running : values.get(cloud.moment.world, keyOf(metric, cloud));
}

/** The value of the one query that returns data, of `metricDataQueries`, `metricQueries` or `metrics`. */
export function queriesValue(queries: readonly Properties[], cloud: Cloud): Point {
  const valueOf = (id: string): Point => {
    const query = queries.find((one) => textAt(one, "id") === id);
    if (query === undefined) throw new SyntaxError(`metric math: there is no metric ${id}`);
    const expression = textAt(query, "expression") ?? "";
    return expression === "" ? statValue(query, cloud) : evaluate(expression, valueOf);
  };
  const returned = queries.find((one) => one["returnData"] !== false && (queries.length === 1 || returns(one)));
  return valueOf(textAt(returned ?? queries.at(-1) ?? {}, "id") ?? "");
}

/** A query says that it returns data; where none says so, scaling takes the expression. */
function returns(query: Properties): boolean {
  return (
    query["returnData"] === true || (query["returnData"] === undefined && textAt(query, "expression") !== undefined)
  );
}

/** A scaling policy says `metricStat: {metric, stat}`, an alarm `metric: {metricName, stat...}`. */
function statValue(query: Properties, cloud: Cloud): Point {
  const stat = objectAt(query, "metricStat");
  const flat = objectAt(query, "metric");
  const metric = Object.keys(stat).length > 0 ? objectAt(stat, "metric") : flat;
  const statistic = textAt(stat, "stat") ?? textAt(flat, "stat") ?? "Average";
  return metricValue(metricOf(metric), statistic, cloud);
}

/** Dimensions are a list of names and values in a scaling policy, a map in an alarm. */
export function metricOf(properties: Properties): Metric {
  const given = properties["dimensions"] ?? null;
  const pairs = isObject(given)
    ? Object.entries(given).map(([name, value]) => [name, textOf(value)] as const)
    : objectsAt(properties, "dimensions").map(
        (one) => [textAt(one, "name") ?? "", textAt(one, "value") ?? ""] as const,
      );
  return {
    namespace: textAt(properties, "namespace") ?? "",
    metricName: textAt(properties, "metricName") ?? "",
    dimensions: Object.fromEntries(pairs),
  };
}

function keyOf({ namespace, metricName, dimensions }: Metric, { region }: Cloud): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([region, namespace, metricName, sorted]);
}
