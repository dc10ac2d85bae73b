/** A component's arguments, or an object inside one of them, with the resources that each value comes from. */
import { isObject, isSecret, type Properties, type Value } from "../../protocol/values.ts";
import type { Component } from "./component.ts";
import type { Inputs, Output } from "./output.ts";

export class Arguments {
  readonly component: Component;
  readonly values: Properties;
  readonly #through: string | undefined;

  /** @param through the input that the values are inside of; none for the inputs themselves */
  constructor(component: Component, values: Properties, through?: string) {
    this.component = component;
    this.values = values;
    this.#through = through;
  }

  has(name: string): boolean {
    return (this.values[name] ?? null) !== null;
  }

  /** For a child; undefined where it isn't given. */
  get(name: string): Output | undefined {
    return this.has(name) ? this.piece(name, this.values[name] ?? null) : undefined;
  }

  /** All but these, for a child that takes the rest. */
  rest(...without: readonly string[]): Inputs {
    const names = Object.keys(this.values).filter((name) => !without.includes(name) && !name.startsWith("__"));
    return Object.fromEntries(names.map((name) => [name, this.get(name)]));
  }

  /** An object inside; undefined where it isn't given or isn't known. */
  inner(name: string): Arguments | undefined {
    const value = this.values[name] ?? null;
    const plain = isSecret(value) ? value.value : value;
    return isObject(plain) ? new Arguments(this.component, plain, this.#through ?? name) : undefined;
  }

  /** A list of objects inside; undefined where it isn't given. */
  list(name: string): Arguments[] | undefined {
    const value = this.values[name];
    if (!Array.isArray(value)) return undefined;
    return value.map((item) => new Arguments(this.component, isObject(item) ? item : {}, this.#through ?? name));
  }

  /** A value that was found under `name`, for a child. */
  piece(name: string, value: Value): Output {
    return this.component.piece(this.#through ?? name, value);
  }
}

/** @throws Error when more than one is given */
export function refuseTogether(args: Arguments, ...names: readonly string[]): void {
  const given = names.filter((name) => args.has(name));
  if (given.length > 1) throw new Error(`Give only one of ${names.map((name) => `\`${name}\``).join(", ")}`);
}
