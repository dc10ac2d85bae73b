import assert from "node:assert/strict";
import { COMPARTMENTS } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { TestWorld } from "../world.ts";

const LIST = `/20160918/vcns?compartmentId=${COMPARTMENTS[0]?.id ?? ""}`;

describe("the date of an answer", () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  it("is the world's, as HTTP writes it, while requests are signed with the client's own", async () => {
    const date = async () => (await world.send("GET", LIST)).headers.get("date");
    assert.equal(await date(), "Mon, 05 Jan 2026 09:00:00 GMT");
    world.advance(30 * 24 * 3600 + 61.9);
    assert.equal(await date(), "Wed, 04 Feb 2026 09:01:01 GMT");
  });

  it("stands on refusals too, and on the rehearsal's own doors", async () => {
    for (const path of [LIST, "/20160918/nothing", "/20160918/vcns/%zz", "/rehearsal/status"]) {
      const answer = await fetch(`${world.endpoint}${path}`);
      assert.equal(answer.headers.get("date"), "Mon, 05 Jan 2026 09:00:00 GMT", path);
    }
  });
});
