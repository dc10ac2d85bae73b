import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { runMocha } from "../run/mocha.ts";
import { withTemporaryFolder } from "../temp.ts";
import { judge } from "./judge.ts";
import { linesOf } from "./report.ts";
import { THRESHOLDS } from "./thresholds.ts";

const ROOT = join(import.meta.dirname, "../../..");
const file = (path: string, covered: number, total = 100) => ({ path, total, covered });

describe("the judgement of what tests ran", () => {
  const FILES = [file("cli/one.ts", 90), file("cli/two.ts", 80), file("stacks/a/index.ts", 100), file("client.ts", 0)];

  it("tells each room's share of all its lines, and finds nothing wrong where it is reached", () => {
    assert.deepEqual(judge(FILES, { cli: 85, stacks: 99.5 }), {
      told: ["cli 85.0 % of 200 lines (at least 85.0 %)", "stacks 100.0 % of 100 lines (at least 99.5 %)"],
      fallen: [],
    });
  });

  it("says which room fell, and which of its files lie lowest, worst first", () => {
    assert.deepEqual(judge(FILES, { cli: 85.1, stacks: 99.5 }).fallen, [
      "cli is covered to 85.0 %, and must be to 85.1 %. Most is missing here:",
      "  cli/two.ts: 20 of 100 lines",
      "  cli/one.ts: 10 of 100 lines",
    ]);
  });

  it("shows ten files at most, and none that is whole", () => {
    const many = Array.from({ length: 20 }, (_, index) => file(`cli/${index}.ts`, index < 15 ? index : 100));
    const { fallen } = judge(many, { cli: 99 });
    assert.equal(fallen.length, 11);
    assert.equal(fallen[1], "  cli/0.ts: 100 of 100 lines");
    assert.equal(judge([file("cli/one.ts", 0), file("cli/two.ts", 100)], { cli: 99 }).fallen.length, 2);
  });

  it("takes a room of which nothing was seen for fallen", () => {
    assert.deepEqual(judge([], { cli: 0 }).fallen, [
      "cli is covered to 0.0 %, and must be to 0.0 %. Most is missing here:",
    ]);
  });

  it("rounds nothing up", () => {
    const { told, fallen } = judge([file("cli/one.ts", 9999, 10000)], { cli: 100 });
    assert.equal(told[0], "cli 99.9 % of 10000 lines (at least 100.0 %)");
    assert.equal(fallen.length, 2);
  });

  it("is made of every room that has programs", () => {
    assert.deepEqual(Object.keys(THRESHOLDS).sort(), ["cli", "components", "policy", "rehearsal", "stacks", "tools"]);
  });
});

describe("what tests ran", function () {
  this.timeout(120_000);

  it("is counted line by line in what their processes load, and in nothing that those start", async () => {
    await withTemporaryFolder("coverage", async (folder) => {
      const counts = join(folder, "counts");
      await mocha(folder, counts, {
        "checks.test.ts": `
          import { portFaults } from ${JSON.stringify(join(ROOT, "components/faults/checks.ts"))};
          it("runs one check", () => { portFaults("port", 1); });`,
        "started.test.ts": `
          import { execFileSync } from "node:child_process";
          const program = "await import(process.argv[1])";
          const file = ${JSON.stringify(join(ROOT, "components/faults/cidr.ts"))};
          it("starts a program", () => { execFileSync(process.execPath, ["--input-type=module", "-e", program, file]); });`,
      });
      assert.equal((await readdir(counts)).length, 2);
      const room = { root: ROOT, rooms: ["components/faults"], counts, isForPeople: true };
      const files = await linesOf({ ...room, folder: join(folder, "report") });
      const of = (name: string) => files.find(({ path }) => path === `components/faults/${name}.ts`);
      assert.ok(Number(of("checks")?.covered) > 0);
      assert.ok(Number(of("checks")?.covered) < Number(of("checks")?.total));
      assert.equal(of("cidr")?.covered, 0);
      assert.ok((await readdir(join(folder, "report"))).includes("lcov.info"));
    });
  });

  it("leaves out files of types alone, which nobody loads", async () => {
    await withTemporaryFolder("coverage", async (folder) => {
      const room = { root: ROOT, rooms: ["components/rollout/plan"], counts: folder, isForPeople: false };
      const paths = (await linesOf({ ...room, folder: join(folder, "report") })).map(({ path }) => path);
      assert.ok(paths.includes("components/rollout/plan/plan.ts"));
      assert.ok(!paths.includes("components/rollout/plan/decision.ts"));
    });
  });

  it("is told to be missing where no process left its counts", async () => {
    await withTemporaryFolder("coverage", async (folder) => {
      const nowhere = { counts: join(folder, "none"), folder, root: ROOT, rooms: ["cli"], isForPeople: false };
      await assert.rejects(linesOf(nowhere), /ENOENT/);
    });
  });
});

/** Runs the files through `runMocha` in a process of its own, because mocha writes to that process's output. */
async function mocha(folder: string, coverage: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const paths = Object.keys(files).map((name) => join(folder, name));
  const request: Parameters<typeof runMocha>[0] = { root: ROOT, files: paths, jobs: 2, began: Date.now(), coverage };
  const program = `
    import { runMocha } from ${JSON.stringify(join(import.meta.dirname, "../run/mocha.ts"))};
    const { passed, failed } = await runMocha(${JSON.stringify(request)});
    if (passed !== 2 || failed !== 0) process.exitCode = 1;`;
  const env = { ...process.env };
  delete env["NODE_V8_COVERAGE"];
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program], { cwd: ROOT, env });
}
