/**
 * Scalable targets. A count outside of the bounds is brought inside as soon as they are set or changed, unless scaling that
 * way is suspended. The provider's id is the resource's; here it is what the provider imports by, because a table has two
 * targets, for reading and for writing.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scalable-targets.html
 */
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { known, refuse } from "../../checks.ts";
import { textAt } from "../../kind.ts";
import { makeArn } from "../../arn.ts";
import { numberAt, objectAt } from "../../parts.ts";
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { scale } from "./scale.ts";
import { POLICY, refuseMissing, SCHEDULED_ACTION, scaledService, subjectFaults, subjectId, TARGET } from "./targets.ts";

export const target: Kind = {
  type: TARGET,
  replaces: ["resourceId", "scalableDimension", "serviceNamespace", "roleArn"],
  check: targetFaults,
  create({ inputs }, cloud) {
    const [fault] = targetFaults(inputs);
    if (fault !== undefined) throw new AwsError("ValidationException", fault.reason);
    refuseMissing(inputs, cloud);
    enforce(inputs, cloud);
    return {
      id: subjectId(inputs),
      outputs: { arn: arnOf(cloud), roleArn: inputs["roleArn"] ?? roleOf(inputs, cloud) },
    };
  },
  update({ inputs }, cloud) {
    refuseMissing(inputs, cloud);
    enforce(inputs, cloud);
    return {};
  },
  /** What scaled by it is taken away with it. */
  remove({ id }, cloud) {
    for (const type of [POLICY, SCHEDULED_ACTION]) {
      for (const dependent of cloud.list(type)) if (subjectId(dependent.inputs) === id) cloud.drop(dependent);
    }
  },
};

function targetFaults(inputs: Properties): Failure[] {
  const [min, max] = [known(inputs, "minCapacity"), known(inputs, "maxCapacity")];
  return [
    ...subjectFaults(inputs),
    ...(typeof min === "number" && min < 0 ? refuse("minCapacity", "Min capacity must not be negative") : []),
    ...(typeof min === "number" && typeof max === "number" && min > max
      ? refuse("minCapacity", `Min capacity ${min} must not be greater than max capacity ${max}`)
      : []),
  ];
}

function enforce(inputs: Properties, cloud: Cloud): void {
  const service = scaledService(inputs, cloud);
  if (service === undefined) return;
  const suspended = objectAt(inputs, "suspendedState");
  const bounds = { min: numberAt(inputs, "minCapacity") ?? 0, max: numberAt(inputs, "maxCapacity") ?? 0 };
  scale(service, bounds, (count) => count, "minimum and maximum capacity", cloud, {
    mayGrow: suspended["dynamicScalingOutSuspended"] !== true,
    mayShrink: suspended["dynamicScalingInSuspended"] !== true,
  });
}

function arnOf(cloud: Cloud): string {
  const { region, account } = cloud;
  return makeArn({
    service: "application-autoscaling",
    region,
    account,
    resource: `scalable-target/0ec5${cloud.token(40)}`,
  });
}

/** The service-linked role. */
function roleOf(inputs: Properties, { account }: Cloud): string {
  const namespace = textAt(inputs, "serviceNamespace") ?? "";
  const suffix = namespace === "ecs" ? "ECSService" : namespace === "dynamodb" ? "DynamoDBTable" : namespace;
  const path = `aws-service-role/${namespace}.application-autoscaling.amazonaws.com`;
  return `arn:aws:iam::${account}:role/${path}/AWSServiceRoleForApplicationAutoScaling_${suffix}`;
}
