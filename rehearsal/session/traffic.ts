/** Clients that never stop asking, so that a lost request shows. */
import { setTimeout as sleep } from "node:timers/promises";
import { fromInternet } from "./internet.ts";
import type { InternetAnswer } from "./internet.ts";

export interface TrafficOptions {
  readonly proxy: string;
  /** What is asked for, without a query. */
  readonly url: string;
  /** The address that the requests come from. */
  readonly source: string;
  /** Clients that ask at the same time; each waits for its answer. Default: 8. */
  readonly clients?: number;
  /** How long the application takes for the requests that a client makes in turn, in world seconds. Default: {@link DURATIONS}. */
  readonly durations?: readonly number[];
}

export interface TrafficReport {
  readonly requests: number;
  readonly failed: number;
  /** The first few failures: status and why. */
  readonly failures: readonly string[];
  /** Requests that each version of the application answered, by its image's tag. */
  readonly byVersion: Readonly<Record<string, number>>;
}

/** Most requests are short; some still run when their instance begins to drain. */
const DURATIONS = [0, 0, 5, 0, 20, 0, 60];
const CLIENTS = 8;
const FAILURES_KEPT = 5;
/** Between two requests of a client, in real milliseconds. */
const PAUSE_MS = 5;

export class Traffic {
  readonly #options: TrafficOptions;
  readonly #clients: Promise<void>[];
  #stopped = false;
  #requests = 0;
  #failed = 0;
  readonly #failures: string[] = [];
  readonly #byVersion = new Map<string, number>();

  constructor(options: TrafficOptions) {
    this.#options = options;
    this.#clients = Array.from({ length: options.clients ?? CLIENTS }, (_, index) => this.#client(index));
  }

  /** What has come of the requests so far. */
  report(): TrafficReport {
    return {
      requests: this.#requests,
      failed: this.#failed,
      failures: [...this.#failures],
      byVersion: Object.fromEntries(this.#byVersion),
    };
  }

  /** Lets each client finish its request. */
  async stop(): Promise<TrafficReport> {
    this.#stopped = true;
    await Promise.all(this.#clients);
    return this.report();
  }

  async #client(index: number): Promise<void> {
    const { proxy, url, source, durations = DURATIONS } = this.#options;
    for (let count = index; !this.#stopped; count += 1) {
      const seconds = durations[count % durations.length] ?? 0;
      this.#count(await answered(proxy, seconds > 0 ? `${url}?seconds=${seconds}` : url, source));
      await sleep(PAUSE_MS);
    }
  }

  #count({ status, body }: InternetAnswer): void {
    this.#requests += 1;
    if (status !== 200) {
      this.#failed += 1;
      if (this.#failures.length < FAILURES_KEPT) {
        this.#failures.push(`${status} ${body.trim()}`);
      }
      return;
    }
    const version = /"image":"[^"]*:([^":]+)"/.exec(body)?.[1] ?? "unknown";
    this.#byVersion.set(version, (this.#byVersion.get(version) ?? 0) + 1);
  }
}

/** A connection that breaks is a request that failed. */
async function answered(proxy: string, url: string, source: string): Promise<InternetAnswer> {
  try {
    return await fromInternet(proxy, url, source);
  } catch (error) {
    return { status: 0, body: error instanceof Error ? error.message : String(error) };
  }
}
