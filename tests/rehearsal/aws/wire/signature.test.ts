import assert from "node:assert/strict";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { verifySignature } from "../../../../rehearsal/aws/wire/signature.ts";
import type { SignedRequest } from "../../../../rehearsal/aws/wire/signature.ts";

const key = {
  accessKeyId: `AKIA${randomBytes(8).toString("hex").toUpperCase()}`,
  secretAccessKey: randomBytes(30).toString("base64"),
};
const hmac = (secret: string | Buffer, text: string) => createHmac("sha256", secret).update(text).digest();
const sha = (data: string) => createHash("sha256").update(data).digest("hex");

const BODY = '{"cluster":"a"}';

/**
 * Signed by the rules of the documentation, step by step, with nothing of the code under test.
 * @param declared what the header x-amz-content-sha256 says of the body. Default: the header isn't there
 */
function signed({ declared, service = "ecs" }: { declared?: string; service?: string } = {}): SignedRequest {
  const date = "20260105T090000Z";
  const scope = `20260105/eu-west-1/${service}/aws4_request`;
  const headers = {
    host: "127.0.0.1:4566",
    ...(declared !== undefined && { "x-amz-content-sha256": declared }),
    "x-amz-date": date,
    "x-amz-target": "AmazonEC2ContainerServiceV20141113.DescribeServices",
  };
  const names = Object.keys(headers).join(";");
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = ["POST", "/", "", lines.join(""), names, declared ?? sha(BODY)].join("\n");
  const text = ["AWS4-HMAC-SHA256", date, scope, sha(canonical)].join("\n");
  const signing = ["20260105", "eu-west-1", service, "aws4_request"].reduce<string | Buffer>(
    hmac,
    `AWS4${key.secretAccessKey}`,
  );
  const signature = hmac(signing, text).toString("hex");
  const authorization = `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return {
    method: "POST",
    path: "/",
    query: {},
    headers: { ...headers, authorization, "user-agent": "a test" },
    body: Buffer.from(BODY),
  };
}

describe("the signature of a request to the embedded AWS", () => {
  it("counts when it is right, and says the region, the service and whose it is", async () => {
    const { accessKeyId } = key;
    assert.deepEqual(await verifySignature(signed(), [key]), { region: "eu-west-1", service: "ecs", accessKeyId });
  });

  const broken: Record<string, [(request: SignedRequest) => SignedRequest, RegExp]> = {
    "another body": [(request) => ({ ...request, body: Buffer.from("{}") }), /does not match/],
    "another path": [(request) => ({ ...request, path: "/v2" }), /does not match/],
    "another value of a signed header": [
      (request) => ({ ...request, headers: { ...request.headers, "x-amz-target": "AmazonSQS.DeleteQueue" } }),
      /does not match/,
    ],
    "no signature": [
      (request) => ({ ...request, headers: { ...request.headers, authorization: "" } }),
      /Missing Authentication Token/,
    ],
    "no date": [(request) => ({ ...request, headers: { ...request.headers, "x-amz-date": "" } }), /X-Amz-Date/],
  };
  for (const [what, [change, reason]] of Object.entries(broken)) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(verifySignature(change(signed()), [key]), reason);
    });
  }

  it("refuses a key that is not this rehearsal's, and a wrong secret", async () => {
    await assert.rejects(verifySignature(signed(), []), /security token included in the request is invalid/);
    await assert.rejects(verifySignature(signed(), [{ ...key, secretAccessKey: "other" }]), /does not match/);
  });

  describe("where the client signs the body's hash as a header", () => {
    const ANOTHER = { body: Buffer.from('{"cluster":"b"}') };

    it("counts with the body that has this hash", async () => {
      assert.equal((await verifySignature(signed({ declared: sha(BODY) }), [key])).service, "ecs");
    });

    for (const [what, request] of Object.entries({
      "another body": { ...signed({ declared: sha(BODY) }), ...ANOTHER },
      "another body, signed for S3": { ...signed({ declared: sha(BODY), service: "s3" }), ...ANOTHER },
      "a body whose hash isn't told": signed({ declared: "UNSIGNED-PAYLOAD" }),
      "no body": { ...signed({ declared: sha(BODY) }), body: Buffer.alloc(0) },
    })) {
      it(`refuses ${what}`, async () => {
        await assert.rejects(verifySignature(request, [key]), /does not match/);
      });
    }

    it("leaves the body to those who judge it themselves", async () => {
      const request = { ...signed({ declared: "UNSIGNED-PAYLOAD", service: "s3" }), ...ANOTHER };
      assert.equal((await verifySignature(request, [key], "declared")).service, "s3");
      const wrong = { ...request, headers: { ...request.headers, "x-amz-content-sha256": sha(BODY) } };
      await assert.rejects(verifySignature(wrong, [key], "declared"), /does not match/);
    });
  });
});
