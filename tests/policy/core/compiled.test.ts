import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { withTemporaryFolder } from "../../support/temp.ts";
import { SAMPLE, withPack } from "./served.ts";

const OURS = ["NODE_COMPILE_CACHE", "NODE_DISABLE_COMPILE_CACHE"] as const;

describe("what a pack's process has compiled", () => {
  const before = new Map(OURS.map((name) => [name, process.env[name]]));

  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  it("is kept for the next one, though the process doesn't end by itself", async () => {
    await withTemporaryFolder("compiled", async (folder) => {
      process.env["NODE_COMPILE_CACHE"] = folder;
      Reflect.deleteProperty(process.env, "NODE_DISABLE_COMPILE_CACHE");
      // A pack that answers has been up for a while.
      await withPack(SAMPLE, async (pack) => {
        await pack.info();
      });
      const kept = await readdir(folder, { recursive: true, withFileTypes: true });
      assert.ok(kept.filter((entry) => entry.isFile()).length > 100, "the folder of the compile cache");
    });
  });
});
