import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { AwsError } from "../../../../rehearsal/aws/errors.ts";
import type { Kind, Settled } from "../../../../rehearsal/aws/kind.ts";
import type { Fault } from "../../../../rehearsal/oci/faults/fault.ts";
import { InitFailedError } from "../../../../rehearsal/plugins/protocol/provider.ts";
import { isSecret, isUnknown, makeSecret } from "../../../../rehearsal/plugins/protocol/values.ts";
import { openScene, REGION, URN, type Scene } from "./scene.ts";

const THING = "aws:iot/thing:Thing";
const POLICY = "aws:iot/policy:Policy";
const DATABASE = "aws:docdb/cluster:Cluster";

/** A thing that is ready as its attribute `state` says, and refuses what its attribute `refuse` says. */
const things: Kind = {
  type: THING,
  secretOutputs: ["defaultClientId"],
  create: ({ inputs }, cloud) => {
    if (inputs["thingTypeName"] === "none") throw new AwsError("NoSuchType", "There is no such type.");
    return { id: `thing-${cloud.hex(8)}`, outputs: { arn: "arn:aws:iot:x", defaultClientId: "client" } };
  },
  update: () => ({ version: 2 }),
  remove: ({ inputs }) => {
    if (inputs["thingTypeName"] === "used") throw new AwsError("DependencyViolation", "It has a dependent object.");
  },
  imported: (id, cloud) => {
    if (id !== "by hand") return undefined;
    const inputs = { name: id, arn: "arn:aws:iot:y" };
    return { type: THING, id, region: REGION, createdAt: cloud.now, inputs, outputs: inputs, notes: {} };
  },
  settled: ({ inputs, createdAt }, { now }): Settled => {
    if (inputs["thingTypeName"] === "slow" && now < createdAt + 30_000) {
      return { state: "pending", status: "CREATING", seconds: 60 };
    }
    if (inputs["thingTypeName"] === "stuck") return { state: "pending", status: "CREATING", seconds: 60 };
    return inputs["thingTypeName"] === "bad" ? { state: "failed", reason: "it broke" } : { state: "ready" };
  },
  read: ({ inputs, createdAt }, { now }) => ({
    outputs: { version: inputs["thingTypeName"] && now >= createdAt + 30_000 ? 7 : 1 },
  }),
};

const fault = (match: string, kind: string, times = 1): Fault => ({ kind, match, times });

describe("the stand-in for the aws provider, in front of the embedded AWS", function () {
  this.timeout(20_000);
  let scene: Scene;
  before(async () => {
    scene = await openScene([things]);
  });
  after(() => scene.close());
  const gone = async (type: string, id: string) => (await scene.provider.read({ type, id, inputs: {} })) === undefined;

  it("makes what no table knows, with outputs of the declared types", async () => {
    const { id, outputs } = await scene.make(POLICY, { policy: "{}", name: "p1", tags: { a: "b" } });
    assert.equal(id, "p1");
    assert.equal(outputs["arn"], `arn:aws:iot:${REGION}:111122223333:policy/p1`);
    assert.deepEqual(outputs["tagsAll"], { a: "b" });
    assert.equal(outputs["region"], REGION);
    const all = JSON.stringify([outputs, scene.runtime.world.collections]);
    assert.equal(all.includes("__defaults"), false, "the provider's own notes are for nobody else");
  });

  it("previews a create without touching the world: what is given, and unknowns", async () => {
    const inputs = { policy: "{}", name: "p2", region: REGION };
    const { id, outputs } = await scene.provider.create({ type: POLICY, inputs, preview: true });
    assert.equal(id, "");
    assert.equal(outputs["name"], "p2");
    assert.ok(isUnknown(outputs["arn"]));
    assert.ok(await gone(POLICY, "p2"));
  });

  it("updates, and forgets what the program no longer gives", async () => {
    const { id, inputs } = await scene.make(THING, { name: "u", attributes: { a: "1" }, thingTypeName: "t" });
    const { attributes: _, ...news } = inputs;
    const request = {
      type: THING,
      id,
      urn: URN,
      inputs: news,
      oldInputs: inputs,
      oldOutputs: { arn: "a", attributes: {} },
    };
    const preview = await scene.provider.update({ ...request, preview: true });
    assert.deepEqual([preview["arn"], "attributes" in preview], ["a", false]);
    const outputs = await scene.provider.update({ ...request, preview: false });
    assert.equal("attributes" in outputs, false);
    const read = await scene.provider.read({ type: THING, id, inputs: news });
    assert.deepEqual(read?.inputs, news);
  });

  it("deletes, and says that it is gone; what is gone already is no error", async () => {
    const { id, outputs, inputs } = await scene.make(THING, { name: "d" });
    const request = { type: THING, id, inputs, outputs };
    await scene.provider.remove(request);
    assert.ok(await gone(THING, id));
    await scene.provider.remove(request);
  });

  it("shows what AWS refuses with its code and message, and what was being done", async () => {
    await assert.rejects(scene.make(THING, { name: "t", thingTypeName: "none" }), {
      message: "creating aws.iot.Thing (t): api error NoSuchType: There is no such type.",
    });
    const { id, outputs, inputs } = await scene.make(THING, { name: "v", thingTypeName: "used" });
    await assert.rejects(scene.provider.remove({ type: THING, id, inputs, outputs }), {
      message: `deleting aws.iot.Thing (${id}): api error DependencyViolation: It has a dependent object.`,
    });
    await assert.rejects(scene.make(POLICY, { policy: "{}", name: "p1" }), /EntityAlreadyExists/);
  });

  it("waits for what isn't ready, and reads it then", async () => {
    const started = scene.runtime.clock.now();
    const { outputs } = await scene.make(THING, { name: "slow", thingTypeName: "slow" });
    assert.ok(scene.runtime.clock.now() - started >= 30_000);
    assert.equal(outputs["version"], 7);
  });

  for (const [what, thingTypeName, reason, timeout] of [
    ["fails", "bad", /waiting for aws\.iot\.Thing \(thing-\w+\): it broke/],
    ["never gets ready", "stuck", /timeout while .* ready \(last state: 'CREATING', timeout: 1m0s\)/],
    ["isn't ready within the program's own timeout", "stuck", /timeout: 10s\)/, 10_000],
  ] as const) {
    it(`keeps what was made and ${what}, and says so`, async () => {
      const { inputs } = await scene.provider.check(THING, { name: what, thingTypeName });
      const request = { type: THING, urn: URN, inputs, preview: false, ...(timeout !== undefined && { timeout }) };
      const error = await scene.provider.create(request).then(
        () => assert.fail("it was made"),
        (thrown: unknown) => thrown,
      );
      assert.ok(error instanceof InitFailedError);
      assert.match(error.message, reason);
      assert.equal(error.outputs["name"], what);
      assert.ok(error.inputs["name"] === what && !(await gone(THING, error.id)));
    });
  }

  it("marks as secret what came from a secret, and what the kind calls one", async () => {
    const { outputs } = await scene.make(THING, { name: "s", attributes: makeSecret({ a: "b" }) });
    assert.ok(isSecret(outputs["attributes"] ?? null));
    assert.ok(isSecret(outputs["defaultClientId"] ?? null));
    assert.equal(isSecret(outputs["name"] ?? null), false);
  });

  it("gives back nothing that is write-only, and the world keeps nothing of it", async () => {
    const value = `value-${crypto.randomUUID()}`;
    const given = { clusterIdentifier: "c", masterPasswordWo: makeSecret(value), masterPasswordWoVersion: 1 };
    const { id, outputs, inputs } = await scene.make(DATABASE, given);
    assert.equal("masterPasswordWo" in outputs, false);
    assert.equal(outputs["masterPasswordWoVersion"], 1);
    const read = await scene.provider.read({ type: DATABASE, id, inputs });
    assert.deepEqual(read?.inputs["masterPasswordWo"], makeSecret(value), "the program's own stays in its inputs");
    await scene.runtime.save();
    assert.equal((await readFile(scene.file, "utf8")).includes(value), false);
  });

  it("imports what is there with all that was set, and nothing of what isn't", async () => {
    const { id } = await scene.make(POLICY, { policy: '{"a":1}', name: "there", tags: { a: "b" } });
    const found = await scene.provider.read({ type: POLICY, id, inputs: {} });
    assert.equal(found?.inputs["policy"], '{"a":1}');
    assert.deepEqual(found.inputs["tags"], { a: "b" });
    const byHand = await scene.provider.read({ type: THING, id: "by hand", inputs: {} });
    assert.deepEqual(byHand?.inputs, { name: "by hand", __defaults: [] });
    assert.equal(await scene.provider.read({ type: POLICY, id: "nowhere", inputs: {} }), undefined);
  });

  it("finds nothing of one region in another", async () => {
    const { id } = await scene.make(POLICY, { policy: "{}", name: "far", region: "us-east-1" });
    assert.ok(await gone(POLICY, id));
    assert.notEqual(await scene.provider.read({ type: POLICY, id, inputs: { region: "us-east-1" } }), undefined);
  });

  it("says where to add a function that no table knows, and what of its arguments is wrong", async () => {
    const token = "aws:iot/getEndpoint:getEndpoint";
    await assert.rejects(
      scene.provider.invoke(token, {}),
      /doesn't know what the function .* rehearsal\/aws\/services\/iot/,
    );
    assert.equal((await scene.provider.invoke(token, { endpointTyp: "a" })).failures.length, 1);
  });

  it("says what the default tags are", async () => {
    await scene.provider.configure({ region: REGION, defaultTags: '{"tags":{"a":"b"}}' });
    const { outputs } = await scene.provider.invoke("aws:index/getDefaultTags:getDefaultTags", {});
    assert.deepEqual(outputs?.["tags"], { a: "b" });
  });
});

describe("the stand-in for the aws provider, when the embedded AWS has faults", function () {
  this.timeout(20_000);
  let scene: Scene;
  before(async () => {
    scene = await openScene([]);
  });
  after(() => scene.close());
  const isThere = async (name: string) =>
    (await scene.provider.read({ type: POLICY, id: name, inputs: {} })) !== undefined;
  const make = (name: string) => scene.make(POLICY, { policy: "{}", name });

  it("tries again when it is told to slow down", async () => {
    scene.runtime.world.faults.push(fault(`${POLICY}.create`, "throttle", 2));
    await make("throttled");
    assert.ok(await isThere("throttled"));
  });

  it("is refused, and nothing is made", async () => {
    scene.runtime.world.faults.push(fault("aws:iot/*", "access-denied"));
    await assert.rejects(make("denied"), /api error AccessDenied: .*aws:iot\/policy:Policy\.create/);
    assert.equal(await isThere("denied"), false);
  });

  for (const [kind, reason, made] of [
    ["fail-after", /api error ServiceUnavailable/, true],
    ["time-out-after", /request send failed/, true],
    ["time-out-before", /request send failed/, false],
  ] as const) {
    it(`fails on ${kind}, and the thing is ${made ? "there all the same" : "not there"}`, async () => {
      scene.runtime.world.faults.push(fault("*", kind));
      await assert.rejects(make(kind), reason);
      assert.equal(await isThere(kind), made);
    });
  }

  it("leaves other types alone", async () => {
    scene.runtime.world.faults.push(fault(`${THING}.create`, "access-denied"));
    await make("spared");
  });
});

describe("the stand-in for the aws provider, stopped or alone", function () {
  this.timeout(20_000);

  it("stops waiting when the engine is stopped, and keeps what it made", async () => {
    const scene = await openScene([things]);
    try {
      scene.runtime.clock.setSpeed(0);
      const made = scene.make(THING, { name: "waits", thingTypeName: "slow" });
      while (Object.keys(scene.runtime.world.collections[THING] ?? {}).length === 0) await new Promise(setImmediate);
      scene.provider.cancel();
      await assert.rejects(
        made,
        (error: unknown) => error instanceof InitFailedError && error.message.includes("stopped"),
      );
    } finally {
      await scene.close();
    }
  });

  it("says what is missing where there is no embedded AWS", async () => {
    const scene = await openScene([]);
    await scene.close();
    await assert.rejects(scene.make(POLICY, { policy: "{}" }), /the embedded AWS at http.* can't be reached/);
  });
});
