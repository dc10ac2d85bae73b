import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

import { findEngine } from "@tidegate/engine";

import { withProgram } from "./program.ts";

describe("the engine that is found", () => {
  it("says the version that it was found under", async () => {
    const { pulumi, version } = await findEngine();
    assert.equal(execFileSync(pulumi, ["version"], { encoding: "utf8" }).trim(), `v${version}`);
  });

  it("starts programs with the options of their project", async () => {
    const text = `console.log(JSON.stringify({
      arguments: process.execArgv, tsNode: process.env.PULUMI_NODEJS_TYPESCRIPT ?? "", folder: process.cwd() }));`;
    await withProgram(text, { typescript: false, nodeargs: "--title 'a b'" }, async ({ folder, pulumi }) => {
      const { output } = await pulumi("preview");
      assert.match(output, /"arguments":\["--title","a b"\]/);
      assert.match(output, /"tsNode":""/);
      assert.ok(output.includes(JSON.stringify({ folder }).slice(1, -1)), output);
    });
  });

  it("starts a program through ts-node unless its project says otherwise", async () => {
    await withProgram(`console.log("ts-node: " + process.env.PULUMI_NODEJS_TYPESCRIPT);`, {}, async ({ pulumi }) => {
      assert.match((await pulumi("preview")).output, /ts-node: true/);
    });
  });
});
