import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ensureOciCli, OCI_CLI_VERSION } from "./oci-cli.ts";
import { withTemporaryFolder } from "./temp.ts";

const run = promisify(execFile);

describe("the oci command line that the tests run", function () {
  this.timeout(300_000);

  it("is there, in the pinned version", async () => {
    const oci = await ensureOciCli();
    const { stdout } = await run(oci, ["--version"]);
    assert.equal(stdout.trim(), OCI_CLI_VERSION);
  });

  it("asks for a newer Python where there is only an old one", async () => {
    await withTemporaryFolder("python", async (folder) => {
      const old = await script(folder, "old-python", "echo 3.9.18");
      await assert.rejects(
        ensureOciCli(undefined, { interpreters: [old, "no-such-python"] }),
        /needs Python 3\.10 or later .*old-python is 3\.9\.18; no-such-python: .*ENOENT.*Install one/,
      );
    });
  });

  it("says why and what to do when it can't be installed, and leaves no half of it behind as whole", async () => {
    await withTemporaryFolder("python", async (cache) => {
      const broken = await script(
        cache,
        "broken-python",
        'case "$1" in -c) echo 3.12.1;; *) echo "ensurepip is not available" >&2; exit 1;; esac',
      );
      const lines: string[] = [];
      const env = { ...process.env, XDG_CACHE_HOME: cache };
      const attempt = () => ensureOciCli((line) => lines.push(line), { env, interpreters: [broken] });
      await assert.rejects(attempt, /venv failed.*python3-venv[^]*ensurepip is not available/);
      await assert.rejects(attempt, /venv failed/, "a second call must try again, not take the first one for done");
      assert.match(lines[0] ?? "", /installing oci-cli .* for Python 3\.12\.1/);
      assert.deepEqual(await readdir(join(cache, "tidegate", "tools")), [], "no lock and no folder may be left");
    });
  });
});

async function script(folder: string, name: string, body: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
  return path;
}
