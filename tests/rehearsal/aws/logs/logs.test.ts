import assert from "node:assert/strict";
import { LOG_GROUP } from "../../../../rehearsal/aws/services/logs/logGroup.ts";
import { UNKNOWN } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { policy } from "../policies.ts";
import { caught, previewed, refused } from "../refused.ts";

const RESOURCE_POLICY = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";
const FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";

describe("log groups on the embedded AWS", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  it("have ARNs without an asterisk, and keep for ever unless told otherwise", () => {
    const { id, outputs } = account.make(LOG_GROUP, { name: "/ecs/api" });
    assert.equal(id, "/ecs/api");
    assert.equal(outputs["arn"], "arn:aws:logs:eu-central-1:111122223333:log-group:/ecs/api");
    assert.equal(outputs["retentionInDays"], 0);
    const found = account.ask("aws:cloudwatch/getLogGroup:getLogGroup", { name: "/ecs/api" });
    assert.equal(found?.["arn"], outputs["arn"]);
  });

  it("keep for the numbers of days that CloudWatch knows", () => {
    assert.deepEqual(previewed(LOG_GROUP, { retentionInDays: 30, logGroupClass: "STANDARD" }), []);
    assert.deepEqual(previewed(LOG_GROUP, { retentionInDays: UNKNOWN.number }), []);
    caught(LOG_GROUP, { retentionInDays: 31 }, "retentionInDays", /\[0 1 3 5 7 14 30 .*got 31/);
    caught(LOG_GROUP, { logGroupClass: "CHEAP" }, "logGroupClass", /INFREQUENT_ACCESS/);
  });

  it("are one of a name, and stay while they are protected", () => {
    const group = account.make(LOG_GROUP, { name: "g", deletionProtectionEnabled: true });
    refused(() => account.make(LOG_GROUP, { name: "g" }), "ResourceAlreadyExistsException", /already exists/);
    refused(() => account.remove(group), "ValidationException", /deletion protection/);
    account.remove(account.change(group, { name: "g" }));
  });

  it("are what filters read", () => {
    refused(
      () => account.make(FILTER, { name: "f", logGroupName: "g", pattern: "" }),
      "ResourceNotFoundException",
      /log group/,
    );
    account.make(LOG_GROUP, { name: "g" });
    assert.equal(account.make(FILTER, { name: "f", logGroupName: "g", pattern: "" }).id, "f");
  });

  it("have policies for services that write, ten a region", () => {
    const write = policy({
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: "logs:PutLogEvents",
      Resource: "*",
    });
    const make = (policyName: string, policyDocument = write) =>
      account.make(RESOURCE_POLICY, { policyName, policyDocument });
    refused(() => make("p", policy({ Effect: "Allow" })), "InvalidParameterException", /invalid structure/);
    for (let n = 0; n < 10; n++) make(`p${n}`);
    refused(() => make("p10"), "LimitExceededException", /10/);
    caught(RESOURCE_POLICY, { policyName: "p", policyDocument: "no" }, "policyDocument", /JSON/);
  });
});
