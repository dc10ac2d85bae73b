import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withTemporaryFolder } from "../temp.ts";
import { exitCode, lastLine, sum } from "./counts.ts";
import type { Counts } from "./counts.ts";
import type { runMocha } from "./mocha.ts";
import { chooseFiles, isWhole, parseOptions, wantsCheck } from "./options.ts";
import { nodeStep, ONE_FAILED, ONE_PASSED, runSteps } from "./steps.ts";

const ROOT = join(import.meta.dirname, "../../..");
const counts = (passed: number, failed: number, skipped = 0): Counts => ({ passed, failed, skipped });

describe("the last line and the exit code of a run", () => {
  it("tell how many passed and failed", () => {
    assert.equal(lastLine(counts(12, 0)), "12 passed, 0 failed");
    assert.equal(lastLine(sum([counts(1, 2), counts(10, 0, 3)])), "11 passed, 2 failed, 3 skipped");
  });

  it("are a failure when a test failed, and when nothing ran", () => {
    assert.equal(exitCode(counts(3, 0, 1)), 0);
    assert.equal(exitCode(counts(3, 1)), 1);
    assert.equal(exitCode(counts(0, 0)), 1);
    assert.equal(exitCode(counts(0, 0, 5)), 1);
  });
});

describe("the options of a run", () => {
  const files = ["tests/b/b.test.ts", "tests/a/up.engine.test.ts", "tests/a/a.test.ts"];

  it("take every file, the slow ones first, when none is given", () => {
    assert.deepEqual(chooseFiles(files, parseOptions([])), [files[1], files[2], files[0]]);
    assert.equal(wantsCheck("lint", parseOptions([])), true);
  });

  it("narrow files and checks by --only", () => {
    const options = parseOptions(["--only", "tests/b"]);
    assert.deepEqual(chooseFiles(files, options), [files[0]]);
    assert.equal(wantsCheck("lint", options), false);
    assert.equal(wantsCheck("lint", parseOptions(["--only", "lint"])), true);
  });

  it("leave nothing out unless they name a part; a report is asked for apart from that", () => {
    assert.equal(isWhole(parseOptions([])), true);
    assert.equal(isWhole(parseOptions(["--coverage-report"])), true);
    assert.equal(isWhole(parseOptions(["--only", "lint"])), false);
    assert.equal(isWhole(parseOptions(["--grep", "lint"])), false);
    assert.equal(parseOptions([]).coverageReport, false);
    assert.equal(parseOptions(["--coverage-report", "--only", "x"]).coverageReport, true);
  });

  it("refuse what they don't know", () => {
    assert.throws(() => parseOptions(["--ony", "x"]), /--ony/);
  });
});

describe("steps", () => {
  const run = async (...steps: Parameters<typeof runSteps>[0]) => {
    const lines: string[] = [];
    const all = await runSteps(steps, { atOnce: 2, print: (line) => lines.push(line), elapsed: () => 0 });
    return { total: sum(all), output: lines.join("\n") };
  };

  it("count a program that exits with 0 as passed, and don't show what it said", async () => {
    const { total, output } = await run(nodeStep("check", ["-e", "console.log('fine')"], ROOT));
    assert.deepEqual(total, ONE_PASSED);
    assert.match(output, /check: started[^]*check: done/);
    assert.doesNotMatch(output, /fine/);
  });

  it("count a program that exits otherwise as failed, and show all that it said", async () => {
    const program = "console.log('line 3 is wrong'); console.error('and 4'); process.exitCode = 2";
    const { total, output } = await run(nodeStep("check", ["-e", program], ROOT), nodeStep("other", ["-e", ""], ROOT));
    assert.deepEqual(total, { ...ONE_FAILED, passed: 1 });
    assert.match(output, /check: FAILED[^]*line 3 is wrong[^]*and 4/);
  });
});

describe("a run of test files", function () {
  this.timeout(120_000);

  it("counts what passed, failed and was skipped, and shows each failure", async () => {
    const { result, output } = await runFiles({
      "mixed.test.ts": `
        it("is right", () => {});
        it("is wrong", () => { throw new Error("seven is not eight"); });
        it.skip("is for later", () => {});`,
      "right.test.ts": `it("is right too", () => {});`,
    });
    assert.deepEqual(result, counts(2, 1, 1));
    assert.match(output, /mixed\.test\.ts: is wrong\n +Error: seven is not eight/);
    assert.match(output, /right\.test\.ts: ok \(1 passed\)/);
  });

  for (const [what, body] of Object.entries({
    "can't be loaded": `import "./no-such-file.ts"; it("is right", () => {});`,
    "kills its process": `it("is right", () => { process.kill(process.pid, "SIGKILL"); });`,
    "is narrowed by .only": `it.only("is right", () => {}); it("is wrong", () => { throw new Error("no"); });`,
    "fails in a hook": `before(() => { throw new Error("no"); }); it("is right", () => {});`,
  })) {
    it(`fails when a file ${what}`, async () => {
      const { result } = await runFiles({ "odd.test.ts": body, "right.test.ts": `it("is right", () => {});` });
      assert.deepEqual(result, counts(1, 1));
    });
  }
});

/** Runs the files through the code under test in a process of its own, because mocha writes to that process's output. */
async function runFiles(files: Record<string, string>): Promise<{ result: Counts | undefined; output: string }> {
  return withTemporaryFolder("runs", async (folder) => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const paths = Object.keys(files).map((name) => join(folder, name));
    const request: Parameters<typeof runMocha>[0] = { root: ROOT, files: paths, jobs: 2, began: Date.now() };
    const program = `
      import { runMocha } from ${JSON.stringify(join(import.meta.dirname, "mocha.ts"))};
      console.log("result=" + JSON.stringify(await runMocha(${JSON.stringify(request)})));`;
    const output = await new Promise<string>((resolve) => {
      execFile(process.execPath, ["--input-type=module", "--eval", program], { cwd: ROOT }, (_error, stdout, stderr) =>
        resolve(stdout + stderr),
      );
    });
    const result = /^result=(.*)$/m.exec(output)?.[1];
    return { result: result === undefined ? undefined : (JSON.parse(result) as Counts), output };
  });
}
