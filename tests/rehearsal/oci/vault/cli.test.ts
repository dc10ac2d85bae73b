import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { ensureOciCli } from "../../../support/oci-cli.ts";
import { compartmentId, ok, openVault } from "./fixture.ts";
import type { Keyed } from "./fixture.ts";

const run = promisify(execFile);

describe("Oracle's command line, at a vault", function () {
  this.timeout(300_000);
  let kms: Keyed;
  let oci: string;
  before(async () => {
    oci = await ensureOciCli();
    kms = await openVault();
  });
  after(() => kms.world.close());

  async function answer(...words: string[]): Promise<Record<string, unknown>> {
    const config = await kms.world.configFile();
    const { stdout } = await run(oci, ["--config-file", config, "--endpoint", kms.world.endpoint, ...words], {
      env: { ...process.env, OCI_CLI_SUPPRESS_FILE_PERMISSIONS_WARNING: "True" },
    });
    return stdout.trim() === "" ? {} : (JSON.parse(stdout) as { data: Record<string, unknown> }).data;
  }

  it("creates a secret, gives it another content out of band, and reads that", async () => {
    const [first, second] = [randomBytes(9).toString("base64"), randomBytes(9).toString("base64")];
    const place = ["--compartment-id", compartmentId, "--vault-id", kms.vaultId, "--key-id", kms.keyId];
    const created = await answer(
      "vault",
      "secret",
      "create-base64",
      ...place,
      "--secret-name",
      "token",
      "--secret-content-content",
      first,
    );
    const id = String(created["id"]);
    kms.world.advance(10);
    await answer("vault", "secret", "update-base64", "--secret-id", id, "--secret-content-content", second);
    kms.world.advance(10);
    const bundle = await answer("secrets", "secret-bundle", "get", "--secret-id", id);
    assert.equal((bundle["secret-bundle-content"] as { content: string }).content, second);
    assert.equal((await ok(kms.world.send("GET", `/20180608/secrets/${id}`)))["currentVersionNumber"], 2);
  });

  it("finds the keys of the vault", async () => {
    const endpoint = String((await ok(kms.world.send("GET", kms.vaultPath)))["managementEndpoint"]);
    const { stdout } = await run(oci, [
      "--config-file",
      await kms.world.configFile(),
      "kms",
      "management",
      "key",
      "list",
      "-c",
      compartmentId,
      "--endpoint",
      endpoint,
    ]);
    assert.match(stdout, new RegExp(kms.keyId));
  });
});
