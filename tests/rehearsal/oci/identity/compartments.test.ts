import assert from "node:assert/strict";
import { AVAILABILITY_DOMAINS, COMPARTMENTS, REGION, TENANCY_ID, USER_ID } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { TestWorld } from "../world.ts";

const DEV = COMPARTMENTS[0]?.id ?? "";

describe("the tenancy", () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const get = async (path: string) => (await world.send("GET", `/20160918/${path}`)).body as Record<string, string>[];

  async function create(name: string, compartmentId = TENANCY_ID) {
    const answer = await world.send("POST", "/20160918/compartments", { compartmentId, name, description: "A test's" });
    return { status: answer.status, body: answer.body as Record<string, string> };
  }

  it("has the compartments dev and prod, three availability domains with three fault domains each, and a user", async () => {
    const names = (await get(`compartments?compartmentId=${TENANCY_ID}`)).map((compartment) => compartment["name"]);
    assert.deepEqual(names, ["dev", "prod"]);
    const domains = (await get(`availabilityDomains?compartmentId=${DEV}`)).map((domain) => domain["name"]);
    assert.deepEqual(domains, AVAILABILITY_DOMAINS);
    const faultDomains = `faultDomains?compartmentId=${DEV}&availabilityDomain=${AVAILABILITY_DOMAINS[1]}`;
    assert.equal((await get(faultDomains)).length, 3);
    assert.equal((await world.send("GET", `/20160918/users/${USER_ID}`)).status, 200);
    const [region] = await get(`tenancies/${TENANCY_ID}/regionSubscriptions`);
    assert.equal(region?.["regionName"], REGION);
  });

  it("lists the compartments of the whole tree when asked to", async () => {
    await create("inner", DEV);
    const listed = await get(`compartments?compartmentId=${TENANCY_ID}&compartmentIdInSubtree=true`);
    assert.deepEqual(
      listed.map((compartment) => compartment["name"]),
      ["dev", "prod", "inner"],
    );
  });

  it("takes new compartments, renames them and deletes them in time", async () => {
    const { body } = await create("staging");
    const path = `/20160918/compartments/${body["id"]}`;
    const renamed = await world.send("PUT", path, { name: "stage" });
    assert.equal(Reflect.get(renamed.body as object, "name"), "stage");
    assert.equal((await world.send("DELETE", path)).status, 202);
    assert.equal(Reflect.get((await world.send("GET", path)).body as object, "lifecycleState"), "DELETING");
    world.advance(600);
    assert.equal(Reflect.get((await world.send("GET", path)).body as object, "lifecycleState"), "DELETED");
    assert.equal((await create("stage")).status, 200, "the name of a deleted compartment is free");
  });

  it("has no two compartments of one name side by side", async () => {
    const answer = await create("DEV");
    assert.equal(answer.status, 409);
    assert.match(answer.body["message"] ?? "", /named DEV already/);
    assert.equal((await create("dev", DEV)).status, 200);
  });

  it("keeps a compartment that something lies in", async () => {
    const vcn = await world.send("POST", "/20160918/vcns", { compartmentId: DEV, cidrBlocks: ["10.0.0.0/16"] });
    const id = String(Reflect.get(vcn.body as object, "id"));
    const answer = await world.send("DELETE", `/20160918/compartments/${DEV}`);
    assert.equal(answer.status, 409);
    assert.match(JSON.stringify(answer.body), new RegExp(id));
    await world.send("DELETE", `/20160918/vcns/${id}`);
    assert.equal((await world.send("DELETE", `/20160918/compartments/${DEV}`)).status, 202);
  });

  it("refuses a bad name, an absent parent and an OCID of another kind", async () => {
    assert.equal((await create("has spaces")).status, 400);
    assert.equal((await create("x", DEV.slice(0, -3) + "xyz")).status, 404);
    assert.equal((await create("x", USER_ID)).status, 400);
  });
});

describe("dynamic groups and policies", () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const kinds = [
    ["dynamicGroups", { matchingRule: "instance.id = 'a'" }, { matchingRule: "instance.id = 'b'" }],
    [
      "policies",
      { statements: ["Allow any-user to read repos in tenancy"] },
      { statements: ["Allow group a to use repos in tenancy"] },
    ],
  ] as const;
  for (const [path, details, change] of kinds) {
    it(`${path} are created, changed under their etag, listed and deleted`, async () => {
      const body = {
        compartmentId: TENANCY_ID,
        name: "one",
        description: "A test's",
        freeformTags: { a: "b" },
        ...details,
      };
      const created = await world.send("POST", `/20160918/${path}`, body);
      assert.equal(created.status, 200, JSON.stringify(created.body));
      const one = `/20160918/${path}/${Reflect.get(created.body as object, "id")}`;
      const etag = created.headers.get("etag") ?? "";
      const changed = await world.send("PUT", one, change, { "if-match": etag });
      assert.deepEqual({ ...(changed.body as object), ...body, ...change }, changed.body);
      assert.equal((await world.send("PUT", one, change, { "if-match": etag })).status, 412);
      assert.equal((await world.send("POST", `/20160918/${path}`, body)).status, 409);
      const listed = await world.send("GET", `/20160918/${path}?compartmentId=${TENANCY_ID}&name=one`);
      assert.equal((listed.body as unknown[]).length, 1);
      assert.equal((await world.send("DELETE", one)).status, 204);
      assert.equal((await world.send("GET", one)).status, 404);
    });
  }

  it("dynamic groups lie in the tenancy itself", async () => {
    const details = { compartmentId: DEV, name: "one", description: "A test's", matchingRule: "instance.id = 'a'" };
    assert.equal((await world.send("POST", "/20160918/dynamicGroups", details)).status, 400);
  });
});
