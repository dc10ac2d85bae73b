import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createAwsServer } from "../../../../rehearsal/aws/http/server.ts";
import type { Kind, Settled } from "../../../../rehearsal/aws/kind.ts";
import { Runtime } from "../../../../rehearsal/oci/runtime.ts";
import { awsLook } from "../../../../rehearsal/session/pending/aws-look.ts";
import type { CloudLook } from "../../../../rehearsal/session/pending/cloud-look.ts";
import { pendingCreatesOf } from "@tidegate/engine/pending";
import { Door } from "../../../../rehearsal/plugins/aws/door.ts";
import { EmbeddedWorld } from "../../../../rehearsal/plugins/aws/world.ts";
import { textOf, type Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { temporaryFolder, type TemporaryFolder } from "../../../support/temp.ts";
import { creating, exported, resource } from "./state.ts";

/** Nothing has a name here, and everybody gets what he asks for. */
const THING = "aws:iot/thing:Thing";
/** Belongs to no region, and keeps its value to itself. */
const HIDDEN = "aws:iam/hidden:Hidden";
/** As the engine writes secrets into a state. */
const CIPHERTEXT = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:..." };
const REGION = "eu-west-1";
const INPUTS = { region: REGION, size: 1, tags: { Name: "a" }, __defaults: [] };

describe("The embedded AWS is looked into for what a killed engine has made", function () {
  this.timeout(20_000);
  let folder: TemporaryFolder;
  let runtime: Runtime;
  let server: ReturnType<typeof createAwsServer>;
  let world: EmbeddedWorld;
  let look: CloudLook;
  let settled: Settled;
  /** What happens while the look pauses. */
  let pause: () => void;

  before(async () => {
    folder = await temporaryFolder("aws-look");
  });
  after(() => folder.remove());

  beforeEach(async () => {
    runtime = await Runtime.open({ file: `${folder.path}/${randomUUID()}.json`, seed: "aws-look" });
    let made = 0;
    const create = () => ({ id: `thing-${(made += 1)}`, outputs: {} });
    const kinds: readonly Kind[] = [
      { type: THING, create, settled: () => settled },
      { type: HIDDEN, global: true, hides: ["value"], create },
    ];
    server = createAwsServer({ runtime, kinds: new Map(kinds.map((kind) => [kind.type, kind])) });
    const endpoint = await server.listen({ host: "127.0.0.1", port: 0 });
    world = new EmbeddedWorld(new Door({ endpoint }));
    settled = { state: "ready" };
    look = awsLook(endpoint, () => Promise.resolve(pause()));
  });
  afterEach(async () => {
    await server.close();
    await runtime.save();
  });

  it("finds what was made of the same inputs, whatever it is called", async () => {
    await make(THING, INPUTS);
    assert.deepEqual(await candidates(THING, INPUTS), ["thing-1"]);
  });

  for (const [what, inputs] of [
    ["another value", { ...INPUTS, size: 2 }],
    ["another part of a value", { ...INPUTS, tags: { Name: "b" } }],
    ["one input more", { ...INPUTS, extra: true }],
    ["one input less", { region: REGION, size: 1 }],
    ["another region", { ...INPUTS, region: "us-east-1" }],
  ] as const) {
    it(`finds nothing that was made of ${what}`, async () => {
      await make(THING, inputs);
      assert.deepEqual(await candidates(THING, INPUTS), []);
    });
  }

  it("tells the newest first", async () => {
    await make(THING, INPUTS);
    runtime.clock.advance(1);
    await make(THING, INPUTS);
    assert.deepEqual(await candidates(THING, INPUTS), ["thing-2", "thing-1"]);
  });

  it("doesn't compare what the state has encrypted, nor what the service keeps to itself", async () => {
    await make(HIDDEN, { name: "a", value: "one", token: "two" });
    await make(HIDDEN, { name: "b", value: "one", token: "two" });
    assert.deepEqual(await candidates(HIDDEN, { name: "a", value: "other", token: CIPHERTEXT }), ["thing-1"]);
  });

  it("waits until what it found is ready", async () => {
    await make(THING, INPUTS);
    settled = { state: "pending", status: "creating", seconds: 3600 };
    let pauses = 0;
    pause = () => {
      pauses += 1;
      if (pauses === 3) settled = { state: "ready" };
    };
    await ready(THING, INPUTS, "thing-1");
    assert.equal(pauses, 3);
  });

  it("waits no longer than the provider does, nor for what has failed", async () => {
    await make(THING, INPUTS);
    settled = { state: "pending", status: "creating", seconds: 60 };
    let pauses = 0;
    pause = () => {
      pauses += 1;
      runtime.clock.advance(40);
    };
    await ready(THING, INPUTS, "thing-1");
    assert.equal(pauses, 2);
    settled = { state: "failed", reason: "no capacity" };
    await ready(THING, INPUTS, "thing-1");
    assert.equal(pauses, 2);
  });

  /** As the provider's plugin makes it. */
  async function make(type: string, inputs: Properties): Promise<void> {
    await world.create({ type, region: textOf(inputs["region"] ?? REGION), urn: "", inputs, declared: {} });
  }

  function pending(type: string, inputs: object) {
    const [create] = pendingCreatesOf(exported([], [creating(resource(type, "a", { inputs }))]));
    if (create === undefined) throw new Error("The state has no pending create.");
    return create;
  }

  const candidates = (type: string, inputs: object) => look.candidates(pending(type, inputs));

  const ready = (type: string, inputs: object, id: string) => look.ready?.(pending(type, inputs), id);
});
