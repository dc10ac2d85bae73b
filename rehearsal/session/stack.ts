/** Runs the engine on one stack of a project, with a copy of the stack's configuration. */
import { spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse, stringify } from "yaml";
import type { OciClient } from "./oci-client.ts";
import { awsLook } from "./pending/aws-look.ts";
import type { CloudLooks } from "./pending/cloud-look.ts";
import { ociLook } from "./pending/oci-look.ts";
import { hasPending } from "@tidegate/engine/pending";
import { takenUp } from "./pending/take-up.ts";
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
  /**
   * A client of the embedded OCI and the address of the embedded AWS, to look up what a killed engine was creating. Without
   * both, what it left pending stays so.
   */
  readonly client?: () => Promise<OciClient>;
  readonly awsEndpoint?: string;
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
    await this.#takeUpPending();
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
  exported(): Promise<string> {
    return this.#ofStacks(["export", "--stack", this.options.stack]);
  }

  /**
   * Ends what a killed engine left pending: what it had created is taken into the state, the other creates are dropped, and
   * a refresh reads what became of all that it was creating, changing and deleting.
   */
  async #takeUpPending(): Promise<void> {
    const { client, awsEndpoint } = this.options;
    const exported: unknown = JSON.parse(await this.exported());
    if (!hasPending(exported) || (client === undefined && awsEndpoint === undefined)) {
      return;
    }
    // The killed engine's plugin notices within a second or so, and a request that it had sent arrives all the same.
    await sleep(LAST_REQUESTS_MS);
    const looks: CloudLooks = {
      ...(client !== undefined && { oci: ociLook(await client()) }),
      ...(awsEndpoint !== undefined && { aws: awsLook(awsEndpoint) }),
    };
    await this.#replaceState(await takenUp(exported, looks, await this.#otherStates()));
  }

  /** The states of the backend's other stacks. */
  async #otherStates(): Promise<unknown[]> {
    const listed = await this.#ofStacks(["ls", "--all", "--json"]);
    // Of this project alone the names come without the project's.
    const names = namesIn(JSON.parse(listed)).filter((name) => name !== this.options.stack);
    const states: unknown[] = [];
    for (const name of names) {
      states.push(JSON.parse(await this.#ofStacks(["export", "--stack", name])));
    }
    return states;
  }

  /** `pulumi stack <args>`: what it prints. @throws Error with what the engine said when it fails */
  async #ofStacks(args: readonly string[]): Promise<string> {
    const { project, environment } = this.options;
    const run = await runEngine(["-C", project, "stack", ...args], project, environment, { onLine: () => {} });
    if (run.code !== 0) {
      throw new Error(`pulumi stack ${args.join(" ")} failed:\n${run.output}`);
    }
    return run.stdout;
  }

  async #replaceState(state: unknown): Promise<void> {
    const { project, stack, config, environment } = this.options;
    const file = join(config, `${stack}.state.json`);
    await writeFile(file, JSON.stringify(state), { mode: 0o600 });
    const args = ["-C", project, "stack", "import", "--stack", stack, "--file", file, "--non-interactive"];
    const quiet = { onLine: () => {} };
    const imported = await runEngine(args, project, environment, quiet);
    await rm(file);
    const ended = imported.code === 0 ? await this.run(["refresh", "--yes", "--skip-preview"], quiet) : imported;
    if (ended.code !== 0) {
      throw new Error(`What a killed engine left pending can't be taken up:\n${ended.output}`);
    }
  }

  /**
   * `stack init` writes the engine's salt into the project's folder. So that the checkout stays as it is, the stack is
   * made from a folder that holds nothing but the project's name.
   */
  async #create(): Promise<void> {
    const { project, stack, environment } = this.options;
    const backend = backendFolder(environment["PULUMI_BACKEND_URL"] ?? "");
    if (backend !== undefined) await mkdir(backend, { recursive: true });
    const description: unknown = parse(await readFile(join(project, "Pulumi.yaml"), "utf8"));
    const name = isRecord(description) ? String(description["name"]) : "";
    const folder = await mkdtemp(join(tmpdir(), "tidegate-stack-"));
    try {
      await writeFile(join(folder, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);
      const quiet = { onLine: () => {} };
      if (backend !== undefined && (await lockedByTheDead(backend, name, stack))) {
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

/** The folder of a file backend; undefined for another one, as a bucket, which has no files here. */
export function backendFolder(url: string): string | undefined {
  return url.startsWith("file://") ? url.replace(/^file:\/\/|\?.*$/g, "") : undefined;
}

/** The names in the answer of `pulumi stack ls --json`. */
function namesIn(listed: unknown): string[] {
  const names = (Array.isArray(listed) ? listed : []).map((one) => (isRecord(one) ? one["name"] : undefined));
  return names.filter((name) => typeof name === "string");
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
