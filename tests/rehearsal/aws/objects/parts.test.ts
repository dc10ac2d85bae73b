import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { BUCKET } from "../../../../rehearsal/aws/services/s3/types.ts";
import type { Got } from "./served.ts";
import { Served } from "./served.ts";

/** In bytes: the smallest that a part may have, but the last. */
const SMALLEST = 5 * 1024 * 1024;

describe("an object that comes to the embedded S3 in parts", function () {
  this.timeout(20_000);
  let served: Served;
  let uploadId: string;
  beforeEach(async () => {
    served = await Served.open("parts");
    await served.make(BUCKET, { bucket: "state" });
    const headers = { "content-type": "text/plain" };
    const { body } = await served.ask("POST", "/state/a", { query: { uploads: "" }, headers });
    uploadId = /<UploadId>(\w+)</.exec(body)?.[1] ?? "";
  });
  afterEach(() => served.close());

  const part = (number: number | string, body: string) =>
    served.ask("PUT", "/state/a", { query: { partNumber: String(number), uploadId }, body });
  const etag = ({ headers }: Got) => String(headers["etag"]);
  const complete = (...parts: [number, string][]) => {
    const named = parts.map(([number, tag]) => `<Part><PartNumber>${number}</PartNumber><ETag>${tag}</ETag></Part>`);
    const body = `<CompleteMultipartUpload>${named.join("")}</CompleteMultipartUpload>`;
    return served.ask("POST", "/state/a", { query: { uploadId }, body });
  };
  const bodies = () => readdir(`${served.folder.path}/aws-store/objects`);

  it("is put together of the parts that are named, in a world that was served anew meanwhile too", async () => {
    const first = await part(1, "x".repeat(SMALLEST));
    await part(2, "overwritten");
    await served.restart();
    const second = await part(2, "the end");
    assert.equal((await served.ask("GET", "/state/a")).code, "NoSuchKey");
    const made = await complete([1, etag(first)], [2, etag(second)]);
    assert.match(made.body, /<ETag>&quot;[0-9a-f]{32}-2&quot;</);
    const got = await served.ask("GET", "/state/a", { headers: { range: `bytes=${SMALLEST - 1}-` } });
    assert.deepEqual([got.body, got.headers["content-type"]], ["xthe end", "text/plain"]);
    assert.equal((await bodies()).length, 1);
    assert.equal((await complete([1, etag(first)])).code, "NoSuchUpload");
  });

  it("leaves nothing when it is given up", async () => {
    const first = await part(1, "x");
    assert.equal((await served.ask("DELETE", "/state/a", { query: { uploadId } })).status, 204);
    assert.deepEqual(await bodies(), []);
    assert.equal((await part(2, "y")).code, "NoSuchUpload");
    assert.equal((await complete([1, etag(first)])).code, "NoSuchUpload");
  });

  it("is refused where the parts are not those that came", async () => {
    const [first, second] = [await part(1, "small"), await part(2, "x")];
    assert.equal((await complete([2, etag(second)], [1, etag(first)])).code, "InvalidPartOrder");
    assert.equal((await complete([1, etag(second)])).code, "InvalidPart");
    assert.equal((await complete([3, etag(first)])).code, "InvalidPart");
    assert.equal((await complete([1, etag(first)], [2, etag(second)])).code, "EntityTooSmall");
    assert.equal((await complete()).code, "MalformedXML");
    assert.equal((await part("none", "x")).code, "InvalidArgument");
    assert.equal((await complete([1, etag(first)])).status, 200);
  });
});
