/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
import type { Cloud } from "../../cloud.ts";
import { textOf } from "../../../plugins/protocol/values.ts";
import { AwsError } from "../../errors.ts";
import { textAt } from "../../kind.ts";
import { makeArn } from "../../arn.ts";
import { metricValue } from "../../metrics/values.ts";
import type { Resource } from "../../resource.ts";
import { QUEUE, QUEUE_POLICY } from "../../services/sqs/types.ts";
import type { Request } from "../../steady/permissions.ts";
import type { Input, JsonService } from "../operation.ts";
import { needText, textList } from "../operation.ts";

export const queues: JsonService = {
  target: "AmazonSQS",
  version: "1.0",
  operations: [
    {
      name: "GetQueueAttributes",
      needs: (input, cloud) => [onQueue("sqs:GetQueueAttributes", nameIn(input, cloud), cloud)],
      run(input, cloud) {
        const attributes = attributesOf(queueOf(input, cloud), cloud);
        const wanted = textList(input, "AttributeNames");
        const shown = Object.entries(attributes).filter(([name]) => wanted.includes("All") || wanted.includes(name));
        return { Attributes: Object.fromEntries(shown) };
      },
    },
    {
      name: "GetQueueUrl",
      needs: (input, cloud) => [onQueue("sqs:GetQueueUrl", needText(input, "QueueName"), cloud)],
      run(input, cloud) {
        const name = needText(input, "QueueName");
        const queue = cloud.list(QUEUE).find((one) => textAt(one.outputs, "name") === name);
        if (queue === undefined) throw missing();
        return { QueueUrl: queue.id };
      },
    },
  ],
};

/** A queue's URL ends with its name. */
const nameIn = (input: Input, cloud: Cloud): string => {
  const url = needText(input, "QueueUrl");
  return textAt(cloud.get(QUEUE, url)?.outputs ?? {}, "name") ?? url.split("/").at(-1) ?? "";
};

function onQueue(action: string, name: string, cloud: Cloud): Request {
  const queue = cloud.list(QUEUE).find(({ outputs }) => textAt(outputs, "name") === name);
  const apart = cloud.list(QUEUE_POLICY).find(({ inputs }) => queue !== undefined && inputs["queueUrl"] === queue.id);
  const resource = makeArn({ service: "sqs", region: cloud.region, account: cloud.account, resource: name });
  return { action, resource, resourcePolicy: apart?.inputs["policy"] ?? queue?.inputs["policy"] };
}

function queueOf(input: Input, cloud: Cloud): Resource {
  const queue = cloud.get(QUEUE, needText(input, "QueueUrl"));
  if (queue === undefined) throw missing();
  return queue;
}

function missing(): AwsError {
  return new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
}

/** All are texts in this API, numbers too. */
function attributesOf({ inputs, outputs, createdAt }: Resource, cloud: Cloud): Record<string, string> {
  const text = (name: string, otherwise: string) => textOf(inputs[name] ?? outputs[name] ?? otherwise);
  const dimensions = { QueueName: text("name", "") };
  const messages = (metricName: string) =>
    String(metricValue({ namespace: "AWS/SQS", metricName, dimensions }, "Maximum", cloud) ?? 0);
  return {
    QueueArn: text("arn", ""),
    ApproximateNumberOfMessages: messages("ApproximateNumberOfMessagesVisible"),
    ApproximateNumberOfMessagesNotVisible: messages("ApproximateNumberOfMessagesNotVisible"),
    ApproximateNumberOfMessagesDelayed: "0",
    CreatedTimestamp: String(Math.floor(createdAt / 1000)),
    VisibilityTimeout: text("visibilityTimeoutSeconds", "30"),
    MessageRetentionPeriod: text("messageRetentionSeconds", "345600"),
    DelaySeconds: text("delaySeconds", "0"),
    ReceiveMessageWaitTimeSeconds: text("receiveWaitTimeSeconds", "0"),
    SqsManagedSseEnabled: text("sqsManagedSseEnabled", "true"),
    ...(typeof inputs["redrivePolicy"] === "string" && { RedrivePolicy: inputs["redrivePolicy"] }),
    ...(typeof inputs["policy"] === "string" && { Policy: inputs["policy"] }),
  };
}
