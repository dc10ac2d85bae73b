/** Objects of a stack's configuration, which Pulumi hands over as JSON: read key by key, each key known, each value of its type. */
import type { Fault } from "@tidegate/faults";

type Fields = Readonly<Record<string, unknown>>;

/** Reads one object, and collects what is wrong with its values. What can't be read is a fault, and left out. */
export class ObjectReader {
  /** Where the object stands. */
  readonly path: string;
  readonly #fields: Fields;
  readonly #faults: Fault[];
  readonly #asked = new Set<string>();

  /**
   * @param path as a person set it: `foundation:environment`
   * @param faults gets what is wrong
   */
  constructor(path: string, given: unknown, faults: Fault[]) {
    this.path = path;
    this.#faults = faults;
    this.#fields = isFields(given) ? given : {};
    if (!isFields(given)) faults.push({ path, given, accepted: "an object" });
  }

  /** Every key that stands there, asked for or not. */
  keys(): string[] {
    return Object.keys(this.#fields);
  }

  has(key: string): boolean {
    return this.#fields[key] !== undefined;
  }

  label(key: string): string {
    return `${this.path}.${key}`;
  }

  /** Empty where it isn't set. */
  text(key: string): string {
    return this.#value(key, isText, "", "a text");
  }

  flag(key: string): boolean {
    return this.#value(key, isFlag, false, "true or false");
  }

  /** Undefined where it isn't set. */
  number(key: string): number | undefined {
    return this.#value<number | undefined>(key, isNumber, undefined, "a number");
  }

  texts(key: string): string[] {
    return this.#value(key, isTexts, [], "a list of texts");
  }

  numbers(key: string): number[] {
    return this.#value(key, isNumbers, [], "a list of numbers");
  }

  object(key: string): ObjectReader {
    this.#asked.add(key);
    return new ObjectReader(this.label(key), this.#fields[key] ?? {}, this.#faults);
  }

  /** Adds a fault for each key that nobody asked for. */
  done(): void {
    const known = [...this.#asked].join(", ");
    for (const key of this.keys().filter((one) => !this.#asked.has(one))) {
      this.#faults.push({ path: this.label(key), given: this.#fields[key], accepted: `no such key; known: ${known}` });
    }
  }

  #value<T>(key: string, fits: (value: unknown) => value is T, standard: T, accepted: string): T {
    this.#asked.add(key);
    const given = this.#fields[key];
    if (given === undefined) return standard;
    if (fits(given)) return given;
    this.#faults.push({ path: this.label(key), given, accepted });
    return standard;
  }
}

/** The value behind a configuration's text. Text that isn't JSON is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isFlag = (value: unknown): value is boolean => typeof value === "boolean";
const isNumber = (value: unknown): value is number => typeof value === "number";
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.every(isNumber);
