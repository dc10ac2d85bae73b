import assert from "node:assert/strict";
import { findImage } from "../../../../rehearsal/oci/services/artifacts/registry.ts";
import { NAMESPACE } from "../../../../rehearsal/oci/tenancy.ts";
import { compartmentId, IMAGES, items, ok, openRegistry, refused, repositoryName, REPOSITORIES } from "./fixture.ts";
import type { Registry } from "./fixture.ts";

const TWO_DAYS = 48 * 3600;

describe("container images", () => {
  let registry: Registry;
  beforeEach(async () => {
    registry = await openRegistry();
  });
  afterEach(() => registry.world.close());

  const get = (id: string) => ok(registry.world.send("GET", `${IMAGES}/${id}`));
  const act = (id: string, action: string, body: object) =>
    registry.world.send("POST", `${IMAGES}/${id}/actions/${action}`, body);
  const list = (query = "") => items(registry.world.send("GET", `${IMAGES}?compartmentId=${compartmentId}${query}`));
  const tagged = (tag: string) =>
    findImage(registry.world.runtime.world, { namespace: NAMESPACE, repositoryName, tag })?.id;

  it("are counted by their repository, with each layer once", async () => {
    const first = await get(registry.push("1"));
    const one = await registry.repository();
    assert.deepEqual([one["imageCount"], one["layerCount"]], [1, 4]);
    assert.equal(one["layersSizeInBytes"], first["layersSizeInBytes"]);
    registry.push("2");
    const two = await registry.repository();
    assert.deepEqual([two["imageCount"], two["layerCount"]], [2, 5]);
    assert.ok(two["timeLastPushed"]);
  });

  it("have their layers in order of the digests", async () => {
    const layers = (await get(registry.push("1")))["layers"] as { digest: string }[];
    const digests = layers.map(({ digest }) => digest);
    assert.deepEqual(digests, [...digests].sort());
  });

  it("give their tag to the next one that is pushed with it", async () => {
    const first = registry.push("latest");
    const second = registry.push("latest");
    assert.equal(tagged("latest"), second);
    const left = await get(first);
    assert.deepEqual(left["versions"], []);
    assert.equal(left["displayName"], `${repositoryName}:latest@${String(left["digest"])}`);
    assert.deepEqual(
      (await list("&isVersioned=false")).map(({ id }) => id),
      [first],
    );
  });

  it("of an immutable repository keep their tag", async () => {
    const first = registry.push("1");
    await ok(registry.world.send("PUT", `${REPOSITORIES}/${registry.repositoryId}`, { isImmutable: true }));
    assert.throws(() => registry.push("1"), { status: 409 });
    assert.equal(tagged("1"), first);
    registry.push("2");
    assert.equal((await registry.repository())["imageCount"], 2);
  });

  it("are found by repository, version, digest and the start of a name", async () => {
    const first = registry.push("1");
    const second = registry.push("2");
    const { digest } = await get(first);
    assert.deepEqual(
      (await list("&version=2")).map(({ id }) => id),
      [second],
    );
    assert.deepEqual(
      (await list(`&imageDigest=${String(digest)}`)).map(({ id }) => id),
      [first],
    );
    assert.equal((await list(`&repositoryId=${registry.repositoryId}`)).length, 2);
    assert.equal((await list("&repositoryName=trivia*")).length, 2);
    assert.deepEqual(await list("&repositoryName=trivia"), []);
  });

  it("are found by what a pull would name", async () => {
    const id = registry.push("1");
    const { digest } = await get(id);
    const lookup = (imageUri: string) =>
      registry.world.send("POST", `${IMAGES}/actions/lookupImageByUri`, { imageUri });
    assert.equal((await ok(lookup(`${NAMESPACE}/${repositoryName}:1`)))["id"], id);
    assert.equal((await ok(lookup(`${NAMESPACE}/${repositoryName}@${String(digest)}`)))["id"], id);
    await refused(lookup(`${NAMESPACE}/${repositoryName}:2`), 404, "NotAuthorizedOrNotFound");
    await refused(lookup(`stranger/${repositoryName}:1`), 404, "NotAuthorizedOrNotFound");
    await refused(lookup("nothing"), 400, "InvalidParameter");
  });

  it("can be deleted, and restored for two days", async () => {
    const id = registry.push("1");
    await ok(registry.world.send("DELETE", `${IMAGES}/${id}`));
    assert.equal((await get(id))["lifecycleState"], "DELETED");
    assert.equal(tagged("1"), undefined);
    assert.equal((await registry.repository())["imageCount"], 0);
    registry.world.advance(TWO_DAYS - 60);
    await ok(act(id, "restore", {}));
    assert.equal(tagged("1"), id);
    registry.world.advance(TWO_DAYS);
    assert.equal((await get(id))["lifecycleState"], "AVAILABLE");
    await refused(act(id, "restore", {}), 409, "IncorrectState");
  });

  it("vanish two days after their deletion", async () => {
    const id = registry.push("1");
    await ok(registry.world.send("DELETE", `${IMAGES}/${id}`));
    registry.world.advance(TWO_DAYS + 1);
    await refused(registry.world.send("GET", `${IMAGES}/${id}`), 404, "NotAuthorizedOrNotFound");
  });

  it("come back without a tag that another image has by then, or with a new one", async () => {
    const first = registry.push("1");
    await ok(registry.world.send("DELETE", `${IMAGES}/${first}`));
    const second = registry.push("1");
    await ok(act(first, "restore", { version: "old" }));
    assert.deepEqual([tagged("1"), tagged("old")], [second, first]);
    assert.equal((await get(first))["displayName"], `${repositoryName}:old`);
  });

  it("can lose a tag that they have", async () => {
    const id = registry.push("1");
    await refused(act(id, "removeVersion", { version: "2" }), 404, "NotAuthorizedOrNotFound");
    assert.deepEqual((await ok(act(id, "removeVersion", { version: "1" })))["versions"], []);
    assert.equal(tagged("1"), undefined);
  });

  it("take tags, while they are there", async () => {
    const id = registry.push("1");
    const path = `${IMAGES}/${id}`;
    assert.deepEqual((await ok(registry.world.send("PUT", path, { freeformTags: { a: "b" } })))["freeformTags"], {
      a: "b",
    });
    await ok(registry.world.send("DELETE", path));
    await refused(registry.world.send("PUT", path, { freeformTags: {} }), 409, "IncorrectState");
    await refused(registry.world.send("DELETE", path), 409, "IncorrectState");
  });
});
