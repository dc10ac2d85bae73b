/** @see https://www.pulumi.com/registry/packages/aws/api-docs/sns/topicpolicy/ */
import { textAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { isJson } from "../../policyText.ts";
import { acceptTopicPolicy } from "./policy.ts";
import { needTopic } from "./topic.ts";

export const topicPolicy: Kind = {
  type: "aws:sns/topicPolicy:TopicPolicy",
  replaces: ["arn"],
  check: (inputs) => isJson(inputs, "policy"),
  create({ inputs }, cloud) {
    const { id } = needTopic(textAt(inputs, "arn"), cloud);
    return { id, outputs: { policy: acceptTopicPolicy(inputs["policy"]), owner: cloud.account } };
  },
  update: ({ inputs }) => ({ policy: acceptTopicPolicy(inputs["policy"]) }),
};
