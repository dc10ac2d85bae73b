import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { isFromOutside, keepOutsideRevision } from "../../../../components/aws/service/outsideRevision.ts";
import { definition } from "./steady/fixture.ts";

const PROPS = { cluster: "arn:cluster", name: "api", taskDefinition: pulumi.output(definition(3)), desiredCount: 2 };

async function ignored(running: string | undefined, props: pulumi.Inputs = PROPS): Promise<string[] | undefined> {
  const transform = keepOutsideRevision(async () => running);
  const opts = { ignoreChanges: ["desiredCount"] };
  const result = await transform({ custom: true, type: "aws:ecs/service:Service", name: "api", props, opts });
  if (result !== undefined) assert.equal(result.props, props);
  return result?.opts.ignoreChanges;
}

describe("a revision from outside", () => {
  it("is a newer one of the same family", () => {
    assert.equal(isFromOutside(definition(10), definition(9)), true);
    assert.equal(isFromOutside(definition(9), definition(9)), false);
    assert.equal(isFromOutside(definition(8), definition(9)), false);
    assert.equal(isFromOutside(definition(10).replace("quiz", "other"), definition(9)), false);
  });

  it("stays: the program's own is ignored, beside what was ignored before", async () => {
    assert.deepEqual(await ignored(definition(4)), ["desiredCount", "taskDefinition"]);
  });

  it("isn't there when the program's own is the newest: that goes out", async () => {
    assert.equal(await ignored(definition(2)), undefined);
    assert.equal(await ignored(definition(3)), undefined);
  });

  it("can't be there before the service is", async () => {
    assert.equal(await ignored(undefined), undefined);
  });

  it("doesn't count when the program makes a new revision, unknown as yet", async () => {
    const props = { ...PROPS, taskDefinition: pulumi.runtime.unknownValue };
    assert.equal(await ignored(definition(4), props), undefined);
  });
});
