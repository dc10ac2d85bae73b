/** The foundation, rehearsed by its command: the root project, on a bucket of its own. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { withTemporaryFolder } from "../../support/temp.ts";

const REPOSITORY = join(import.meta.dirname, "..", "..", "..");

describe("npm run rehearse -- foundation", function () {
  this.timeout(600_000);

  it("moves the state into its bucket and back, and takes up what an interrupted rehearsal left there", async () => {
    await withTemporaryFolder("rehearse-foundation", async (root) => {
      const env = { ...process.env, TIDEGATE_REHEARSAL: root };
      const shell = async (command: string) =>
        (await promisify(execFile)("bash", ["-ec", command], { cwd: REPOSITORY, env })).stdout;
      const rehearse = (...args: string[]) => shell(`node rehearsal/rehearse.ts ${args.join(" ")}`);
      try {
        const first = await rehearse("foundation", "dev");
        assert.match(
          first,
          /second preview must plan nothing[^]*move dev\n[^]*move dev --back\n[^]*foundation dev serves/,
        );
        assert.match(first, /What to do next:[^]*pulumi preview -C \.\n/);

        await rehearse("start");
        const places = `--local '${root}/state' --config-file '${root}/config/foundation/Pulumi.dev.yaml'`;
        await shell(
          `eval "$(node rehearsal/rehearse.ts env 2>/dev/null)"; node cli/main.ts foundation move dev ${places}`,
        );
        const again = await rehearse("foundation", "dev");
        assert.match(again, /an interrupted rehearsal left the state in the bucket[^]*foundation dev serves/);
        assert.match(again, /\d\d+ unchanged/);
      } finally {
        await rehearse("reset");
      }
    });
  });
});
