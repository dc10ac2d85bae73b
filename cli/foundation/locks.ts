/** Who holds a stack's lock, as the engine tells it, and what follows from it. */
import { isAlive } from "@tidegate/engine/alive";
import { hostname } from "node:os";

export interface Holder {
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  readonly since: string;
}

/** `dead`: a killed process of this machine. `alive`: a living one. `unknown`: another machine's. */
export type LockState = "free" | "dead" | "alive" | "unknown";

export interface Machine {
  readonly host: string;
  readonly isAlive: (pid: number) => boolean;
}

export const THIS_MACHINE: Machine = { host: hostname(), isAlive };

/** One line a lock, in the folder as in the bucket: `...json: created by root@host (pid 123) at 2026-...`. */
const HOLDER = /: created by (?<user>.+)@(?<host>\S+) \(pid (?<pid>\d+)\) at (?<since>\S+)/;

/** The locks that an engine's refusal names; none where it failed of something else. */
export function lockHolders(output: string): Holder[] {
  if (!output.includes("the stack is currently locked by")) return [];
  return output.split("\n").flatMap((line) => {
    const { user = "", host = "", pid = "", since = "" } = HOLDER.exec(line)?.groups ?? {};
    return pid === "" ? [] : [{ user, host, pid: Number(pid), since }];
  });
}

/** Only what a process of this very machine left may be taken away without asking. */
export function lockState(holders: readonly Holder[], { host, isAlive }: Machine): LockState {
  if (holders.length === 0) return "free";
  if (holders.some((holder) => holder.host !== host)) return "unknown";
  return holders.some(({ pid }) => isAlive(pid)) ? "alive" : "dead";
}
