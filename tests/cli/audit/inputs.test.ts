import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inputsOf } from "../../../cli/audit/inputs.ts";
import { withTemporaryFolder } from "../../support/temp.ts";

describe("What is audited", () => {
  it("is a folder's states, however deep, each once, and what is given by name, whatever it is called", async () => {
    await withTemporaryFolder("inputs", async (folder) => {
      const stacks = join(folder, ".pulumi", "stacks", "shop");
      await mkdir(stacks, { recursive: true });
      await mkdir(join(folder, "node_modules"));
      const files = ["dev.json", "dev.json.bak", "prod.json.gz", "notes.txt", "dev.json.attrs"];
      for (const name of files) await writeFile(join(stacks, name), "{}");
      await writeFile(join(folder, "node_modules", "package.json"), "{}");
      await symlink(folder, join(folder, "round"));
      const named = join(stacks, "notes.txt");
      const missing = join(folder, "missing");
      const { inputs, unreadable } = inputsOf(["-", folder, join(stacks, "dev.json"), named, missing]);
      assert.deepEqual(
        inputs.map(({ path, isFound }) => [path, isFound]),
        [
          ["-", false],
          [join(stacks, "dev.json"), false],
          [join(stacks, "dev.json.bak"), true],
          [join(stacks, "prod.json.gz"), true],
          [named, false],
        ],
      );
      assert.deepEqual(unreadable, [{ path: missing, why: "can't be looked at (ENOENT)" }]);
    });
  });
});
