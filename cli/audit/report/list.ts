/** Writes a JSON list item by item, between what stands before and after it. */
export class ListWriter {
  readonly #write: (text: string) => void;
  #between = "\n";

  constructor(write: (text: string) => void, before: string) {
    this.#write = write;
    write(`${before}[`);
  }

  add(item: object): void {
    this.#write(`${this.#between}${JSON.stringify(item)}`);
    this.#between = ",\n";
  }

  end(after: string): void {
    this.#write(`\n]${after}\n`);
  }
}
