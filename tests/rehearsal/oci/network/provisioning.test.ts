import assert from "node:assert/strict";
import { COMPARTMENTS } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { TestWorld } from "../world.ts";

const compartmentId = COMPARTMENTS[0]?.id;

describe("VCNs", () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  it("are PROVISIONING at first and AVAILABLE a little later", async () => {
    const created = await world.send("POST", "/20160918/vcns", { compartmentId, cidrBlocks: ["10.0.0.0/16"] });
    assert.equal(created.status, 200, JSON.stringify(created.body));
    assert.equal(Reflect.get(created.body as object, "lifecycleState"), "PROVISIONING");
    world.advance(10);
    const listed = await world.send("GET", `/20160918/vcns?compartmentId=${compartmentId}`);
    assert.deepEqual(
      (listed.body as { lifecycleState: string }[]).map((vcn) => vcn.lifecycleState),
      ["AVAILABLE"],
    );
  });

  it("are refused with a field that OCI doesn't know", async () => {
    const created = await world.send("POST", "/20160918/vcns", {
      compartmentId,
      cidrBlocks: ["10.0.0.0/16"],
      colour: 1,
    });
    assert.equal(created.status, 400);
    assert.match(JSON.stringify(created.body), /CannotParseRequest.*colour/);
  });
});
