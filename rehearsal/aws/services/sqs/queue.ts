/**
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/sqs/queue/
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import { isObject } from "../../../plugins/protocol/values.ts";
import type { Properties, Value } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { atMostOne, between, isGiven, known, oneOf, refuse, ruledOut } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { isJson } from "../../policyText.ts";
import type { Resource } from "../../resource.ts";
import { acceptQueuePolicy, acceptRedrive, acceptRedriveAllow } from "./policies.ts";
import { QUEUE } from "./types.ts";

export const queue: Kind = {
  type: QUEUE,
  name: {
    property: "name",
    max: 80,
    pattern: /^[\w-]{1,80}$|^[\w-]{1,75}\.fifo$/,
    accepted:
      "letters, digits, hyphens and underscores, 80 characters at most, with .fifo at the end of a FIFO queue's",
    suffix: ({ fifoQueue }) => (fifoQueue === true ? ".fifo" : ""),
  },
  replaces: ["namePrefix", "fifoQueue"],
  check: (inputs) => [
    ...between(inputs, "delaySeconds", 0, 900),
    ...between(inputs, "kmsDataKeyReusePeriodSeconds", 60, 86_400),
    ...between(inputs, "maxMessageSize", 1024, 1_048_576),
    ...between(inputs, "messageRetentionSeconds", 60, 1_209_600),
    ...between(inputs, "receiveWaitTimeSeconds", 0, 20),
    ...between(inputs, "visibilityTimeoutSeconds", 0, 43_200),
    ...oneOf(inputs, "deduplicationScope", ["messageGroup", "queue"]),
    ...oneOf(inputs, "fifoThroughputLimit", ["perQueue", "perMessageGroupId"]),
    ...["policy", "redrivePolicy", "redriveAllowPolicy"].flatMap((name) => isJson(inputs, name)),
    ...(known(inputs, "sqsManagedSseEnabled") === true
      ? atMostOne(inputs, ["kmsMasterKeyId", "sqsManagedSseEnabled"])
      : []),
    ...fifo(inputs),
  ],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    const { region, account } = cloud;
    const arn = makeArn({ service: "sqs", region, account, resource: name });
    const url = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
    if (cloud.get(QUEUE, url) !== undefined) {
      throw new AwsError("QueueAlreadyExists", "A queue with this name already exists.");
    }
    accept(inputs, arn, cloud);
    return { id: url, outputs: { arn, url, ...defaults(inputs) } };
  },
  update({ inputs, resource }, cloud) {
    accept(inputs, textAt(resource.outputs, "arn") ?? "", cloud);
    return defaults(inputs);
  },
};

/** @throws AwsError QueueDoesNotExist */
export function needQueue(url: string | undefined, cloud: Cloud): Resource {
  const found = cloud.get(QUEUE, url ?? "");
  if (found === undefined) throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
  return found;
}

function accept(inputs: Properties, arn: string, cloud: Cloud): void {
  if (isGiven(inputs, "policy")) acceptQueuePolicy(inputs["policy"]);
  if (isGiven(inputs, "redrivePolicy")) acceptRedrive(inputs["redrivePolicy"], arn, cloud);
  if (isGiven(inputs, "redriveAllowPolicy")) acceptRedriveAllow(inputs["redriveAllowPolicy"]);
}

function defaults(inputs: Properties): Properties {
  const given = (name: string, value: Value) => inputs[name] ?? value;
  const isFifo = inputs["fifoQueue"] === true;
  return {
    fifoQueue: isFifo,
    contentBasedDeduplication: given("contentBasedDeduplication", false),
    deduplicationScope: given("deduplicationScope", isFifo ? "queue" : ""),
    fifoThroughputLimit: given("fifoThroughputLimit", isFifo ? "perQueue" : ""),
    delaySeconds: given("delaySeconds", 0),
    kmsDataKeyReusePeriodSeconds: given("kmsDataKeyReusePeriodSeconds", 300),
    kmsMasterKeyId: given("kmsMasterKeyId", ""),
    maxMessageSize: given("maxMessageSize", 1_048_576),
    messageRetentionSeconds: given("messageRetentionSeconds", 345_600),
    policy: asText(given("policy", "")),
    receiveWaitTimeSeconds: given("receiveWaitTimeSeconds", 0),
    redriveAllowPolicy: given("redriveAllowPolicy", ""),
    redrivePolicy: given("redrivePolicy", ""),
    sqsManagedSseEnabled: given("sqsManagedSseEnabled", !isGiven(inputs, "kmsMasterKeyId")),
    visibilityTimeoutSeconds: given("visibilityTimeoutSeconds", 30),
  };
}

const asText = (value: Value): Value => (isObject(value) ? JSON.stringify(value) : value);

function fifo(inputs: Properties): Failure[] {
  const isFifo = known(inputs, "fifoQueue") ?? false;
  const name = known(inputs, "name");
  if (isFifo !== true && isGiven(inputs, "fifoQueue") && known(inputs, "fifoQueue") === undefined) return [];
  const misnamed = typeof name === "string" && name.endsWith(".fifo") !== isFifo;
  return [
    ...(misnamed
      ? refuse("name", `invalid queue name: ${name} (a FIFO queue's ends with .fifo, no other's does)`)
      : []),
    ...(isFifo === true
      ? []
      : [
          ...(known(inputs, "contentBasedDeduplication") === true
            ? refuse("contentBasedDeduplication", "content-based deduplication can only be set for FIFO queue")
            : []),
          ...ruledOut(inputs, "deduplicationScope", "for a queue that isn't FIFO"),
          ...ruledOut(inputs, "fifoThroughputLimit", "for a queue that isn't FIFO"),
        ]),
  ];
}
