import assert from "node:assert/strict";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { caught, previewed, refused } from "../refused.ts";

const BUDGET = "aws:budgets/budget:Budget";
const NOTICE = {
  comparisonOperator: "GREATER_THAN",
  notificationType: "ACTUAL",
  threshold: 80,
  thresholdType: "PERCENTAGE",
  subscriberEmailAddresses: ["ops@example.com"],
};
const RIGHT: Properties = {
  name: "monthly",
  budgetType: "COST",
  limitAmount: "100",
  limitUnit: "USD",
  timeUnit: "MONTHLY",
  notifications: [NOTICE, { ...NOTICE, threshold: 100 }],
};

describe("the embedded Budgets", () => {
  it("has one budget of a name in the account", () => {
    const account = new Account();
    const { id, region, outputs } = account.make(BUDGET, RIGHT);
    assert.deepEqual([id, region], ["111122223333:monthly", "global"]);
    assert.equal(outputs["arn"], "arn:aws:budgets::111122223333:budget/monthly");
    refused(() => account.make(BUDGET, RIGHT, "us-east-1"), "DuplicateRecordException", /already exists/);
    assert.deepEqual(previewed(BUDGET, RIGHT), []);
  });

  it("refuses one notification twice, and more than ten", () => {
    const make = (...notifications: Properties[]) => new Account().make(BUDGET, { ...RIGHT, notifications });
    refused(() => make(NOTICE, NOTICE), "DuplicateRecordException", /same threshold/);
    const many = Array.from({ length: 11 }, (_, threshold) => ({ ...NOTICE, threshold }));
    refused(() => make(...many), "CreationLimitExceededException", /10/);
    const subscriberEmailAddresses = many.map(({ threshold }) => `ops${threshold}@example.com`);
    refused(() => make({ ...NOTICE, subscriberEmailAddresses }), "InvalidParameterException", /10 e-mail addresses/);
  });

  const previews: readonly [string, Properties, string, RegExp][] = [
    ["a type that isn't there", { budgetType: "MONEY" }, "budgetType", /COST/],
    ["a unit of time that isn't there", { timeUnit: "WEEKLY" }, "timeUnit", /MONTHLY/],
    ["an amount with its currency", { limitAmount: "$100" }, "limitAmount", /decimal/],
    [
      "a notification for nobody",
      { notifications: [{ ...NOTICE, subscriberEmailAddresses: null }] },
      "notifications[0]",
      /at least one subscriber/,
    ],
    [
      "an address that is none",
      { notifications: [{ ...NOTICE, subscriberEmailAddresses: ["ops"] }] },
      "notifications[0].subscriberEmailAddresses[0]",
      /e-mail/,
    ],
    [
      "a comparison that isn't there",
      { notifications: [{ ...NOTICE, comparisonOperator: ">" }] },
      "notifications[0].comparisonOperator",
      /GREATER_THAN/,
    ],
  ];
  for (const [what, more, property, words] of previews) {
    it(`refuses ${what} in a preview`, () => caught(BUDGET, { ...RIGHT, ...more }, property, words));
  }
});
