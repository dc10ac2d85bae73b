import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withLock } from "./lock.ts";
import { withTemporaryFolder } from "./temp.ts";

describe("withLock", () => {
  it("lets one process at a time in", async () => {
    await withTemporaryFolder("lock", async (folder) => {
      const log = join(folder, "log");
      const worker = `
        import { appendFile } from "node:fs/promises";
        import { setTimeout } from "node:timers/promises";
        import { withLock } from ${JSON.stringify(join(import.meta.dirname, "lock.ts"))};
        for (let round = 0; round < 5; round++) {
          await withLock(${JSON.stringify(join(folder, "lock"))}, async () => {
            await appendFile(${JSON.stringify(log)}, "in ");
            await setTimeout(2);
            await appendFile(${JSON.stringify(log)}, "out ");
          });
        }`;
      const codes = await Promise.all([runModule(worker), runModule(worker), runModule(worker)]);
      assert.deepEqual(codes, [0, 0, 0]);
      assert.equal(await readFile(log, "utf8"), "in out ".repeat(15));
    });
  });

  it("is free again after the work threw", async () => {
    await withTemporaryFolder("lock", async (folder) => {
      const path = join(folder, "lock");
      await assert.rejects(
        withLock(path, () => Promise.reject(new Error("no luck"))),
        /no luck/,
      );
      assert.equal(await withLock(path, () => Promise.resolve("in")), "in");
      assert.deepEqual(await readdir(folder), []);
    });
  });

  it("takes over from an owner that died", async () => {
    await withTemporaryFolder("lock", async (folder) => {
      const path = join(folder, "lock");
      const child = spawn(process.execPath, ["-e", ""]);
      await once(child, "exit");
      await mkdir(path);
      await writeFile(join(path, `owner-${String(child.pid)}`), "");
      assert.equal(await withLock(path, () => Promise.resolve("in")), "in");
    });
  });

  it("gives up on a living owner after the time allowed, and names it", async () => {
    await withTemporaryFolder("lock", async (folder) => {
      const path = join(folder, "lock");
      await mkdir(path);
      await writeFile(join(path, `owner-${process.ppid}`), "");
      const waitedFor: number[] = [];
      await assert.rejects(
        withLock(path, () => Promise.resolve("in"), { waitMs: 1, onWait: (pid) => waitedFor.push(pid) }),
        new RegExp(`Process ${process.ppid} has held the lock`),
      );
      assert.deepEqual(waitedFor, [process.ppid]);
    });
  });
});

async function runModule(source: string): Promise<number> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", source], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = (await once(child, "exit")) as [number];
  return code;
}
