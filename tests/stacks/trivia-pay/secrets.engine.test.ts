import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import type { Stack } from "../../../rehearsal/session/stack.ts";
import { ensureOciCli } from "../../support/oci-cli.ts";
import { openRehearsal, quietly } from "../../support/rehearsal.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";

const run = promisify(execFile);
const SECRETS = ["app_env_secret_id", "ocir_username_secret_id", "ocir_auth_token_secret_id"];

describe("Values put into TriviaPay's secrets out of band", function () {
  this.timeout(240_000);
  let rehearsal: Rehearsal;
  let stack: Stack;
  const values = new Map(SECRETS.map((output) => [output, `value-${randomBytes(18).toString("hex")}`]));
  const printed: string[] = [];

  before(async () => {
    rehearsal = await openRehearsal("secrets");
    stack = rehearsal.session.stack("trivia-pay", "dev");
    await stack.prepare();
    await engine("up", "--yes", "--skip-preview");
    await putValues();
  });
  after(() => rehearsal?.close());

  it("are still there after up, refresh and another up", async () => {
    await engine("up", "--yes", "--skip-preview");
    await engine("refresh", "--yes", "--skip-preview");
    await engine("up", "--yes", "--skip-preview");
    const outputs = await stack.outputs();
    for (const [output, value] of values) {
      assert.equal(await currentValue(String(outputs[output])), value, output);
    }
  });

  it("are nowhere in the state, the backend's files or a log, neither plain nor in base64", async () => {
    const texts = new Map([["exported state", await stack.exported()]]);
    printed.forEach((text, index) => texts.set(`output of engine run ${index + 1}`, text));
    const { backend, log, pulumiHome, config } = rehearsal.session.paths;
    for (const file of [
      log,
      ...(await filesBelow(backend)),
      ...(await filesBelow(config)),
      ...(await filesBelow(pulumiHome)),
    ]) {
      texts.set(file, await readFile(file, "latin1"));
    }
    const needles = [...values.values()].flatMap((value) => [value, ...base64Forms(value)]);
    const leaks = [...texts]
      .filter(([, text]) => needles.some((needle) => text.includes(needle)))
      .map(([name]) => name);
    assert.deepEqual(leaks, []);
    assert.ok(texts.size > 5, "the search looked at hardly anything");
    const placeholder = Buffer.from("CHANGEME").toString("base64");
    assert.ok(texts.get("exported state")?.includes(placeholder), "the search can't find what is known to be there");
  });

  async function engine(...args: string[]): Promise<void> {
    const done = await quietly(stack, args);
    printed.push(done.output);
    assert.equal(done.code, 0, done.output);
  }

  /** The required command, once a secret. */
  async function putValues(): Promise<void> {
    const oci = await ensureOciCli(() => {});
    const outputs = await stack.outputs();
    const { ociConfig } = rehearsal.session.paths;
    const common = ["--config-file", ociConfig, "--endpoint", rehearsal.session.clouds.ociEndpoint];
    for (const [output, value] of values) {
      const content = JSON.stringify({ "content-type": "BASE64", content: Buffer.from(value).toString("base64") });
      const args = ["vault", "secret", "update", "--secret-id", String(outputs[output]), "--secret-content", content];
      const running = run(oci, [...args, ...common], { env: { ...process.env, SUPPRESS_LABEL_WARNING: "True" } });
      // The command asks whether the content may be overwritten.
      running.child.stdin?.end("y\n");
      await running;
    }
  }

  async function currentValue(secretId: string): Promise<string> {
    const bundle = await rehearsal.client.send("GET", `/20190301/secretbundles/${secretId}?stage=CURRENT`);
    const content = isRecord(bundle) ? bundle["secretBundleContent"] : undefined;
    return Buffer.from(String(isRecord(content) ? content["content"] : ""), "base64").toString("utf8");
  }
});

/** Base64 as it looks when the value begins at any of the three places within a longer text, its unsteady ends left out. */
function base64Forms(value: string): string[] {
  return ["", "x", "xx"].map((lead) =>
    Buffer.from(lead + value)
      .toString("base64")
      .slice(4, -4),
  );
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
