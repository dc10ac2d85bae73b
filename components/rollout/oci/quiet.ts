/**
 * The SDK writes a line on stderr for each failed attempt, and can't be told not to. A failed call is an event of the
 * rollout, told once and in its own words: so the SDK's lines are left out, those of this room's calls and no other's.
 */
import { AsyncLocalStorage } from "node:async_hooks";

const within = new AsyncLocalStorage<true>();

/** Puts the filter in place. Once a process is enough. */
export function filterWarnings(target: Pick<Console, "warn"> = console): void {
  const { warn } = target;
  target.warn = (...said: unknown[]) => {
    if (within.getStore() !== true) {
      warn.apply(target, said);
    }
  };
}

/** Makes calls whose warnings the filter leaves out. */
export function quietly<T>(calls: () => Promise<T>): Promise<T> {
  return within.run(true, calls);
}
