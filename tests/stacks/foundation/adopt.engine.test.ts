/** Buckets and a key's name that are there before the foundation knows of them. */
import assert from "node:assert/strict";
import { ALIAS, KEY } from "../../../rehearsal/aws/services/kms/key.ts";
import { BUCKET } from "../../../rehearsal/aws/services/s3/types.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";
import type { AwsStack } from "../aws.ts";
import { foundationOn, makeByHand, openClouds } from "./scene.ts";

describe("what is there before the foundation", function () {
  this.timeout(600_000);
  let clouds: Rehearsal;
  let dev: AwsStack;
  before(async () => {
    clouds = await openClouds("adopt");
    dev = await foundationOn(clouds, "dev");
    const tags = { Project: "order-tracking", Env: "dev", Cost: "7" };
    await makeByHand(clouds, BUCKET, { bucket: "tidegate-states-dev", tags });
    await makeByHand(clouds, BUCKET, { bucket: "foundation-dev-access-logs-111122223333" });
    const targetKeyId = await makeByHand(clouds, KEY, { description: "somebody's" });
    await makeByHand(clouds, ALIAS, { name: "alias/foundation-dev-state", targetKeyId });
  });
  after(() => clouds.close());

  it("stops an update that would make it again, in AWS's own words", async () => {
    const said = await dev.upFails();
    assert.match(said, /BucketAlreadyOwnedByYou|AlreadyExistsException: An alias with the name/);
  });

  it("is taken into the state as it is, where the configuration says so", async () => {
    await dev.under({ adopt: ["state-bucket", "state-log-bucket", "state-key-alias"] }, () => dev.up());
    const { outputs } = await dev.resource("state-bucket");
    assert.deepEqual(outputs["tags"], { Project: "order-tracking", Env: "dev", Cost: "7" });
  });

  it("is set as the foundation has it by the next update, and stays so", async () => {
    assert.deepEqual(await dev.planned(), [
      "update Alias state-alias",
      "update Bucket state-bucket",
      "update Bucket state-logs-bucket",
    ]);
    await dev.up();
    const [bucket, alias, key] = [
      await dev.resource("state-bucket"),
      await dev.resource("state-alias"),
      await dev.resource("state-key"),
    ];
    assert.deepEqual(bucket.outputs["tagsAll"], { Project: "foundation", Env: "dev", Owner: "tidegate" });
    assert.equal(alias.outputs["targetKeyId"], key.outputs["keyId"]);
    await dev.isSettled();
  });
});
