import assert from "node:assert/strict";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";

import { cachedEngine, cachePlace, fillPlace } from "../../tools/engine/cache.ts";
import type { CachePlace } from "../../tools/engine/cache.ts";
import { withTemporaryFolder } from "../support/temp.ts";

const FILES = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];
const quiet = () => {};

/** Runs `use` with the place of an engine in an empty cache. */
function withPlace(use: (place: CachePlace) => Promise<void>): Promise<void> {
  return withTemporaryFolder("cache", (path) =>
    use(cachePlace({ XDG_CACHE_HOME: path }, "built", "3.259.0", "1234abcd")),
  );
}

/** Writes executables into `bin/`, as an install or a build would. */
async function writeEngine(folder: string, files: readonly string[] = FILES): Promise<undefined> {
  await mkdir(join(folder, "bin"), { recursive: true });
  for (const file of files) {
    await writeFile(join(folder, "bin", file), "#!/bin/sh\n", { mode: 0o755 });
  }
}

describe("the engine cache", () => {
  it("keeps engines by version, system and kind under the user's cache folder", () => {
    const system = `${process.platform}-${process.arch}`;
    const { folder } = cachePlace({ XDG_CACHE_HOME: "/c" }, "official", "3.270.0");
    assert.equal(folder, join("/c", "tidegate", "engine", `3.270.0-${system}`));
    const home = cachePlace({ HOME: "/users/a" }, "built", "3.259.0", "1234abcd").folder;
    const expected = process.platform === "darwin" ? "/users/a/Library/Caches" : "/users/a/.cache";
    assert.equal(home, join(expected, "tidegate", "engine", `3.259.0-${system}-1234abcd`));
  });

  it("gives what was filled in, and leaves nothing else behind", () =>
    withPlace(async (place) => {
      const outcome = await fillPlace(place, writeEngine, quiet);
      const binDir = join(place.folder, "bin");
      const engine = { pulumi: join(binDir, "pulumi"), binDir, version: "3.259.0", origin: "built" };
      assert.deepEqual(outcome, { engine });
      assert.deepEqual(await cachedEngine(place), engine);
      assert.deepEqual(await readdir(dirname(place.folder)), [basename(place.folder)]);
    }));

  it("is empty before, and after a fill that failed", () =>
    withPlace(async (place) => {
      assert.equal(await cachedEngine(place), undefined);
      const failed = await fillPlace(
        place,
        async (folder) => (await writeEngine(folder), { refused: "no disk" }),
        quiet,
      );
      assert.deepEqual(failed, { refused: "no disk" });
      assert.equal(await cachedEngine(place), undefined);
      assert.deepEqual(await readdir(dirname(place.folder)), []);
    }));

  it("counts an engine that lacks a file as absent, and makes it anew", () =>
    withPlace(async (place) => {
      await writeEngine(place.folder, FILES.slice(0, 2));
      assert.equal(await cachedEngine(place), undefined);
      assert.ok("engine" in (await fillPlace(place, writeEngine, quiet)));
    }));

  it("refuses a fill that forgot a file", () =>
    withPlace(async (place) => {
      const outcome = await fillPlace(place, (folder) => writeEngine(folder, FILES.slice(1)), quiet);
      assert.match("refused" in outcome ? outcome.refused : "", /lacks one of pulumi,/);
    }));

  it("lets one of two fill it, and the other take what the first made", () =>
    withPlace(async (place) => {
      let fills = 0;
      const fill = async (folder: string) => {
        fills += 1;
        return writeEngine(folder);
      };
      const outcomes = await Promise.all([fillPlace(place, fill, quiet), fillPlace(place, fill, quiet)]);
      assert.ok(outcomes.every((outcome) => "engine" in outcome));
      assert.equal(fills, 1);
    }));

  it("goes on where a killed process left its lock and half an engine", () =>
    withPlace(async (place) => {
      // No process has this id: it is above what any system gives out.
      await mkdir(dirname(place.folder), { recursive: true });
      await writeFile(`${place.folder}.lock`, `${hostname()} 2147483646\n`);
      await writeEngine(`${place.folder}.partial-2147483646`, ["pulumi"]);
      const lines: string[] = [];
      assert.ok("engine" in (await fillPlace(place, writeEngine, (line) => lines.push(line))));
      assert.deepEqual(lines, [], "it waited for a process that is gone");
      assert.equal((await readdir(dirname(place.folder))).length, 1);
    }));
});
