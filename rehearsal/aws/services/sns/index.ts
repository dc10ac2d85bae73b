/** Simple Notification Service. */
import { makeArn } from "../../arn.ts";
import type { AwsService, FunctionKind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { needTopic, topic } from "./topic.ts";
import { topicPolicy } from "./topicPolicy.ts";
import { topicSubscription } from "./topicSubscription.ts";

const getTopic: FunctionKind = {
  token: "aws:sns/getTopic:getTopic",
  answer(args, cloud) {
    const { region, account } = cloud;
    const arn = makeArn({ service: "sns", region, account, resource: textAt(args, "name") ?? "" });
    const { outputs } = needTopic(arn, cloud);
    return { ...args, id: arn, arn, tags: outputs["tagsAll"] ?? {}, region };
  },
};

export const sns: AwsService = { name: "sns", kinds: [topic, topicPolicy, topicSubscription], functions: [getTopic] };
