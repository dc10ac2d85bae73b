import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { currentSecretContent } from "../../../../rehearsal/oci/services/vault/read.ts";
import { compartmentId, DAY, daysAhead, newVault, ok, openVault, otherCompartmentId, refused } from "./fixture.ts";
import type { Keyed } from "./fixture.ts";

const SECRETS = "/20180608/secrets";
const base64 = (text: string) => Buffer.from(text).toString("base64");
const someContent = () => randomBytes(12).toString("base64");

describe("secrets", () => {
  let kms: Keyed;
  let content: string;
  let id: string;
  beforeEach(async () => {
    kms = await openVault();
    content = someContent();
    id = String((await ok(create({})))["id"]);
    kms.world.advance(10);
  });
  afterEach(() => kms.world.close());
  const send = (method: string, path: string, body?: unknown) => kms.world.send(method, path, body);
  const create = (more: object) =>
    send("POST", SECRETS, {
      compartmentId,
      vaultId: kms.vaultId,
      keyId: kms.keyId,
      secretName: "token",
      secretContent: of(content),
      ...more,
    });
  const of = (text: string, more: object = {}) => ({ contentType: "BASE64", content: text, ...more });
  const update = async (body: object) => {
    const changed = await ok(send("PUT", `${SECRETS}/${id}`, body));
    kms.world.advance(10);
    return changed;
  };
  const bundle = (query = "") => send("GET", `/20190301/secretbundles/${id}${query}`);
  const contentOf = async (query = "") =>
    ((await ok(bundle(query)))["secretBundleContent"] as { content: string }).content;
  const stages = async () =>
    ((await send("GET", `${SECRETS}/${id}/versions?sortOrder=ASC`)).body as { stages: string[] }[]).map((version) =>
      version.stages.toSorted(),
    );

  it("become ACTIVE and show everything but their content", async () => {
    const secret = await send("GET", `${SECRETS}/${id}`);
    assert.equal((secret.body as Record<string, unknown>)["lifecycleState"], "ACTIVE");
    for (const path of ["", "/versions", "/version/1"]) {
      const shown = await send("GET", `${SECRETS}/${id}${path}`);
      assert.equal(shown.status, 200, JSON.stringify(shown.body));
      assert.ok(!JSON.stringify(shown.body).includes(content));
    }
    assert.equal(await contentOf(), content);
  });

  it("get a new CURRENT version by new content; the former is PREVIOUS, the one before DEPRECATED", async () => {
    const [second, third] = [someContent(), someContent()];
    await update({ secretContent: of(second) });
    await update({ secretContent: of(third) });
    assert.deepEqual(await stages(), [["DEPRECATED"], ["PREVIOUS"], ["CURRENT", "LATEST"]]);
    assert.equal(await contentOf(), third);
    assert.equal(await contentOf("?stage=PREVIOUS"), second);
    assert.equal(await contentOf("?versionNumber=1"), content);
    assert.equal(currentSecretContent(kms.world.runtime.world, id), third);
  });

  it("keep their current version beside a PENDING one until that is made current", async () => {
    const next = someContent();
    await update({ secretContent: of(next, { stage: "PENDING", name: "next" }) });
    assert.equal(await contentOf(), content);
    assert.equal(await contentOf("?secretVersionName=next"), next);
    assert.deepEqual(await stages(), [["CURRENT"], ["LATEST", "PENDING"]]);
    const changed = await update({ currentVersionNumber: 2 });
    assert.equal(changed["currentVersionNumber"], 2);
    assert.equal(await contentOf(), next);
    assert.deepEqual(await stages(), [["PREVIOUS"], ["CURRENT", "LATEST"]]);
  });

  it("keep their content through an update of anything else", async () => {
    await update({ description: "told" });
    await update({ freeformTags: { team: "a" } });
    const secret = await ok(send("GET", `${SECRETS}/${id}`));
    assert.deepEqual(
      [secret["description"], secret["freeformTags"], secret["currentVersionNumber"]],
      ["told", { team: "a" }, 1],
    );
    assert.equal(await contentOf(), content);
  });

  it("are found by their name and vault", async () => {
    const found = await ok(
      send("POST", `/20190301/secretbundles/actions/getByName?secretName=token&vaultId=${kms.vaultId}`),
    );
    assert.equal(found["secretId"], id);
    await refused(
      send("POST", `/20190301/secretbundles/actions/getByName?secretName=other&vaultId=${kms.vaultId}`),
      404,
      "NotAuthorizedOrNotFound",
    );
  });

  it("are refused with a name that is taken or odd, and with content that is no base64, without repeating it", async () => {
    const taken = await create({});
    assert.equal(taken.status, 409, JSON.stringify(taken.body));
    await refused(create({ secretName: "a b" }), 400, "InvalidParameter");
    const message = await refused(
      create({ secretName: "other", secretContent: of("not base64!") }),
      400,
      "InvalidParameter",
    );
    assert.ok(!message.includes("not base64!"));
    await refused(
      create({ secretName: "other", secretContent: of(base64("x".repeat(30_000))) }),
      400,
      "InvalidParameter",
    );
    await refused(create({ secretName: "other", secretContent: undefined }), 400, "MissingParameter");
  });

  it("are refused with a key of another vault, a disabled or an asymmetric one", async () => {
    const other = await newVault(kms.world);
    const shape = { algorithm: "RSA", length: 256 };
    const foreign = await ok(
      send("POST", other.keysPath, { compartmentId, displayName: "k", keyShape: { algorithm: "AES", length: 32 } }),
    );
    const rsa = await ok(send("POST", kms.keysPath, { compartmentId, displayName: "k", keyShape: shape }));
    kms.world.advance(60);
    await refused(create({ secretName: "b", keyId: foreign["id"] }), 400, "InvalidParameter");
    await refused(create({ secretName: "b", keyId: rsa["id"] }), 400, "InvalidParameter");
    await ok(send("POST", `${kms.keysPath}/${kms.keyId}/actions/disable`));
    await refused(create({ secretName: "b" }), 409, "IncorrectState");
  });

  it("can't be read while their key is disabled", async () => {
    await ok(send("POST", `${kms.keysPath}/${kms.keyId}/actions/disable`));
    assert.match(await refused(bundle(), 409, "IncorrectState"), /can't be decrypted/);
    assert.equal(currentSecretContent(kms.world.runtime.world, id), undefined);
    await ok(send("POST", `${kms.keysPath}/${kms.keyId}/actions/enable`));
    assert.equal(await contentOf(), content);
  });

  it("refuse content and a version number at once, and a version that isn't there", async () => {
    const body = { secretContent: of(someContent()), currentVersionNumber: 1 };
    await refused(send("PUT", `${SECRETS}/${id}`, body), 400, "InvalidParameter");
    await refused(send("PUT", `${SECRETS}/${id}`, { currentVersionNumber: 9 }), 400, "InvalidParameter");
  });

  it("refuse content that they had before when a rule says so", async () => {
    await update({ secretRules: [{ ruleType: "SECRET_REUSE_RULE" }] });
    await refused(send("PUT", `${SECRETS}/${id}`, { secretContent: of(content) }), 400, "InvalidParameter");
    await update({ secretContent: of(someContent()) });
  });

  it("block their content after the expiry of a rule that says so", async () => {
    const rule = {
      ruleType: "SECRET_EXPIRY_RULE",
      secretVersionExpiryInterval: "P3D",
      isSecretContentRetrievalBlockedOnExpiry: true,
    };
    const secret = await update({ secretRules: [rule] });
    assert.equal(typeof secret["timeOfCurrentVersionExpiry"], "string");
    assert.equal(await contentOf(), content);
    kms.world.advance(4 * DAY);
    assert.match(await refused(bundle(), 409, "IncorrectState"), /expired/);
  });

  it("are unreadable once their deletion is scheduled, come back when it is cancelled, and else are gone", async () => {
    const schedule = (timeOfDeletion?: string) =>
      send("POST", `${SECRETS}/${id}/actions/scheduleDeletion`, { timeOfDeletion });
    await refused(schedule(daysAhead(kms.world, 31)), 400, "InvalidParameter");
    await ok(schedule(daysAhead(kms.world, 2)));
    kms.world.advance(10);
    await refused(bundle(), 409, "IncorrectState");
    await ok(send("POST", `${SECRETS}/${id}/actions/cancelDeletion`));
    kms.world.advance(10);
    assert.equal(await contentOf(), content);
    await ok(schedule(daysAhead(kms.world, 2)));
    kms.world.advance(3 * DAY);
    const gone = await bundle();
    assert.notEqual(gone.status, 200);
    assert.ok(!JSON.stringify(kms.world.runtime.world).includes(content));
  });

  it("lose only versions that are DEPRECATED", async () => {
    const version = (number: number, action: string) =>
      send("POST", `${SECRETS}/${id}/version/${number}/actions/${action}`, {});
    await refused(version(1, "scheduleDeletion"), 409, "Conflict");
    await update({ secretContent: of(someContent()) });
    await update({ secretContent: of(someContent()) });
    await ok(version(1, "scheduleDeletion"));
    await ok(version(1, "cancelDeletion"));
    await ok(version(1, "scheduleDeletion"));
    kms.world.advance(31 * DAY);
    assert.equal((await stages()).length, 2);
  });

  it("move to another compartment and are listed there", async () => {
    await ok(send("POST", `${SECRETS}/${id}/actions/changeCompartment`, { compartmentId: otherCompartmentId }));
    const listed = (await send("GET", `${SECRETS}?compartmentId=${otherCompartmentId}&name=token`)).body as {
      id: string;
    }[];
    assert.deepEqual(
      listed.map((secret) => secret.id),
      [id],
    );
  });
});
