import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { CHECKOUT } from "../../../../rehearsal/session/paths.ts";
import { Stack } from "../../../../rehearsal/session/stack.ts";
import type { Rehearsal } from "../../../support/rehearsal.ts";
import { violations } from "./checker.ts";
import { DESIRED, DRAIN_SECONDS, Scene } from "./scene.ts";

/** All lanes at once: what is shown here doesn't depend on it, and it is quick. */
const SURGE = 3;
const PIN = "trivia-pay:instanceConfigurationId";

describe("A rollback after a rollout that is done", function () {
  this.timeout(240_000);
  let scene: Scene;
  let first: string;
  let second: string;
  let from: number;

  before(async () => {
    scene = await Scene.open("rollback", { rolloutSurge: String(SURGE) }, copiedStack);
    first = scene.first;
    await scene.push("2.0.0");
    await scene.configure({ imageTag: "2.0.0" });
    from = (await scene.log()).length;
    await scene.succeed();
    second = String((await scene.stack.outputs())["instance_configuration_id"]);
    await expectServes(second, first);
  });
  beforeEach(async () => {
    from = (await scene.log()).length;
  });
  after(() => scene?.close());

  it("has nothing to do before it", () => scene.expectNothing());

  it("brings back what served before, in one step, and says what stays set", async () => {
    const run = await tidegate("rollback", "trivia-pay", "dev");
    assert.equal(run.code, 0, run.output);
    assert.match(run.output, new RegExp(`Rolling back to ${first}`));
    assert.match(run.output, /--resume/);
    assert.ok((await readFile(scene.stack.configFile, "utf8")).includes(`${PIN}: ${first}`));
    await expectServes(first, second);
    await scene.expectNothing();
  });

  it("can be read in the history, newest first", async () => {
    const run = await tidegate("history", "trivia-pay", "dev");
    assert.equal(run.code, 0, run.output);
    const rows = run.stdout.trim().split("\n").slice(1);
    assert.deepEqual(
      rows.map((row) => row.split(/ {2,}/).at(-1)),
      [first, second, first],
    );
    assert.deepEqual(
      rows.map((row) => row.includes("serves now")),
      [true, false, false],
    );
  });

  it("is refused where it would change nothing, and nothing is changed", async () => {
    const run = await tidegate("rollback", "trivia-pay", "dev", first);
    assert.equal(run.code, 1, run.output);
    assert.match(run.output, /serves already/);
    assert.deepEqual((await scene.log()).slice(from), []);
  });

  it("is ended by --resume: the program's own version serves again", async () => {
    const run = await tidegate("rollback", "trivia-pay", "dev", "--resume");
    assert.equal(run.code, 0, run.output);
    assert.ok(!(await readFile(scene.stack.configFile, "utf8")).includes(PIN));
    await expectServes(second, first);
    await scene.expectNothing();
  });

  it("is the same as one configuration value and an up", async () => {
    await scene.configure({ instanceConfigurationId: first });
    await scene.succeed();
    await expectServes(first, second);
  });

  async function expectServes(now: string, previous: string): Promise<void> {
    const promised = { desired: DESIRED, surge: SURGE, drainSeconds: DRAIN_SECONDS, end: now };
    assert.deepEqual(violations((await scene.log()).slice(from - 1), promised), []);
    const outputs = await scene.stack.outputs();
    assert.equal(outputs["instance_configuration_id"], now);
    assert.equal(outputs["previous_instance_configuration_id"], previous);
  }

  /** Runs a command of `cli/`, that of the copy: it changes the stack's configuration where it finds it. */
  function tidegate(...args: string[]): Promise<{ code: number; stdout: string; output: string }> {
    const { root, session } = scene.rehearsal;
    return new Promise((resolve, reject) => {
      const env = { ...process.env, ...session.environment };
      const child = spawn(process.execPath, [join(root, "copy", "cli", "main.ts"), ...args], { env });
      let stdout = "";
      let output = "";
      child.stdout.on("data", (chunk: Buffer) => {
        stdout += chunk.toString();
        output += chunk.toString();
      });
      child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
      child.on("error", reject);
      child.on("close", (code) => resolve({ code: code ?? 1, stdout, output }));
    });
  }
});

/** The command line and the project, copied, so that the checkout's configuration stays as it is. */
async function copiedStack({ root, session, client }: Rehearsal): Promise<Stack> {
  const copy = join(root, "copy");
  const project = join(copy, "stacks", "trivia-pay");
  await mkdir(copy);
  await symlink(join(CHECKOUT, "node_modules"), join(copy, "node_modules"));
  for (const folder of ["cli", join("stacks", "trivia-pay"), "policy"]) {
    await cp(join(CHECKOUT, folder), join(copy, folder), { recursive: true });
  }
  // The configuration in use is the project's own file, as for anybody who types these commands.
  const environment = session.environment;
  return new Stack({ project, stack: "dev", config: project, environment, client: () => Promise.resolve(client) });
}
