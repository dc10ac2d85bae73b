import assert from "node:assert/strict";
import { ownName, StateStore, stateStoreFaults } from "@tidegate/aws";
import type { StateStoreArgs } from "@tidegate/aws";
import { build, known } from "../built.ts";
import type { Registered } from "../built.ts";
import { refuses } from "../faults.ts";

const LOGS = "tidegate-access-logs-111122223333";
const RIGHT: StateStoreArgs = {
  bucketName: "tidegate-state-111122223333",
  logBucketName: LOGS,
  keyAlias: "tidegate-state",
  protect: true,
};
/** A store; `only` finds what isn't the log bucket's. */
const store = async (change: Partial<StateStoreArgs> = {}) => {
  const built = await build((options) => new StateStore("state", { ...RIGHT, ...change }, options));
  const only = (kind: string): Registered => {
    const [first, ...others] = built.all(kind).filter(({ name }) => !name.startsWith("state-logs-"));
    assert.ok(first !== undefined && others.length === 0, kind);
    return first;
  };
  return { ...built, only };
};

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

  it("logs who asks for a state to a private bucket beside it, for 90 days", async () => {
    const { all, only, inputsOf } = await store();
    assert.deepEqual(only("BucketLogging").inputs, {
      bucket: RIGHT.bucketName,
      targetBucket: LOGS,
      targetPrefix: "states/",
      targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
    });
    assert.equal(inputsOf("state-logs-bucket")["bucket"], LOGS);
    // S3 can't write its logs to a bucket with a KMS key.
    assert.deepEqual(inputsOf("state-logs-bucket-encryption")["rules"], [
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
    assert.match(JSON.stringify(inputsOf("state-logs-bucket-lifecycle")["rules"]), /"expiration":\{"days":90\}/);
    assert.ok(only("BucketLogging").options.dependsOn !== undefined, "the policy comes first");
    assert.equal(all("BucketVersioning").length, 1, "logs have no versions");
    assert.equal(all("BucketLogging").length, 1, "the log bucket doesn't log itself");
  });

  it("lets S3 write there, of this bucket of this account alone", async () => {
    const { inputsOf } = await store();
    const { Statement } = JSON.parse(String(inputsOf("state-logs-policy")["policy"])) as { Statement: unknown[] };
    assert.deepEqual(Statement[0], {
      Sid: "ServerAccessLogs",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: ["s3:PutObject"],
      Effect: "Allow",
      Resource: `arn:aws:s3:::${LOGS}/states/*`,
      Condition: {
        ArnLike: { "aws:SourceArn": `arn:aws:s3:::${RIGHT.bucketName}` },
        StringEquals: { "aws:SourceAccount": "111122223333" },
      },
    });
    assert.equal(Statement.length, 2);
    assert.match(JSON.stringify(Statement[1]), /"Effect":"Deny".*"aws:SecureTransport":"false"/);
  });

  it("is protected as a whole, or not at all", async () => {
    const kinds = [
      "Key",
      "Alias",
      "Bucket",
      "BucketVersioning",
      "BucketPolicy",
      "BucketPublicAccessBlock",
      "BucketLogging",
    ];
    const [kept, free] = [await store(), await store({ protect: false })];
    assert.deepEqual([...new Set(kinds.map((kind) => kept.only(kind).options.protect))], [true]);
    assert.deepEqual([...new Set(kinds.map((kind) => free.only(kind).options.protect))], [false]);
    assert.equal(free.only("Bucket").inputs["forceDestroy"], true);
    assert.equal(kept.only("Bucket").inputs["forceDestroy"], false);
  });

  it("takes what is there as it is, where it is told to, and nothing else", async () => {
    const { only, all } = await store({ adopts: ["bucket", "alias"] });
    const imported = ["Bucket", "Alias", "Key", "BucketPolicy"].map((kind) => only(kind).options);
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
    const importedOf = (those: readonly Registered[]) => those.flatMap(({ options }) => options.import ?? []);
    assert.deepEqual(importedOf(all("Bucket")), [RIGHT.bucketName], "the log bucket is made");
    assert.deepEqual(importedOf((await store({ adopts: ["log-bucket"] })).resources), [LOGS]);
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
      ["a log bucket's name in capitals", { logBucketName: "Logs" }, ["logBucketName"]],
      ["logs among the states", { logBucketName: RIGHT.bucketName }, ["logBucketName"]],
      [
        "all at once",
        { bucketName: "", logBucketName: "a", keyAlias: "" },
        ["bucketName", "logBucketName", "keyAlias"],
      ],
    ],
  );
});
