import assert from "node:assert/strict";
import { readSettings } from "../../../../rehearsal/plugins/aws/settings.ts";
import { makeSecret } from "../../../../rehearsal/plugins/protocol/values.ts";

const ACCOUNT = "111122223333";
const read = (given: Record<string, string>, env: Record<string, string> = {}) => readSettings(given, env, ACCOUNT);

describe("the settings of the aws provider", () => {
  it("name a region, or the environment does", () => {
    assert.equal(read({ region: "eu-central-1" }, { AWS_REGION: "us-east-1" }).region, "eu-central-1");
    assert.equal(read({}, { AWS_REGION: "us-east-1" }).region, "us-east-1");
    assert.equal(read({}, { AWS_DEFAULT_REGION: "us-gov-west-1" }).region, "us-gov-west-1");
  });

  it("hold default tags, secret or not", () => {
    const tags = { tags: { Owner: "us" } };
    assert.deepEqual(read({ region: "eu-west-1", defaultTags: JSON.stringify(tags) }).defaultTags, tags.tags);
    const secret = JSON.stringify(makeSecret(tags));
    assert.deepEqual(read({ region: "eu-west-1", defaultTags: secret }).defaultTags, tags.tags);
    assert.deepEqual(read({ region: "eu-west-1" }).defaultTags, {});
  });

  for (const [what, given, reason] of [
    ["no region", {}, /^Missing region information\nMake sure you have set your AWS region/],
    ["an empty region", { region: "" }, /Missing region information/],
    ["a region that is none", { region: "frankfurt" }, /invalid AWS Region: frankfurt/],
    [
      "another account than those allowed",
      { region: "eu-west-1", allowedAccountIds: '["1"]' },
      /AWS account ID not allowed: 111122223333/,
    ],
    ["a forbidden account", { region: "eu-west-1", forbiddenAccountIds: `["${ACCOUNT}"]` }, /not allowed/],
  ] as const) {
    it(`are refused with ${what}`, () => {
      assert.throws(() => read(given), { message: reason });
    });
  }

  it("take the account when it is among those allowed", () => {
    assert.equal(read({ region: "eu-west-1", allowedAccountIds: `["${ACCOUNT}"]` }).region, "eu-west-1");
  });
});
