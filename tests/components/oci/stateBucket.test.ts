import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { StateBucket, stateBucketFaults } from "@tidegate/oci";
import type { StateBucketArgs } from "@tidegate/oci";
import { faultsOf } from "../../support/faults.ts";
import { build, known, mockId, NAMESPACE } from "./built.ts";

const compartmentId = "ocid1.compartment.oc1..test";
const ARGS: StateBucketArgs = {
  compartmentId,
  region: "eu-frankfurt-1",
  bucketName: "tidegate-dev-states",
  protect: true,
};
const bucket = (change: Partial<StateBucketArgs> = {}) =>
  build((options) => new StateBucket("states", { ...ARGS, ...change }, options));

describe("StateBucket", () => {
  it("is private, versioned, and encrypted with the key of its own vault", async () => {
    const { only } = await bucket();
    assert.deepEqual(only("Bucket").inputs, {
      compartmentId: ARGS.compartmentId,
      namespace: NAMESPACE,
      name: ARGS.bucketName,
      accessType: "NoPublicAccess",
      storageTier: "Standard",
      versioning: "Enabled",
      objectEventsEnabled: false,
      kmsKeyId: mockId("Key", "states-key"),
    });
    const key = only("Key").inputs;
    assert.deepEqual([key["keyShape"], key["protectionMode"]], [{ algorithm: "AES", length: 32 }, "SOFTWARE"]);
    assert.equal(key["managementEndpoint"], "https://vault.test/management");
    assert.equal(only("Vault").inputs["vaultType"], "DEFAULT");
  });

  it("lets its region's Object Storage use that key, and nothing else", async () => {
    const { only } = await bucket({ region: "uk-london-1" });
    const { inputs } = only("Policy");
    assert.deepEqual(inputs["statements"], [
      `Allow service objectstorage-uk-london-1 to use keys in compartment id ${compartmentId} where target.key.id = '${mockId("Key", "states-key")}'`,
    ]);
    assert.deepEqual([inputs["compartmentId"], inputs["name"]], [ARGS.compartmentId, "tidegate-dev-states-key"]);
  });

  it("waits with the bucket until the key may be used", async () => {
    const { only } = await bucket();
    const [dependsOn] = [only("Bucket").options.dependsOn].flat();
    assert.ok(pulumi.Resource.isInstance(dependsOn));
    assert.match(await known(dependsOn.urn), /:Policy::states-policy$/);
  });

  for (const protect of [true, false]) {
    it(`is ${protect ? "" : "not "}protected with all that reading it takes`, async () => {
      const { resources } = await bucket({ protect });
      const kept = resources.filter(({ options }) => options.protect === true).map(({ name }) => name);
      const all = ["states-vault", "states-key", "states-policy", "states-bucket"];
      assert.deepEqual(kept.toSorted(), protect ? all.toSorted() : []);
    });
  }

  it("tells its name, namespace and key", async () => {
    const { component } = await bucket();
    assert.deepEqual(
      [await known(component.bucketName), await known(component.namespace), await known(component.kmsKeyId)],
      [ARGS.bucketName, NAMESPACE, mockId("Key", "states-key")],
    );
  });
});

/** What is changed, where the fault lies, and what the message says of it. */
const FAULTS: readonly (readonly [change: Partial<StateBucketArgs>, path: string, accepted: RegExp])[] = [
  [{ region: "FRA" }, "region", /eu-frankfurt-1/],
  [{ region: "eu-frankfurt-1 to use keys" }, "region", /eu-frankfurt-1/],
  [{ bucketName: "" }, "bucketName", /1 to 96/],
  [{ bucketName: "a/b" }, "bucketName", /letters/],
  [{ bucketName: "x".repeat(97) }, "bucketName", /1 to 96/],
];

describe("StateBucket refuses", () => {
  for (const [change, path, accepted] of FAULTS) {
    it(JSON.stringify(change), () => {
      const [fault, ...others] = faultsOf(() => new StateBucket("states", { ...ARGS, ...change }));
      assert.equal(fault?.path, path);
      assert.match(fault.accepted, accepted);
      assert.deepEqual(others, []);
    });
  }

  it("everything at once, under the caller's names", () => {
    const faults = stateBucketFaults({ region: "", bucketName: "" }, (part) => `foundation:${part}`);
    assert.deepEqual(
      faults.map(({ path }) => path),
      ["foundation:region", "foundation:bucketName"],
    );
  });
});
