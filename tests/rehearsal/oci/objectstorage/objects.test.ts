import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { Range } from "oci-common";
import { bucketName, compartmentId, namespaceName, openStorage, refused, where } from "./fixture.ts";
import type { Storage } from "./fixture.ts";

describe("objects", () => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await openStorage();
  });
  afterEach(() => storage.world.close());

  const list = async (more: object = {}) => (await storage.client.listObjects({ ...where, ...more })).listObjects;
  const names = async (more: object = {}) => (await list(more)).objects.map((object) => object.name);

  it("come back byte by byte, with their type and digest", async () => {
    const bytes = randomBytes(3000);
    await storage.put("folder/with space/ünïcode.bin", bytes, { contentType: "application/x-thing" });
    const objectName = "folder/with space/ünïcode.bin";
    const head = await storage.client.headObject({ ...where, objectName });
    const md5 = createHash("md5").update(bytes).digest("base64");
    assert.deepEqual([head.contentLength, head.contentType, head.contentMd5], [3000, "application/x-thing", md5]);
    const { value } = await storage.client.getObject({ ...where, objectName });
    const chunks: Uint8Array[] = [];
    for await (const chunk of value as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
    }
    assert.deepEqual(Buffer.concat(chunks), bytes);
  });

  it("keep the headers of their upload", async () => {
    await storage.put("page", "<p>", { cacheControl: "no-cache", contentLanguage: "de", opcMeta: { build: "17" } });
    const head = await storage.client.headObject({ ...where, objectName: "page" });
    assert.deepEqual(
      [head.cacheControl, head.contentLanguage, head.opcMeta],
      ["no-cache", "de", { "opc-meta-build": "17" }],
    );
  });

  it("are read in part, where a range is given", async () => {
    await storage.put("digits", "9876543210");
    const path = `/n/${namespaceName}/b/${bucketName}/o/digits`;
    // The SDK can't write an open end, and what is read here is JSON too.
    const read = (range: string) => storage.world.send("GET", path, undefined, { range });
    const part = await read("bytes=2-4");
    assert.deepEqual([part.status, part.body, part.headers.get("content-range")], [206, 765, "bytes 2-4/10"]);
    assert.equal((await read("bytes=7-")).body, 210);
    assert.equal((await read("bytes=-2")).body, 10);
    assert.equal((await read("bytes=7-99")).body, 210);
    assert.equal((await read("bytes=10-12")).status, 416);
    assert.equal(await storage.read("digits", { range: new Range(0, 1, undefined as never) }), "98");
  });

  it("are written once only under if-none-match, and changed only under the present etag", async () => {
    const first = await storage.put("lock", "me", { ifNoneMatch: "*" });
    await refused(storage.put("lock", "you", { ifNoneMatch: "*" }), 412, "IfNoneMatchFailed");
    assert.equal(await storage.read("lock"), "me");
    const second = await storage.put("lock", "still me", { ifMatch: first });
    await refused(storage.put("lock", "you", { ifMatch: first }), 412, "IfMatchFailed");
    await refused(storage.put("absent", "you", { ifMatch: first }), 412, "IfMatchFailed");
    const remove = (ifMatch: string) => storage.client.deleteObject({ ...where, objectName: "lock", ifMatch });
    await refused(remove(first), 412, "IfMatchFailed");
    await remove(second);
    await refused(storage.read("lock"), 404, "ObjectNotFound");
  });

  it("are not sent again to who has them", async () => {
    const etag = await storage.put("page", "text");
    const again = storage.client.getObject({ ...where, objectName: "page", ifNoneMatch: etag });
    await assert.rejects(again, { statusCode: 304 });
  });

  it("refuse a body that is not what its digest says, and names that are too long", async () => {
    const contentMD5 = createHash("md5").update("other").digest("base64");
    await refused(storage.put("page", "text", { contentMD5 }), 400, "UnmatchedContentMD5");
    await refused(storage.put("x".repeat(1025), "text"), 400, "InvalidObjectName");
    assert.deepEqual(await names(), []);
  });

  it("are listed by name alone, or with the fields asked for", async () => {
    await storage.put("one", "12345");
    assert.deepEqual(JSON.parse(JSON.stringify((await list()).objects)), [{ name: "one" }]);
    const [one] = (await list({ fields: "name,size,md5,storageTier" })).objects;
    const md5 = createHash("md5").update("12345").digest("base64");
    assert.deepEqual({ ...one }, { name: "one", size: 5, md5, storageTier: "Standard" });
    await refused(list({ fields: "colour" }), 400, "InvalidParameter");
  });

  it("are listed in order, by prefix, from a start and up to an end", async () => {
    for (const name of ["b/2", "a", "b/1", "c"]) {
      await storage.put(name, "");
    }
    assert.deepEqual(await names(), ["a", "b/1", "b/2", "c"]);
    assert.deepEqual(await names({ prefix: "b/" }), ["b/1", "b/2"]);
    assert.deepEqual(await names({ start: "b/2" }), ["b/2", "c"]);
    assert.deepEqual(await names({ startAfter: "b/2" }), ["c"]);
    assert.deepEqual(await names({ end: "b/2" }), ["a", "b/1"]);
    const top = await list({ delimiter: "/" });
    assert.deepEqual([top.objects.map(({ name }) => name), top.prefixes], [["a", "c"], ["b/"]]);
    await refused(list({ delimiter: "-" }), 400, "InvalidParameter");
  });

  it("are listed in pages, each of which names the start of the next", async () => {
    for (const name of ["a", "b", "c"]) {
      await storage.put(name, "");
    }
    const page = await list({ limit: 2 });
    assert.deepEqual([page.objects.length, page.nextStartWith], [2, "c"]);
    const last = await list({ limit: 2, start: page.nextStartWith });
    assert.deepEqual([last.objects.map(({ name }) => name), last.nextStartWith], [["c"], undefined]);
    await refused(list({ limit: 0 }), 400, "InvalidLimit");
    await refused(list({ limit: 1001 }), 400, "InvalidLimit");
  });

  it("stay in their own bucket, though another's name begins alike", async () => {
    await storage.client.createBucket({ namespaceName, createBucketDetails: { name: "state-2", compartmentId } });
    const there = { namespaceName, bucketName: "state-2", objectName: "one" };
    await storage.client.putObject({ ...there, putObjectBody: Buffer.from("1") });
    assert.deepEqual(await names(), []);
    await storage.client.deleteBucket(where);
    assert.equal((await storage.client.listObjects(there)).listObjects.objects.length, 1);
  });

  it("of an archive can't be read until they are restored", async () => {
    const createBucketDetails = { name: "archive", compartmentId, storageTier: "Archive" as never };
    await storage.client.createBucket({ namespaceName, createBucketDetails });
    const there = { namespaceName, bucketName: "archive", objectName: "old" };
    await storage.client.putObject({ ...there, putObjectBody: Buffer.from("x") });
    await refused(storage.client.getObject(there), 409, "NotRestored");
  });
});
