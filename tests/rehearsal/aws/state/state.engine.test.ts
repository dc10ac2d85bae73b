/** Pulumi's own S3 backend and its KMS secrets provider, under the real engine, at the embedded AWS. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, globSync, statSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ALIAS, KEY } from "../../../../rehearsal/aws/services/kms/key.ts";
import { BUCKET } from "../../../../rehearsal/aws/services/s3/types.ts";
import { isRecord } from "../../../../rehearsal/oci/facts/conform.ts";
import { startClouds, stopClouds } from "../../../../rehearsal/session/clouds.ts";
import { rehearsalEnvironment } from "../../../../rehearsal/session/environment.ts";
import { sessionPaths } from "../../../../rehearsal/session/paths.ts";
import { withAwsProgram } from "../../plugins/aws/program.ts";
import type { AwsProgram } from "../../plugins/aws/program.ts";

const REGION = "eu-central-1";
/** As on AWS: where it is comes from the rehearsal's environment, AWS_ENDPOINT_URL. */
const BACKEND = `s3://state?region=${REGION}`;
const SECRETS = `awskms://alias/pulumi?region=${REGION}`;

/** A stack with a secret, which takes as long as the file `wait` is there. */
const TEXT = `
import { existsSync, writeFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
writeFileSync("begun", "");
const late = Date.now() + 60_000;
while (existsSync("wait") && Date.now() < late) await new Promise((resolve) => setTimeout(resolve, 50));
export const password = new pulumi.Config().requireSecret("password");
`;

describe("a stack's state in the embedded S3", function () {
  this.timeout(300_000);

  it("is read by nobody without KMS's key, and outlives the clouds' process", async () => {
    await withState(async (program, key) => {
      const password = await initialised(program);
      await run(program, "up", "--yes", "--skip-preview");
      await run(program, "preview", "--expect-no-changes");
      assert.equal((await run(program, "stack", "output", "password", "--show-secrets")).trim(), password);

      const before = await run(program, "stack", "export");
      const files = globSync([`${rootOf(program)}/**/*`, `${program.folder}/Pulumi.*`]).filter((file) => isFile(file));
      assert.ok(files.some((file) => file.includes("aws-store/objects/")));
      for (const file of files) assert.ok(!(await readFile(file, "utf8")).includes(password), file);
      assert.ok(!before.includes(password));

      const paths = sessionPaths(rootOf(program));
      await stopClouds(paths);
      await startClouds(paths, { speed: 200 });
      assert.equal(await run(program, "stack", "export"), before);
      await run(program, "preview", "--expect-no-changes");

      await provider(program, "update", { type: KEY, id: key, inputs: { isEnabled: false } });
      assert.match(await failed(program, "up", "--yes", "--skip-preview"), /DisabledException/);
    });
  });

  it("is one update's at a time; what a killed one leaves locked is taken away by hand", async () => {
    await withState(async (program) => {
      await initialised(program);
      await writeFile(join(program.folder, "wait"), "");
      const first = await begun(program);
      assert.match(await failed(program, "up", "--yes", "--skip-preview"), /locked by 1 lock/);
      await released(program);
      assert.equal(await ended(first), 0);

      await writeFile(join(program.folder, "wait"), "");
      const second = await begun(program);
      second.kill("SIGKILL");
      await ended(second);
      await released(program);
      assert.match(await failed(program, "up", "--yes", "--skip-preview"), /locked by 1 lock[^]*pulumi cancel/);
      await run(program, "cancel", "--yes");
      await run(program, "up", "--yes", "--skip-preview");
    });
  });

  it("is the same when it comes from a folder, and when it goes back to one", async () => {
    await withState(async (program) => {
      const folder = async (name: string) => {
        await mkdir(join(rootOf(program), name));
        return `file://${join(rootOf(program), name)}`;
      };
      await initialised(program, await folder("first"));
      await run(program, "up", "--yes", "--skip-preview");
      const before = await resources(program);
      for (const backend of [BACKEND, await folder("second")]) {
        const file = join(program.folder, "moved.json");
        await run(program, "stack", "export", "--file", file);
        program.env["PULUMI_BACKEND_URL"] = backend;
        await run(program, "stack", "init", "dev", "--secrets-provider", SECRETS);
        await run(program, "stack", "import", "--file", file);
        assert.deepEqual(await resources(program), before, backend);
        await run(program, "preview", "--expect-no-changes");
      }
    });
  });

  it("is not found in another region, nor in a bucket that isn't there", async () => {
    await withState(async (program) => {
      Reflect.deleteProperty(program.env, "PULUMI_BACKEND_URL");
      assert.match(await failed(program, "login", "s3://state?region=us-east-1"), /expecting 'eu-central-1'/);
      assert.match(await failed(program, "login", `s3://none?region=${REGION}`), /NoSuchBucket/);
      const { awsEndpoint } = program.clouds;
      Reflect.deleteProperty(program.env, "AWS_ENDPOINT_URL");
      await run(program, "login", `${BACKEND}&endpoint=${awsEndpoint}&s3ForcePathStyle=true`);
    });
  });
});

/** Runs `use` with a bucket that keeps versions and a key under an alias, as a foundation makes them. */
async function withState(use: (program: AwsProgram, key: string) => Promise<void>): Promise<void> {
  await withAwsProgram(TEXT, async (program) => {
    const environment = rehearsalEnvironment(sessionPaths(rootOf(program)), program.clouds, "", 1);
    const aws = Object.entries(environment).filter(([name]) => name.startsWith("AWS_"));
    Object.assign(program.env, Object.fromEntries(aws), { PULUMI_BACKEND_URL: BACKEND });
    const create = (type: string, inputs: object) => provider(program, "create", { type, inputs });
    await create(BUCKET, { bucket: "state" });
    const versioning = { bucket: "state", versioningConfiguration: { status: "Enabled" } };
    await create("aws:s3/bucketVersioning:BucketVersioning", versioning);
    const key = await create(KEY, {});
    await create(ALIAS, { name: "alias/pulumi", targetKeyId: key });
    await use(program, key);
  });
}

const isFile = (path: string): boolean => statSync(path).isFile();

const rootOf = ({ folder }: AwsProgram): string => join(dirname(folder), "rehearsal");

/** A stack in the bucket, or elsewhere, with a secret among its configuration. @returns the secret */
async function initialised(program: AwsProgram, backend = BACKEND): Promise<string> {
  program.env["PULUMI_BACKEND_URL"] = backend;
  const password = randomUUID();
  await run(program, "stack", "init", "dev", "--secrets-provider", SECRETS);
  await run(program, "config", "set", "--secret", "password", password);
  return password;
}

async function run(program: AwsProgram, ...args: string[]): Promise<string> {
  const { ok, output } = await program.pulumi(...args);
  assert.ok(ok, `${args.join(" ")}:\n${output}`);
  return output;
}

async function failed(program: AwsProgram, ...args: string[]): Promise<string> {
  const { ok, output } = await program.pulumi(...args);
  assert.ok(!ok, output);
  return output;
}

/** With secrets in the clear: an import encrypts them anew, so that their ciphertexts differ each time. */
async function resources(program: AwsProgram): Promise<unknown> {
  const state: unknown = JSON.parse(await run(program, "stack", "export", "--show-secrets"));
  assert.ok(isRecord(state) && isRecord(state["deployment"]));
  return state["deployment"]["resources"];
}

/** An update whose program has begun: the engine holds the lock, until the program ends. */
async function begun({ folder, env }: AwsProgram): Promise<ChildProcess> {
  await rm(join(folder, "begun"), { force: true });
  const args = ["up", "--yes", "--skip-preview", "--non-interactive", "--stack", "dev"];
  const child = spawn("pulumi", args, { cwd: folder, env, stdio: "ignore" });
  while (!existsSync(join(folder, "begun")) && child.exitCode === null) await sleep(50);
  assert.equal(child.exitCode, null);
  return child;
}

/** Lets the program go on. */
async function released({ folder }: AwsProgram): Promise<void> {
  await rm(join(folder, "wait"));
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}

/** Does what a program would. @returns the thing's id */
async function provider({ clouds }: AwsProgram, what: string, call: object): Promise<string> {
  const response = await fetch(`${clouds.awsEndpoint}/rehearsal/provider/${what}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ region: REGION, urn: "", declared: {}, ...call }),
  });
  const answer: unknown = await response.json();
  assert.ok(response.ok && isRecord(answer) && isRecord(answer["resource"]), JSON.stringify(answer));
  return String(answer["resource"]["id"]);
}
