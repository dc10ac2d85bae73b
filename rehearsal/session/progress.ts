/** Says what is going on: a line a step with the seconds since the start, the same on a terminal and in a log. */
export interface Progress {
  (line: string): void;
  /** Prints a line as it is, without the time. */
  readonly plain: (line: string) => void;
  /** Shows a line until the next one, on a terminal. A log doesn't get it. */
  readonly passing: (line: string) => void;
}

/** Where the lines go. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Back to the line's beginning, and nothing after it. */
const CLEAR = "\r\u001b[K";

export function createProgress(now: () => number = () => performance.now(), screen: Screen = process.stdout): Progress {
  const started = now();
  let isPassing = false;
  const plain = (line: string) => {
    screen.write(`${isPassing ? CLEAR : ""}${line}\n`);
    isPassing = false;
  };
  const passing = (line: string) => {
    if (screen.isTTY === true) {
      screen.write(`${CLEAR}${line.slice(0, (screen.columns ?? 80) - 1)}`);
      isPassing = true;
    }
  };
  const say = (line: string) => plain(`${((now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  return Object.assign(say, { plain, passing }) satisfies Progress;
}
