import assert from "node:assert/strict";
import { models } from "oci-objectstorage";
import { makeOcid } from "../../../../rehearsal/oci/ocid.ts";
import { REGION, TENANCY_ID } from "../../../../rehearsal/oci/tenancy.ts";
import { newVault, ok } from "../vault/fixture.ts";
import {
  bucketName,
  compartmentId,
  namespaceName,
  openStorage,
  otherCompartmentId,
  refused,
  where,
} from "./fixture.ts";
import type { Storage } from "./fixture.ts";

describe("buckets", () => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await openStorage();
  });
  afterEach(() => storage.world.close());

  const create = (details: Partial<models.CreateBucketDetails>) =>
    storage.client.createBucket({ namespaceName, createBucketDetails: { name: "other", compartmentId, ...details } });
  const update = (updateBucketDetails: models.UpdateBucketDetails) =>
    storage.client.updateBucket({ ...where, updateBucketDetails });

  it("have OCI's defaults, and their etag in the body and in the header", async () => {
    const { bucket, eTag } = await storage.client.getBucket(where);
    assert.equal(bucket.etag, eTag);
    const { publicAccessType, storageTier, versioning, objectEventsEnabled, isReadOnly } = bucket;
    assert.deepEqual(
      { publicAccessType, storageTier, versioning, objectEventsEnabled, isReadOnly },
      {
        publicAccessType: "NoPublicAccess",
        storageTier: "Standard",
        versioning: "Disabled",
        objectEventsEnabled: false,
        isReadOnly: false,
      },
    );
    assert.match(bucket.id ?? "", /^ocid1\.bucket\.oc1\.eu-frankfurt-1\./);
  });

  it("keep what they were made with", async () => {
    const given = {
      versioning: models.CreateBucketDetails.Versioning.Enabled,
      autoTiering: "InfrequentAccess",
      isBucketKeyEnabled: true,
      bucketScope: "NAMESPACE",
      metadata: { purpose: "state" },
      freeformTags: { system: "trivia-pay" },
    };
    const { bucket } = await create(given);
    for (const [key, value] of Object.entries(given)) {
      assert.deepEqual(Reflect.get(bucket, key), value, key);
    }
  });

  it("count their objects where that is asked for", async () => {
    await storage.put("one", "12345");
    await storage.put("two", "678");
    const fields = ["approximateCount", "approximateSize"].map((field) => field as never);
    const { bucket } = await storage.client.getBucket({ ...where, fields });
    assert.deepEqual([bucket.approximateCount, bucket.approximateSize], [2, 8]);
    assert.equal((await storage.client.getBucket(where)).bucket.approximateCount, undefined);
  });

  it("are listed by compartment and name, with tags where those are asked for", async () => {
    await create({ name: "a-first", freeformTags: { k: "v" } });
    await create({ name: "elsewhere", compartmentId: otherCompartmentId });
    const plain = await storage.client.listBuckets({ namespaceName, compartmentId });
    assert.deepEqual(
      plain.items.map((item) => [item.name, item.freeformTags]),
      [
        ["a-first", undefined],
        ["state", undefined],
      ],
    );
    const tagged = await storage.client.listBuckets({ namespaceName, compartmentId, fields: ["tags" as never] });
    assert.deepEqual(tagged.items[0]?.freeformTags, { k: "v" });
  });

  it("change what is given and nothing else; versioning can be suspended", async () => {
    await update({ versioning: models.UpdateBucketDetails.Versioning.Enabled, freeformTags: { a: "b" } });
    const { bucket } = await update({ versioning: models.UpdateBucketDetails.Versioning.Suspended });
    assert.deepEqual([bucket.versioning, bucket.freeformTags], ["Suspended", { a: "b" }]);
    await refused(update({ versioning: "Disabled" as never }), 400, "InvalidParameter");
  });

  it("move to another compartment, but keep their name", async () => {
    const { bucket } = await update({ compartmentId: otherCompartmentId });
    assert.equal(bucket.compartmentId, otherCompartmentId);
    await refused(update({ name: "renamed" }), 400, "InvalidParameter");
    await refused(update({ compartmentId: makeOcid("compartment", "", "none") }), 404, "NotAuthorizedOrNotFound");
  });

  it("refuse names that are taken, malformed or in another namespace", async () => {
    await refused(create({ name: bucketName }), 409, "BucketAlreadyExists");
    await refused(create({ name: "with space" }), 400, "InvalidBucketName");
    await refused(storage.client.getBucket({ namespaceName, bucketName: "none" }), 404, "BucketNotFound");
    await refused(storage.client.getBucket({ namespaceName: "stranger", bucketName }), 404, "NamespaceNotFound");
  });

  it("refuse values that OCI has no such of", async () => {
    await refused(create({ storageTier: "Frozen" as never }), 400, "InvalidParameter");
    await refused(create({ autoTiering: "Sometimes" }), 400, "InvalidParameter");
    await refused(create({ metadata: { long: "x".repeat(5000) } }), 400, "MetadataTooLarge");
    await refused(create({ compartmentId: "ocid1.nothing" }), 400, "InvalidParameter");
  });

  const newKey = async (): Promise<string> => {
    const vault = await newVault(storage.world);
    const details = { compartmentId, displayName: "key", keyShape: { algorithm: "AES", length: 32 } };
    return String((await ok(storage.world.send("POST", vault.keysPath, details)))["id"]);
  };
  const policy = async (...statements: string[]): Promise<void> => {
    const details = { compartmentId: TENANCY_ID, name: `keys-${crypto.randomUUID()}`, description: "keys", statements };
    await ok(storage.world.send("POST", "/20160918/policies", details));
  };

  it("are encrypted with a key that exists and is enabled, until that is taken away", async () => {
    const missing = makeOcid("key", REGION, "none");
    await refused(create({ kmsKeyId: missing }), 404, "NotAuthorizedOrFoundKmsKey");
    const kmsKeyId = await newKey();
    await policy(`Allow service objectstorage-${REGION} to use keys in compartment id ${compartmentId}`);
    await refused(update({ kmsKeyId }), 409, "KmsKeyDisabled");
    storage.world.advance(60);
    assert.equal((await update({ kmsKeyId })).bucket.kmsKeyId, kmsKeyId);
    assert.equal((await update({ kmsKeyId: "" })).bucket.kmsKeyId, undefined);
  });

  it("are encrypted with a key that a policy lets their region's service use, and with no other", async () => {
    const kmsKeyId = await newKey();
    storage.world.advance(60);
    const where = `in compartment id ${compartmentId}`;
    const service = `objectstorage-${REGION}`;
    await policy(
      `Allow service objectstorage-us-ashburn-1 to use keys ${where}`,
      `Allow service ${service} to read keys ${where}`,
      `Allow service ${service} to use vaults ${where}`,
      `Allow service ${service} to use keys in compartment id ${otherCompartmentId}`,
      `Allow service ${service} to use keys ${where} where target.key.id = '${makeOcid("key", REGION, "none")}'`,
    );
    await refused(create({ kmsKeyId }), 404, "NotAuthorizedOrFoundKmsKey");
    await policy(`Allow service ${service} to use keys ${where} where target.key.id = '${kmsKeyId}'`);
    assert.equal((await create({ kmsKeyId })).bucket.kmsKeyId, kmsKeyId);
  });

  it("are deleted only when they are empty", async () => {
    await storage.put("one", "1");
    await refused(storage.client.deleteBucket(where), 409, "BucketNotEmpty");
    await storage.client.deleteObject({ ...where, objectName: "one" });
    await storage.client.deleteBucket(where);
    await refused(storage.client.getBucket(where), 404, "BucketNotFound");
    await assert.rejects(storage.client.headBucket(where), { statusCode: 404 });
  });

  it("hold changes against if-match and reads against if-none-match", async () => {
    const { eTag } = await storage.client.headBucket(where);
    await assert.rejects(storage.client.headBucket({ ...where, ifNoneMatch: eTag }), { statusCode: 304 });
    await update({ freeformTags: { a: "b" } });
    const stale = storage.client.updateBucket({ ...where, ifMatch: eTag, updateBucketDetails: { freeformTags: {} } });
    await refused(stale, 412, "IfMatchFailed");
    await refused(storage.client.deleteBucket({ ...where, ifMatch: eTag }), 412, "IfMatchFailed");
    assert.equal((await storage.client.getBucket({ ...where, ifNoneMatch: eTag })).bucket.name, bucketName);
  });
});

describe("the namespace", () => {
  let storage: Storage;
  before(async () => {
    storage = await openStorage();
  });
  after(() => storage.world.close());

  it("is one text", async () => {
    assert.equal((await storage.client.getNamespace({})).value, namespaceName);
    assert.equal((await storage.client.getNamespace({ compartmentId: TENANCY_ID })).value, namespaceName);
  });

  it("has compartments for what comes by other interfaces, which can be changed", async () => {
    const { namespaceMetadata } = await storage.client.getNamespaceMetadata({ namespaceName });
    assert.equal(namespaceMetadata.defaultS3CompartmentId, TENANCY_ID);
    const updateNamespaceMetadataDetails = { defaultS3CompartmentId: compartmentId };
    await storage.client.updateNamespaceMetadata({ namespaceName, updateNamespaceMetadataDetails });
    const changed = (await storage.client.getNamespaceMetadata({ namespaceName })).namespaceMetadata;
    assert.deepEqual([changed.defaultS3CompartmentId, changed.defaultSwiftCompartmentId], [compartmentId, TENANCY_ID]);
  });
});
