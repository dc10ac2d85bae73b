import assert from "node:assert/strict";
import { SecretVault } from "@tidegate/oci";
import { build, known, mockId } from "./built.ts";

const ARGS = { compartmentId: "ocid1.compartment.oc1..test", secrets: { "app-env": "Environment", token: "Token" } };
const vault = (change: object = {}) => build((options) => new SecretVault("safe", { ...ARGS, ...change }, options));

describe("SecretVault", () => {
  it("has a shared vault and an AES-256 key at the vault's own endpoint", async () => {
    const { only } = await vault();
    assert.equal(only("Vault").inputs["vaultType"], "DEFAULT");
    const key = only("Key").inputs;
    assert.deepEqual(key["keyShape"], { algorithm: "AES", length: 32 });
    assert.equal(key["protectionMode"], "SOFTWARE");
    assert.equal(key["managementEndpoint"], "https://vault.test/management");
  });

  it("puts the key into hardware when asked", async () => {
    const { only } = await vault({ protectionMode: "HSM" });
    assert.equal(only("Key").inputs["protectionMode"], "HSM");
  });

  it("creates each secret with CHANGEME", async () => {
    const { all } = await vault();
    assert.deepEqual(
      all("Secret").map(({ inputs }) => inputs["secretName"]),
      ["app-env", "token"],
    );
    for (const { inputs } of all("Secret")) {
      const content = inputs["secretContent"] as { contentType: string; content: string };
      assert.equal(content.contentType, "BASE64");
      assert.equal(Buffer.from(content.content, "base64").toString(), "CHANGEME");
      assert.equal(inputs["vaultId"], mockId("Vault", "safe-vault"));
      assert.equal(inputs["keyId"], mockId("Key", "safe-key"));
    }
  });

  it("never looks at a secret's content again", async () => {
    const { all } = await vault();
    for (const { options } of all("Secret")) {
      assert.deepEqual(options.ignoreChanges, ["secretContent"]);
    }
  });

  for (const protect of [true, false, undefined]) {
    it(`is ${protect === true ? "" : "not "}protected with all that reading it takes where protect is ${protect}`, async () => {
      const { resources } = await vault({ protect });
      const kept = resources.filter(({ options }) => options.protect === true).map(({ name }) => name);
      const all = ["safe-app-env", "safe-key", "safe-token", "safe-vault"];
      assert.deepEqual(kept.toSorted(), protect === true ? all : []);
    });
  }

  it("tells a secret's OCID by its name, and says which names there are when it knows none", async () => {
    const { component } = await vault();
    assert.equal(await known(component.secretId("token")), mockId("Secret", "safe-token"));
    assert.throws(() => component.secretId("tokens"), /no secret tokens, only app-env, token/);
  });
});
