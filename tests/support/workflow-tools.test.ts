import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ACTIONLINT_VERSION, ensureActionlint } from "./actionlint.ts";
import { withTemporaryFolder } from "./temp.ts";
import { ensureZizmor, ZIZMOR_VERSION } from "./zizmor.ts";

const printed = async (program: string, args: readonly string[]): Promise<string> =>
  (await promisify(execFile)(program, args)).stdout.split("\n", 1)[0] ?? "";

describe("the tools that judge workflows", function () {
  this.timeout(300_000);

  it("are there, in the pinned versions", async () => {
    assert.match(await printed(await ensureActionlint(), ["--version"]), new RegExp(`^v?${ACTIONLINT_VERSION}$`));
    assert.equal(await printed(await ensureZizmor(), ["--version"]), `zizmor ${ZIZMOR_VERSION}`);
  });

  it("say what is missing where there is no Go", async () => {
    await withTemporaryFolder("go-tool", async (folder) => {
      const env = { ...process.env, XDG_CACHE_HOME: folder };
      await assert.rejects(ensureActionlint(undefined, { env, go: join(folder, "go") }), /there is none.*Install Go/);
    });
  });

  it("say what failed where the modules can't be had", async () => {
    await withTemporaryFolder("go-tool", async (folder) => {
      const env = {
        ...process.env,
        XDG_CACHE_HOME: folder,
        GOMODCACHE: join(folder, "modules"),
        GOPROXY: "off",
        GOFLAGS: "-modcacherw",
      };
      await assert.rejects(ensureActionlint(undefined, { env }), /actionlint 1\.\S+ can't be had: .*GOPROXY/s);
    });
  });
});
