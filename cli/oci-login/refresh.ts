/** Keeps a session alive: a fresh one at half of its time, sooner again where that fails, until it is told to stop. */
import type { Session } from "./exchange.ts";

export interface RefreshPorts {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or at once when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Gets a fresh session and puts it in the old one's place. */
  readonly renew: () => Promise<Session>;
  readonly tell: (line: string) => void;
}

const SHORTEST_MS = 5_000;
const LONGEST_RETRY_MS = 60_000;

/** When to try first: half of what is left, as Oracle's own clients do, and never at once. */
export function firstTry(session: Pick<Session, "endsAt">, now: number): number {
  return Math.max((session.endsAt - now) / 2, SHORTEST_MS);
}

/** When to try again after so many failures in a row: 5 s, 10 s, 20 s ... up to a minute. */
export function nextTry(failures: number): number {
  return Math.min(SHORTEST_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
}

/** Never throws: what fails is told, and tried again, also after the session has ended. */
export async function keepAlive(first: Session, ports: RefreshPorts, signal: AbortSignal): Promise<void> {
  let session = first;
  let failures = 0;
  for (;;) {
    await ports.sleep(failures === 0 ? firstTry(session, ports.now()) : nextTry(failures), signal);
    if (signal.aborted) {
      return;
    }
    try {
      session = await ports.renew();
      failures = 0;
      ports.tell(`The session was refreshed; it ends at ${new Date(session.endsAt).toISOString()}.`);
    } catch (error) {
      failures += 1;
      const left = Math.round((session.endsAt - ports.now()) / 1000);
      const why = error instanceof Error ? error.message : String(error);
      const state = left > 0 ? `it ends in ${left} s` : "it has ended";
      ports.tell(`The session could not be refreshed, ${state}; trying again in ${nextTry(failures) / 1000} s. ${why}`);
    }
  }
}
