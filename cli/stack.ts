/** A stack of this repository, as the real engine knows it from this shell: its outputs, its configuration, `up`. */
import { findEngine } from "@tidegate/engine";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { policiesFor } from "./policies.ts";

export interface StackRef {
  /** Folder below `stacks/`, which is also the project's name. */
  readonly system: string;
  /** `dev` or `prod`. */
  readonly environment: string;
}

const STACKS = join(import.meta.dirname, "..", "stacks");

/** Runs `pulumi` on a stack. */
export class EngineStack {
  readonly #ref: StackRef;
  readonly #binDir: string;

  private constructor(ref: StackRef, binDir: string) {
    this.#ref = ref;
    this.#binDir = binDir;
  }

  /** @throws Error when there is no such system, or no engine can be had */
  static async open(ref: StackRef, say: (line: string) => void): Promise<EngineStack> {
    if (!existsSync(join(STACKS, ref.system, "Pulumi.yaml"))) {
      throw new Error(`There is no system ${ref.system}: stacks/${ref.system}/Pulumi.yaml is missing.`);
    }
    const engine = await findEngine({ progress: say });
    return new EngineStack(ref, engine.binDir);
  }

  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    const { code, stdout, stderr } = await this.#run(["stack", "output", "--json"], false);
    const data: unknown = code === 0 ? JSON.parse(stdout) : undefined;
    if (typeof data !== "object" || data === null) {
      throw this.#unreadable("outputs", stderr);
    }
    return Object.fromEntries(Object.entries(data));
  }

  /** The whole state, as `pulumi stack export` gives it. @throws Error */
  async state(): Promise<unknown> {
    const { code, stdout, stderr } = await this.#run(["stack", "export"], false);
    if (code !== 0) {
      throw this.#unreadable("state", stderr);
    }
    return JSON.parse(stdout);
  }

  #unreadable(what: string, stderr: string): Error {
    const { system, environment } = this.#ref;
    return new Error(
      `The ${what} of ${system} ${environment} can't be read:\n${stderr.trim()}\n` +
        "Is this shell logged in to the state (pulumi whoami), or pointed at the rehearsal (npm run rehearse -- env)?",
    );
  }

  /** Sets one configuration key, without the project's name; undefined takes it away. @throws Error */
  async configure(key: string, value: string | undefined): Promise<void> {
    const name = `${this.#ref.system}:${key}`;
    const { code, stderr } = await this.#run(
      value === undefined ? ["config", "rm", name] : ["config", "set", name, value],
      false,
    );
    if (code !== 0) {
      throw new Error(`The configuration key ${name} can't be changed:\n${stderr.trim()}`);
    }
  }

  /** `pulumi up` on this terminal, under the policies. Says its exit code. */
  async up(): Promise<number> {
    const folder = await mkdtemp(join(tmpdir(), "tidegate-up-"));
    try {
      const policies = await policiesFor({ ...this.#ref, into: join(folder, "policies.json") });
      const { code } = await this.#run(["up", "--yes", "--skip-preview", ...policies], true);
      return code;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  #run(args: readonly string[], shown: boolean): Promise<{ code: number; stdout: string; stderr: string }> {
    const { system, environment } = this.#ref;
    const all = ["-C", join(STACKS, system), ...args, "--stack", environment];
    const path = [this.#binDir, dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter);
    return new Promise((resolve, reject) => {
      const child = spawn("pulumi", all, {
        env: { ...process.env, PATH: path },
        stdio: shown ? "inherit" : ["ignore", "pipe", "pipe"],
      });
      let stdout = "";
      let stderr = "";
      child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
      child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
      child.on("error", reject);
      child.on("close", (code) => resolve({ code: code ?? 1, stdout, stderr }));
    });
  }
}
