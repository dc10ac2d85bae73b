import assert from "node:assert/strict";
import { EVENT_RULE, EVENT_TARGET, isSchedule } from "../../../../rehearsal/aws/services/events/eventRule.ts";
import { Account } from "../account.ts";
import { arnOf, roleFor } from "../policies.ts";
import { caught, previewed, refused } from "../refused.ts";

const PATTERN = JSON.stringify({ source: ["aws.ecr"], detail: { "action-type": ["PUSH"], result: ["SUCCESS"] } });
const LAMBDA = "arn:aws:lambda:eu-central-1:111122223333:function:redeploy";
const CLUSTER = "arn:aws:ecs:eu-central-1:111122223333:cluster/c";

describe("rules of the embedded EventBridge", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  it("match events or follow a schedule", () => {
    const { id, outputs } = account.make(EVENT_RULE, { name: "push", eventPattern: PATTERN });
    assert.equal(id, "push");
    assert.equal(outputs["arn"], "arn:aws:events:eu-central-1:111122223333:rule/push");
    assert.equal(outputs["state"], "ENABLED");
    account.make(EVENT_RULE, { name: "daily", scheduleExpression: "rate(1 day)" });
    assert.deepEqual(previewed(EVENT_RULE, { name: "push", eventPattern: PATTERN }), []);
  });

  it("are refused in a preview when they are for nothing, or their pattern is no JSON", () => {
    caught(EVENT_RULE, { name: "a" }, "eventPattern", /must be specified/);
    caught(EVENT_RULE, { eventPattern: "source = aws.ecr" }, "eventPattern", /JSON/);
  });

  for (const [what, pattern, words] of [
    ["a bare value", { source: "aws.ecr" }, /"source" must be an object or an array/],
    ["a bare value further down", { detail: { result: "SUCCESS" } }, /"result" must be/],
    ["an empty list", { source: [] }, /Empty arrays/],
  ] as const) {
    it(`refuse a pattern with ${what}`, () => {
      const make = () => account.make(EVENT_RULE, { name: "a", eventPattern: JSON.stringify(pattern) });
      refused(make, "InvalidEventPatternException", words);
    });
  }

  it("know schedules that EventBridge knows", () => {
    const right = ["rate(1 minute)", "rate(5 minutes)", "cron(0 12 * * ? *)", "cron(0/15 8-17 ? * MON-FRI *)"];
    const wrong = [
      "rate(1 minutes)",
      "rate(5 minute)",
      "rate(0 days)",
      "cron(0 12 * * * *)",
      "cron(0 12 * * ?)",
      "daily",
    ];
    assert.deepEqual(
      right.filter((text) => !isSchedule(text)),
      [],
    );
    assert.deepEqual(wrong.filter(isSchedule), []);
    const make = () => account.make(EVENT_RULE, { name: "a", scheduleExpression: "rate(1 days)" });
    refused(make, "ValidationException", /ScheduleExpression/);
  });

  it("go when their targets are gone", () => {
    const rule = account.make(EVENT_RULE, { name: "push", eventPattern: PATTERN });
    const target = account.make(EVENT_TARGET, { rule: "push", arn: LAMBDA, targetId: "t" });
    assert.equal(target.id, "push-t");
    refused(() => account.remove(rule), "ValidationException", /has targets/);
    account.remove(target);
    account.remove(rule);
  });

  it("have targets that can be: a rule, a role where one is needed, five at most", () => {
    refused(() => account.make(EVENT_TARGET, { rule: "push", arn: LAMBDA }), "ResourceNotFoundException", /Rule push/);
    account.make(EVENT_RULE, { name: "push", eventPattern: PATTERN });
    const roleArn = arnOf(roleFor(account, "events"));
    refused(
      () => account.make(EVENT_TARGET, { rule: "push", arn: CLUSTER }),
      "ValidationException",
      /RoleArn is required/,
    );
    refused(
      () => account.make(EVENT_TARGET, { rule: "push", arn: LAMBDA, roleArn: `${roleArn}-no` }),
      "ValidationException",
      /not valid/,
    );
    for (let n = 0; n < 5; n++) account.make(EVENT_TARGET, { rule: "push", arn: CLUSTER, roleArn });
    refused(() => account.make(EVENT_TARGET, { rule: "push", arn: LAMBDA }), "LimitExceededException", /5/);
    caught(EVENT_TARGET, { rule: "push", arn: LAMBDA, input: "{" }, "input", /JSON/);
    caught(EVENT_TARGET, { rule: "push", arn: "redeploy" }, "arn", /ARN/);
    caught(EVENT_TARGET, { rule: "push", arn: CLUSTER }, "ecsTarget", /required/);
  });
});
