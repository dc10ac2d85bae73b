import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder, withTemporaryFolder } from "./temp.ts";

describe("temporary folders", () => {
  it("go away with all that is in them", async () => {
    const folder = await temporaryFolder("own");
    await writeFile(join(folder.path, "file"), "");
    await folder.remove();
    assert.equal(existsSync(folder.path), false);
    await folder.remove();
  });

  it("ask for the process's end once, however many come and go", async () => {
    const listeners = () => process.listenerCount("exit");
    await withTemporaryFolder("first", () => {});
    const before = listeners();
    await withTemporaryFolder("second", () => {});
    assert.equal(listeners(), before);
  });

  it("go away when their user throws", async () => {
    let seen = "";
    await assert.rejects(
      withTemporaryFolder("thrown", (path) => {
        seen = path;
        assert.equal(existsSync(path), true);
        throw new Error("no luck");
      }),
      /no luck/,
    );
    assert.equal(existsSync(seen), false);
  });

  it("go away with the process that forgot them", async () => {
    const source = `
      import { temporaryFolder } from ${JSON.stringify(join(import.meta.dirname, "temp.ts"))};
      const folder = await temporaryFolder("forgotten");
      process.stdout.write(folder.path);`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", source]);
    assert.match(stdout, /tidegate-forgotten-/);
    assert.equal(existsSync(stdout), false);
  });
});
