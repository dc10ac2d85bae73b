/**
 * What Application Auto Scaling can scale: services of ECS, tables and indexes of DynamoDB. Other namespaces are taken as
 * they are given.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { matches, oneOf } from "../../checks.ts";
import type { Failure } from "../../../plugins/protocol/provider.ts";
import { findService } from "../ecs/service.ts";

export const TARGET = "aws:appautoscaling/target:Target";
export const POLICY = "aws:appautoscaling/policy:Policy";
export const SCHEDULED_ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction";
const TABLE = "aws:dynamodb/table:Table";

/** Each namespace's dimensions, as far as the rehearsal knows them. */
const DIMENSIONS: Readonly<Record<string, readonly string[]>> = {
  ecs: ["ecs:service:DesiredCount"],
  dynamodb: [
    "dynamodb:table:ReadCapacityUnits",
    "dynamodb:table:WriteCapacityUnits",
    "dynamodb:index:ReadCapacityUnits",
    "dynamodb:index:WriteCapacityUnits",
  ],
};

const FORMS: Readonly<Record<string, readonly [pattern: RegExp, accepted: string]>> = {
  ecs: [/^service\/[\w-]+\/[\w-]+$/, "service/<cluster>/<service>"],
  dynamodb: [/^table\/[\w.-]+(\/index\/[\w.-]+)?$/, "table/<name> or table/<name>/index/<index>"],
};

/** What is wrong with the three arguments that name what is scaled. */
export function subjectFaults(inputs: Properties): Failure[] {
  const namespace = textAt(inputs, "serviceNamespace") ?? "";
  const [pattern, accepted] = FORMS[namespace] ?? [];
  const dimensions = DIMENSIONS[namespace];
  return [
    ...(dimensions === undefined ? [] : oneOf(inputs, "scalableDimension", dimensions)),
    ...(pattern === undefined || accepted === undefined ? [] : matches(inputs, "resourceId", pattern, accepted)),
  ];
}

/** `ecs/service/cluster/name/ecs:service:DesiredCount`: what the provider imports a target by. */
export function subjectId(inputs: Properties): string {
  return ["serviceNamespace", "resourceId", "scalableDimension"].map((name) => textAt(inputs, name) ?? "").join("/");
}

/** @throws AwsError ValidationException where what is to be scaled isn't there */
export function refuseMissing(inputs: Properties, cloud: Cloud): void {
  const namespace = textAt(inputs, "serviceNamespace");
  const resourceId = textAt(inputs, "resourceId") ?? "";
  if (namespace === "ecs" && scaledService(inputs, cloud) === undefined) {
    throw new AwsError("ValidationException", `ECS service doesn't exist: ${resourceId}`);
  }
  if (namespace !== "dynamodb") return;
  const [, name, , index] = resourceId.split("/");
  const table = cloud.list(TABLE).find(({ outputs }) => outputs["name"] === name);
  if (table === undefined) throw new AwsError("ValidationException", `DynamoDB table does not exist: ${resourceId}`);
  const indexes = objectsAt(table.inputs, "globalSecondaryIndexes").map((item) => item["name"]);
  if (index !== undefined && !indexes.includes(index)) {
    throw new AwsError("ValidationException", `DynamoDB index does not exist: ${resourceId}`);
  }
}

/** The service that a target, a policy or an action is about; undefined where it is about something else. */
export function scaledService(inputs: Properties, cloud: Cloud): Resource | undefined {
  if (textAt(inputs, "serviceNamespace") !== "ecs") return undefined;
  return findService((textAt(inputs, "resourceId") ?? "").replace(/^service\//, ""), cloud);
}

/** @throws AwsError ObjectNotFoundException where nothing is registered as scalable */
export function needTarget(inputs: Properties, cloud: Cloud): Resource {
  const found = cloud.list(TARGET).find(({ id }) => id === subjectId(inputs));
  if (found !== undefined) return found;
  const what = ["serviceNamespace", "resourceId", "scalableDimension"].map((name) => textAt(inputs, name) ?? "");
  throw new AwsError(
    "ObjectNotFoundException",
    `No scalable target registered for service namespace: ${what[0] ?? ""}, resource ID: ${what[1] ?? ""}, scalable ` +
      `dimension: ${what[2] ?? ""}`,
  );
}
