import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "../../support/temp.ts";
import type { TemporaryFolder } from "../../support/temp.ts";

const REPOSITORY = join(import.meta.dirname, "..", "..", "..");
const run = promisify(execFile);

describe("npm run rehearse", function () {
  this.timeout(180_000);
  let folder: TemporaryFolder;

  before(async () => {
    folder = await temporaryFolder("commands");
  });
  after(async () => {
    await rehearse("reset");
    await folder.remove();
  });

  it("brings a system up, shows its outputs and that it serves, and says what to do next", async () => {
    const said = await rehearse("trivia-pay", "dev");
    assert.match(said, /instance_pool_id = ocid1\.instancepool\./);
    assert.match(said, /20 requests GET .* through the load balancer: 0 failed/);
    assert.match(said, /What to do next/);
  });

  it("ends cleanly at a Ctrl-C, with nothing left running, and goes on the next time", async () => {
    await rehearse("reset");
    const env = { ...process.env, TIDEGATE_REHEARSAL: folder.path };
    const child = spawn(process.execPath, ["rehearsal/rehearse.ts"], { cwd: REPOSITORY, env, stdio: "pipe" });
    // A second one would end it at once, with the clouds left running.
    const interrupt = (chunk: Buffer) => {
      if (chunk.toString().includes(" created")) {
        child.stdout.off("data", interrupt).resume();
        child.kill("SIGINT");
      }
    };
    child.stdout.on("data", interrupt);
    const [code] = (await once(child, "close")) as [number];
    assert.equal(code, 130);
    assert.match(await rehearse("stop"), /No clouds are running/);
    assert.match(await rehearse("trivia-pay", "dev"), /trivia-pay dev serves/);
  });

  it("leaves nothing running afterwards", async () => {
    assert.match(await rehearse("stop"), /No clouds are running/);
  });

  it("brings prod up beside dev, in the same world", async () => {
    const said = await rehearse("trivia-pay", "prod");
    assert.match(said, /trivia-pay prod serves/);
  });

  it("keeps the clouds open: plain pulumi in a shell with the exports finds nothing to change", async () => {
    await rehearse("start");
    const exports = await rehearse("env");
    const config = join(folder.path, "config", "trivia-pay", "Pulumi.dev.yaml");
    const command = `pulumi preview -C stacks/trivia-pay --stack dev --config-file '${config}' --expect-no-changes`;
    const { stdout } = await run("bash", ["-c", `${exports}\n${command}`], { cwd: REPOSITORY });
    assert.match(stdout, /unchanged/);
  });

  it("uses clouds that are open already, and leaves them open", async () => {
    assert.match(await rehearse("trivia-pay", "dev"), /was running/);
    assert.match(await rehearse("stop"), /have ended/);
  });

  it("forgets the world", async () => {
    await rehearse("reset");
    assert.equal(existsSync(folder.path), false);
  });

  it("opens a world in which plain pulumi finds its backend, before any stack is there", async () => {
    await rehearse("start");
    const exports = await rehearse("env");
    const { stdout } = await run("bash", ["-c", `${exports}\npulumi -C stacks/trivia-pay stack ls --json`], {
      cwd: REPOSITORY,
    });
    assert.deepEqual(JSON.parse(stdout), []);
  });

  it("refuses a system and an option that it doesn't know, with exit code 2", async () => {
    await assert.rejects(rehearse("no-such-system"), { code: 2, message: /trivia-pay/ });
    await assert.rejects(rehearse("--colour"), { code: 2 });
  });

  /** What the command prints, on an own folder. */
  async function rehearse(...args: string[]): Promise<string> {
    const env = { ...process.env, TIDEGATE_REHEARSAL: folder.path };
    const { stdout } = await run(process.execPath, ["rehearsal/rehearse.ts", ...args], { cwd: REPOSITORY, env });
    return stdout;
  }
});
