/** Runs the engine on one stack of a project, with a copy of the stack's configuration. */
import { spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse, stringify } from "yaml";
import type { OciClient } from "./oci-client.ts";
import { findCreated, knownIds, pendingCreatesOf, withoutPending } from "./pending-creates.ts";
import { lockedByTheDead } from "./stale-lock.ts";
import { isRecord } from "../oci/facts/conform.ts";

/** How long requests may still arrive from a plugin whose engine was killed. */
const LAST_REQUESTS_MS = 2_000;

export interface StackOptions {
  /** Folder of the project. */
  readonly project: string;
  /** `dev` or `prod`. */
  readonly stack: string;
  /** Folder for the copies of the configuration. */
  readonly config: string;
  readonly environment: Readonly<Record<string, string>>;
  /** A client of the cloud, to look up what a killed engine was creating; without it, nothing is looked up. */
  readonly client?: () => Promise<OciClient>;
}

export interface EngineRun {
  readonly code: number;
  /** What the engine printed, both streams in the order they came. */
  readonly output: string;
  /** What it printed on its standard output alone. */
  readonly stdout: string;
}

export interface RunOptions {
  /** Told each line as it comes; without it the engine draws on this process's own terminal. */
  readonly onLine?: (line: string) => void;
  /** Ends the engine before it is done. */
  readonly signal?: AbortSignal;
  /** How it is ended; default SIGINT, upon which it finishes what is under way. */
  readonly killSignal?: "SIGINT" | "SIGKILL";
}

export class Stack {
  readonly options: StackOptions;
  readonly configFile: string;

  constructor(options: StackOptions) {
    this.options = options;
    this.configFile = join(options.config, `Pulumi.${options.stack}.yaml`);
  }

  /** Copies the configuration, makes the stack unless it exists, and clears what a killed engine left behind. */
  async prepare(): Promise<void> {
    const { project, stack, config } = this.options;
    await mkdir(config, { recursive: true });
    await copyFile(join(project, `Pulumi.${stack}.yaml`), this.configFile);
    await this.#create();
    await this.#adoptPendingCreates();
  }

  /** Changes keys in the stack's copy of its configuration, each with the project's name; undefined takes one away. */
  async configure(values: Readonly<Record<string, unknown>>): Promise<void> {
    const document: unknown = parse(await readFile(this.configFile, "utf8"));
    const whole = isRecord(document) ? document : {};
    const config = isRecord(whole["config"]) ? whole["config"] : {};
    await writeFile(this.configFile, stringify({ ...whole, config: { ...config, ...values } }));
  }

  /**
   * Runs `pulumi <args>` on the stack.
   * @throws Error when the engine can't be started; an engine that fails is told by its exit code
   */
  async run(args: readonly string[], options: RunOptions = {}): Promise<EngineRun> {
    const { project, stack } = this.options;
    const all = ["-C", project, ...args, "--stack", stack, "--config-file", this.configFile, "--non-interactive"];
    return runEngine(all, project, this.options.environment, options);
  }

  /** The stack's outputs. */
  async outputs(): Promise<Record<string, unknown>> {
    const { project, stack } = this.options;
    const args = ["-C", project, "stack", "output", "--json", "--stack", stack, "--non-interactive"];
    const run = await runEngine(args, project, this.options.environment, { onLine: () => {} });
    const data: unknown = run.code === 0 ? JSON.parse(run.stdout) : undefined;
    if (!isRecord(data)) {
      throw new Error(`The outputs of ${stack} can't be read:\n${run.output}`);
    }
    return data;
  }

  /** `pulumi stack export`: the state, as text. @throws Error with what the engine said when it can't be had */
  async exported(): Promise<string> {
    const { project, stack } = this.options;
    const args = ["-C", project, "stack", "export", "--stack", stack];
    const run = await runEngine(args, project, this.options.environment, { onLine: () => {} });
    if (run.code !== 0) {
      throw new Error(`The state of ${stack} can't be exported:\n${run.output}`);
    }
    return run.stdout;
  }

  /** Takes what a killed engine had created into the state, and drops the other creates that it left pending. */
  async #adoptPendingCreates(): Promise<void> {
    const exported: unknown = JSON.parse(await this.exported());
    const pending = pendingCreatesOf(exported);
    const client = pending.length === 0 ? undefined : await this.options.client?.();
    if (client === undefined) {
      return;
    }
    // The killed engine's plugin notices within a second or so, and a request that it had sent arrives all the same.
    await sleep(LAST_REQUESTS_MS);
    const known = knownIds(exported);
    const found = new Map<string, string>();
    for (const create of pending) {
      const id = await findCreated(client, create, known);
      if (id !== undefined) {
        found.set(create.urn, id);
      }
    }
    await this.#replaceState(withoutPending(exported, found));
  }

  async #replaceState(state: unknown): Promise<void> {
    const { project, stack, config, environment } = this.options;
    const file = join(config, `${stack}.state.json`);
    await writeFile(file, JSON.stringify(state), { mode: 0o600 });
    const args = ["-C", project, "stack", "import", "--stack", stack, "--file", file, "--non-interactive"];
    const imported = await runEngine(args, project, environment, { onLine: () => {} });
    await rm(file);
    const refresh = await this.run(["refresh", "--yes", "--skip-preview"], { onLine: () => {} });
    if (imported.code !== 0 || refresh.code !== 0) {
      throw new Error(`What a killed engine left pending can't be taken up:\n${imported.output}${refresh.output}`);
    }
  }

  /**
   * `stack init` writes the engine's salt into the project's folder. So that the checkout stays as it is, the stack is
   * made from a folder that holds nothing but the project's name.
   */
  async #create(): Promise<void> {
    const { project, stack, environment } = this.options;
    const backend = (environment["PULUMI_BACKEND_URL"] ?? "").replace(/^file:\/\//, "");
    await mkdir(backend, { recursive: true });
    const description: unknown = parse(await readFile(join(project, "Pulumi.yaml"), "utf8"));
    const name = isRecord(description) ? String(description["name"]) : "";
    const folder = await mkdtemp(join(tmpdir(), "tidegate-stack-"));
    try {
      await writeFile(join(folder, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);
      const quiet = { onLine: () => {} };
      if (await lockedByTheDead(backend, name, stack)) {
        const cancel = ["-C", folder, "cancel", stack, "--yes", "--non-interactive"];
        await runEngine(cancel, folder, environment, quiet);
      }
      const args = ["-C", folder, "stack", "init", stack, "--no-select", "--non-interactive"];
      const made = await runEngine(args, folder, environment, quiet);
      if (made.code !== 0 && !made.output.includes("already exists")) {
        throw new Error(`The stack ${name}/${stack} can't be made:\n${made.output}`);
      }
      // For those who run a plain `pulumi -C stacks/<project>` afterwards.
      await runEngine(["-C", project, "stack", "select", stack, "--non-interactive"], project, environment, quiet);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function runEngine(
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>>,
  { onLine, signal, killSignal = "SIGINT" }: RunOptions,
): Promise<EngineRun> {
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", args, {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ["ignore", onLine === undefined ? "inherit" : "pipe", onLine === undefined ? "inherit" : "pipe"],
      // In a group of its own: a Ctrl-C of the terminal reaches the engine once, through the signal, and not twice.
      ...(signal !== undefined && { signal, killSignal, detached: true }),
    });
    let output = "";
    let stdout = "";
    let rest = "";
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      rest += chunk.toString();
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      lines.forEach((line) => onLine?.(line));
    };
    child.stdout?.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      take(chunk);
    });
    child.stderr?.on("data", take);
    child.on("error", (error) => {
      if (error.name !== "AbortError") {
        reject(error);
      }
    });
    child.on("close", (code) => resolve({ code: code ?? 1, output, stdout }));
  });
}
