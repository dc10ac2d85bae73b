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
      assert.equal(explained.stderr, "");
      assert.match(explained.stdout, new RegExp(`takes 1 of 2 roles[^]*${ROLE_NAME}[^]*OCI pay-dev-deploy`));
      const table = await tidegate("matrix", "--json", "--state", state);
      assert.match(table.stdout, /^\{\n {2}"roles"/);
      const other = await tidegate("explain", MAIN, "--aud", "elsewhere", "--all", "--state", state);
      assert.match(other.stdout, /takes 0 of 2 roles/);
      assert.equal(other.code, 0);
    });
  });

  it("ends with 1 where it can't be told, and with 2 where the call is wrong", async () => {
    await withTemporaryFolder("trust", async (folder) => {
      const file = join(folder, "none.json");
      await writeFile(file, "{}");
      const { code, stderr, stdout } = await tidegate("matrix", "--state", file);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, /Neither a state \("pulumi stack export"\) nor a preview/);
      assert.equal((await tidegate("explain")).code, 2);
      const both = await tidegate("matrix", "--state", file, "--stack", "dev");
      assert.equal(both.code, 2);
      assert.match(both.stderr, /cannot be used with option/);
    });
  });

  it("tells its exit codes", async () => {
    const { code, stdout } = await tidegate("explain", "--help");
    assert.equal(code, 0);
    assert.match(stdout, /Exit codes: 0 it was told/);
  });
});
