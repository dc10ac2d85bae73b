import assert from "node:assert/strict";
import { FUNCTION } from "../../../../rehearsal/aws/services/lambda/function.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { textOf } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { arnOf, roleFor } from "../policies.ts";
import { caught, previewed, refused } from "../refused.ts";

const PERMISSION = "aws:lambda/permission:Permission";

describe("functions of the embedded Lambda", () => {
  let account: Account;
  let inputs: Properties;
  beforeEach(() => {
    account = new Account();
    const role = arnOf(roleFor(account, "lambda"));
    inputs = { name: "redeploy", role, runtime: "nodejs22.x", handler: "index.handler", code: { hash: "a" } };
  });

  const make = (more: Properties = {}) => account.make(FUNCTION, { ...inputs, ...more });
  const permit = (more: Properties = {}) =>
    account.make(PERMISSION, {
      action: "lambda:InvokeFunction",
      function: "redeploy",
      principal: "events.amazonaws.com",
      statementId: "events",
      ...more,
    });

  it("have ARNs, and a hash that changes with the code", () => {
    const made = make();
    assert.equal(made.outputs["arn"], "arn:aws:lambda:eu-central-1:111122223333:function:redeploy");
    assert.deepEqual([made.outputs["timeout"], made.outputs["memorySize"]], [3, 128]);
    assert.match(
      textOf(made.outputs["invokeArn"]),
      /^arn:aws:apigateway:eu-central-1:lambda:path.*redeploy\/invocations$/,
    );
    const changed = account.change(made, { ...inputs, code: { hash: "b" } });
    assert.notEqual(changed.outputs["codeSha256"], made.outputs["codeSha256"]);
    assert.equal(
      account.ask("aws:lambda/getFunction:getFunction", { functionName: "redeploy" })?.["arn"],
      made.outputs["arn"],
    );
    assert.deepEqual(previewed(FUNCTION, inputs), []);
  });

  it("are active after some seconds", () => {
    const made = make();
    assert.equal(account.settled(made).state, "pending");
    account.pass(5);
    assert.equal(account.settled(made).state, "ready");
  });

  it("let a service invoke them, by name or ARN", () => {
    const { outputs } = make();
    assert.equal(permit().id, "redeploy/events");
    permit({ function: outputs["arn"] ?? "", statementId: "other" });
  });

  const invalid = "InvalidParameterValueException";
  const broken: readonly [string, () => unknown, string, RegExp][] = [
    [
      "a role for another service",
      () => make({ role: arnOf(roleFor(account, "ecs-tasks")) }),
      invalid,
      /cannot be assumed by Lambda/,
    ],
    [
      "a role that isn't there",
      () => make({ role: "arn:aws:iam::111122223333:role/no" }),
      invalid,
      /cannot be assumed by Lambda/,
    ],
    ["a runtime of the past", () => make({ runtime: "nodejs16.x" }), invalid, /no longer supported/],
    [
      "a variable of Lambda's own",
      () => make({ environment: { variables: { AWS_REGION: "eu-west-1" } } }),
      invalid,
      /AWS_REGION/,
    ],
    ["a second one of a name", () => (make(), make()), "ResourceConflictException", /already exist/],
    ["a permission for a function that isn't there", () => permit(), "ResourceNotFoundException", /function:redeploy/],
    [
      "a permission with a slip of the pen",
      () => (make(), permit({ principal: "event.amazonaws.com" })),
      invalid,
      /principal was invalid/,
    ],
    [
      "a permission of a statement that is there",
      () => (make(), permit(), permit()),
      "ResourceConflictException",
      /statement id \(events\)/,
    ],
  ];
  for (const [what, act, code, words] of broken) {
    it(`refuse ${what}`, () => refused(act, code, words));
  }

  const previews: readonly [string, Properties, string, RegExp][] = [
    ["no code", { code: null }, "code", /exactly one/],
    ["code and an image", { imageUri: "x" }, "code", /exactly one/],
    ["no handler", { handler: null }, "handler", /Zip/],
    ["a runtime that isn't there", { runtime: "node22" }, "runtime", /got node22/],
    ["a quarter of an hour and a second", { timeout: 901 }, "timeout", /1 - 900/],
    ["a processor that isn't there", { architectures: ["arm"] }, "architectures[0]", /arm64/],
    ["a role's name", { role: "lambda" }, "role", /ARN/],
  ];
  for (const [what, more, property, words] of previews) {
    it(`refuse ${what} in a preview`, () => caught(FUNCTION, { ...inputs, ...more }, property, words));
  }
});
