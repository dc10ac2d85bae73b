import assert from "node:assert/strict";
import { isAllowed } from "./iam.ts";

const QUEUE = "arn:aws:sqs:eu-central-1:111122223333:jobs";
const policy = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const SEND = policy({ Effect: "Allow", Action: "sqs:SendMessage", Resource: QUEUE });
const ASKED = { action: "sqs:SendMessage", resource: QUEUE, policies: [SEND] };

describe("the evaluator of IAM policies", () => {
  it("allows what a policy allows, and nothing without a policy", async () => {
    assert.equal(await isAllowed(ASKED), true);
    assert.equal(await isAllowed({ ...ASKED, policies: [] }), false);
    assert.equal(await isAllowed({ ...ASKED, action: "sqs:PurgeQueue" }), false);
    assert.equal(await isAllowed({ ...ASKED, resource: `${QUEUE}-dlq` }), false);
  });

  it("puts a denial above an allowance", async () => {
    const resourcePolicy = policy({ Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: QUEUE });
    assert.equal(await isAllowed({ ...ASKED, resourcePolicy }), false);
  });

  it("judges conditions by the request's context", async () => {
    const resourcePolicy = policy({
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: QUEUE,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
    const over = (tls: string) => isAllowed({ ...ASKED, resourcePolicy, context: { "aws:SecureTransport": tls } });
    assert.equal(await over("true"), true);
    assert.equal(await over("false"), false);
  });

  it("throws where a policy is none", async () => {
    const broken = policy({ Effect: "Permit", Action: "sqs:SendMessage", Resource: QUEUE });
    await assert.rejects(isAllowed({ ...ASKED, policies: [broken] }), /can't be judged/);
  });

  it("throws where an action doesn't go with the resource", async () => {
    const table = "arn:aws:dynamodb:eu-central-1:111122223333:table/jobs";
    await assert.rejects(isAllowed({ ...ASKED, resource: table }), /can't be judged/);
  });
});
