import type { Progress } from "./engine.ts";

const TICK = 10_000;

/** Runs `work` and tells `progress` every 10 s how long it has been at it; `detail` adds what it is doing now. */
export async function ticking<T>(
  title: string,
  progress: Progress,
  work: () => Promise<T>,
  detail: () => string = () => "",
): Promise<T> {
  const started = Date.now();
  const timer = setInterval(() => {
    const now = detail();
    progress(`${title}: ${elapsed(started)}${now === "" ? "" : `, ${now}`}`);
  }, TICK);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** The time since `started` (from `Date.now()`), for people: "45 s", "3 min 20 s". */
export function elapsed(started: number): string {
  const seconds = Math.round((Date.now() - started) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
