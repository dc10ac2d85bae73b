/** @see https://www.pulumi.com/registry/packages/aws/api-docs/sns/topic/ */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { between, isGiven, known, oneOf, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { isJson } from "../../policyText.ts";
import type { Resource } from "../../resource.ts";
import { acceptTopicPolicy, defaultTopicPolicy } from "./policy.ts";

export const TOPIC = "aws:sns/topic:Topic";

export const topic: Kind = {
  type: TOPIC,
  name: {
    property: "name",
    max: 256,
    pattern: /^[\w-]{1,256}$|^[\w-]{1,251}\.fifo$/,
    accepted:
      "letters, digits, hyphens and underscores, 256 characters at most, with .fifo at the end of a FIFO topic's",
    suffix: ({ fifoTopic }) => (fifoTopic === true ? ".fifo" : ""),
  },
  replaces: ["namePrefix", "fifoTopic"],
  check: (inputs) => [
    ...["policy", "deliveryPolicy", "archivePolicy"].flatMap((name) => isJson(inputs, name)),
    ...between(inputs, "signatureVersion", 1, 2),
    ...oneOf(inputs, "tracingConfig", ["Active", "PassThrough"]),
    ...fifo(inputs),
  ],
  create({ inputs }, cloud) {
    const { region, account } = cloud;
    const arn = makeArn({ service: "sns", region, account, resource: textAt(inputs, "name") ?? "" });
    if (cloud.get(TOPIC, arn) !== undefined) {
      throw new AwsError(
        "InvalidParameter",
        "Invalid parameter: Attributes Reason: Topic already exists with different attributes",
      );
    }
    return { id: arn, outputs: { arn, owner: account, beginningArchiveTime: "", ...defaults(inputs, arn, cloud) } };
  },
  update: ({ inputs, resource }, cloud) => defaults(inputs, resource.id, cloud),
};

/** @throws AwsError NotFound */
export function needTopic(arn: string | undefined, cloud: Cloud): Resource {
  const found = cloud.get(TOPIC, arn ?? "");
  if (found === undefined) throw new AwsError("NotFound", "Topic does not exist");
  return found;
}

function defaults(inputs: Properties, arn: string, cloud: Cloud): Properties {
  return {
    fifoTopic: inputs["fifoTopic"] ?? false,
    contentBasedDeduplication: inputs["contentBasedDeduplication"] ?? false,
    signatureVersion: inputs["signatureVersion"] ?? 0,
    tracingConfig: inputs["tracingConfig"] ?? "",
    policy: isGiven(inputs, "policy") ? acceptTopicPolicy(inputs["policy"]) : defaultTopicPolicy(arn, cloud.account),
  };
}

function fifo(inputs: Properties): Failure[] {
  const [isFifo, name] = [known(inputs, "fifoTopic") ?? false, known(inputs, "name")];
  const misnamed = typeof name === "string" && name.endsWith(".fifo") !== isFifo;
  return [
    ...(misnamed
      ? refuse("name", `invalid topic name: ${name} (a FIFO topic's ends with .fifo, no other's does)`)
      : []),
    ...(isFifo !== true && known(inputs, "contentBasedDeduplication") === true
      ? refuse("contentBasedDeduplication", "content-based deduplication can only be set for FIFO topics")
      : []),
  ];
}
