/**
 * A queue's policies as resources of their own. Each one's id is the queue's URL.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/sqs/queuepolicy/
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/sqs/redrivepolicy/
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/sqs/redriveallowpolicy/
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Cloud } from "../../cloud.ts";
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { isJson } from "../../policyText.ts";
import type { Resource } from "../../resource.ts";
import { acceptQueuePolicy, acceptRedrive, acceptRedriveAllow } from "./policies.ts";
import { needQueue } from "./queue.ts";
import { QUEUE_POLICY, REDRIVE_ALLOW_POLICY, REDRIVE_POLICY } from "./types.ts";

export const queuePolicy = attachment(QUEUE_POLICY, "policy", (inputs) => ({
  policy: acceptQueuePolicy(inputs["policy"]),
}));

export const redrivePolicy = attachment(REDRIVE_POLICY, "redrivePolicy", (inputs, queue, cloud) => {
  acceptRedrive(inputs["redrivePolicy"], textAt(queue.outputs, "arn") ?? "", cloud);
  return {};
});

export const redriveAllowPolicy = attachment(REDRIVE_ALLOW_POLICY, "redriveAllowPolicy", (inputs) => {
  acceptRedriveAllow(inputs["redriveAllowPolicy"]);
  return {};
});

function attachment(
  type: string,
  property: string,
  accept: (inputs: Properties, queue: Resource, cloud: Cloud) => Properties,
): Kind {
  return {
    type,
    replaces: ["queueUrl"],
    check: (inputs) => isJson(inputs, property),
    create({ inputs }, cloud) {
      const queue = needQueue(textAt(inputs, "queueUrl"), cloud);
      return { id: queue.id, outputs: accept(inputs, queue, cloud) };
    },
    update: ({ inputs }, cloud) => accept(inputs, needQueue(textAt(inputs, "queueUrl"), cloud), cloud),
  };
}
