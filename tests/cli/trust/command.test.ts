import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withTemporaryFolder } from "../../support/temp.ts";
import { MAIN, ROLE_NAME, stateText } from "./state.ts";

const MAIN_TS = join(import.meta.dirname, "..", "..", "..", "cli", "main.ts");

function tidegate(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN_TS, "trust", ...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

describe("tidegate trust", function () {
  this.timeout(60_000);

  it("explains a subject, and draws the matrix, out of an exported state", async () => {
    await withTemporaryFolder("trust", async (folder) => {
      const state = join(folder, "state.json");
      await writeFile(state, stateText());
      const explained = await tidegate("explain", MAIN, "--state", state);
      assert.equal(explained.code, 0, explained.stderr);
      assert.match(explained.stdout, new RegExp(`takes 1 of 2 roles[^]*${ROLE_NAME}`));
      const table = await tidegate("matrix", "--state", state);
      assert.match(table.stdout, /^subject/);
      const other = await tidegate("explain", MAIN, "--aud", "elsewhere", "--state", state);
      assert.match(other.stdout, /takes 0 of 2 roles/);
    });
  });

  it("says what is wrong with a file, and ends with 1; with 2 for a wrong call", async () => {
    await withTemporaryFolder("trust", async (folder) => {
      const file = join(folder, "none.json");
      await writeFile(file, "{}");
      const { code, stderr } = await tidegate("matrix", "--state", file);
      assert.equal(code, 1);
      assert.match(stderr, /Neither a state \("pulumi stack export"\) nor a preview/);
      assert.equal((await tidegate("explain")).code, 2);
    });
  });
});
