import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { BUCKET } from "../../../../rehearsal/aws/services/s3/types.ts";
import type { Got, Sent } from "./served.ts";
import { SCOPE, Served, sha256, sign, streamLines } from "./served.ts";

const BODY = "hello, chunks";
/** Of "hello, chunks", as Python's zlib computes it. */
const CRC32 = base64Of(0xee51d14e);
const TRAILER = { "x-amz-trailer": "x-amz-checksum-crc32" };
const LENGTH = { "x-amz-decoded-content-length": String(BODY.length) };

function base64Of(word: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(word);
  return bytes.toString("base64");
}

/** In two chunks, as `aws-chunked` has them. */
function chunked(trailers: string, body = BODY): Buffer {
  const [one, two] = [body.slice(0, 5), body.slice(5)];
  const part = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
  return Buffer.from(`${part(one)}${part(two)}0\r\n${trailers}\r\n`);
}

describe("a body that comes to the embedded S3", function () {
  this.timeout(20_000);
  let served: Served;
  before(async () => {
    served = await Served.open("payload");
    await served.make(BUCKET, { bucket: "state" });
  });
  after(() => served.close());

  const put = (sent: Sent) => served.ask("PUT", "/state/a", sent);
  const kept = async () => (await served.ask("GET", "/state/a")).body;
  const streamed = (encoded: Buffer, headers: Record<string, string> = {}) =>
    put({
      hash: "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      headers: { "content-encoding": "aws-chunked", ...LENGTH, ...TRAILER, ...headers },
      chunks: () => encoded,
    });

  it("is taken out of its chunks, and its checksum after them is looked at", async () => {
    const made = await streamed(chunked(`x-amz-checksum-crc32:${CRC32}\r\n`));
    assert.deepEqual([made.status, made.headers["x-amz-checksum-crc32"]], [200, CRC32], made.body);
    const got = await served.ask("GET", "/state/a");
    assert.deepEqual([got.body, got.headers["content-encoding"]], [BODY, undefined]);
  });

  /** Each chunk is signed, with the signature before it; so are the trailers. */
  const signedChunks = (change: { chunk?: string; trailer?: string; text?: string } = {}) =>
    put({
      hash: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
      headers: { "content-encoding": "aws-chunked,gzip", ...LENGTH, ...TRAILER },
      chunks: (seed) => {
        let previous = seed;
        const chunk = (text: string, sent = text) => {
          previous = sign(served.key, SCOPE, [...streamLines("PAYLOAD", previous), sha256(""), sha256(text)]);
          return `${sent.length.toString(16)};chunk-signature=${change.chunk ?? previous}\r\n${sent}${sent === "" ? "" : "\r\n"}`;
        };
        const chunks = `${chunk(BODY.slice(0, 5), change.text)}${chunk(BODY.slice(5))}${chunk("")}`;
        const trailer = `x-amz-checksum-crc32:${CRC32}`;
        const signature = sign(served.key, SCOPE, [...streamLines("TRAILER", previous), sha256(`${trailer}\n`)]);
        return Buffer.from(`${chunks}${trailer}\r\nx-amz-trailer-signature:${change.trailer ?? signature}\r\n\r\n`);
      },
    });

  it("is taken out of signed chunks, and keeps the encoding that is its own", async () => {
    const made = await signedChunks();
    assert.equal(made.status, 200, made.body);
    const got = await served.ask("GET", "/state/a");
    assert.deepEqual([got.body, got.headers["content-encoding"]], [BODY, "gzip"]);
  });

  const plain = (headers: Record<string, string>) => put({ body: BODY, headers });
  const digest = (algorithm: string) => createHash(algorithm).update(BODY).digest("base64");
  const RIGHT: Record<string, string> = {
    "content-md5": digest("md5"),
    "x-amz-checksum-crc32": CRC32,
    "x-amz-checksum-crc32c": base64Of(0x15087f70),
    "x-amz-checksum-sha1": digest("sha1"),
    "x-amz-checksum-sha256": digest("sha256"),
  };
  for (const [header, value] of Object.entries(RIGHT)) {
    it(`is taken with the right ${header}, and with no other`, async () => {
      const right = await plain({ [header]: value });
      assert.equal(right.status, 200, right.body);
      assert.equal((await plain({ [header]: `A${value.slice(1)}` })).code, value.startsWith("A") ? "" : "BadDigest");
      assert.equal((await plain({ [header]: Buffer.from("wrong").toString("base64") })).code, "BadDigest");
    });
  }

  const wrong: Record<string, { send: () => Promise<Got>; code: string }> = {
    "another body than was signed": {
      send: () => put({ body: "other", hash: sha256(BODY) }),
      code: "XAmzContentSHA256Mismatch",
    },
    "a checksum after the chunks that is not the body's": {
      send: () => streamed(chunked(`x-amz-checksum-crc32:${base64Of(1)}\r\n`)),
      code: "BadDigest",
    },
    "no checksum where one is announced": { send: () => streamed(chunked("")), code: "MalformedTrailerError" },
    "fewer bytes than announced": {
      send: () => streamed(chunked(`x-amz-checksum-crc32:${CRC32}\r\n`), { "x-amz-decoded-content-length": "99" }),
      code: "IncompleteBody",
    },
    "a chunk that breaks off": { send: () => streamed(Buffer.from("ff\r\nhello")), code: "IncompleteBody" },
    "a chunk of no size": { send: () => streamed(Buffer.from("hello\r\n")), code: "IncompleteBody" },
    "no last chunk": { send: () => streamed(Buffer.from("5\r\nhello\r\n")), code: "IncompleteBody" },
    "a chunk that was changed": { send: () => signedChunks({ text: "jello" }), code: "SignatureDoesNotMatch" },
    "a chunk with another signature": {
      send: () => signedChunks({ chunk: "0".repeat(64) }),
      code: "SignatureDoesNotMatch",
    },
    "trailers with another signature": {
      send: () => signedChunks({ trailer: "0".repeat(64) }),
      code: "SignatureDoesNotMatch",
    },
    "two checksums": {
      send: () => plain({ "x-amz-checksum-crc32": CRC32, "x-amz-checksum-sha1": digest("sha1") }),
      code: "InvalidRequest",
    },
    "a checksum that nobody computes here": {
      send: () => plain({ "x-amz-checksum-crc64nvme": "AAAAAAAAAAA=" }),
      code: "NotImplemented",
    },
    "more metadata than 2 KB": { send: () => plain({ "x-amz-meta-a": "x".repeat(2048) }), code: "MetadataTooLarge" },
  };
  for (const [what, { send, code }] of Object.entries(wrong)) {
    it(`is refused: ${what}`, async () => {
      await put({ body: "before" });
      assert.equal((await send()).code, code);
      assert.equal(await kept(), "before");
    });
  }
});
