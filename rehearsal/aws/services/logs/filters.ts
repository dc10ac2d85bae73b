/**
 * What reads a log group.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/logmetricfilter/
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/logsubscriptionfilter/
 */
import { textAt } from "../../kind.ts";
import type { Kind, NameRule } from "../../kind.ts";
import { needLogGroup } from "./logGroup.ts";

const FILTER_NAME: NameRule = {
  property: "name",
  max: 512,
  pattern: /^[^:*]{1,512}$/,
  accepted: "no colons and no asterisks, 512 characters at most",
};

export const logMetricFilter: Kind = {
  type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  name: FILTER_NAME,
  replaces: ["logGroupName"],
  create({ inputs }, cloud) {
    needLogGroup(textAt(inputs, "logGroupName"), cloud);
    return { id: textAt(inputs, "name") ?? "", outputs: {} };
  },
};

export const logSubscriptionFilter: Kind = {
  type: "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
  name: FILTER_NAME,
  replaces: ["logGroup", "destinationArn"],
  create({ inputs }, cloud) {
    needLogGroup(textAt(inputs, "logGroup"), cloud);
    return { id: `cwlsf-${cloud.hex(8)}`, outputs: { distribution: textAt(inputs, "distribution") ?? "ByLogStream" } };
  },
};
