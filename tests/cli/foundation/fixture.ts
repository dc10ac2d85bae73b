/** A small foundation of its own for the commands: a project with a StateStore and nothing else, on embedded clouds. */
import { spawn } from "node:child_process";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { openRehearsal } from "../../support/rehearsal.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";

const REPOSITORY = join(import.meta.dirname, "..", "..", "..");
export const REGION = "eu-central-1";
export const BUCKET = "tidegate-test-states";
export const LOG_BUCKET = "tidegate-test-access-logs-111122223333";
export const ALIAS = "tidegate-test-states";

const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { StateStore } from "@tidegate/aws";
const config = new pulumi.Config();
const adopt = config.getObject("adopt") ?? [];
const store = new StateStore("states", {
  bucketName: config.require("stateBucket"),
  logBucketName: "${LOG_BUCKET}",
  keyAlias: "${ALIAS}",
  protect: false,
  adopts: adopt.map((word) => word.replace(/^state-(key-)?/, "")),
});
export const state_bucket = store.bucketName;
export const state_backend_url = store.backendUrl;
export const state_secrets_provider = store.secretsProvider;
export const password = config.get("password") === undefined ? "" : pulumi.secret(config.require("password"));
`;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Fixture {
  readonly rehearsal: Rehearsal;
  /** Folder of the project. */
  readonly project: string;
  /** The local backend's folder. */
  readonly local: string;
  readonly configFile: string;
  /** Runs `npm run foundation -- <args>`, and more of a script of one's own. */
  readonly foundation: (...args: string[]) => Promise<Ended>;
  readonly script: (file: string, ...args: string[]) => Promise<Ended>;
  /** Runs `pulumi <args>` on the stack at one of the two backends. */
  readonly pulumi: (backend: "bucket" | "local", ...args: string[]) => Promise<Ended>;
}

/** Runs `use` with a project that was never brought up. */
export async function withFoundation(label: string, use: (fixture: Fixture) => Promise<void>): Promise<void> {
  const rehearsal = await openRehearsal(label);
  try {
    const { root, session } = rehearsal;
    const project = join(root, "project");
    await mkdir(project);
    await symlink(join(REPOSITORY, "node_modules"), join(root, "node_modules"));
    await writeFile(join(project, "package.json"), JSON.stringify({ type: "module" }));
    await writeFile(join(project, "index.ts"), PROGRAM);
    const runtime = { name: "nodejs", options: { typescript: false, nodeargs: "--require @tidegate/fast-start" } };
    await writeFile(join(project, "Pulumi.yaml"), stringify({ name: "foundation", main: "index.ts", runtime }));
    const configFile = join(project, "Pulumi.dev.yaml");
    const config = { "aws:region": REGION, "foundation:stateBucket": BUCKET };
    await writeFile(configFile, `# A comment that stays.\n${stringify({ config })}`);

    const local = join(project, ".foundation");
    const env = { ...process.env, ...session.environment, NO_COLOR: "1" };
    const node = (file: string, args: readonly string[]) => started(process.execPath, [file, ...args], project, env);
    await use({
      rehearsal,
      project,
      local,
      configFile,
      foundation: (...args) => node(join(REPOSITORY, "cli", "main.ts"), ["foundation", ...args, "--project", project]),
      script: (file, ...args) => node(join(import.meta.dirname, file), args),
      pulumi: (backend, ...args) => {
        const url =
          backend === "bucket" ? `s3://${BUCKET}?region=${REGION}&awssdk=v2` : `file://${local}?metadata=skip`;
        const all = ["-C", project, ...args, "--stack", "dev", "--non-interactive"];
        return started("pulumi", all, project, { ...env, PULUMI_BACKEND_URL: url });
      },
    });
  } finally {
    await rehearsal.close();
  }
}

export function read({ configFile }: Fixture): Promise<string> {
  return readFile(configFile, "utf8");
}

function started(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
