/** Reads attributes of what a client sent to the domain, and notes what is wrong with them. */
import { isRecord } from "../../facts/conform.ts";

/** Attributes, by their names in any case: SCIM's don't depend on it (RFC 7643, 2.1). */
export class Attributes {
  readonly faults: string[];
  readonly #values: ReadonlyMap<string, unknown>;
  readonly #what: string;

  /** @param what the resource's kind, for messages */
  constructor(what: string, document: Readonly<Record<string, unknown>>, faults: string[] = []) {
    this.#what = what;
    this.faults = faults;
    this.#values = new Map(Object.entries(document).map(([name, value]) => [name.toLowerCase(), value]));
  }

  text(name: string, otherwise?: string): string {
    const value = this.#of(name) ?? otherwise;
    if (typeof value === "string" && value !== "") {
      return value;
    }
    this.refuse(name, "a text that isn't empty");
    return "";
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.#of(name) ?? otherwise;
    if (typeof value === "boolean") {
      return value;
    }
    this.refuse(name, "true or false");
    return otherwise;
  }

  number(name: string, otherwise: number): number {
    const value = this.#of(name) ?? otherwise;
    if (typeof value === "number" && Number.isInteger(value) && value >= 0) {
      return value;
    }
    this.refuse(name, "a whole number of 0 or more");
    return otherwise;
  }

  texts(name: string): string[] {
    const value = this.#of(name) ?? [];
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) {
      return value;
    }
    this.refuse(name, "a list of texts");
    return [];
  }

  /** The items of a complex attribute with many values. */
  items(name: string): Attributes[] {
    const value = this.#of(name) ?? [];
    if (Array.isArray(value) && value.every(isRecord)) {
      return value.map((item) => this.#inner(name, item));
    }
    this.refuse(name, "a list of objects");
    return [];
  }

  /** A complex attribute, or an extension's attributes under its URN; empty where it wasn't sent. */
  part(name: string): Attributes {
    const value = this.#of(name);
    return this.#inner(name, isRecord(value) ? value : {});
  }

  has(name: string): boolean {
    return this.#of(name) !== undefined;
  }

  refuse(name: string, accepted: string): void {
    this.faults.push(`${this.#what}.${name} must be ${accepted}`);
  }

  #inner(name: string, value: Record<string, unknown>): Attributes {
    return new Attributes(`${this.#what}.${name}`, value, this.faults);
  }

  #of(name: string): unknown {
    return this.#values.get(name.toLowerCase()) ?? undefined;
  }
}
