/** Simple Queue Service. */
import type { AwsService, FunctionKind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { queuePolicy, redriveAllowPolicy, redrivePolicy } from "./attachments.ts";
import { needQueue, queue } from "./queue.ts";

const getQueue: FunctionKind = {
  token: "aws:sqs/getQueue:getQueue",
  answer(args, cloud) {
    const url = `https://sqs.${cloud.region}.amazonaws.com/${cloud.account}/${textAt(args, "name") ?? ""}`;
    const { outputs } = needQueue(url, cloud);
    return { ...args, id: url, url, arn: outputs["arn"] ?? "", tags: outputs["tagsAll"] ?? {}, region: cloud.region };
  },
};

export const sqs: AwsService = {
  name: "sqs",
  kinds: [queue, queuePolicy, redrivePolicy, redriveAllowPolicy],
  functions: [getQueue],
};
