import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { SECRET } from "../../../../rehearsal/aws/services/secretsmanager/secret.ts";
import { SECRET_VERSION } from "../../../../rehearsal/aws/services/secretsmanager/secretVersion.ts";
import { SECRET_POLICY } from "../../../../rehearsal/aws/services/secretsmanager/policy.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import { Account } from "../account.ts";
import { allow, policy } from "../policies.ts";
import { caught, previewed, refused } from "../refused.ts";

const DAY = 24 * 3600;

describe("secrets of the embedded Secrets Manager", () => {
  let account: Account;
  let secret: Resource;
  beforeEach(() => {
    account = new Account();
    secret = account.make(SECRET, { name: "api/database" });
  });

  const put = (inputs: Properties) => account.make(SECRET_VERSION, { secretId: secret.id, ...inputs });

  it("have ARNs with six random characters, and no value at first", () => {
    assert.match(secret.id, /^arn:aws:secretsmanager:eu-central-1:111122223333:secret:api\/database-[a-z0-9]{6}$/);
    assert.equal(secret.notes["hasValue"], false);
    const found = account.ask("aws:secretsmanager/getSecret:getSecret", { name: "api/database" });
    assert.equal(found?.["arn"], secret.id);
    const read = () => account.ask("aws:secretsmanager/getSecretVersion:getSecretVersion", { secretId: secret.id });
    refused(read, "ResourceNotFoundException", /staging label: AWSCURRENT/);
  });

  it("note that they have a value and its keys, and keep the value nowhere", () => {
    const value = randomUUID();
    const made = put({ secretString: JSON.stringify({ username: "api", password: value }) });
    assert.match(made.id, /\|terraform-[0-9a-f]{26}$/);
    const { notes = {} } = account.look(secret) ?? {};
    assert.deepEqual(notes, { hasValue: true, jsonKeys: ["username", "password"] });
    put({ secretStringWo: value, secretStringWoVersion: 1 });
    assert.equal(JSON.stringify(account.cloud.moment.world).includes(value), false);
    const read = () => account.ask("aws:secretsmanager/getSecretVersion:getSecretVersion", { secretId: secret.id });
    refused(read, "NotInTheRehearsal", /keeps none/);
  });

  it("keep a deleted one's name until its recovery window is over", () => {
    account.remove(secret);
    const again = () => account.make(SECRET, { name: "api/database", recoveryWindowInDays: 0 });
    account.pass(30 * DAY - 1);
    refused(again, "InvalidRequestException", /already scheduled for deletion/);
    account.pass(1);
    account.remove(again());
    again();
  });

  const broken: readonly [string, () => unknown, string, RegExp][] = [
    [
      "a second one of a name",
      () => account.make(SECRET, { name: "api/database" }),
      "ResourceExistsException",
      /already exists/,
    ],
    ["a version of nothing", () => put({}), "InvalidRequestException", /SecretString or SecretBinary/],
    [
      "a version of a secret that isn't there",
      () => put({ secretId: "no", secretString: "x" }),
      "ResourceNotFoundException",
      /can't find the specified secret/,
    ],
    [
      "a key that isn't there",
      () => account.make(SECRET, { name: "k", kmsKeyId: "alias/none" }),
      "NotFoundException",
      /alias\/none/,
    ],
    ["a policy without a principal", () => restrict({}), "MalformedPolicyDocumentException", /syntax error/],
    [
      "a policy for everybody, where that is blocked",
      () => restrict({ Principal: "*" }),
      "PublicPolicyException",
      /broad access/,
    ],
  ];
  const restrict = (more: Properties) =>
    account.make(SECRET_POLICY, {
      secretArn: secret.id,
      blockPublicPolicy: true,
      policy: policy(allow("secretsmanager:GetSecretValue", "*", more)),
    });
  for (const [what, act, code, words] of broken) {
    it(`refuse ${what}`, () => refused(act, code, words));
  }

  it("take a policy for one account", () => {
    assert.equal(restrict({ Principal: { AWS: "111122223333" } }).id, secret.id);
  });

  it("are refused in a preview with a window that isn't there, and two values", () => {
    assert.deepEqual(previewed(SECRET, { recoveryWindowInDays: 0 }), []);
    caught(SECRET, { recoveryWindowInDays: 3 }, "recoveryWindowInDays", /7 - 30/);
    caught(SECRET_VERSION, { secretId: "s", secretString: "a", secretBinary: "b" }, "secretString", /exactly one/);
  });
});
