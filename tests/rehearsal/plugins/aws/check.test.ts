import assert from "node:assert/strict";
import type { Kind } from "../../../../rehearsal/aws/kind.ts";
import type { AwsProvider } from "../../../../rehearsal/plugins/aws/provider.ts";
import type { CheckContext } from "../../../../rehearsal/plugins/protocol/provider.ts";
import {
  isSecret,
  makeSecret,
  textOf,
  UNKNOWN,
  type Properties,
} from "../../../../rehearsal/plugins/protocol/values.ts";
import { alone, REGION, URN } from "./scene.ts";

const THING = "aws:iot/thing:Thing";
const POLICY = "aws:iot/policy:Policy";
const RULE = "aws:iot/topicRule:TopicRule";
const GROUP_POLICY = "aws:iam/groupPolicy:GroupPolicy";

const about = (olds: Properties = {}, randomSeed = "c2VlZA=="): CheckContext => ({ urn: URN, olds, randomSeed });
const named: Kind = {
  type: THING,
  name: { property: "name", max: 12, pattern: /^[a-z-]+[a-f0-9]*$/, accepted: "small letters, 12 characters" },
  check: ({ thingTypeName }) =>
    thingTypeName === "none" ? [{ property: "thingTypeName", reason: "there is no such type" }] : [],
  create: () => ({ id: "x", outputs: {} }),
};

async function faults(provider: AwsProvider, type: string, inputs: Properties): Promise<string[]> {
  const { failures } = await provider.check(type, inputs, about());
  return failures.map(({ property, reason }) => `${property}: ${reason}`);
}

describe("checking an aws resource", function () {
  this.timeout(20_000);

  it("takes what the declarations take, of types that no table knows too", async () => {
    assert.deepEqual(await faults(await alone(), THING, { attributes: { a: "b" } }), []);
    assert.deepEqual(await faults(await alone(), RULE, { enabled: true, sql: "SELECT 1", sqlVersion: "1" }), []);
  });

  it("tells everything that they call wrong, nested properties too, all at once", async () => {
    const wrong = { enabled: "yes", sql: "SELECT 1", cloudwatchLogs: [{ logGroupNam: "a" }] };
    const found = await faults(await alone(), RULE, wrong);
    assert.equal(found.length, 5, found.join("\n"));
    assert.match(found.join("\n"), /enabled: `enabled` must be a boolean, and is the string "yes"/);
    assert.match(found.join("\n"), /logGroupNam` is not a property that can be set; did you mean `logGroupName`/);
    assert.match(found.join("\n"), /sqlVersion: `sqlVersion` is required and missing/);
    assert.match(found.join("\n"), /roleArn/);
  });

  it("refuses a type that the SDK doesn't declare", async () => {
    const provider = await alone();
    await assert.rejects(provider.check("aws:iot/thng:Thng", {}), /declares no resource type `aws:iot\/thng:Thng`/);
    await assert.rejects(provider.check("aws:nothing:Thing", {}), /declares no resource type/);
  });

  it("asks a kind only about inputs of the right types", async () => {
    const provider = await alone({}, [named]);
    assert.deepEqual(await faults(provider, THING, { name: "a", thingTypeName: "none" }), [
      "thingTypeName: there is no such type",
    ]);
    assert.equal((await faults(provider, THING, { name: "a", thingTypeName: "none", attributes: 1 })).length, 1);
  });
});

describe("the name of an aws resource", function () {
  this.timeout(20_000);
  const nameOf = async (provider: AwsProvider, inputs: Properties, context = about()) => {
    const { inputs: checked } = await provider.check(THING, inputs, context);
    return { name: checked["name"], made: checked["__defaults"] };
  };

  it("is made of the resource's own name and seven digits, where the program gives none", async () => {
    const { name, made } = await nameOf(await alone(), {});
    assert.match(textOf(name), /^thing-[0-9a-f]{7}$/);
    assert.deepEqual(made, ["name"]);
  });

  it("comes from what the engine drew: another draw, another name", async () => {
    const provider = await alone();
    assert.deepEqual(await nameOf(provider, {}), await nameOf(provider, {}));
    assert.notDeepEqual(await nameOf(provider, {}), await nameOf(provider, {}, about({}, "b3RoZXI=")));
  });

  it("is kept on an update, and is the program's own where it gives one", async () => {
    const provider = await alone();
    const olds = { name: "thing-0123456", __defaults: ["name"] };
    assert.equal((await nameOf(provider, {}, about(olds))).name, "thing-0123456");
    assert.deepEqual(await nameOf(provider, { name: "mine" }, about(olds)), { name: "mine", made: [] });
    // A name that the program gave once and gives no longer is not the provider's.
    assert.notEqual((await nameOf(provider, {}, about({ name: "mine", __defaults: [] }))).name, "mine");
  });

  it("is left to AWS behind a prefix", async () => {
    const given = { group: "g", policy: "{}", namePrefix: "a" };
    const { inputs } = await (await alone()).check(GROUP_POLICY, given, about());
    assert.equal(inputs["name"], undefined);
  });

  for (const [what, name] of [
    ["is too long", "a".repeat(13)],
    ["holds what the service doesn't take", "A_b"],
  ] as const) {
    it(`is refused where it ${what}`, async () => {
      const found = await faults(await alone({}, [named]), THING, { name });
      assert.match(found.join(), /invalid value for name \(small letters, 12 characters\)/);
    });
  }

  it("is refused where the automatic one is too long, with what to do", async () => {
    const found = await faults(await alone({}, [named]), THING, {});
    assert.match(found.join(), /the automatic name "thing-[0-9a-f]{7}" is longer than the 12 characters.*set `name`/);
  });

  it("isn't judged as long as it is unknown", async () => {
    assert.deepEqual(await faults(await alone({}, [named]), THING, { name: UNKNOWN.string }), []);
  });
});

describe("what a check fills in", function () {
  this.timeout(20_000);
  const settings = { defaultTags: JSON.stringify({ tags: { Owner: "us", Env: "dev" } }) };
  const checked = async (given: Record<string, string>, inputs: Properties, type = POLICY) =>
    (await (await alone(given)).check(type, inputs, about())).inputs;

  it("is the provider's region, unless the resource has one of its own", async () => {
    assert.equal((await checked({}, {}, THING))["region"], REGION);
    assert.equal((await checked({}, { region: "us-east-1" }, THING))["region"], "us-east-1");
  });

  it("is every tag, the resource's own over the default ones; `tags` stays as it is", async () => {
    const inputs = await checked(settings, { policy: "{}", tags: { Env: "prod", Name: "a" } });
    assert.deepEqual(inputs["tagsAll"], { Owner: "us", Env: "prod", Name: "a" });
    assert.deepEqual(inputs["tags"], { Env: "prod", Name: "a" });
    assert.deepEqual((await checked(settings, { policy: "{}" }))["tagsAll"], { Owner: "us", Env: "dev" });
    assert.deepEqual((await checked({}, { policy: "{}" }))["tagsAll"], {});
  });

  it("is every tag anew where the engine hands it back, because a program ignores its changes", async () => {
    const inputs = await checked(settings, { policy: "{}", tagsAll: { Cost: "7" } });
    assert.deepEqual(inputs["tagsAll"], { Owner: "us", Env: "dev" });
  });

  it("is no tag for what takes none", async () => {
    assert.equal("tagsAll" in (await checked(settings, {}, THING)), false);
  });

  it("leaves out ignored tags, and says nothing of tags that are unknown yet", async () => {
    const ignoring = { ...settings, ignoreTags: JSON.stringify({ keys: ["Owner"], keyPrefixes: ["aws:"] }) };
    const tags = { "aws:x": "1", Name: "a" };
    assert.deepEqual((await checked(ignoring, { policy: "{}", tags }))["tagsAll"], { Env: "dev", Name: "a" });
    const unknown = await checked(settings, { policy: "{}", tags: { Name: UNKNOWN.string } });
    assert.equal(unknown["tagsAll"], UNKNOWN.string);
  });

  it("is the text of a policy that the program gives as an object", async () => {
    const Statement = [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }];
    const policy = { Version: "2012-10-17", Statement };
    const inputs = await checked({}, { group: "g", policy }, GROUP_POLICY);
    assert.equal(
      inputs["policy"],
      '{"Statement":[{"Action":"s3:GetObject","Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}',
    );
    const unknown = { Version: "2012-10-17", Statement: [{ ...Statement[0], Resource: UNKNOWN.string }] };
    assert.equal((await checked({}, { group: "g", policy: unknown }, GROUP_POLICY))["policy"], UNKNOWN.string);
    const secret = (await checked({}, { group: "g", policy: makeSecret(policy) }, GROUP_POLICY))["policy"];
    assert.ok(secret !== undefined && isSecret(secret));
  });
});
