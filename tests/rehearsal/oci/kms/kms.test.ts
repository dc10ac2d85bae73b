import assert from "node:assert/strict";
import {
  AES,
  compartmentId,
  DAY,
  daysAhead,
  newVault,
  ok,
  openVault,
  otherCompartmentId,
  refused,
} from "../vault/fixture.ts";
import type { Keyed } from "../vault/fixture.ts";

describe("key management", () => {
  let kms: Keyed;
  beforeEach(async () => {
    kms = await openVault();
  });
  afterEach(() => kms.world.close());
  const send = (method: string, path: string, body?: unknown) => kms.world.send(method, path, body);
  const keyPath = () => `${kms.keysPath}/${kms.keyId}`;
  const stateOf = async (path: string) => (await ok(send("GET", path)))["lifecycleState"];

  describe("vaults", () => {
    it("change their name and compartment, and keep their tags", async () => {
      await ok(send("PUT", kms.vaultPath, { freeformTags: { team: "a" } }));
      await ok(send("PUT", kms.vaultPath, { displayName: "renamed" }));
      await ok(send("POST", `${kms.vaultPath}/actions/changeCompartment`, { compartmentId: otherCompartmentId }));
      const vault = await ok(send("GET", kms.vaultPath));
      assert.deepEqual(
        [vault["displayName"], vault["freeformTags"], vault["compartmentId"]],
        ["renamed", { team: "a" }, otherCompartmentId],
      );
      const listed = (await send("GET", `/20180608/vaults?compartmentId=${otherCompartmentId}`)).body as object[];
      assert.equal(listed.length, 1);
    });

    it("are deleted 30 days after that was scheduled, and their keys with them", async () => {
      const scheduled = await ok(send("POST", `${kms.vaultPath}/actions/scheduleDeletion`, {}));
      assert.equal(scheduled["timeOfDeletion"], daysAhead(kms.world, 30));
      assert.equal(await stateOf(keyPath()), "PENDING_DELETION");
      kms.world.advance(29 * DAY);
      assert.equal(await stateOf(kms.vaultPath), "PENDING_DELETION");
      kms.world.advance(2 * DAY);
      await refused(send("GET", keyPath()), 404, "NotAuthorizedOrNotFound");
    });

    it("come back with their keys as they were when the deletion is cancelled", async () => {
      await ok(send("POST", `${keyPath()}/actions/disable`));
      await ok(send("POST", `${kms.vaultPath}/actions/scheduleDeletion`, { timeOfDeletion: daysAhead(kms.world, 7) }));
      await ok(send("POST", `${kms.vaultPath}/actions/cancelDeletion`));
      assert.equal(await stateOf(keyPath()), "DISABLED");
      kms.world.advance(8 * DAY);
      assert.equal(await stateOf(kms.vaultPath), "ACTIVE");
    });

    it("are not deleted in fewer than 7 or more than 30 days, or before one of their keys", async () => {
      const schedule = (days: number) =>
        send("POST", `${kms.vaultPath}/actions/scheduleDeletion`, { timeOfDeletion: daysAhead(kms.world, days) });
      await refused(schedule(6), 400, "InvalidParameter");
      await refused(schedule(31), 400, "InvalidParameter");
      await ok(send("POST", `${keyPath()}/actions/scheduleDeletion`, { timeOfDeletion: daysAhead(kms.world, 20) }));
      assert.match(await refused(schedule(10), 409, "Conflict"), /after it/);
    });
  });

  describe("keys", () => {
    const create = (more: object) =>
      send("POST", kms.keysPath, { compartmentId, displayName: "k", keyShape: AES, ...more });

    it("are CREATING, then ENABLED, disabled and enabled again", async () => {
      const key = await ok(create({}));
      assert.equal(key["lifecycleState"], "CREATING");
      kms.world.advance(60);
      const path = `${kms.keysPath}/${String(key["id"])}`;
      await ok(send("POST", `${path}/actions/disable`));
      assert.equal(await stateOf(path), "DISABLED");
      await refused(send("POST", `${path}/actions/disable`), 409, "IncorrectState");
      await ok(send("POST", `${path}/actions/enable`));
      assert.equal(await stateOf(path), "ENABLED");
    });

    it("are refused with a length, a curve or a rotation that OCI doesn't know", async () => {
      await refused(create({ keyShape: { algorithm: "AES", length: 256 } }), 400, "InvalidParameter");
      const shape = { algorithm: "ECDSA", length: 32, curveId: "NIST_P384" };
      assert.match(await refused(create({ keyShape: shape }), 400, "InvalidParameter"), /NIST_P256/);
      await refused(create({ isAutoRotationEnabled: true }), 400, "MissingParameter");
      const details = { rotationIntervalInDays: 10 };
      await refused(create({ isAutoRotationEnabled: true, autoKeyRotationDetails: details }), 400, "InvalidParameter");
    });

    it("belong to one vault: another one's endpoint doesn't know them", async () => {
      const other = await newVault(kms.world);
      await refused(send("GET", `${other.keysPath}/${kms.keyId}`), 404, "NotAuthorizedOrNotFound");
      assert.deepEqual((await send("GET", `${other.keysPath}?compartmentId=${compartmentId}`)).body, []);
      await refused(
        send("GET", kms.keysPath.replace(/\/kms\/\w+/, "/kms/nowhere") + `?compartmentId=${compartmentId}`),
        404,
        "NotAuthorizedOrNotFound",
      );
    });

    it("become what they were when their deletion is cancelled, and else are gone in time", async () => {
      await ok(send("POST", `${keyPath()}/actions/disable`));
      await ok(send("POST", `${keyPath()}/actions/scheduleDeletion`, { timeOfDeletion: daysAhead(kms.world, 7) }));
      assert.equal(await stateOf(keyPath()), "PENDING_DELETION");
      await ok(send("POST", `${keyPath()}/actions/cancelDeletion`));
      assert.equal(await stateOf(keyPath()), "DISABLED");
      kms.world.advance(10 * DAY);
      assert.equal(await stateOf(keyPath()), "DISABLED");
    });

    it("refuse changes while their deletion is pending", async () => {
      await ok(send("POST", `${keyPath()}/actions/scheduleDeletion`, {}));
      await refused(send("PUT", keyPath(), { displayName: "late" }), 409, "IncorrectState");
      await refused(send("POST", `${keyPath()}/keyVersions`), 409, "IncorrectState");
    });
  });

  describe("key versions", () => {
    it("are added by a rotation, which makes the new one current", async () => {
      const first = (await ok(send("GET", keyPath())))["currentKeyVersion"];
      const version = await ok(send("POST", `${keyPath()}/keyVersions`));
      assert.equal((await ok(send("GET", keyPath())))["currentKeyVersion"], version["id"]);
      const listed = (await send("GET", `${keyPath()}/keyVersions`)).body as { id: string }[];
      assert.deepEqual(
        listed.map((one) => one.id),
        [version["id"], first],
      );
    });

    it("can be deleted unless they are current", async () => {
      const first = String((await ok(send("GET", keyPath())))["currentKeyVersion"]);
      const path = `${keyPath()}/keyVersions/${first}`;
      assert.match(
        await refused(send("POST", `${path}/actions/scheduleDeletion`, {}), 409, "Conflict"),
        /current version/,
      );
      await ok(send("POST", `${keyPath()}/keyVersions`));
      await ok(send("POST", `${path}/actions/scheduleDeletion`, {}));
      await ok(send("POST", `${path}/actions/cancelDeletion`));
      assert.equal(await stateOf(path), "ENABLED");
      await ok(send("POST", `${path}/actions/scheduleDeletion`, {}));
      kms.world.advance(31 * DAY);
      await refused(send("GET", path), 404, "NotAuthorizedOrNotFound");
    });
  });
});
