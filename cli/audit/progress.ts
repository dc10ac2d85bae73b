/** Tells how far a long audit is. */

export interface ProgressOptions {
  /** A line in a log; on a terminal, what stands in the last line until it is `clear`ed. */
  readonly isTerminal: boolean;
  readonly write: (text: string) => void;
  /** In milliseconds, from anywhere on. */
  readonly now: () => number;
}

/** Silent for the first two seconds; then a line that is rewritten on a terminal, and one every ten seconds in a log. */
export class Progress {
  readonly #options: ProgressOptions;
  #next: number;
  #isShown = false;
  #input = "";
  #bytes = 0;

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#next = options.now() + SILENT;
  }

  /** From here on it is about this input. */
  input(path: string): void {
    [this.#input, this.#bytes] = [path, 0];
  }

  /** So many bytes more of it were read. Policies of the whole stack read some again. */
  read(bytes: number): void {
    this.#bytes += bytes;
    const { now, write, isTerminal } = this.#options;
    const at = now();
    if (at < this.#next) return;
    this.#next = at + (isTerminal ? 200 : 10_000);
    const told = `${this.#input}: ${Math.round(this.#bytes / 1e6)} MB read`;
    write(isTerminal ? `\r${told}\u001b[K` : `${told}\n`);
    this.#isShown = isTerminal;
  }

  /** Takes away what a terminal shows. */
  clear(): void {
    if (this.#isShown) this.#options.write("\r\u001b[K");
    this.#isShown = false;
  }
}

const SILENT = 2000;
