import assert from "node:assert/strict";
import { readdir, stat } from "node:fs/promises";
import { BUCKET } from "../../../../rehearsal/aws/services/s3/types.ts";
import type { Got, Sent } from "./served.ts";
import { Served } from "./served.ts";

const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";

describe("objects of the embedded S3", function () {
  this.timeout(20_000);
  let served: Served;
  beforeEach(async () => {
    served = await Served.open("objects");
    await served.make(BUCKET, { bucket: "state" });
  });
  afterEach(() => served.close());

  const enable = () => served.make(VERSIONING, { bucket: "state", versioningConfiguration: { status: "Enabled" } });
  const put = (key: string, body: string, sent: Sent = {}) => served.ask("PUT", `/state/${key}`, { ...sent, body });
  const get = (key: string, sent: Sent = {}) => served.ask("GET", `/state/${key}`, sent);
  const list = (query: Record<string, string> = {}) =>
    served.ask("GET", "/state", { query: { "list-type": "2", ...query } });
  const bodies = () => readdir(`${served.folder.path}/aws-store/objects`);

  it("come back as they were put, with what was said of them", async () => {
    const headers = { "content-type": "application/json", "x-amz-meta-who": "me" };
    const made = await put("a%20b//c%2Bd", "hello", { headers });
    assert.equal(made.headers["etag"], '"5d41402abc4b2a76b9719d911017c592"');
    const got = await get("a%20b//c%2Bd", { headers: { "x-amz-checksum-mode": "ENABLED" } });
    assert.deepEqual([got.status, got.body], [200, "hello"]);
    const told = ["content-type", "x-amz-meta-who", "etag", "last-modified", "x-amz-checksum-crc32"];
    assert.deepEqual(
      told.map((name) => got.headers[name]),
      ["application/json", "me", made.headers["etag"], "Mon, 05 Jan 2026 09:00:00 GMT", "NhCmhg=="],
    );
    const head = await served.ask("HEAD", "/state/a%20b//c%2Bd");
    assert.deepEqual([head.status, head.headers["content-length"], head.body], [200, "5", ""]);
  });

  it("lie in files of their own that only the user may read, and not in the world", async () => {
    await put("a", "the body");
    const [name = ""] = await bodies();
    assert.equal((await stat(`${served.folder.path}/aws-store/objects/${name}`)).mode & 0o777, 0o600);
    assert.ok(!JSON.stringify(served.runtime.world).includes("the body"));
    await put("a", "another");
    assert.equal((await bodies()).length, 1);
    await served.ask("DELETE", "/state/a");
    assert.deepEqual(await bodies(), []);
  });

  it("are there again when the world is served anew, and what no object has any more is not", async () => {
    await put("a", "kept");
    await served.make(BUCKET, { bucket: "gone", forceDestroy: true });
    await served.ask("PUT", "/gone/a", { body: "x" });
    await served.remove(BUCKET, "gone");
    await served.restart();
    assert.equal((await get("a")).body, "kept");
    assert.equal((await bodies()).length, 1);
  });

  const ranges: Record<string, [number, string, string | undefined]> = {
    "bytes=1-2": [206, "el", "bytes 1-2/5"],
    "bytes=3-": [206, "lo", "bytes 3-4/5"],
    "bytes=-2": [206, "lo", "bytes 3-4/5"],
    "bytes=0-99": [206, "hello", "bytes 0-4/5"],
    "bytes=0-0,2-3": [200, "hello", undefined],
  };
  it("come in parts where a range is asked for", async () => {
    await put("a", "hello");
    for (const [range, expected] of Object.entries(ranges)) {
      const { status, body, headers } = await get("a", { headers: { range } });
      assert.deepEqual([status, body, headers["content-range"]], expected, range);
    }
    const beyond = await get("a", { headers: { range: "bytes=5-" } });
    assert.deepEqual([beyond.status, beyond.code], [416, "InvalidRange"]);
  });

  it("are copied, with their headers or with others", async () => {
    await put("a", "one", { headers: { "content-type": "text/plain" } });
    const source = { "x-amz-copy-source": "/state%2Fa" };
    assert.match((await put("b", "", { headers: source })).body, /<CopyObjectResult .*<ETag>/);
    assert.equal((await get("b")).headers["content-type"], "text/plain");
    const replaced = { ...source, "x-amz-metadata-directive": "REPLACE", "content-type": "text/html" };
    await put("c", "", { headers: replaced });
    const got = await get("c");
    assert.deepEqual([got.body, got.headers["content-type"]], ["one", "text/html"]);
    const missing = await put("d", "", { headers: { "x-amz-copy-source": "state/none" } });
    assert.deepEqual([missing.status, missing.code], [404, "NoSuchKey"]);
  });

  it("are written on conditions", async () => {
    const fresh = { headers: { "if-none-match": "*" } };
    const { headers } = await put("a", "one", fresh);
    const second = await put("a", "two", fresh);
    assert.deepEqual([second.status, second.code], [412, "PreconditionFailed"]);
    const etag = String(headers["etag"]);
    assert.equal((await put("a", "three", { headers: { "if-match": etag } })).status, 200);
    assert.equal((await put("a", "four", { headers: { "if-match": etag } })).code, "PreconditionFailed");
    assert.equal((await put("b", "", { headers: { "if-match": etag } })).code, "NoSuchKey");
    assert.equal((await get("a")).body, "three");
    assert.equal((await bodies()).length, 1);
  });

  it("are read on conditions", async () => {
    const { headers } = await put("a", "one");
    const etag = String(headers["etag"]);
    const later = "Tue, 06 Jan 2026 09:00:00 GMT";
    const statuses = async (header: string, value: string) => (await get("a", { headers: { [header]: value } })).status;
    assert.equal(await statuses("if-none-match", etag), 304);
    assert.equal(await statuses("if-none-match", '"other"'), 200);
    assert.equal(await statuses("if-match", '"other"'), 412);
    assert.equal(await statuses("if-modified-since", later), 304);
    assert.equal(await statuses("if-unmodified-since", later), 200);
  });

  it("are listed in the order of their bytes, in pages, and by folder", async () => {
    for (const key of ["b/2", "a", "b/1", "%C3%A9", "B", "b%20c%26"]) await put(key, "x");
    const keys = ({ body }: Got) => [...body.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key]) => key);
    assert.deepEqual(keys(await list()), ["B", "a", "b c&amp;", "b/1", "b/2", "é"]);
    assert.deepEqual(keys(await list({ "encoding-type": "url" })), ["B", "a", "b%20c%26", "b/1", "b/2", "%C3%A9"]);
    const folders = await list({ delimiter: "%2F", prefix: "b" });
    assert.deepEqual(keys(folders), ["b c&amp;"]);
    assert.match(folders.body, /<CommonPrefixes><Prefix>b\/<\/Prefix><\/CommonPrefixes>/);
    assert.match(folders.body, /<KeyCount>2</);
    const first = await list({ "max-keys": "4" });
    const token = /<NextContinuationToken>(.*?)</.exec(first.body)?.[1] ?? "";
    assert.match(first.body, /<IsTruncated>true</);
    const rest = await list({ "continuation-token": token, "max-keys": "4" });
    assert.deepEqual([...keys(first), ...keys(rest)].length, 6);
    assert.match(rest.body, /<IsTruncated>false</);
    assert.deepEqual(keys(await list({ "start-after": "b%2F1" })), ["b/2", "é"]);
  });

  it("page by folder without telling one twice", async () => {
    for (const key of ["a/1", "a/2", "b"]) await put(key, "x");
    const first = await list({ delimiter: "%2F", "max-keys": "1" });
    const token = /<NextContinuationToken>(.*?)</.exec(first.body)?.[1] ?? "";
    const second = await list({ delimiter: "%2F", "max-keys": "1", "continuation-token": token });
    assert.match(second.body, /<Key>b</);
    assert.doesNotMatch(second.body, /CommonPrefixes/);
  });

  it("keep their versions where the bucket does, and come back when a marker is deleted", async () => {
    await put("a", "unversioned");
    await enable();
    const second = await put("a", "second");
    const version = String(second.headers["x-amz-version-id"]);
    const deleted = await served.ask("DELETE", "/state/a");
    assert.deepEqual([deleted.status, deleted.headers["x-amz-delete-marker"]], [204, "true"]);
    const gone = await get("a");
    assert.deepEqual([gone.status, gone.code], [404, "NoSuchKey"]);
    assert.equal((await get("a", { query: { versionId: version } })).body, "second");
    assert.equal((await get("a", { query: { versionId: "null" } })).body, "unversioned");
    const marker = String(deleted.headers["x-amz-version-id"]);
    assert.equal((await get("a", { query: { versionId: marker } })).code, "MethodNotAllowed");
    const told = (await served.ask("GET", "/state", { query: { versions: "" } })).body;
    assert.equal([...told.matchAll(/<VersionId>/g)].length, 3);
    assert.match(told, /<DeleteMarker><Key>a<\/Key><VersionId>\w+<\/VersionId><IsLatest>true</);
    await served.ask("DELETE", "/state/a", { query: { versionId: marker } });
    assert.equal((await get("a")).body, "second");
    await served.ask("DELETE", "/state/a", { query: { versionId: version } });
    assert.equal((await get("a")).body, "unversioned");
    assert.equal((await bodies()).length, 1);
  });

  it("keep the bucket from being deleted, old versions and markers too", async () => {
    await enable();
    await put("a", "one");
    await served.ask("DELETE", "/state/a");
    await assert.rejects(served.remove(BUCKET, "state"), /BucketNotEmpty.*You must delete all versions/);
    const told = (await served.ask("GET", "/state", { query: { versions: "" } })).body;
    for (const [, versionId = ""] of told.matchAll(/<VersionId>(\w+)</g)) {
      await served.ask("DELETE", "/state/a", { query: { versionId } });
    }
    await served.remove(BUCKET, "state");
    assert.equal((await list()).code, "NoSuchBucket");
  });

  it("are deleted many at once, each told by itself", async () => {
    await put("a%26b", "x");
    await put("c", "x");
    const body = "<Delete><Object><Key>a&amp;b</Key></Object><Object><Key>none</Key></Object></Delete>";
    const { body: told } = await served.ask("POST", "/state", { query: { delete: "" }, body });
    assert.match(told, /<Deleted><Key>a&amp;b<\/Key><\/Deleted><Deleted><Key>none<\/Key><\/Deleted>/);
    const quiet = `<Delete><Quiet>true</Quiet><Object><Key>c</Key></Object></Delete>`;
    const silent = await served.ask("POST", "/state", { query: { delete: "" }, body: quiet });
    assert.doesNotMatch(silent.body, /Deleted>/);
    assert.match((await list()).body, /<KeyCount>0</);
    assert.equal(
      (await served.ask("POST", "/state", { query: { delete: "" }, body: "<Delete/>" })).code,
      "MalformedXML",
    );
  });

  it("that a program declares are known, and have no body here", async () => {
    await served.make("aws:s3/bucketObjectv2:BucketObjectv2", { bucket: "state", key: "declared", content: "x" });
    assert.match((await list()).body, /<Key>declared</);
    const got = await get("declared");
    assert.deepEqual([got.status, got.code], [501, "NotImplemented"]);
  });

  const refused: Record<string, { ask: () => Promise<Got>; status: number; code: string }> = {
    "a bucket that isn't there": { ask: () => served.ask("GET", "/other/a"), status: 404, code: "NoSuchBucket" },
    "a key that isn't there": { ask: () => get("none"), status: 404, code: "NoSuchKey" },
    "a version that isn't there": {
      ask: () => get("a", { query: { versionId: "x" } }),
      status: 404,
      code: "NoSuchVersion",
    },
    "another region": {
      ask: () => get("a", { scope: "20260105/us-east-1/s3/aws4_request" }),
      status: 400,
      code: "AuthorizationHeaderMalformed",
    },
    "tags, rather than overwriting the object": {
      ask: () => put("a", "<Tagging/>", { query: { tagging: "" } }),
      status: 501,
      code: "NotImplemented",
    },
    "a page of no number": { ask: () => list({ "max-keys": "many" }), status: 400, code: "InvalidArgument" },
    "a key of more than 1024 bytes": { ask: () => put("%C3%A9".repeat(513), ""), status: 400, code: "KeyTooLongError" },
    "an unknown key": {
      ask: () => get("a", { key: { accessKeyId: "AKIAUNKNOWN", secretAccessKey: "x" } }),
      status: 403,
      code: "InvalidAccessKeyId",
    },
    "a wrong secret": {
      ask: () => get("a", { key: { ...served.key, secretAccessKey: "x" } }),
      status: 403,
      code: "SignatureDoesNotMatch",
    },
  };
  for (const [what, { ask, status, code }] of Object.entries(refused)) {
    it(`are refused: ${what}`, async () => {
      await put("a", "one");
      const got = await ask();
      assert.deepEqual([got.status, got.code], [status, code]);
      assert.equal((await get("a")).body, "one");
    });
  }

  it("are nobody's who doesn't sign; other services and doors have their own answers", async () => {
    const { statusCode, body } = await served.server.inject({ method: "GET", url: "/state/a" });
    assert.equal(statusCode, 403);
    assert.match(body, /<Code>AccessDenied</);
    assert.equal((await served.server.inject({ method: "GET", url: "/rehearsal/none" })).statusCode, 404);
    const other = await served.ask("GET", "/v2/apis", { scope: "20260105/eu-central-1/apigateway/aws4_request" });
    assert.equal(other.status, 404);
  });
});
