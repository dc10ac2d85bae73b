import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { NAMESPACE } from "../../../../rehearsal/oci/tenancy.ts";
import { ensureOciCli } from "../../../support/oci-cli.ts";
import { openWorld } from "../world.ts";
import type { TestWorld } from "../world.ts";
import { compartmentId } from "./fixture.ts";

const run = promisify(execFile);

describe("Oracle's command line, at object storage and the registry", function () {
  this.timeout(300_000);
  let world: TestWorld;
  let oci: string;
  before(async () => {
    oci = await ensureOciCli();
    world = await openWorld();
  });
  after(() => world.close());

  async function say(...words: string[]): Promise<string> {
    const config = await world.configFile();
    const { stdout } = await run(oci, ["--config-file", config, "--endpoint", world.endpoint, ...words], {
      env: { ...process.env, OCI_CLI_SUPPRESS_FILE_PERMISSIONS_WARNING: "True" },
    });
    return stdout.trim();
  }

  const answer = async (...words: string[]) => (JSON.parse(await say(...words)) as { data: unknown }).data;

  it("finds the namespace", async () => {
    assert.equal(await answer("os", "ns", "get"), NAMESPACE);
  });

  it("makes a versioned bucket for state and reads its versioning back", async () => {
    await answer("os", "bucket", "create", "-c", compartmentId, "--name", "state", "--versioning", "Enabled");
    const query = ["--query", "data.versioning", "--raw-output"];
    assert.equal(await say("os", "bucket", "get", "--bucket-name", "state", ...query), "Enabled");
    const listed = await answer("os", "bucket", "list", "-c", compartmentId);
    assert.deepEqual(
      (listed as { name: string }[]).map(({ name }) => name),
      ["state"],
    );
  });

  it("puts a file, lists it and gets it back", async () => {
    await answer("os", "bucket", "create", "-c", compartmentId, "--name", "files");
    const [source, target] = [join(world.folder, "source"), join(world.folder, "target")];
    await writeFile(source, randomBytes(2000));
    const file = ["-bn", "files", "--name", "a folder/file.bin"];
    await say("os", "object", "put", ...file, "--file", source);
    const [listed] = (await answer("os", "object", "list", "-bn", "files")) as { name: string; size: number }[];
    assert.deepEqual([listed?.name, listed?.size], ["a folder/file.bin", 2000]);
    await say("os", "object", "get", ...file, "--file", target);
    assert.deepEqual(await readFile(target), await readFile(source));
    await assert.rejects(say("os", "bucket", "delete", "-bn", "files", "--force"), /BucketNotEmpty/);
    await say("os", "object", "delete", ...file, "--force");
    await say("os", "bucket", "delete", "-bn", "files", "--force");
  });

  it("makes a container repository and lists it", async () => {
    const repository = ["artifacts", "container", "repository"];
    await answer(...repository, "create", "-c", compartmentId, "--display-name", "triviapay/api");
    const { items } = (await answer(...repository, "list", "-c", compartmentId)) as {
      items: Record<string, unknown>[];
    };
    assert.deepEqual([items.length, items[0]?.["display-name"]], [1, "triviapay/api"]);
  });
});
