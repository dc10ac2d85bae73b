/** Tells on which line a byte of a stream stands. Positions must not go back. */
export class Lines {
  #chunk: Uint8Array = new Uint8Array();
  #base = 0;
  #seen = 0;
  #line = 1;

  /** The stream's next bytes, and the position of their first. They may change once the position behind them was asked for. */
  chunk(bytes: Uint8Array, base: number): void {
    [this.#chunk, this.#base] = [bytes, base];
  }

  /** The line; the first is 1. */
  at(position: number): number {
    this.#count(position);
    return this.#line;
  }

  #count(until: number): void {
    for (;;) {
      const found = this.#chunk.indexOf(NEWLINE, this.#seen - this.#base);
      if (found < 0 || this.#base + found >= until) break;
      this.#line += 1;
      this.#seen = this.#base + found + 1;
    }
    this.#seen = Math.max(this.#seen, until);
  }
}

const NEWLINE = 0x0a;
