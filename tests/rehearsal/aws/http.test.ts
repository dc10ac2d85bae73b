import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createAwsServer } from "../../../rehearsal/aws/http/server.ts";
import { loadWorld } from "../../../rehearsal/oci/world.ts";
import { Runtime } from "../../../rehearsal/oci/runtime.ts";
import { temporaryFolder, type TemporaryFolder } from "../../support/temp.ts";

const TYPE = "aws:iot/thing:Thing";
const place = { type: TYPE, region: "eu-west-1" };
const call = (name: string) => ({ ...place, urn: "", inputs: { name }, declared: {} });

describe("the provider's door to the embedded AWS", function () {
  this.timeout(20_000);
  let folder: TemporaryFolder;
  let runtime: Runtime;
  let server: ReturnType<typeof createAwsServer>;
  let file: string;

  before(async () => {
    folder = await temporaryFolder("aws-http");
    file = `${folder.path}/world.json`;
    runtime = await Runtime.open({ file, seed: "http" });
    server = createAwsServer({ runtime, kinds: new Map() });
  });
  after(async () => {
    await server.close();
    await runtime.save();
    await folder.remove();
  });

  const ask = async (what: string, payload: object) => {
    const { statusCode, body } = await server.inject({ method: "POST", url: `/rehearsal/provider/${what}`, payload });
    const answer: unknown = JSON.parse(body);
    return { status: statusCode, answer };
  };

  it("answers a create when what it made is on disk: a process that is killed then knows it again", async () => {
    const { status } = await ask("create", call("a"));
    assert.equal(status, 200);
    const world = await loadWorld(file);
    assert.ok(world?.collections[TYPE]?.["eu-west-1/a"] !== undefined);
  });

  it("shares one write among all who wait while another is under way", async () => {
    const first = runtime.save();
    // The first write begins, and holds what there is now.
    await Promise.resolve();
    const [second, third] = [runtime.save(), runtime.save()];
    assert.notEqual(first, second);
    assert.equal(second, third);
    await Promise.all([first, second, third]);
    const names = Array.from({ length: 20 }, (_, index) => `n${index}`);
    await Promise.all(names.map((name) => ask("create", call(name))));
    const text = await readFile(file, "utf8");
    assert.ok(names.every((name) => text.includes(`eu-west-1/${name}"`)));
  });

  it("tells what is there, how far it is, and the world's time", async () => {
    const { answer } = await ask("create", call("ready"));
    assert.ok(answer !== null && typeof answer === "object" && "settled" in answer && "speed" in answer);
    assert.deepEqual(answer.settled, { state: "ready" });
    assert.equal(answer.speed, 1);
    assert.deepEqual(await ask("read", { ...place, id: "nowhere" }), { status: 200, answer: { resource: null } });
    assert.deepEqual(await ask("invoke", { token: "aws:x:y", region: "eu-west-1", args: {} }), {
      status: 200,
      answer: { outputs: null },
    });
  });

  it("answers what AWS refuses with its code", async () => {
    await ask("create", call("twice"));
    const { status, answer } = await ask("create", call("twice"));
    assert.equal(status, 400);
    assert.ok(answer !== null && typeof answer === "object" && "code" in answer);
    assert.equal(answer.code, "EntityAlreadyExists");
  });

  for (const [what, path, body] of [
    ["no type", "create", { ...call("a"), type: 1 }],
    ["no inputs", "create", { ...call("a"), inputs: [] }],
    ["no declarations", "create", { ...call("a"), declared: undefined }],
    ["a declaration of no type", "create", { ...call("a"), declared: { x: { type: "date", required: true } } }],
    ["no id", "read", place],
    ["no arguments", "invoke", { token: "t", region: "r" }],
  ] as const) {
    it(`refuses a body with ${what}`, async () => {
      const { status, answer } = await ask(path, body);
      assert.equal(status, 400);
      assert.ok(answer !== null && typeof answer === "object" && "code" in answer && answer.code === "InvalidRequest");
    });
  }
});
