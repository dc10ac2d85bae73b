import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hasSecretsKeys, keysOf, withConfig, withSecretsKeys } from "../../../cli/foundation/config-file.ts";
import { backendUrl, localUrl, readSettings } from "../../../cli/foundation/settings.ts";
import { importable, readState, sameState } from "../../../cli/foundation/state.ts";
import { withTemporaryFolder } from "../../support/temp.ts";
import { exported } from "./model.ts";

const TEXT = "# What it is.\nconfig:\n  aws:region: eu-central-1 # where\n  foundation:stateBucket: states\n";
const KEYS = { secretsprovider: "awskms://alias/states?region=eu-central-1", encryptedkey: "b".repeat(200) };

describe("the foundation's configuration file", () => {
  it("gets the keys of the secrets provider and loses them, its comments kept", () => {
    const told = withSecretsKeys(TEXT, KEYS);
    assert.match(told, /^# What it is\.[^]*# where[^]*\nsecretsprovider: awskms:\/\/\S+\nencryptedkey: b{200}\n$/);
    assert.ok(hasSecretsKeys(told, KEYS));
    assert.ok(!hasSecretsKeys(told, { ...KEYS, encryptedkey: "c" }));
    assert.ok(!hasSecretsKeys(told, {}));
    assert.equal(withSecretsKeys(told, {}), TEXT);
  });

  it("loses a passphrase's salt too", () => {
    const salted = `encryptionsalt: v1\n${TEXT}`;
    assert.ok(!hasSecretsKeys(salted, {}));
    assert.ok(!withSecretsKeys(salted, KEYS).includes("encryptionsalt"));
  });

  it("takes what to adopt, as a list", () => {
    assert.match(withConfig(TEXT, "foundation:adopt", ["state-bucket"]), /foundation:adopt:\n\s+- state-bucket\n/);
  });
});

describe("the foundation's settings", () => {
  const read = (dev: string, environment = "dev") =>
    withTemporaryFolder("settings", async (project) => {
      await writeFile(join(project, "Pulumi.yaml"), "name: foundation\nruntime: nodejs\n");
      await writeFile(join(project, "Pulumi.dev.yaml"), dev);
      return { project, settings: await readSettings(environment, { project }) };
    });

  it("are the project's own, with a folder for the state beside it", async () => {
    const { project, settings } = await read(TEXT);
    assert.equal(backendUrl(settings), "s3://states?region=eu-central-1&awssdk=v2");
    assert.equal(localUrl(settings), `file://${join(project, ".foundation")}?metadata=skip`);
    assert.equal(settings.configFile, join(project, "Pulumi.dev.yaml"));
  });

  it("are refused with all that is missing, and where a secret stands in the configuration", async () => {
    const secret = "config:\n  foundation:owner:\n    secure: v1\n";
    await assert.rejects(read(secret), /3 values[^]*foundation:stateBucket[^]*aws:region[^]*foundation:owner/);
    await assert.rejects(read(TEXT, "prod"), /Pulumi\.prod\.yaml is missing/);
  });
});

describe("the foundation's state", () => {
  const one = { urn: "urn:a", id: "1", inputs: { a: [1] }, modified: "2026-01-01T00:00:00Z" };
  const passphrase = { type: "passphrase", state: { salt: "v1" } };

  it("is the same whenever it was written, and whoever encrypts it", () => {
    const other = exported([{ ...one, modified: "2026-02-02T00:00:00Z" }], passphrase, "2027-01-01T00:00:00Z");
    assert.ok(sameState(readState(exported([one])), readState(other)));
  });

  for (const [what, changed] of Object.entries({
    "another id": [{ ...one, id: "2" }],
    "another input": [{ ...one, inputs: { a: [2] } }],
    "an output more": [{ ...one, outputs: {} }],
    "a resource less": [],
  })) {
    it(`is another with ${what}`, () => {
      assert.ok(!sameState(readState(exported([one])), readState(exported(changed))));
    });
  }

  it("goes over for another provider to encrypt; a passphrase leaves no keys", () => {
    const secrets = { type: "cloud", state: { url: KEYS.secretsprovider, encryptedkey: KEYS.encryptedkey } };
    const state = readState(importable(readState(exported([one], passphrase)), secrets));
    assert.deepEqual(keysOf(state.secrets), KEYS);
    assert.deepEqual(state.resources, [one]);
    assert.deepEqual(keysOf(passphrase), {});
  });
});
