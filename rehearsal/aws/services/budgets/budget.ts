/** @see https://www.pulumi.com/registry/packages/aws/api-docs/budgets/budget/ */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { atMostOne, elements, isGiven, matches, oneOf, refuse } from "../../checks.ts";
import { AwsError } from "../../errors.ts";
import { textAt, textsAt } from "../../kind.ts";
import type { Kind } from "../../kind.ts";
import { objectsAt } from "../../parts.ts";

const TYPE = "aws:budgets/budget:Budget";
const TYPES = [
  ...["COST", "USAGE", "RI_COVERAGE", "RI_UTILIZATION", "SAVINGS_PLANS_COVERAGE", "SAVINGS_PLANS_UTILIZATION"],
];
const DATE = /^\d{4}-\d\d-\d\d_\d\d:\d\d$/;
/** A budget has no more notifications than this, and each no more addresses. */
const MOST = { notifications: 10, addresses: 10 };

export const budget: Kind = {
  type: TYPE,
  global: true,
  name: {
    property: "name",
    max: 100,
    pattern: /^[^:\\]{1,100}$/,
    accepted: "no colons and no backslashes, 100 characters at most",
  },
  replaces: ["namePrefix", "accountId"],
  sets: ["notifications", "subscriberEmailAddresses", "subscriberSnsTopicArns", "costFilters", "plannedLimits"],
  check: (inputs) => [
    ...oneOf(inputs, "budgetType", TYPES),
    ...oneOf(inputs, "timeUnit", ["DAILY", "MONTHLY", "QUARTERLY", "ANNUALLY", "CUSTOM"]),
    ...matches(inputs, "limitAmount", /^\d+(\.\d+)?$/, "a decimal number"),
    ...matches(inputs, "timePeriodStart", DATE, "YYYY-MM-DD_hh:mm"),
    ...matches(inputs, "timePeriodEnd", DATE, "YYYY-MM-DD_hh:mm"),
    ...atMostOne(inputs, ["limitAmount", "plannedLimits"]),
    ...elements(inputs, "notifications").flatMap((path) => notification(inputs, path)),
  ],
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    const id = `${cloud.account}:${name}`;
    if (cloud.get(TYPE, id) !== undefined) {
      const message = `Error creating budget: ${name} - the budget already exists.`;
      throw new AwsError("DuplicateRecordException", message);
    }
    accept(inputs);
    const arn = makeArn({ service: "budgets", region: "", account: cloud.account, resource: `budget/${name}` });
    return { id, outputs: { arn, accountId: cloud.account, ...defaults(inputs) } };
  },
  update({ inputs }) {
    accept(inputs);
    return defaults(inputs);
  },
};

function notification(inputs: Properties, path: string): Failure[] {
  const addresses = ["subscriberEmailAddresses", "subscriberSnsTopicArns"];
  return [
    ...oneOf(inputs, `${path}.comparisonOperator`, ["GREATER_THAN", "LESS_THAN", "EQUAL_TO"]),
    ...oneOf(inputs, `${path}.notificationType`, ["ACTUAL", "FORECASTED"]),
    ...oneOf(inputs, `${path}.thresholdType`, ["PERCENTAGE", "ABSOLUTE_VALUE"]),
    ...elements(inputs, `${path}.subscriberEmailAddresses`).flatMap((at) =>
      matches(inputs, at, /^\S+@\S+\.\S+$/, "an e-mail address"),
    ),
    ...(addresses.some((name) => isGiven(inputs, `${path}.${name}`))
      ? []
      : refuse(path, "Budget notifications must have at least one subscriber!")),
  ];
}

function defaults(inputs: Properties): Properties {
  return {
    timePeriodStart: textAt(inputs, "timePeriodStart") ?? "2026-01-01_00:00",
    timePeriodEnd: textAt(inputs, "timePeriodEnd") ?? "2087-06-15_00:00",
  };
}

function accept(inputs: Properties): void {
  const notifications = objectsAt(inputs, "notifications");
  if (notifications.length > MOST.notifications) {
    const message = `You cannot create more than ${MOST.notifications} notifications for a budget.`;
    throw new AwsError("CreationLimitExceededException", message);
  }
  const crowded = notifications.some((one) => textsAt(one, "subscriberEmailAddresses").length > MOST.addresses);
  if (crowded)
    throw new AwsError("InvalidParameterException", `A notification has ${MOST.addresses} e-mail addresses at most.`);
  const keys = notifications.map((one) => JSON.stringify(KEY.map((name) => one[name])));
  if (new Set(keys).size < keys.length) {
    throw new AwsError("DuplicateRecordException", "A notification with the same threshold already exists.");
  }
}

/** What tells two notifications apart. */
const KEY = ["comparisonOperator", "notificationType", "threshold", "thresholdType"];
