import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { KINDS } from "../../../../rehearsal/aws/services/index.ts";
import { PARAMETER } from "../../../../rehearsal/aws/services/ssm/parameter.ts";
import { Account } from "../account.ts";
import { caught, refused } from "../refused.ts";

describe("parameters of the embedded Systems Manager", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  const ask = (name: string) => account.ask("aws:ssm/getParameter:getParameter", { name });

  it("have ARNs without a double slash, and a version that counts changes", () => {
    const made = account.make(PARAMETER, { name: "/api/size", type: "String", value: "1" });
    assert.equal(made.outputs["arn"], "arn:aws:ssm:eu-central-1:111122223333:parameter/api/size");
    assert.deepEqual([ask("/api/size")?.["value"], ask("/api/size")?.["version"]], ["1", 1]);
    account.change(made, { ...made.inputs, value: "2" });
    account.change(made, { ...made.inputs, value: "2", tags: { a: "b" } });
    assert.deepEqual([ask("/api/size")?.["value"], ask("/api/size")?.["version"]], ["2", 2]);
    refused(() => ask("no"), "ParameterNotFound", /no/);
  });

  it("keep what a secure one holds nowhere", () => {
    const value = randomUUID();
    const made = account.make(PARAMETER, { name: "token", type: "SecureString", value });
    account.change(made, { ...made.inputs, value, description: "a" });
    assert.equal(JSON.stringify(account.cloud.moment.world).includes(value), false);
    assert.equal(made.outputs["keyId"], "alias/aws/ssm");
  });

  it("refuse what can't be", () => {
    const make = (more: object) => account.make(PARAMETER, { name: "a", type: "String", value: "v", ...more });
    refused(() => make({ value: "" }), "ValidationException", /length greater than or equal to 1/);
    refused(() => make({ value: "v".repeat(4097) }), "ValidationException", /4096/);
    refused(() => make({ allowedPattern: "^\\d+$" }), "ParameterPatternMismatchException", /allowedPattern/);
    refused(() => make({ type: "SecureString", keyId: "no" }), "NotFoundException", /key\/no/);
    make({});
    refused(() => make({}), "ParameterAlreadyExists", /overwrite/);
  });

  it("are refused in a preview where the arguments can't be", () => {
    caught(PARAMETER, { type: "Text", value: "a" }, "type", /SecureString/);
    caught(PARAMETER, { type: "String" }, "value", /exactly one/);
    caught(PARAMETER, { type: "SecureString", insecureValue: "a" }, "insecureValue", /SecureString/);
    const { pattern } = KINDS.get(PARAMETER)?.name ?? { pattern: /$^/ };
    for (const right of ["a", "/a/b", "a.b-c_d"]) assert.match(right, pattern);
    for (const wrong of ["a/b", "/aws/a", "ssm", "a b", "/a/"]) assert.doesNotMatch(wrong, pattern);
  });
});
