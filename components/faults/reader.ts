import { refuse } from "./faults.ts";
import type { Fault } from "./faults.ts";
import { numberOf, objectsOf, switchOf, textsOf } from "./values.ts";
import type { ReadKey } from "./values.ts";

/**
 * Reads a stack's configuration and collects what is wrong with it, each fault under the key that a person set:
 * `order-tracking:cpu`. Defaults stand in Pulumi.yaml, and the engine fills them in before this sees them.
 */
export class ConfigReader {
  readonly #project: string;
  readonly #read: ReadKey;
  readonly #faults: Fault[] = [];

  /** @param project the project's name, which stands before its keys */
  constructor(project: string, read: ReadKey) {
    this.#project = project;
    this.#read = read;
  }

  /** The key as a person sets it. */
  label(key: string): string {
    return `${this.#project}:${key}`;
  }

  /** Empty where it isn't set. */
  text(key: string): string {
    return this.#read(key) ?? "";
  }

  /** Undefined where it isn't set, or empty. */
  optional(key: string): string | undefined {
    return this.text(key) || undefined;
  }

  /** A text that must not be empty. */
  needed(key: string): string {
    const given = this.text(key);
    if (given === "") this.add({ path: this.label(key), given, accepted: "a text that isn't empty" });
    return given;
  }

  number(key: string): number {
    return numberOf(this.label(key), this.#read(key), this.#faults);
  }

  flag(key: string): boolean {
    return switchOf(this.label(key), this.#read(key), this.#faults);
  }

  texts(key: string): string[] {
    return textsOf(this.label(key), this.#read(key), this.#faults);
  }

  /** What their keys hold is for others to judge. */
  objects(key: string): object[] {
    return objectsOf(this.label(key), this.#read(key), this.#faults);
  }

  /** One of a few words; the first of them where it is none. */
  choice<Word extends string>(key: string, words: readonly [Word, ...Word[]]): Word {
    const given = this.text(key);
    const found = words.find((word) => word === given);
    if (found !== undefined) return found;
    this.add({ path: this.label(key), given, accepted: words.join(" or ") });
    return words[0];
  }

  /** Adds faults that others found. One about a value that couldn't be read at all is left out: it is told once. */
  add(...faults: readonly Fault[]): void {
    const told = new Set(this.#faults.map(({ path }) => path));
    this.#faults.push(...faults.filter(({ path }) => !told.has(path)));
  }

  /** @throws InvalidArguments with every fault at once */
  done(): void {
    refuse(`Configuration of ${this.#project}`, this.#faults);
  }
}
