import assert from "node:assert/strict";
import { COMPARTMENTS } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { Answer, TestWorld } from "../world.ts";
import { send, signed } from "./raw.ts";

const compartmentId = COMPARTMENTS[0]?.id ?? "";
const VCNS = "/20160918/vcns";
const LIST = `${VCNS}?compartmentId=${compartmentId}`;

interface Problem {
  code: string;
  message: string;
}

describe("every operation", () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const problem = (answer: Answer) => answer.body as Problem;

  async function makeVcn(displayName = "net"): Promise<{ id: string; etag: string }> {
    const answer = await world.send("POST", VCNS, { compartmentId, cidrBlocks: ["10.0.0.0/16"], displayName });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return { id: (answer.body as { id: string }).id, etag: answer.headers.get("etag") ?? "" };
  }

  it("answers with the caller's request id, and with one of its own where there was none", async () => {
    const given = "A1".repeat(16);
    for (const path of [LIST, `${VCNS}/absent`, "/20160918/nothing"]) {
      const answer = await world.send("GET", path, undefined, { "opc-request-id": given });
      assert.match(
        answer.headers.get("opc-request-id") ?? "",
        new RegExp(`^${given}/[0-9A-F]{32}/[0-9A-F]{32}$`),
        path,
      );
    }
    const own = async () => (await world.send("GET", LIST)).headers.get("opc-request-id") ?? "";
    const first = await own();
    assert.match(first, /^[0-9A-F]{32}\/[0-9A-F]{32}$/);
    assert.notEqual(await own(), first);
  });

  it("is at the path and under the method that OCI has it, and nowhere else", async () => {
    for (const [method, path] of [
      ["GET", "/20160918/nothing"],
      ["GET", "/20990101/vcns"],
      ["GET", "/"],
      ["DELETE", VCNS],
    ] as const) {
      const answer = await world.send(method, path);
      assert.deepEqual([answer.status, problem(answer).code], [404, "NotFound"], path);
    }
  });

  it("gives an etag, a new one with each change, and acts only on the version that if-match names", async () => {
    const { id, etag } = await makeVcn();
    const path = `${VCNS}/${id}`;
    const changed = await world.send("PUT", path, { displayName: "two" }, { "if-match": etag });
    const now = changed.headers.get("etag") ?? "";
    assert.notEqual(now, etag);
    const refused = await world.send("PUT", path, { displayName: "three" }, { "if-match": etag });
    assert.deepEqual([refused.status, problem(refused).code], [412, "NoEtagMatch"]);
    const read = await world.send("GET", path);
    assert.equal(read.headers.get("etag"), now);
    assert.equal((read.body as { displayName: string }).displayName, "two");
    assert.equal((await world.send("PUT", path, { displayName: "three" }, { "if-match": now })).status, 200);
    assert.equal((await world.send("DELETE", path, undefined, { "if-match": "*" })).status, 204);
  });

  it("gives a list in pages of limit, each thing once, and no token with the last", async () => {
    for (const name of ["a", "b", "c", "d", "e"]) {
      await makeVcn(name);
    }
    const pages: string[][] = [];
    let page: string | null = "";
    while (page !== null) {
      const query = `&limit=2&sortBy=DISPLAYNAME${page === "" ? "" : `&page=${encodeURIComponent(page)}`}`;
      const answer: Answer = await world.send("GET", `${LIST}${query}`);
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      pages.push((answer.body as { displayName: string }[]).map(({ displayName }) => displayName));
      page = answer.headers.get("opc-next-page");
    }
    assert.deepEqual(pages, [["a", "b"], ["c", "d"], ["e"]]);
    const whole = await world.send("GET", `${LIST}&limit=5`);
    assert.equal((whole.body as unknown[]).length, 5);
    assert.equal(whole.headers.get("opc-next-page"), null);
  });

  for (const query of ["page=abc", "page=ZnJvbTotMQ", "limit=0", "limit=1001", "limit=1.5", "limit=many"]) {
    it(`refuses a list with ${query}`, async () => {
      const answer = await world.send("GET", `${LIST}&${query}`);
      assert.deepEqual([answer.status, problem(answer).code], [400, "InvalidParameter"]);
      assert.match(problem(answer).message, new RegExp(query.split("=")[0]!));
    });
  }

  it("names every unknown, missing and wrong field at once, and repeats no value", async () => {
    const value = "value-that-might-be-secret";
    const details = { cidrBlocks: value, displayName: 7, freeformTags: { team: 1 }, colour: value };
    const answer = await world.send("POST", VCNS, details);
    assert.deepEqual([answer.status, problem(answer).code], [400, "CannotParseRequest"]);
    for (const part of [
      "compartmentId is required",
      "cidrBlocks must be a list",
      "displayName must be",
      "colour is no",
    ]) {
      assert.ok(problem(answer).message.includes(part), `${part}: ${problem(answer).message}`);
    }
    assert.match(problem(answer).message, /freeformTags\.team/);
    assert.ok(!problem(answer).message.includes(value));
  });

  it("tells the kinds of refusal apart by their codes", async () => {
    const right = { compartmentId, cidrBlocks: ["10.0.0.0/16"] };
    const code = async (details: object) => problem(await world.send("POST", VCNS, details)).code;
    assert.equal(await code({ ...right, compartmentId: undefined }), "MissingParameter");
    assert.equal(await code({ ...right, displayName: 7 }), "InvalidParameter");
    assert.equal(await code({ ...right, colour: "red" }), "CannotParseRequest");
    assert.equal((await world.send("POST", VCNS, right)).status, 200);
  });

  it("asks for its parameters and for what they may be", async () => {
    const bare = await world.send("GET", VCNS);
    assert.deepEqual([bare.status, problem(bare).code], [400, "MissingParameter"]);
    assert.match(problem(bare).message, /compartmentId/);
    const wrong = await world.send("GET", `${LIST}&sortOrder=SIDEWAYS`);
    assert.deepEqual([wrong.status, problem(wrong).code], [400, "InvalidParameter"]);
    assert.match(problem(wrong).message, /sortOrder must be one of ASC, DESC/);
  });

  it("refuses a body that is no JSON, without repeating it, and a body that is absent", async () => {
    const answer = await send(world, await signed(world, "POST", VCNS, '{"compartmentId": value-of-a-secret}'));
    assert.deepEqual([answer.status, answer.code], [400, "CannotParseRequest"]);
    assert.ok(!answer.text.includes("value-of"));
    const absent = await world.send("POST", VCNS);
    assert.deepEqual([absent.status, problem(absent).code], [400, "MissingParameter"]);
  });

  it("refuses a body of more than 16 MB as too large, and a path that can't be read as such", async () => {
    const large = await signed(
      world,
      "POST",
      VCNS,
      JSON.stringify({ compartmentId, displayName: "x".repeat(2 ** 24) }),
    );
    const answer = await send(world, large);
    assert.deepEqual([answer.status, answer.code], [413, "PayloadTooLarge"]);
    const unreadable = await send(world, await signed(world, "GET", `${VCNS}/%zz`));
    assert.deepEqual([unreadable.status, unreadable.code], [400, "CannotParseRequest"]);
  });
});
