import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withTemporaryFolder } from "../../support/temp.ts";

const MAIN_TS = join(import.meta.dirname, "..", "..", "..", "cli", "main.ts");

const CASES: readonly { what: string; args: readonly string[]; code: number; said: RegExp }[] = [
  {
    what: "an environment that there is not",
    args: ["move", "staging"],
    code: 2,
    said: /Allowed choices are dev, prod/,
  },
  { what: "no environment", args: ["where"], code: 2, said: /missing required argument/ },
  { what: "a verb that there is not", args: ["down", "dev"], code: 2, said: /unknown command 'down'/ },
  { what: "an up that would ask where nobody answers", args: ["up", "dev"], code: 2, said: /give --yes/ },
  {
    what: "a configuration that is missing",
    args: ["up", "prod", "--yes"],
    code: 1,
    said: /Pulumi\.prod\.yaml is missing/,
  },
  {
    what: "a configuration that lacks bucket and region, both at once",
    args: ["where", "dev"],
    code: 1,
    said: /2 values[^]*foundation:stateBucket: given nothing[^]*aws:region: given nothing/,
  },
];

describe("tidegate foundation", function () {
  this.timeout(60_000);

  for (const { what, args, code, said } of CASES) {
    it(`refuses ${what}`, async () => {
      await withTemporaryFolder("foundation", async (project) => {
        await writeFile(join(project, "Pulumi.yaml"), "name: foundation\nruntime: nodejs\n");
        await writeFile(join(project, "Pulumi.dev.yaml"), "config: {}\n");
        const ended = await tidegate([...args, "--project", project]);
        assert.match(ended.stderr, said);
        assert.equal(ended.code, code, ended.stderr);
      });
    });
  }
});

function tidegate(args: readonly string[]): Promise<{ code: number; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [MAIN_TS, "foundation", ...args], (error, _stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stderr });
    });
    child.stdin?.end();
  });
}
