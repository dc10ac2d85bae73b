import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "../../../../rehearsal/oci/http/server.ts";
import { Runtime } from "../../../../rehearsal/oci/runtime.ts";
import { COMPARTMENTS } from "../../../../rehearsal/oci/tenancy.ts";
import { loadWorld } from "../../../../rehearsal/oci/world.ts";
import { send, signed } from "../http/raw.ts";
import type { RawAnswer } from "../http/raw.ts";
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
      assert.equal(await stateAt(join(world.folder, "world.json"), 0, id), "PROVISIONING");
      world.advance(60);
      await world.send("GET", `${VCNS}/${id}`);
      assert.equal(await stateAt(join(world.folder, "world.json"), 0, id), "AVAILABLE");
    } finally {
      await world.close();
    }
  });

  it("holds what is still to happen, which happens in the next process", async () => {
    const world = await openWorld();
    try {
      const made = await world.send("POST", VCNS, { compartmentId, cidrBlocks: ["10.0.0.0/16"] });
      const { id } = made.body as { id: string };
      assert.equal(await stateAt(join(world.folder, "world.json"), 60, id), "AVAILABLE");
    } finally {
      await world.close();
    }
  });

  it("holds the keys, the faults and the answers to retry tokens", async () => {
    const world = await openWorld();
    const body = JSON.stringify({ compartmentId, cidrBlocks: ["10.0.0.0/16"] });
    try {
      const faults = [{ kind: "throttle", match: "core/CreateSubnet", times: 3 }];
      world.runtime.world.faults = faults;
      const first = await createWith(world, "one", body);
      assert.equal(first.status, 200, first.text);
      const runtime = await Runtime.open({ file: join(world.folder, "world.json") });
      const server = createServer({ runtime });
      const endpoint = await server.listen({ host: "127.0.0.1", port: 0 });
      try {
        assert.deepEqual(runtime.world.faults, faults);
        const again = await createWith({ ...world, endpoint }, "one", body);
        assert.deepEqual([again.status, again.text], [200, first.text]);
        assert.equal(Object.keys(runtime.world.collections["vcns"] ?? {}).length, 1);
      } finally {
        await server.close();
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

  it("of before there were ledgers is a world all the same", async () => {
    const { world } = await Runtime.open({ file, speed: 0 });
    const { ledgers, ...older } = world;
    assert.deepEqual(ledgers, {});
    await writeFile(file, JSON.stringify(older));
    assert.deepEqual((await loadWorld(file))?.ledgers, {});
  });

  it("that can't be read is an error, and no reason for a new world", async () => {
    await assert.rejects(Runtime.open({ file: folder }), /EISDIR/);
  });
});

/** The state of a VCN as a process sees it that opens the file and lets so many world seconds pass. */
async function stateAt(file: string, seconds: number, vcnId: string): Promise<unknown> {
  const runtime = await Runtime.open({ file });
  runtime.clock.advance(seconds);
  const { world } = runtime.present();
  return Reflect.get(Object(world.collections["vcns"]?.[vcnId]?.value) as object, "lifecycleState");
}

async function createWith(world: TestWorld, token: string, body: string): Promise<RawAnswer> {
  const request = await signed(world, "POST", VCNS, body);
  return send(world, { ...request, headers: { ...request.headers, "opc-retry-token": token } });
}
