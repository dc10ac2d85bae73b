import assert from "node:assert/strict";
import { CostBudget, costBudgetFaults, ownName } from "@tidegate/aws";
import type { CostBudgetArgs } from "@tidegate/aws";
import { build } from "../built.ts";

const ARGS: CostBudgetArgs = { budgetName: "quiz-dev", monthlyUsd: 50, emails: ["ops@example.com"] };

async function budget(more: Partial<CostBudgetArgs> = {}) {
  return (await build((options) => new CostBudget("budget", { ...ARGS, ...more }, options))).only("Budget").inputs;
}

describe("CostBudget", () => {
  it("limits a month's dollars, and tells at 80 %, at 100 %, and when the forecast says so", async () => {
    const inputs = await budget();
    assert.deepEqual(
      [inputs["budgetType"], inputs["timeUnit"], inputs["limitAmount"], inputs["limitUnit"]],
      ["COST", "MONTHLY", "50", "USD"],
    );
    const told = { comparisonOperator: "GREATER_THAN", thresholdType: "PERCENTAGE" };
    const to = { subscriberEmailAddresses: ["ops@example.com"] };
    assert.deepEqual(inputs["notifications"], [
      { ...told, ...to, threshold: 80, notificationType: "ACTUAL" },
      { ...told, ...to, threshold: 100, notificationType: "ACTUAL" },
      { ...told, ...to, threshold: 100, notificationType: "FORECASTED" },
    ]);
  });

  it("rings on a topic too when given one", async () => {
    const { notifications } = await budget({ topicArn: "arn:topic" });
    assert.match(JSON.stringify(notifications), /"subscriberSnsTopicArns":\["arn:topic"\]/);
  });

  it("counts the account, or only what carries a tag", async () => {
    assert.equal((await budget())["costFilters"], undefined);
    const filtered = await budget({ tag: { key: "Project", value: "quiz" } });
    assert.deepEqual(filtered["costFilters"], [{ name: "TagKeyValue", values: ["user:Project$quiz"] }]);
  });

  it("refuses a budget of nothing, and one that nobody hears of", () => {
    const paths = (more: object) => costBudgetFaults({ ...ARGS, ...more }, ownName).map(({ path }) => path);
    assert.deepEqual(paths({}), []);
    assert.deepEqual(paths({ monthlyUsd: 0, emails: [] }), ["monthlyUsd", "emails"]);
    assert.deepEqual(paths({ emails: [], topicArn: "arn:topic" }), []);
    assert.deepEqual(paths({ emails: Array.from({ length: 11 }, (_, at) => `ops${at}@example.com`) }), ["emails"]);
  });
});
