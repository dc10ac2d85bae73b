/** TriviaPay in a rehearsal of its own: a pool that serves its first version, ready to be moved to others. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { isRecord } from "../../../../rehearsal/oci/facts/conform.ts";
import type { PoolLogEntry } from "../../../../rehearsal/oci/pool-log/entry.ts";
import { advanceClock, tell } from "../../../../rehearsal/session/clouds.ts";
import type { EngineRun, RunOptions, Stack } from "../../../../rehearsal/session/stack.ts";
import { Traffic } from "../../../../rehearsal/session/traffic.ts";
import { loadBalancerAddress, text } from "../../../../rehearsal/systems/operator.ts";
import { triviaPay } from "../../../../rehearsal/systems/trivia-pay.ts";
import { openRehearsal } from "../../../support/rehearsal.ts";
import type { Rehearsal } from "../../../support/rehearsal.ts";

export const DESIRED = 3;
export const SURGE = 1;
export const DRAIN_SECONDS = 20;
export const DEADLINE_SECONDS = 100_000;
export const FIRST_TAG = "1.0.0";

/**
 * Short times, so that a rollout takes seconds. The deadline is long: a slow machine must not meet it, and tests that want
 * it push the clock.
 */
const CONFIG = {
  poolInitial: DESIRED,
  poolMin: DESIRED,
  poolMax: DESIRED + SURGE,
  rolloutSurge: String(SURGE),
  drainSeconds: DRAIN_SECONDS,
  minHealthySeconds: 10,
  pollSeconds: 5,
  maxWaitSeconds: DEADLINE_SECONDS,
};
/** An address of Cloudflare's, which the load balancer lets in. */
const SOURCE = "173.245.48.10";
/** World seconds that requests take; the longest are as long as a drain. */
const DURATIONS = [0, 5, 0, DRAIN_SECONDS];
const CLIENTS = 3;
const UP = ["up", "--yes", "--skip-preview", "--color", "never"];
const LOOK_EVERY_MS = 50;

export type Config = Readonly<Record<string, unknown>>;

/** A resource as the state holds it. */
export interface InState {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** An `up` that is under way. */
export interface Begun {
  readonly ended: Promise<EngineRun>;
}

export type MakeStack = (rehearsal: Rehearsal) => Promise<Stack>;

export class Scene {
  readonly rehearsal: Rehearsal;
  readonly stack: Stack;
  readonly poolId: string;
  /** Public address of the load balancer. */
  readonly address: string;
  /** The load balancer's OCID. */
  readonly balancerId: string;
  /** OCID of the first version's instance configuration. */
  readonly first: string;
  readonly #outputs: Readonly<Record<string, unknown>>;
  #config: Config;

  private constructor(rehearsal: Rehearsal, stack: Stack, outputs: Config, address: string, config: Config) {
    this.rehearsal = rehearsal;
    this.stack = stack;
    this.poolId = text(outputs, "instance_pool_id");
    this.balancerId = text(outputs, "lb_id");
    this.first = text(outputs, "instance_configuration_id");
    this.address = address;
    this.#outputs = outputs;
    this.#config = config;
  }

  /**
   * Brings the first version up and waits until every instance serves.
   * @param makeStack default: the checkout's own project
   */
  static async open(label: string, changes: Config = {}, makeStack: MakeStack = ownStack): Promise<Scene> {
    const rehearsal = await openRehearsal(label);
    try {
      const { session, client } = rehearsal;
      const stack = await makeStack(rehearsal);
      const config = { ...CONFIG, imageTag: FIRST_TAG, ...changes };
      await stack.prepare();
      await stack.configure(keyed(config));
      const up = await stack.run(UP, { onLine: () => {} });
      assert.equal(up.code, 0, up.output);
      const outputs = await stack.outputs();
      const context = { clouds: session.clouds, paths: session.paths, outputs, config, say: () => {} };
      await triviaPay.operate(context);
      return new Scene(rehearsal, stack, outputs, await loadBalancerAddress(context, client), config);
    } catch (error) {
      await rehearsal.close();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.rehearsal.close();
  }

  /** Changes configuration keys, without the project's name. */
  async configure(changes: Config): Promise<void> {
    this.#config = { ...this.#config, ...changes };
    await this.stack.configure(keyed(this.#config));
  }

  /** `docker push`. */
  async push(tag: string): Promise<void> {
    const repositoryName = text(this.#outputs, "ocir_repo_name");
    await tell(this.rehearsal.session.clouds, "POST", "/rehearsal/registry/images", { repositoryName, tag });
  }

  up(options: RunOptions = {}): Promise<EngineRun> {
    return this.stack.run(UP, { onLine: () => {}, ...options });
  }

  /** An `up` that must end well. */
  async succeed(): Promise<EngineRun> {
    const run = await this.up();
    assert.equal(run.code, 0, run.output);
    return run;
  }

  /** Neither a preview nor a refresh finds anything to do. */
  async expectNothing(): Promise<void> {
    for (const args of [["preview"], ["refresh", "--yes", "--skip-preview"]]) {
      const run = await this.stack.run([...args, "--expect-no-changes", "--diff", "--color", "never"], {
        onLine: () => {},
      });
      assert.equal(run.code, 0, run.output);
    }
  }

  /** `pulumi cancel`: takes away the lock that an engine which was killed has left behind. */
  async cancel(): Promise<void> {
    const { project, stack, environment } = this.stack.options;
    const env = { ...process.env, ...environment };
    await promisify(execFile)("pulumi", ["-C", project, "cancel", stack, "--yes", "--non-interactive"], { env });
  }

  /** What the world's own log says of the pool. */
  async log(): Promise<readonly PoolLogEntry[]> {
    const answer = await tell(this.rehearsal.session.clouds, "GET", `/rehearsal/pool-log?pool=${this.poolId}`);
    return (answer as { entries: PoolLogEntry[] }).entries;
  }

  /**
   * Begins an `up`, and resolves as soon as the world's log shows what is waited for; `ended` tells how the `up` ends.
   * @throws Error with what the engine printed when it ends before that
   */
  async begin(wanted: (entries: readonly PoolLogEntry[]) => boolean, options: RunOptions = {}): Promise<Begun> {
    const over = new AbortController();
    const ended = this.up(options).then((run) => {
      over.abort(new Error(`The engine ended before the log showed what was waited for:\n${run.output}`));
      return run;
    });
    while (!wanted(await this.log())) {
      over.signal.throwIfAborted();
      await sleep(LOOK_EVERY_MS);
    }
    return { ended };
  }

  /** Pushes the world's clock. */
  advance(seconds: number): Promise<void> {
    return advanceClock(this.rehearsal.session.clouds, seconds);
  }

  /** Instances of an image with this tag start, and never become healthy; undefined ends that. */
  async neverHealthy(tag: string | undefined): Promise<void> {
    const faults = tag === undefined ? [] : [{ kind: "never-healthy", match: `:${tag}` }];
    await tell(this.rehearsal.session.clouds, "PUT", "/rehearsal/faults", faults);
  }

  /** Clients that ask the application without a break. */
  traffic(durations: readonly number[] = DURATIONS): Traffic {
    const proxy = this.rehearsal.session.clouds.internetProxy;
    return new Traffic({ proxy, url: `http://${this.address}/`, source: SOURCE, clients: CLIENTS, durations });
  }

  /** The SurgeRollout as the state holds it. */
  async rollout(): Promise<InState> {
    const state: unknown = JSON.parse(await this.stack.exported());
    const deployment = isRecord(state) && isRecord(state["deployment"]) ? state["deployment"] : {};
    const resources = Array.isArray(deployment["resources"]) ? (deployment["resources"] as InState[]) : [];
    const found = resources.find(({ type }) => type.endsWith(":SurgeRollout"));
    assert.ok(found, "the state holds no SurgeRollout");
    return found;
  }
}

function ownStack({ session }: Rehearsal): Promise<Stack> {
  return Promise.resolve(session.stack("trivia-pay", "dev"));
}

function keyed(config: Config): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [`trivia-pay:${key}`, value]));
}
