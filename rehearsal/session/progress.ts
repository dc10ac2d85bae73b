/** Says what is going on: a line a step with the seconds since the start, the same on a terminal and in a log. */
export interface Progress {
  (line: string): void;
  /** Prints a line as it is, without the time. */
  readonly plain: (line: string) => void;
}

export function createProgress(now: () => number = () => performance.now(), out: (line: string) => void = console.log) {
  const started = now();
  const say = (line: string) => out(`${((now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  return Object.assign(say, { plain: out }) satisfies Progress;
}
