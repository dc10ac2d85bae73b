import assert from "node:assert/strict";
import { ownName, StateStore, stateStoreFaults } from "@tidegate/aws";
import type { StateStoreArgs } from "@tidegate/aws";
import { build, known } from "../built.ts";
import { refuses } from "../faults.ts";

const RIGHT: StateStoreArgs = { bucketName: "tidegate-state-111122223333", keyAlias: "tidegate-state", protect: true };
const store = (change: Partial<StateStoreArgs> = {}) =>
  build((options) => new StateStore("state", { ...RIGHT, ...change }, options));

describe("StateStore", () => {
  it("keeps each state's versions for a year, encrypted with its own key, which turns", async () => {
    const { only } = await store();
    const [rule] = only("BucketServerSideEncryptionConfiguration").inputs["rules"] as Record<string, unknown>[];
    assert.deepEqual(rule, {
      applyServerSideEncryptionByDefault: {
        sseAlgorithm: "aws:kms",
        kmsMasterKeyId: "arn:aws:kms:eu-central-1:111122223333:key/state-key",
      },
      bucketKeyEnabled: true,
    });
    assert.deepEqual(only("BucketVersioning").inputs["versioningConfiguration"], { status: "Enabled" });
    assert.match(
      JSON.stringify(only("BucketLifecycleConfiguration").inputs["rules"]),
      /"noncurrentVersionExpiration":\{"noncurrentDays":365\}/,
    );
    assert.equal(only("Key").inputs["enableKeyRotation"], true);
  });

  it("lets nobody in without TLS, and the public not at all", async () => {
    const { only } = await store();
    const policy = JSON.parse(String(only("BucketPolicy").inputs["policy"])) as { Statement: unknown[] };
    assert.equal(policy.Statement.length, 1);
    assert.match(JSON.stringify(policy.Statement[0]), /"Effect":"Deny".*"aws:SecureTransport":"false"/);
    assert.equal(only("BucketPublicAccessBlock").inputs["restrictPublicBuckets"], true);
  });

  it("is protected as a whole, or not at all", async () => {
    const kinds = ["Key", "Alias", "Bucket", "BucketVersioning", "BucketPolicy", "BucketPublicAccessBlock"];
    const [kept, free] = [await store(), await store({ protect: false })];
    assert.deepEqual([...new Set(kinds.map((kind) => kept.only(kind).options.protect))], [true]);
    assert.deepEqual([...new Set(kinds.map((kind) => free.only(kind).options.protect))], [false]);
    assert.equal(free.only("Bucket").inputs["forceDestroy"], true);
    assert.equal(kept.only("Bucket").inputs["forceDestroy"], false);
  });

  it("takes what is there as it is, where it is told to, and nothing else", async () => {
    const { all } = await store({ adopts: ["bucket", "alias"] });
    const imported = ["Bucket", "Alias", "Key", "BucketPolicy"].map((kind) => all(kind)[0]?.options);
    assert.deepEqual(
      imported.map((options) => [options?.import, options?.ignoreChanges]),
      [
        ["tidegate-state-111122223333", ["forceDestroy", "tags", "tagsAll"]],
        ["alias/tidegate-state", ["targetKeyId"]],
        [undefined, undefined],
        [undefined, undefined],
      ],
    );
    assert.equal((await store()).only("Bucket").options.import, undefined);
  });

  it("says where to log in, and what encrypts secrets", async () => {
    const { component } = await store();
    assert.equal(await known(component.backendUrl), "s3://tidegate-state-111122223333?region=eu-central-1&awssdk=v2");
    assert.equal(await known(component.secretsProvider), "awskms://alias/tidegate-state?region=eu-central-1");
  });

  refuses<StateStoreArgs>(
    RIGHT,
    (args) => stateStoreFaults(args, ownName),
    (args) => new StateStore("state", args),
    [
      ["a bucket's name in capitals", { bucketName: "State" }, ["bucketName"]],
      ["a key's name of AWS's", { keyAlias: "aws/s3" }, ["keyAlias"]],
      ["both at once", { bucketName: "", keyAlias: "" }, ["bucketName", "keyAlias"]],
    ],
  );
});
