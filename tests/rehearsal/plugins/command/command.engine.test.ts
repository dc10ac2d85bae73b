/** Local commands under the real engine, with the stand-in installed where the engine looks for plugins. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { installPlugins } from "../../../../rehearsal/plugins/install.ts";
import { withProgram, type Program, type Result } from "../../../engine/program.ts";

/** A command that writes down what is done to it, and a function that runs each time. */
const TEXT = `
import * as pulumi from "@pulumi/pulumi";
import { local } from "@pulumi/command";
const config = new pulumi.Config();
const environment = { WORD: config.get("word") ?? "one" };
const command = new local.Command("noted", {
  create: "echo create $WORD | tee -a log; exit " + (config.get("status") ?? "0"),
  update: "echo update $WORD after $PULUMI_COMMAND_STDOUT | tee -a log",
  delete: "echo delete $WORD >> log",
  environment,
  triggers: [config.get("trigger") ?? "a"],
});
export const printed = command.stdout;
export const each = local.runOutput({ command: "echo each" }).stdout;
`;

describe("local commands under the engine", function () {
  this.timeout(180_000);

  it("are created, updated, replaced and deleted, each time with what was printed", async () => {
    await withProgram(TEXT, { typescript: false, nodeargs: "--require @tidegate/fast-start" }, async (program) => {
      await installPlugins(String(program.env["PULUMI_HOME"]), process.execPath);
      const logged = async () => (await readFile(join(program.folder, "log"), "utf8")).trim().split("\n");

      const preview = await program.pulumi("preview");
      assert.ok(preview.ok, preview.output);
      assert.equal(existsSync(join(program.folder, "log")), false);

      const first = await up(program);
      assert.match(first.output, /noted creat\S+ .*create one/);
      assert.deepEqual(await logged(), ["create one"]);
      assert.equal(await output(program, "printed"), "create one");
      assert.equal(await output(program, "each"), "each");

      assert.match((await up(program)).output, /unchanged/);
      assert.deepEqual(await logged(), ["create one"]);

      await up(program, "word=two");
      assert.deepEqual((await logged()).slice(1), ["update two after create one"]);

      const replaced = await up(program, "trigger=b");
      assert.match(replaced.output, /replaced/);
      assert.deepEqual((await logged()).slice(2), ["create two", "delete two"]);

      const destroyed = await program.pulumi("destroy", "--yes", "--skip-preview");
      assert.ok(destroyed.ok, destroyed.output);
      assert.deepEqual((await logged()).slice(4), ["delete two"]);
    });
  });

  it("fail the step with their exit status and what they printed, and are tried again", async () => {
    await withProgram(TEXT, { typescript: false, nodeargs: "--require @tidegate/fast-start" }, async (program) => {
      await installPlugins(String(program.env["PULUMI_HOME"]), process.execPath);
      await program.pulumi("config", "set", "status", "7");
      const failed = await program.pulumi("up", "--yes", "--skip-preview");
      assert.equal(failed.ok, false);
      assert.match(failed.output, /exit status 7: running "echo create/);
      assert.match(failed.output, /^\s*create one$/m);
      await up(program, "status=0");
      const log = await readFile(join(program.folder, "log"), "utf8");
      assert.equal(log, "create one\ncreate one\n");
    });
  });

  it("are refused when they are remote", async () => {
    const text = `import { remote } from "@pulumi/command";
      new remote.Command("far", { connection: { host: "10.0.0.1" }, create: "true" });`;
    await withProgram(text, { typescript: false }, async (program) => {
      await installPlugins(String(program.env["PULUMI_HOME"]), process.execPath);
      const { ok, output: printed } = await program.pulumi("preview");
      assert.equal(ok, false);
      assert.match(printed, /runs local commands only, and `command:remote:Command` is a remote one/);
    });
  });
});

async function up(program: Program, ...settings: string[]): Promise<Result> {
  for (const setting of settings) {
    const [key = "", value = ""] = setting.split("=");
    const set = await program.pulumi("config", "set", key, value);
    assert.ok(set.ok, set.output);
  }
  const result = await program.pulumi("up", "--yes", "--skip-preview");
  assert.ok(result.ok, result.output);
  return result;
}

async function output(program: Program, name: string): Promise<string> {
  return (await program.pulumi("stack", "output", name)).output.trim();
}
