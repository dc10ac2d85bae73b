import assert from "node:assert/strict";
import { configurationDetails, openStage } from "../compute/stage.ts";
import type { Body, Stage } from "../compute/stage.ts";

const POOLS = "/20160918/instancePools";

describe("free-form tags", () => {
  let stage: Stage;
  let pool: string;
  beforeEach(async () => {
    stage = await openStage();
    pool = await stage.pool();
  });
  afterEach(() => stage.close());

  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`tag-${n}`, ""]));
  const put = (freeformTags: Body) => stage.refused("PUT", `${POOLS}/${pool}`, { freeformTags });

  it("may be ten, with keys of 100 and values of 256 characters", async () => {
    const freeformTags = { ...many(9), ["k".repeat(100)]: "ü ".repeat(128) };
    assert.deepEqual((await stage.ok("PUT", `${POOLS}/${pool}`, { freeformTags }))["freeformTags"], freeformTags);
  });

  for (const [what, tags, why] of [
    ["eleven of them", many(11), /holds 11 tags: at most 10/],
    ["a longer key", { ["k".repeat(101)]: "" }, /a key of 101 characters: at most 100/],
    ["a longer value", { team: "v".repeat(257) }, /257 characters under 'team': at most 256/],
    ["a space in a key", { "my team": "" }, /the key 'my team'/],
    ["a period in a key", { "my.team": "" }, /the key 'my\.team'/],
    ["a key beyond ASCII", { größe: "" }, /the key 'größe'/],
    ["an empty key", { "": "x" }, /the key ''/],
  ] as const) {
    it(`are refused with ${what}, and nothing changes`, async () => {
      const before = await stage.ok("GET", `${POOLS}/${pool}`);
      const answer = await put(tags);
      assert.equal(answer.status, 400);
      assert.match(answer.text, /InvalidParameter/);
      assert.match(answer.text, why);
      assert.equal((await stage.ok("GET", `${POOLS}/${pool}`))["etag"], before["etag"]);
    });
  }

  it("tell all their faults at once, and repeat no value", async () => {
    const value = "value-that-might-be-secret".repeat(20);
    const { text } = await put({ ...many(10), "a b": value });
    assert.match(text, /holds 11 tags.*the key 'a b'.*520 characters/);
    assert.ok(!text.includes("value-that"));
  });

  it("are looked at on whatever they stand, and inside of it", async () => {
    const freeformTags = { "a b": "" };
    const vcn = { compartmentId: configurationDetails()["compartmentId"], cidrBlocks: ["10.1.0.0/16"], freeformTags };
    assert.match((await stage.refused("POST", "/20160918/vcns", vcn)).text, /freeformTags has the key/);
    const nested = await stage.refused(
      "POST",
      "/20160918/instanceConfigurations",
      configurationDetails({ freeformTags }),
    );
    assert.match(nested.text, /instanceDetails\.launchDetails\.freeformTags has the key/);
  });
});
