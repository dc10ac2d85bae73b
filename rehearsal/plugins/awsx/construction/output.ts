/**
 * A value that comes later, and the resources that it comes from: what Pulumi's programs call an output. Unknown values
 * and secrets keep their marks on the way.
 */
import {
  hasSecret,
  hasUnknown,
  isObject,
  isReference,
  makeSecret,
  reveal,
  UNKNOWN,
  type Properties,
  type Value,
} from "../../protocol/values.ts";

export interface Settled {
  readonly value: Value;
  /** URNs. */
  readonly from: ReadonlySet<string>;
}

export interface Output {
  readonly settled: Promise<Settled>;
  /** One property of an object; null where it has none. */
  at(name: string): Output;
  /**
   * What `make` makes of the value, once it is known; until then it is unknown, and `make` isn't called. `make` gets no
   * secret marks, and its result is secret where anything in the value was.
   */
  apply(make: (value: Value) => Input): Output;
}

/** What a resource may be given: values, outputs, and both at any depth. What is undefined or null is left out. */
export type Input =
  Output | undefined | null | boolean | number | string | readonly Input[] | { readonly [name: string]: Input };
export type Inputs = Readonly<Record<string, Input>>;

export function later(settled: Promise<Settled>): Output {
  return new Later(settled);
}

/** @param from URNs of more resources than those that are in the input's own outputs */
export function outputOf(input: Input, from: readonly string[] = []): Output {
  return later(settle(input).then(({ value, from: own }) => ({ value, from: new Set([...own, ...from]) })));
}

/** What `make` makes of several, once all are known. What is null is missing among the values. */
export function join(inputs: Inputs, make: (values: Properties) => Input): Output {
  return outputOf(inputs).apply((values) => make(isObject(values) ? values : {}));
}

/** Waits for every output in it. A null is what is left out: of an object, not of a list, whose places count. */
export async function settle(input: Input): Promise<Settled> {
  const from = new Set<string>();
  const value = await plain(input, from);
  return { value, from };
}

class Later implements Output {
  readonly settled: Promise<Settled>;

  constructor(settled: Promise<Settled>) {
    this.settled = settled;
    // Whoever waits for it gets the error; an output that nobody waits for must not end the process.
    settled.catch(() => {});
  }

  at(name: string): Output {
    return this.apply((value) => (isObject(value) ? (value[name] ?? null) : null));
  }

  apply(make: (value: Value) => Input): Output {
    return later(this.#applied(make));
  }

  async #applied(make: (value: Value) => Input): Promise<Settled> {
    const { value, from } = await this.settled;
    const mark = (made: Value): Value => (hasSecret(value) ? makeSecret(made) : made);
    if (hasUnknown(value)) return { value: mark(UNKNOWN.string), from };
    const made = await settle(make(reveal(value)));
    return { value: mark(made.value), from: new Set([...from, ...made.from]) };
  }
}

async function plain(input: Input, from: Set<string>): Promise<Value> {
  if (input === undefined || input === null || typeof input !== "object") return input ?? null;
  if (isOutput(input)) {
    const settled = await input.settled;
    for (const urn of settled.from) from.add(urn);
    return settled.value;
  }
  if (isList(input)) return Promise.all(input.map((item) => plain(item, from)));
  const entries = await Promise.all(
    Object.entries(input).map(async ([name, item]) => [name, await plain(item, from)] as const),
  );
  const value = Object.fromEntries(entries.filter(([, item]) => item !== null));
  if (isReference(value)) from.add(value.urn);
  return value;
}

const isOutput = (input: Input): input is Output => input instanceof Later;

/** `Array.isArray` doesn't narrow a readonly list. */
const isList = (input: Input): input is readonly Input[] => Array.isArray(input);
