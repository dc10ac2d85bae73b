import assert from "node:assert/strict";
import { COMPARTMENTS } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { TestWorld } from "../world.ts";

const compartmentId = COMPARTMENTS[0]?.id ?? "";
const DETAILS = { compartmentId, cidrBlocks: ["10.0.0.0/16"], displayName: "net" };
const DAY_SECONDS = 24 * 3600;

describe("a retry token", () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const create = (details: object, token?: string) =>
    world.send("POST", "/20160918/vcns", details, token === undefined ? {} : { "opc-retry-token": token });
  const vcns = () => Object.keys(world.runtime.world.collections["vcns"] ?? {}).length;

  it("gives the first answer again, and makes nothing new", async () => {
    const first = await create(DETAILS, "one");
    const { counter } = world.runtime.world;
    const second = await create(DETAILS, "one");
    assert.deepEqual([second.status, second.body], [200, first.body]);
    assert.equal(second.headers.get("etag"), first.headers.get("etag"));
    assert.equal(world.runtime.world.counter, counter);
    assert.equal(vcns(), 1);
  });

  it("is of one request: another one gets another answer with another token, or with none", async () => {
    await create(DETAILS, "one");
    await create(DETAILS, "two");
    await create(DETAILS);
    assert.equal(vcns(), 3);
  });

  it("is refused with another body or another path", async () => {
    const { id } = (await create(DETAILS, "one")).body as { id: string };
    const others = [
      await create({ ...DETAILS, displayName: "other" }, "one"),
      await world.send(
        "POST",
        "/20160918/networkSecurityGroups",
        { compartmentId, vcnId: id },
        { "opc-retry-token": "one" },
      ),
    ];
    for (const answer of others) {
      assert.deepEqual([answer.status, (answer.body as { code: string }).code], [409, "InvalidatedRetryToken"]);
    }
    assert.equal(vcns(), 1);
  });

  it("is not used up by a request that was refused", async () => {
    assert.equal((await create({ ...DETAILS, cidrBlocks: ["10.0.0.1/16"] }, "one")).status, 400);
    assert.equal((await create(DETAILS, "one")).status, 200);
  });

  it("is kept for a day", async () => {
    await create(DETAILS, "one");
    world.advance(DAY_SECONDS - 1);
    await create(DETAILS, "one");
    assert.equal(vcns(), 1);
    world.advance(2);
    await create(DETAILS, "one");
    assert.equal(vcns(), 2);
  });
});
