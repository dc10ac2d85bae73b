import assert from "node:assert/strict";
import type { Fault } from "../../../../rehearsal/oci/faults/fault.ts";
import { COMPARTMENTS } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { TestWorld } from "../world.ts";

const compartmentId = COMPARTMENTS[0]?.id ?? "";
const DETAILS = { compartmentId, cidrBlocks: ["10.0.0.0/16"] };
const LIST = `/20160918/vcns?compartmentId=${compartmentId}`;

describe("a fault of requests", () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  async function set(...faults: Partial<Fault>[]): Promise<{ status: number; text: string }> {
    const body = JSON.stringify(faults);
    const answer = await fetch(`${world.endpoint}/rehearsal/faults`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body,
    });
    return { status: answer.status, text: await answer.text() };
  }
  const create = (token: string) => world.send("POST", "/20160918/vcns", DETAILS, { "opc-retry-token": token });
  const vcns = () => Object.keys(world.runtime.world.collections["vcns"] ?? {}).length;
  async function codes(count: number, path = LIST): Promise<string[]> {
    const found: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const answer = await world.send("GET", path);
      found.push(`${answer.status} ${(answer.body as { code?: string }).code ?? ""}`.trim());
    }
    return found;
  }

  for (const [kind, answer] of [
    ["throttle", "429 TooManyRequests"],
    ["server-error", "500 InternalServerError"],
    ["incorrect-state", "409 IncorrectState"],
  ] as const) {
    it(`${kind} strikes as often as it was told, does nothing, and is over`, async () => {
      await set({ kind, match: "core/CreateVcn", times: 2 });
      for (const token of ["one", "one"]) {
        const refused = await create(token);
        assert.equal(`${refused.status} ${(refused.body as { code: string }).code}`, answer);
        assert.ok(refused.headers.get("opc-request-id"));
      }
      assert.equal(vcns(), 0);
      assert.equal((await create("one")).status, 200);
      assert.deepEqual(world.runtime.world.faults, []);
      assert.equal(vcns(), 1);
    });
  }

  it("strikes the operation, the service or everything that it is meant for", async () => {
    const groups = `/20160918/networkSecurityGroups?compartmentId=${compartmentId}`;
    const repositories = `/20160918/container/repositories?compartmentId=${compartmentId}`;
    const struck = async (match: string) => {
      await set({ kind: "throttle", match });
      const answers = [...(await codes(1)), ...(await codes(1, groups)), ...(await codes(1, repositories))];
      return answers.map((answer) => answer.startsWith("429"));
    };
    assert.deepEqual(await struck("core/ListVcns"), [true, false, false]);
    assert.deepEqual(await struck("core/*"), [true, true, false]);
    assert.deepEqual(await struck("*"), [true, true, true]);
    assert.deepEqual(await struck("core/List"), [false, false, false]);
  });

  it("with a probability strikes now and then, also where its own strikes are all that happens", async () => {
    await set({ kind: "throttle", match: "*", probability: 0.5 });
    const seen = await codes(24);
    assert.deepEqual([...new Set(seen)].sort(), ["200", "429 TooManyRequests"]);
  });

  it("time-out-before breaks the connection and does nothing", async () => {
    await set({ kind: "time-out-before", match: "core/CreateVcn", times: 1 });
    await assert.rejects(create("one"), /fetch failed/);
    assert.equal(vcns(), 0);
    assert.equal((await create("one")).status, 200);
    assert.equal(vcns(), 1);
  });

  it("time-out-after breaks the connection once the work is done, which a retry with the token doesn't do again", async () => {
    await set({ kind: "time-out-after", match: "core/CreateVcn", times: 1 });
    await assert.rejects(create("one"), /fetch failed/);
    assert.equal(vcns(), 1);
    const again = await create("one");
    assert.equal(again.status, 200);
    const [id] = Object.keys(world.runtime.world.collections["vcns"] ?? {});
    assert.equal((again.body as { id: string }).id, id);
    assert.equal(vcns(), 1);
    await create("two");
    assert.equal(vcns(), 2);
  });

  it("time-out-after hides a refusal as well", async () => {
    await set({ kind: "time-out-after", match: "core/CreateVcn", times: 1 });
    await assert.rejects(world.send("POST", "/20160918/vcns", { ...DETAILS, colour: "red" }), /fetch failed/);
    assert.equal(vcns(), 0);
  });

  it("doesn't spare those who sign wrongly, and strikes none of them", async () => {
    await set({ kind: "throttle", match: "*", times: 1 });
    assert.equal((await fetch(`${world.endpoint}${LIST}`)).status, 401);
    assert.deepEqual(await codes(2), ["429 TooManyRequests", "200"]);
  });

  it("of an unknown kind is refused with the kinds that there are, and with nonsense in its numbers", async () => {
    assert.match((await set({ kind: "gremlins" })).text, /faults\[0\].kind must be one of throttle, server-error/);
    assert.match((await set({ kind: "throttle", times: -1 })).text, /times must be a number of 0 or more/);
    assert.match((await set({ kind: "throttle", probability: 2 })).text, /probability must be a number from 0 to 1/);
    assert.match((await set({ kind: "throttle", times: 0 })).text, /times must be a whole number of 1 or more/);
    assert.deepEqual(world.runtime.world.faults, []);
  });

  it("can't be set with a body that is no JSON, or no list", async () => {
    const put = async (body: string) =>
      (await fetch(`${world.endpoint}/rehearsal/faults`, { method: "PUT", body })).status;
    assert.equal(await put("[{]"), 400);
    assert.equal(await put(JSON.stringify({ kind: "throttle" })), 400);
    assert.equal(await put(JSON.stringify([{ kind: "throttle" }])), 200);
  });
});
