import assert from "node:assert/strict";
import { partsOfArn } from "../../../../components/aws/iam/arn.ts";

describe("an ARN's parts", () => {
  it("are told apart, and the resource keeps its colons", () => {
    assert.deepEqual(partsOfArn("arn:aws:logs:eu-central-1:111122223333:log-group:/ecs/quiz:*"), {
      partition: "aws",
      service: "logs",
      region: "eu-central-1",
      account: "111122223333",
      resource: "log-group:/ecs/quiz:*",
    });
  });

  it("may lack region and account", () => {
    assert.deepEqual(partsOfArn("arn:aws:s3:::quiz"), {
      partition: "aws",
      service: "s3",
      region: "",
      account: "",
      resource: "quiz",
    });
  });

  for (const text of ["quiz", "arn:aws:ecs:eu-central-1:111122223333", "arn:aws:ecs:eu-central-1:111122223333:"]) {
    it(`aren't in ${text}`, () => {
      assert.throws(() => partsOfArn(text), /is no ARN/);
    });
  }
});
