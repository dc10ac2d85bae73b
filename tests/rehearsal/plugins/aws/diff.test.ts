import assert from "node:assert/strict";
import type { Kind } from "../../../../rehearsal/aws/kind.ts";
import { UNKNOWN, type Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { alone } from "./scene.ts";

const THING = "aws:iot/thing:Thing";
const POLICY = "aws:iot/policy:Policy";
const CACHE = "aws:elasticache/cluster:Cluster";
const DATABASE = "aws:docdb/cluster:Cluster";
const FUNCTION = "aws:synthetics/canary:Canary";

const kind = (more: Partial<Kind>): Kind => ({ type: THING, create: () => ({ id: "x", outputs: {} }), ...more });

/** `path`, with `!` behind those that replace. */
async function differ(type: string, olds: Properties, news: Properties, kinds?: Kind[]): Promise<string[]> {
  const { changes } = await (await alone({}, kinds)).diff(type, olds, news);
  return changes.map(({ path, replace }) => `${path}${replace ? "!" : ""}`);
}

describe("comparing an aws resource", function () {
  this.timeout(20_000);

  for (const [what, type, olds, news, expected] of [
    ["nothing", THING, { name: "a" }, { name: "a" }, []],
    ["an update", THING, { attributes: { a: "1" } }, { attributes: { a: "2" } }, ["attributes.a"]],
    ["another name of what no table knows", THING, { name: "a" }, { name: "b" }, ["name!"]],
    ["another region", THING, { region: "eu-west-1" }, { region: "eu-west-2" }, ["region!"]],
    ["what the doc comment says replaces", CACHE, { snapshotName: "a" }, { snapshotName: "b" }, ["snapshotName!"]],
    ["what it doesn't", CACHE, { nodeType: "a" }, { nodeType: "b" }, ["nodeType"]],
    ["JSON in another order", POLICY, { policy: '{"a":1,"b":[2]}' }, { policy: '{ "b": [2],\n "a": 1 }' }, []],
    ["other JSON", POLICY, { policy: '{"a":[1,2]}' }, { policy: '{"a":[2,1]}' }, ["policy"]],
    ["a text that only begins like JSON", POLICY, { policy: "{a" }, { policy: "{ a" }, ["policy"]],
    ["what AWS fills in and the program leaves out", CACHE, { nodeType: "a" }, {}, []],
    ["what the program no longer gives", THING, { thingTypeName: "a" }, {}, ["thingTypeName"]],
    [
      "something that isn't known yet",
      THING,
      { thingTypeName: "a" },
      { thingTypeName: UNKNOWN.string },
      ["thingTypeName"],
    ],
    ["a write-only value", DATABASE, { masterPasswordWo: "a" }, { masterPasswordWo: "b" }, []],
    [
      "its version",
      DATABASE,
      { masterPasswordWoVersion: 1 },
      { masterPasswordWoVersion: 2 },
      ["masterPasswordWoVersion"],
    ],
    ["the provider's own notes", THING, { __defaults: ["name"] }, { __defaults: [] }, []],
  ] satisfies [string, string, Properties, Properties, string[]][]) {
    it(`sees ${what}`, async () => {
      assert.deepEqual(await differ(type, olds, news), expected);
    });
  }

  it("goes by the contents of an archive, not by where it lies", async () => {
    const archive = (path: string, hash: string) => ({
      "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
      hash,
      path,
    });
    assert.deepEqual(await differ(FUNCTION, { zipFile: archive("a", "1") }, { zipFile: archive("b", "1") }), []);
    assert.notDeepEqual(await differ(FUNCTION, { zipFile: archive("a", "1") }, { zipFile: archive("a", "2") }), []);
  });

  it("knows what a kind says replaces, below it too, and what it takes out again", async () => {
    const rules = [kind({ replaces: ["attributes.**", "!name"] })];
    assert.deepEqual(await differ(THING, { attributes: { a: "1" } }, { attributes: { a: "2" } }, rules), [
      "attributes.a!",
    ]);
    assert.deepEqual(await differ(THING, { name: "a" }, { name: "b" }, rules), ["name"]);
  });

  it("knows which lists a kind calls sets", async () => {
    const before = { subnetIds: ["a", "b"] };
    const after = { subnetIds: ["b", "a"] };
    const type = "aws:dax/subnetGroup:SubnetGroup";
    assert.deepEqual(await differ(type, before, after), ["subnetIds[0]", "subnetIds[1]"]);
    assert.deepEqual(await differ(type, before, after, [kind({ type, sets: ["subnetIds"] })]), []);
  });
});

describe("a replaced aws resource", function () {
  this.timeout(20_000);
  const region = (name: string, made: string[]): [Properties, Properties] => [
    { name, region: "eu-west-1", __defaults: made },
    { name, region: "eu-west-2", __defaults: made },
  ];
  const deletesFirst = async (olds: Properties = {}, news: Properties = {}, kinds?: Kind[]) =>
    (await (await alone({}, kinds)).diff(THING, olds, news)).deleteBeforeReplace;

  it("is created before the old one goes where the provider names it", async () => {
    assert.equal(await deletesFirst(...region("a-1234567", ["name"])), false);
  });

  it("is created after the old one where the program names it, and keeps the name", async () => {
    assert.equal(await deletesFirst(...region("mine", [])), true);
    assert.equal(await deletesFirst({ name: "a", __defaults: [] }, { name: "b", __defaults: [] }), false);
  });

  it("is created after the old one where the kind can't be there twice", async () => {
    assert.equal(await deletesFirst(...region("a-1234567", ["name"]), [kind({ deleteBeforeReplace: true })]), true);
  });

  it("says nothing of the order where nothing is replaced", async () => {
    assert.equal(
      await deletesFirst({ name: "a", __defaults: [] }, { name: "a", attributes: { a: "1" }, __defaults: [] }),
      false,
    );
  });
});
