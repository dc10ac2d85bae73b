import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "../../../../rehearsal/oci/http/server.ts";
import { Runtime } from "../../../../rehearsal/oci/runtime.ts";
import { COMPARTMENTS } from "../../../../rehearsal/oci/tenancy.ts";
import { loadWorld } from "../../../../rehearsal/oci/world.ts";
import { openWorld } from "../world.ts";
import type { TestWorld } from "../world.ts";

const compartmentId = COMPARTMENTS[0]?.id ?? "";
const VCNS = "/20160918/vcns";

describe("a world's file", () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tidegate-file-"));
    file = join(folder, "world.json");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("holds all that was answered, so that another process goes on from there", async () => {
    const world = await openWorld();
    try {
      const made = await world.send("POST", VCNS, { compartmentId, cidrBlocks: ["10.0.0.0/16"] });
      const { id } = made.body as { id: string };
      assert.equal(await statesAt(join(world.folder, "world.json"), 0, id), "PROVISIONING");
      world.advance(60);
      await world.send("GET", `${VCNS}/${id}`);
      assert.equal(await statesAt(join(world.folder, "world.json"), 0, id), "AVAILABLE");
    } finally {
      await world.close();
    }
  });

  it("holds what is still to happen, which happens in the next process", async () => {
    const world = await openWorld();
    try {
      const made = await world.send("POST", VCNS, { compartmentId, cidrBlocks: ["10.0.0.0/16"] });
      const { id } = made.body as { id: string };
      assert.equal(await statesAt(join(world.folder, "world.json"), 60, id), "AVAILABLE");
    } finally {
      await world.close();
    }
  });

  it("holds the keys, the faults and the answers to retry tokens", async () => {
    const world = await openWorld();
    try {
      world.runtime.world.faults = [{ kind: "throttle", match: "core/CreateSubnet", times: 3 }];
      const details = { compartmentId, cidrBlocks: ["10.0.0.0/16"] };
      const first = await world.send("POST", VCNS, details, { "opc-retry-token": "one" });
      await world.runtime.save();
      const next = await nextProcess(world);
      try {
        const again = await world.send("POST", VCNS, details, { "opc-retry-token": "one" });
        assert.deepEqual([again.status, again.body], [200, first.body]);
        assert.deepEqual(next.runtime.world.faults, world.runtime.world.faults);
      } finally {
        await next.close();
      }
    } finally {
      await world.close();
    }
  });

  it("is there whole after many writes at once, for its owner's eyes only, with nothing left beside it", async () => {
    const runtime = await Runtime.open({ file, speed: 0 });
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        runtime.world.endpoint = `http://127.0.0.1:${n}`;
        return runtime.save();
      }),
    );
    assert.equal((await loadWorld(file))?.endpoint, "http://127.0.0.1:19");
    assert.deepEqual(await readdir(folder), ["world.json"]);
    assert.equal((await stat(file)).mode & 0o077, 0);
  });

  for (const [what, text] of [
    ["no JSON", "this is no world"],
    ["half a world", '{"version":1,"collections":{'],
    ["nothing", ""],
    ["a list", "[]"],
    ["another version", '{"version":2,"collections":{},"events":[],"clock":{}}'],
    ["a world without events", '{"version":1,"collections":{},"clock":{}}'],
  ] as const) {
    it(`that holds ${what} is refused with what to do, and left as it is`, async () => {
      await writeFile(file, text);
      await assert.rejects(Runtime.open({ file }), (error: Error) => {
        assert.match(error.message, /world\.json is not a world of version 1.*reset/);
        return true;
      });
      assert.equal(await readFile(file, "utf8"), text);
    });
  }

  it("that can't be read is an error, and no reason for a new world", async () => {
    await assert.rejects(Runtime.open({ file: folder }), /EISDIR/);
  });
});

/** The state of a VCN as a process sees it that opens the file and lets so many world seconds pass. */
async function statesAt(file: string, seconds: number, vcnId: string): Promise<unknown> {
  const runtime = await Runtime.open({ file });
  runtime.clock.advance(seconds);
  const { world } = runtime.present();
  return Reflect.get(Object(world.collections["vcns"]?.[vcnId]?.value) as object, "lifecycleState");
}

/** Another process on the same file, at the same address: the first one's server is closed for it. */
async function nextProcess(world: TestWorld): Promise<{ runtime: Runtime; close(): Promise<void> }> {
  const runtime = await Runtime.open({ file: join(world.folder, "world.json") });
  const server = createServer({ runtime });
  const { port } = new URL(world.endpoint);
  await world.stop();
  await server.listen({ host: "127.0.0.1", port: Number(port) });
  return { runtime, close: () => server.close() };
}
