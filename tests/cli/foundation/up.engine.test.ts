/** First runs that meet what is there already: a bucket, an alias, the lock of a killed engine. */
import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { ALIAS as ALIAS_TYPE, KEY } from "../../../rehearsal/aws/services/kms/key.ts";
import { BUCKET as BUCKET_TYPE } from "../../../rehearsal/aws/services/s3/types.ts";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { ALIAS, BUCKET, LOG_BUCKET, read, REGION, withFoundation } from "./fixture.ts";
import type { Fixture } from "./fixture.ts";

describe("npm run foundation -- up", function () {
  this.timeout(300_000);

  it("takes buckets and an alias that the account has into the state, then sets what differs", async () => {
    await withFoundation("foundation-adopt", async (fixture) => {
      const text = await read(fixture);
      const key = await create(fixture, KEY, {});
      await create(fixture, BUCKET_TYPE, { region: REGION, bucket: BUCKET, tags: { Old: "yes" } });
      await create(fixture, BUCKET_TYPE, { region: REGION, bucket: LOG_BUCKET });
      await create(fixture, ALIAS_TYPE, { region: REGION, name: `alias/${ALIAS}`, targetKeyId: key });
      const { code, stderr } = await fixture.foundation("up", "dev", "--yes");
      assert.equal(code, 0, stderr);
      assert.match(stderr, /holds no state of foundation dev\. Is it in a folder of another machine\?/);
      assert.match(stderr, /this account has [^\n]*state-bucket[^\n]* already/);
      assert.match(stderr, /this account has [^\n]*state-log-bucket[^\n]* already/);
      assert.match(stderr, /this account has [^\n]*state-key-alias[^\n]* already/);
      assert.match(stderr, /once more, which sets what differs/);
      assert.equal(await read(fixture), text, "the configuration is as it was");
      const plan = await fixture.pulumi("local", "preview", "--expect-no-changes");
      assert.equal(plan.code, 0, plan.stdout);
      const state = await fixture.pulumi("local", "stack", "export");
      assert.ok(!state.stdout.includes(key), "the alias is the new key's");
    });
  });

  it("finishes what an engine was making when it was killed, and asks for ids that only the cloud knows", async () => {
    await withFoundation("foundation-killed", async (fixture) => {
      assert.equal((await fixture.foundation("up", "dev", "--yes")).code, 0);
      const before = await resources(fixture);
      await forget(fixture);

      const asked = await fixture.foundation("up", "dev", "--yes");
      assert.equal(asked.code, 1);
      assert.match(asked.stderr, /Key states-key {4}aws:kms\/key:Key/);
      assert.ok(!/Bucket states-bucket|Alias states-alias/.test(asked.stderr), asked.stderr);

      const key = before.get("states-key") ?? "";
      const { code, stderr } = await fixture.foundation("up", "dev", "--yes", "--found", `Key states-key=${key}`);
      assert.equal(code, 0, stderr);
      assert.deepEqual(await resources(fixture), before);
      const plan = await fixture.pulumi("local", "preview", "--expect-no-changes");
      assert.equal(plan.code, 0, plan.stdout);
    });
  });

  it("takes the lock of a killed engine away, and keeps another machine's", async () => {
    await withFoundation("foundation-lock", async (fixture) => {
      const { pid } = spawnSync(process.execPath, ["--version"]);
      await lock(fixture, { pid, hostname: `${hostname()}-other` });
      const refused = await fixture.foundation("up", "dev", "--yes");
      assert.equal(refused.code, 1);
      assert.match(refused.stderr, new RegExp(`locked by process ${pid} of someone on ${hostname()}-other`));

      await lock(fixture, { pid, hostname: hostname() });
      const { code, stderr } = await fixture.foundation("up", "dev", "--yes");
      assert.equal(code, 0, stderr);
      assert.match(stderr, /a killed process left its lock behind/);
      assert.deepEqual(await readdir(locks(fixture)).catch(() => []), []);
    });
  });
});

/** Ids of what the clouds hold, by name. */
async function resources(fixture: Fixture): Promise<Map<string, string>> {
  const exported: unknown = JSON.parse((await fixture.pulumi("local", "stack", "export")).stdout);
  const all = entries(recordIn(exported, "deployment")["resources"]).filter(({ custom }) => custom === true);
  return new Map(
    all.map(({ urn, id }): [string, string] => [nameIn(urn), String(id)]).sort(([a], [b]) => a.localeCompare(b)),
  );
}

/** As if an engine had been killed after AWS had made everything, and before it heard of it. */
async function forget({ local }: Fixture): Promise<void> {
  const file = join(local, ".pulumi", "stacks", "foundation", "dev.json");
  const checkpoint: unknown = JSON.parse(await readFile(file, "utf8"));
  const latest = recordIn(recordIn(checkpoint, "checkpoint"), "latest");
  const all = entries(latest["resources"]);
  const isCut = ({ custom, type }: Entry) => custom === true && type.startsWith("aws:");
  const pending = all
    .filter(isCut)
    .map(({ id: _id, outputs: _outputs, ...resource }) => ({ resource, type: "creating" }));
  assert.ok(pending.length > 5);
  Object.assign(latest, { resources: all.filter((one) => !isCut(one)), pending_operations: pending });
  await writeFile(file, JSON.stringify(checkpoint));
}

interface Entry extends Record<string, unknown> {
  readonly urn: string;
  readonly type: string;
}

function entries(list: unknown): Entry[] {
  assert.ok(Array.isArray(list));
  return list.filter(
    (one): one is Entry => isRecord(one) && typeof one["urn"] === "string" && typeof one["type"] === "string",
  );
}

function recordIn(value: unknown, key: string): Record<string, unknown> {
  const found = isRecord(value) ? value[key] : undefined;
  assert.ok(isRecord(found), key);
  return found;
}

function nameIn(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

function locks({ local }: Fixture): string {
  return join(local, ".pulumi", "locks", "organization", "foundation", "dev");
}

async function lock(fixture: Fixture, holder: { pid: number; hostname: string }): Promise<void> {
  await mkdir(locks(fixture), { recursive: true });
  const content = { ...holder, username: "someone", timestamp: new Date().toISOString() };
  await writeFile(join(locks(fixture), "held.json"), JSON.stringify(content));
}

/** Makes a thing that no state knows. @returns its id */
async function create({ rehearsal }: Fixture, type: string, inputs: object): Promise<string> {
  const response = await fetch(`${rehearsal.session.clouds.awsEndpoint}/rehearsal/provider/create`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ region: REGION, urn: "", declared: {}, type, inputs }),
  });
  const answer: unknown = await response.json();
  assert.ok(response.ok && isRecord(answer) && isRecord(answer["resource"]), JSON.stringify(answer));
  return String(answer["resource"]["id"]);
}
