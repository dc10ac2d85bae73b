import assert from "node:assert/strict";
import { copyFile, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { Stack } from "../../../rehearsal/session/stack.ts";
import { triviaPay } from "../../../rehearsal/systems/trivia-pay.ts";
import { healthOf, openRehearsal, quietly } from "../../support/rehearsal.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";
import { BREAKS } from "./breaks.ts";

const REPOSITORY = join(import.meta.dirname, "..", "..", "..");
const PROJECT = join(REPOSITORY, "stacks", "trivia-pay");
/** Real seconds for instances to come or go; a boot takes less than one. */
const PATIENCE_MS = 20_000;

describe("The rehearsed health of TriviaPay", function () {
  this.timeout(300_000);
  let rehearsal: Rehearsal;
  let project: string;
  let pool: string;
  let outputs: Record<string, unknown>;

  before(async () => {
    rehearsal = await openRehearsal("broken-health");
    project = await breakableProject(rehearsal.root);
    const stack = stackWith(undefined);
    await stack.prepare();
    await up(stack);
    outputs = await stack.outputs();
    pool = String(outputs["instance_pool_id"]);
    await operate();
  });
  after(() => rehearsal?.close());

  afterEach(async () => {
    await up(stackWith(undefined));
    await renewInstances();
    assert.deepEqual(await healthAfter("OK"), []);
  });

  for (const [what, wrong] of Object.entries(BREAKS)) {
    if (wrong.needsNewInstances === true) {
      it(`stays green when ${what} is wrong: up fails, and the instances that serve stay`, async () => {
        const stack = stackWith(what);
        await stack.configure({ "trivia-pay:maxWaitSeconds": 300 });
        const run = await quietly(stack, ["up", "--yes", "--skip-preview"]);
        await stack.configure({ "trivia-pay:maxWaitSeconds": undefined });
        assert.notEqual(run.code, 0, run.output);
        assert.match(run.output, /The rollout to \S+ failed/);
        assert.deepEqual(await healthAfter("OK"), []);
      });
      continue;
    }
    it(`goes red when ${what} is wrong, and says so`, async () => {
      await up(stackWith(what));
      const reasons = await healthAfter("CRITICAL", wrong.reason);
      assert.match(reasons.join("\n"), wrong.reason);
      await assert.rejects(operate(), wrong.reason, "the rehearsal goes on as if nothing were wrong");
    });
  }

  /** What `npm run rehearse` does after `up`: it fails when the system doesn't serve. */
  async function operate(): Promise<void> {
    const { clouds, paths } = rehearsal.session;
    await triviaPay.operate({ clouds, paths, outputs, config: { imageTag: "1.0.0" }, say: () => {} });
  }

  function stackWith(wrong: string | undefined): Stack {
    const environment = { ...rehearsal.session.environment, TIDEGATE_BREAK: wrong ?? "" };
    const client = () => Promise.resolve(rehearsal.client);
    return new Stack({ project, stack: "dev", config: join(rehearsal.root, "config", "broken"), environment, client });
  }

  async function up(stack: Stack): Promise<void> {
    const done = await quietly(stack, ["up", "--yes", "--skip-preview"]);
    assert.equal(done.code, 0, done.output);
  }

  /** Ends the pool's instances; the pool starts others from its present configuration. */
  async function renewInstances(): Promise<void> {
    const members = await rehearsal.client.send(
      "GET",
      `/20160918/instancePools/${pool}/instances?${await compartment()}`,
    );
    for (const member of Array.isArray(members) ? members : []) {
      await rehearsal.client.send("DELETE", `/20160918/instances/${String(Reflect.get(member as object, "id"))}`);
    }
  }

  async function compartment(): Promise<string> {
    const found = await rehearsal.client.send("GET", `/20160918/instancePools/${pool}`);
    return `compartmentId=${isRecord(found) ? String(found["compartmentId"]) : ""}`;
  }

  /** The reasons as soon as the pool is as wanted; the last ones when it never is. */
  async function healthAfter(status: string, reason = /^/): Promise<string[]> {
    for (const until = Date.now() + PATIENCE_MS; ; await sleep(100)) {
      const health = await healthOf(rehearsal.session, pool);
      if ((health.status === status && reason.test(health.reasons.join("\n"))) || Date.now() > until) {
        return health.reasons;
      }
    }
  }
});

/** A project that loads the ways to break it, then the stack's own program, under the stack's own name and configuration. */
async function breakableProject(root: string): Promise<string> {
  const folder = join(root, "broken");
  await mkdir(folder);
  await symlink(join(REPOSITORY, "node_modules"), join(root, "node_modules"));
  for (const file of ["Pulumi.dev.yaml", "package.json"]) {
    await copyFile(join(PROJECT, file), join(folder, file));
  }
  const description = await readFile(join(PROJECT, "Pulumi.yaml"), "utf8");
  await writeFile(join(folder, "Pulumi.yaml"), description);
  const url = (path: string) => JSON.stringify(pathToFileURL(path).href);
  const breaks = url(join(import.meta.dirname, "breaks.ts"));
  await writeFile(join(folder, "index.ts"), `import ${breaks};\nexport * from ${url(join(PROJECT, "index.ts"))};\n`);
  return folder;
}
