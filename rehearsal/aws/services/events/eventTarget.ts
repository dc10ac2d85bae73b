/** @see https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/eventtarget/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { parseArn } from "../../arn.ts";
import { atMostOne, isGiven, known, matches, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { roleByArn } from "../iam/roles.ts";
import { isJson } from "../../policyText.ts";
import { EVENT_RULE, EVENT_TARGET } from "./eventRule.ts";

/** A rule has no more targets than this. */
const MOST = 5;

export const eventTarget: Kind = {
  type: EVENT_TARGET,
  replaces: ["rule", "eventBusName", "targetId"],
  check: (inputs) => [
    ...matches(inputs, "arn", /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/, "an ARN"),
    ...isJson(inputs, "input"),
    ...atMostOne(inputs, ["input", "inputPath", "inputTransformer"]),
    ...(isEcs(known(inputs, "arn")) && !isGiven(inputs, "ecsTarget")
      ? refuse("ecsTarget", "ecsTarget is required when the target is an ECS cluster")
      : []),
  ],
  create({ inputs }, cloud) {
    const [rule, bus] = [textAt(inputs, "rule") ?? "", textAt(inputs, "eventBusName") ?? "default"];
    const path = bus === "default" ? rule : `${bus}/${rule}`;
    if (cloud.get(EVENT_RULE, path) === undefined) {
      throw new AwsError("ResourceNotFoundException", `Rule ${rule} does not exist on EventBus ${bus}.`);
    }
    accept(inputs, cloud);
    const others = cloud.list(EVENT_TARGET).filter(({ inputs: other }) => other["rule"] === rule);
    if (others.length >= MOST) {
      const message = `The requested resource exceeds the maximum number allowed: ${MOST} targets for rule ${rule}.`;
      throw new AwsError("LimitExceededException", message);
    }
    const targetId = textAt(inputs, "targetId") ?? `terraform-${cloud.hex(26)}`;
    return {
      id: `${path}-${targetId}`,
      outputs: { targetId, eventBusName: bus, forceDestroy: inputs["forceDestroy"] ?? false },
    };
  },
  update({ inputs }, cloud) {
    accept(inputs, cloud);
    return {};
  },
};

const isEcs = (arn: unknown) => typeof arn === "string" && parseArn(arn)?.service === "ecs";

/** A Lambda function, a queue or a topic is asked through its own policy; most other targets need a role. */
function accept(inputs: Properties, cloud: Cloud): void {
  const arn = textAt(inputs, "arn") ?? "";
  const role = textAt(inputs, "roleArn");
  if (role !== undefined && roleByArn(role, cloud) === undefined) {
    throw new AwsError("ValidationException", `RoleArn is not valid: ${role} does not exist.`);
  }
  if (role === undefined && ["ecs", "states", "kinesis", "ssm", "batch"].includes(parseArn(arn)?.service ?? "")) {
    throw new AwsError("ValidationException", `RoleArn is required for target ${arn}.`);
  }
}
