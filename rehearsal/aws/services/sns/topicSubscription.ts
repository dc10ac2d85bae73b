/** @see https://www.pulumi.com/registry/packages/aws/api-docs/sns/topicsubscription/ */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { parseArn } from "../../arn.ts";
import { oneOf } from "../../checks.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { isJson } from "../../policyText.ts";
import { needTopic } from "./topic.ts";

const PROTOCOLS = ["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"];

export const topicSubscription: Kind = {
  type: "aws:sns/topicSubscription:TopicSubscription",
  replaces: ["topic", "protocol", "endpoint"],
  check: (inputs) => [
    ...oneOf(inputs, "protocol", PROTOCOLS),
    ...["filterPolicy", "redrivePolicy", "deliveryPolicy"].flatMap((name) => isJson(inputs, name)),
  ],
  create({ inputs }, cloud) {
    const topic = needTopic(textAt(inputs, "topic"), cloud);
    const fault = endpointFault(inputs, topic.id);
    if (fault !== undefined) throw new AwsError("InvalidParameter", `Invalid parameter: ${fault}`);
    const arn = `${topic.id}:${cloud.uuid()}`;
    // Somebody has to click the link in the mail, or answer the request; the provider doesn't wait for that.
    const pendingConfirmation = /^(email|http)/.test(textAt(inputs, "protocol") ?? "");
    return {
      id: arn,
      outputs: {
        arn,
        ownerId: cloud.account,
        pendingConfirmation,
        confirmationWasAuthenticated: !pendingConfirmation,
        confirmationTimeoutInMinutes: inputs["confirmationTimeoutInMinutes"] ?? 1,
        endpointAutoConfirms: inputs["endpointAutoConfirms"] ?? false,
        rawMessageDelivery: inputs["rawMessageDelivery"] ?? false,
        filterPolicyScope: inputs["filterPolicyScope"] ?? ("filterPolicy" in inputs ? "MessageAttributes" : ""),
      },
    };
  },
};

function endpointFault(inputs: Properties, topicArn: string): string | undefined {
  const [protocol, endpoint] = [textAt(inputs, "protocol") ?? "", textAt(inputs, "endpoint") ?? ""];
  const service = parseArn(endpoint)?.service;
  if (protocol.startsWith("email")) return /^\S+@\S+\.\S+$/.test(endpoint) ? undefined : "Email address";
  if (protocol === "sms") return /^\+?\d{6,15}$/.test(endpoint) ? undefined : "SMS endpoint";
  if (protocol === "sqs" || protocol === "lambda") {
    if (service !== protocol) return `${protocol === "sqs" ? "SQS" : "Lambda"} endpoint ARN`;
    const mismatch = protocol === "sqs" && !topicArn.endsWith(".fifo") && endpoint.endsWith(".fifo");
    return mismatch ? "Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics" : undefined;
  }
  if (protocol.startsWith("http") && !endpoint.startsWith(`${protocol}://`)) {
    return `Endpoint must match the specified protocol`;
  }
  return undefined;
}
