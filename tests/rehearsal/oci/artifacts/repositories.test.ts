import assert from "node:assert/strict";
import { makeOcid } from "../../../../rehearsal/oci/ocid.ts";
import { REGION, TENANCY_ID } from "../../../../rehearsal/oci/tenancy.ts";
import {
  compartmentId,
  IMAGES,
  items,
  ok,
  openRegistry,
  otherCompartmentId,
  refused,
  REPOSITORIES,
} from "./fixture.ts";
import type { Registry } from "./fixture.ts";

describe("container repositories", () => {
  let registry: Registry;
  let one: string;
  beforeEach(async () => {
    registry = await openRegistry();
    one = `${REPOSITORIES}/${registry.repositoryId}`;
  });
  afterEach(() => registry.world.close());

  const create = (details: object) => registry.world.send("POST", REPOSITORIES, { compartmentId, ...details });
  const list = (query: string) => registry.world.send("GET", `${REPOSITORIES}?${query}`);
  const namesOf = async (query: string) => (await items(list(query))).map((item) => item["displayName"]);

  it("are private, mutable and empty where nothing else is asked for", async () => {
    const { isPublic, isImmutable, imageCount, layerCount, lifecycleState, namespace } = await registry.repository();
    assert.deepEqual(
      { isPublic, isImmutable, imageCount, layerCount, lifecycleState, namespace },
      {
        isPublic: false,
        isImmutable: false,
        imageCount: 0,
        layerCount: 0,
        lifecycleState: "AVAILABLE",
        namespace: "frtidegate01",
      },
    );
  });

  it("are named once in the tenancy, in whichever compartment", async () => {
    const twin = create({ displayName: "triviapay/api", compartmentId: otherCompartmentId });
    await refused(twin, 409, "NotAuthorizedOrResourceAlreadyExists");
  });

  it("refuse names that no image could have", async () => {
    for (const displayName of ["Upper", "a//b", "-a", "a-", "a b", ""]) {
      const answer = await create({ displayName });
      assert.equal(answer.status, 400, displayName);
    }
    assert.equal((await create({ displayName: "a.b/c_d/e-f" })).status, 200);
  });

  it("refuse a compartment that there isn't, and fields that they don't have", async () => {
    const nowhere = makeOcid("compartment", "", "none");
    await refused(create({ displayName: "a", compartmentId: nowhere }), 404, "NotAuthorizedOrNotFound");
    await refused(create({ displayName: "a", colour: "red" }), 400, "CannotParseRequest");
    await refused(list("displayName=a"), 400, "MissingParameter");
  });

  it("change what is given and nothing else", async () => {
    const readme = { content: "# API", format: "TEXT_MARKDOWN" };
    await ok(registry.world.send("PUT", one, { readme, freeformTags: { a: "b" } }));
    await ok(registry.world.send("PUT", one, { isImmutable: true }));
    const changed = await registry.repository();
    assert.deepEqual([changed["readme"], changed["freeformTags"], changed["isImmutable"]], [readme, { a: "b" }, true]);
  });

  it("hold changes against if-match", async () => {
    const { headers } = await registry.world.send("GET", one);
    const ifMatch = { "if-match": headers.get("etag") ?? "" };
    await ok(registry.world.send("PUT", one, { isPublic: true }, ifMatch));
    await refused(registry.world.send("PUT", one, { isPublic: false }, ifMatch), 412, "NoEtagMatch");
    await refused(registry.world.send("DELETE", one, undefined, ifMatch), 412, "NoEtagMatch");
  });

  it("are found by compartment, by name, by the start of it, and below the tenancy", async () => {
    await create({ displayName: "triviapay/web" });
    await create({ displayName: "billing", compartmentId: otherCompartmentId });
    const byName = "sortBy=DISPLAYNAME&sortOrder=ASC";
    assert.deepEqual(await namesOf(`compartmentId=${compartmentId}&${byName}`), ["triviapay/api", "triviapay/web"]);
    assert.deepEqual(await namesOf(`compartmentId=${compartmentId}&displayName=triviapay/w*`), ["triviapay/web"]);
    assert.deepEqual(await namesOf(`compartmentId=${TENANCY_ID}`), []);
    const all = await namesOf(`compartmentId=${TENANCY_ID}&compartmentIdInSubtree=true&${byName}`);
    assert.deepEqual(all, ["billing", "triviapay/api", "triviapay/web"]);
  });

  it("come in pages, with what is left", async () => {
    await create({ displayName: "b" });
    await create({ displayName: "c" });
    const query = `compartmentId=${compartmentId}&sortBy=DISPLAYNAME&limit=2`;
    const first = await list(query);
    const body = first.body as { items: unknown[]; remainingItemsCount: number; repositoryCount: number };
    assert.deepEqual([body.items.length, body.remainingItemsCount, body.repositoryCount], [2, 1, 3]);
    const page = encodeURIComponent(first.headers.get("opc-next-page") ?? "");
    assert.deepEqual(await namesOf(`${query}&page=${page}`), ["triviapay/api"]);
  });

  it("move with their images", async () => {
    const image = registry.push("1");
    const move = registry.world.send("POST", `${one}/actions/changeCompartment`, { compartmentId: otherCompartmentId });
    await ok(move);
    assert.equal((await registry.repository())["compartmentId"], otherCompartmentId);
    const moved = await ok(registry.world.send("GET", `${IMAGES}/${image}`));
    assert.equal(moved["compartmentId"], otherCompartmentId);
  });

  it("go with their images", async () => {
    const image = registry.push("1");
    await ok(registry.world.send("DELETE", one));
    await refused(registry.world.send("GET", one), 404, "NotAuthorizedOrNotFound");
    await refused(registry.world.send("GET", `${IMAGES}/${image}`), 404, "NotAuthorizedOrNotFound");
    const stranger = `${REPOSITORIES}/${makeOcid("containerrepo", REGION, "none")}`;
    await refused(registry.world.send("DELETE", stranger), 404, "NotAuthorizedOrNotFound");
  });
});

describe("the registry's settings", () => {
  let registry: Registry;
  const path = `/20160918/container/configuration?compartmentId=${TENANCY_ID}`;
  beforeEach(async () => {
    registry = await openRegistry();
  });
  afterEach(() => registry.world.close());

  it("let no push make a repository, until somebody says so", async () => {
    assert.throws(() => registry.push("1", "new/one"), { status: 404 });
    await ok(registry.world.send("PUT", path, { isRepositoryCreatedOnFirstPush: true }));
    assert.equal((await ok(registry.world.send("GET", path)))["isRepositoryCreatedOnFirstPush"], true);
    registry.push("1", "new/one");
    const [made] = await items(registry.world.send("GET", `${REPOSITORIES}?compartmentId=${TENANCY_ID}`));
    assert.deepEqual([made?.["displayName"], made?.["isPublic"], made?.["imageCount"]], ["new/one", false, 1]);
  });

  it("are held against if-match", async () => {
    const { headers } = await registry.world.send("GET", path);
    const ifMatch = { "if-match": headers.get("etag") ?? "" };
    await ok(registry.world.send("PUT", path, { isRepositoryCreatedOnFirstPush: true }, ifMatch));
    await refused(registry.world.send("PUT", path, {}, ifMatch), 412, "NoEtagMatch");
  });
});
