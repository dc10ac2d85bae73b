/** Asks a URL until it answers 2xx, or until the time is over. */
import type { Clock } from "../drive/ports.ts";
import { backoffSeconds } from "./backoff.ts";
import type { SmokeOptions } from "./options.ts";

/** What a smoke check needs of the world. */
export interface SmokePorts {
  readonly fetch: Ask;
  readonly clock: Clock;
  /** A number from 0 up to but not including 1. */
  readonly random: () => number;
  /** Takes a line for people. */
  readonly say: (line: string) => void;
}

/** Asks once, for at most so many seconds. Never throws: silence and broken connections are answers too. */
export type Ask = (url: string, headers: Readonly<Record<string, string>>, seconds: number) => Promise<Answer>;

export interface Answer {
  /** The status was 2xx. */
  readonly passes: boolean;
  /** In words: `503 Service Unavailable`, `no answer within 10 s`. */
  readonly words: string;
  /** How the answer's body begins, on one line. Empty where there was none. */
  readonly body: string;
}

export interface SmokeResult {
  readonly passed: boolean;
  readonly tries: number;
  /** How long it took, in whole seconds. */
  readonly seconds: number;
  /** How often each answer came, in the order in which they were first seen. */
  readonly seen: ReadonlyMap<string, number>;
  readonly last: Answer;
}

/** No cache on the way may answer for the application. */
const UNCACHED = { "cache-control": "no-cache", pragma: "no-cache" };

/** Some caches don't heed a request's headers. None has seen a URL that nobody asked before. */
const UNIQUE_PARAMETER = "tidegate-smoke";

/**
 * Makes one attempt at least. None begins after the deadline, but one that is under way may end, so that it takes at most
 * `deadlineSeconds` and `attemptSeconds` together.
 */
export async function smoke(options: SmokeOptions, ports: SmokePorts): Promise<SmokeResult> {
  const { clock, random, say } = ports;
  const began = clock.now();
  const deadline = began + options.deadlineSeconds * 1000;
  const headers = { ...options.headers, ...UNCACHED };
  const seen = new Map<string, number>();
  for (let tries = 1; ; tries++) {
    const last = await ports.fetch(unique(options.url, random()), headers, options.attemptSeconds);
    seen.set(last.words, (seen.get(last.words) ?? 0) + 1);
    const left = (deadline - clock.now()) / 1000;
    if (last.passes || left <= 0) {
      return { passed: last.passes, tries, seconds: Math.round((clock.now() - began) / 1000), seen, last };
    }
    const wait = Math.min(left, backoffSeconds(tries, random()));
    say(`try ${tries}: ${last.words}; next in ${wait.toFixed(1)} s`);
    await clock.sleep(wait);
  }
}

function unique(url: string, random: number): string {
  const target = new URL(url);
  target.searchParams.set(UNIQUE_PARAMETER, Math.floor(random * 2 ** 52).toString(36));
  return target.href;
}
