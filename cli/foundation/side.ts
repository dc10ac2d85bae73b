/** The two places in which the foundation's state can be, as the engine reaches them. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Held } from "./decide.ts";
import { withLock } from "./pulumi.ts";
import type { Call, Pulumi, Run } from "./pulumi.ts";
import { backendUrl, localUrl } from "./settings.ts";
import type { Settings } from "./settings.ts";
import { importable, readState } from "./state.ts";
import type { SecretsProvider, State } from "./state.ts";

export interface Look {
  readonly held: Held;
  /** Of an empty stack or a full one. */
  readonly state?: State;
}

/** A place for the state. What changes something is done whole or not at all. */
export interface Side {
  /** As a sentence calls it: `the bucket tidegate-states-dev`. */
  readonly title: string;
  look(): Promise<Look>;
  /** Makes the stack, with nothing in it. @param from the state that is to come, which names the key to encrypt with */
  make(from: State): Promise<void>;
  /** Puts a state into the empty stack. */
  fill(state: State, secrets: SecretsProvider): Promise<void>;
  /** Takes the stack away. Nothing that it describes is touched, and the place keeps what it keeps of old. */
  remove(): Promise<void>;
}

export class EngineSide implements Side {
  readonly title: string;
  /** What points the engine at the place. */
  readonly environment: Call["environment"];
  readonly #settings: Settings;
  readonly #pulumi: Pulumi;
  readonly #tell: (line: string) => void;
  readonly #secretsProvider: (from: State) => string;

  private constructor(
    settings: Settings,
    pulumi: Pulumi,
    tell: (line: string) => void,
    place: Pick<EngineSide, "title" | "environment"> & { secretsProvider: (from: State) => string },
  ) {
    this.#settings = settings;
    this.#pulumi = pulumi;
    this.#tell = tell;
    this.title = place.title;
    this.environment = place.environment;
    this.#secretsProvider = place.secretsProvider;
  }

  /** The bucket that the foundation makes. */
  static bucket(settings: Settings, pulumi: Pulumi, tell: (line: string) => void): EngineSide {
    return new EngineSide(settings, pulumi, tell, {
      title: `the bucket ${settings.bucket}`,
      environment: { PULUMI_BACKEND_URL: backendUrl(settings) },
      secretsProvider: ({ outputs }) => awsKey(outputs, settings),
    });
  }

  /** The folder of the first run. Its state holds no secret, so that its passphrase is empty. */
  static local(settings: Settings, pulumi: Pulumi, tell: (line: string) => void): EngineSide {
    const environment = {
      PULUMI_BACKEND_URL: localUrl(settings),
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_CONFIG_PASSPHRASE_FILE: undefined,
    };
    const title = `the folder ${settings.local}`;
    return new EngineSide(settings, pulumi, tell, { title, environment, secretsProvider: () => "passphrase" });
  }

  async look(): Promise<Look> {
    const run = await this.#stack(["export", "--show-secrets"]);
    if (run.code !== 0) {
      if (isAbsent(run)) return { held: "absent" };
      if (/\bNoSuchBucket\b/.test(run.output)) return { held: "nowhere" };
      throw new Error(`What ${this.title} holds can't be read:\n${run.output.trim()}`);
    }
    const state = readState(run.stdout);
    return { held: state.resources.length > 0 ? "full" : "empty", state };
  }

  make(from: State): Promise<void> {
    return this.#changed(["init", "--no-select", "--secrets-provider", this.#secretsProvider(from)]);
  }

  async fill(state: State, secrets: SecretsProvider): Promise<void> {
    await this.#changed(["import"], importable(state, secrets));
  }

  /** Puts an exported state in place of the one that is there. Its secrets are in the clear, and go by standard input alone. */
  async replace(exported: unknown): Promise<void> {
    await this.#changed(["import"], JSON.stringify(exported));
  }

  async remove(): Promise<void> {
    await this.#changed(["rm", "--yes", "--force", "--preserve-config"]);
  }

  /**
   * `pulumi cancel` here. Where there is no stack yet, the engine takes no lock away, although `stack init` takes one: then the
   * folder's goes by hand.
   * @throws Error where it can't be taken away
   */
  async cancel(): Promise<void> {
    const { name, environment, local } = this.#settings;
    const run = await this.#bare((folder) => ["-C", folder, "cancel", environment, "--yes"]);
    if (run.code === 0) return;
    const locks = `.pulumi/locks/organization/${name}/${environment}`;
    if (this.#isLocal && isAbsent(run)) return rm(join(local, locks), { recursive: true, force: true });
    const remedy = this.#isLocal
      ? ""
      : `\nTake it away with: aws s3 rm --recursive s3://${this.#settings.bucket}/${locks}/`;
    throw new Error(`The lock in ${this.title} can't be taken away:\n${run.output.trim()}${remedy}`);
  }

  async #changed(args: readonly string[], input?: string): Promise<void> {
    const run = await withLock(
      () => this.#stack(args, input),
      () => this.cancel(),
      this.#tell,
    );
    if (run.code !== 0) {
      throw new Error(`pulumi stack ${String(args[0])} failed in ${this.title}:\n${run.output.trim()}`);
    }
  }

  get #isLocal(): boolean {
    return this.environment["PULUMI_BACKEND_URL"] === localUrl(this.#settings);
  }

  #stack(args: readonly string[], input?: string): Promise<Run> {
    const { environment } = this.#settings;
    return this.#bare((folder) => ["-C", folder, "stack", ...args, "--stack", environment], input);
  }

  /** From a folder that holds nothing but the project's name: what the engine writes beside it stays out of the checkout. */
  async #bare(args: (folder: string) => readonly string[], input?: string): Promise<Run> {
    // The engine makes no folder for its backend.
    if (this.#isLocal) await mkdir(this.#settings.local, { recursive: true, mode: 0o700 });
    const folder = await mkdtemp(join(tmpdir(), "tidegate-foundation-"));
    try {
      await writeFile(join(folder, "Pulumi.yaml"), stringify({ name: this.#settings.name, runtime: "nodejs" }));
      return await this.#pulumi(args(folder), { environment: this.environment, ...(input && { input }) });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function isAbsent({ output }: Run): boolean {
  return output.includes("no stack named");
}

/** @throws Error where the state was made for another bucket than the configuration names, or names no key */
function awsKey(outputs: Readonly<Record<string, unknown>>, { bucket, name, environment }: Settings): string {
  const { state_bucket: made, state_secrets_provider: provider } = outputs;
  const again = `run \`npm run foundation -- up ${environment}\` first`;
  if (made !== bucket) {
    throw new Error(
      `${name}:stateBucket is ${bucket}, but the state's own output state_bucket is ${String(made)}: ${again}.`,
    );
  }
  if (typeof provider !== "string" || provider === "") {
    throw new Error(`The state has no output state_secrets_provider, which names the key: ${again}.`);
  }
  return provider;
}
