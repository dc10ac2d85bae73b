/** All resources of a stack at once, for the policies that want them all, without holding them. */
import { TooDeep } from "@tidegate/policy";
import type { Bag, JudgedResource } from "@tidegate/policy";
import { recordOf } from "../trust/stated.ts";
import type { Located } from "./scan.ts";
import type { Source } from "./source.ts";
import { withAll } from "./stated.ts";
import type { Identity } from "./stated.ts";
import { Unreadable } from "./unreadable.ts";

/** Reads a resource once more; the latest stays in memory. */
export class Again {
  readonly #source: Source;
  readonly #tell: (bytes: number) => void;
  #latest: { readonly start: number; readonly resource: JudgedResource } | undefined;

  /** @param tell how many bytes were read, each time */
  constructor(source: Source, tell: (bytes: number) => void = () => {}) {
    this.#source = source;
    this.#tell = tell;
  }

  /** @throws Unreadable when the file is no longer what it was */
  read(identity: Identity, { start, end }: Span): JudgedResource {
    if (this.#latest?.start === start) return this.#latest.resource;
    const resource = wholeOf(identity, parsed(this.#source.text(start, end)));
    this.#tell(end - start);
    this.#latest = { start, resource };
    return resource;
  }
}

export type Span = Pick<Located, "start" | "end">;

/** A resource that is read from the file whenever a policy asks for more than its type and URN. */
export class Later implements JudgedResource {
  readonly type: string;
  readonly urn: string;
  readonly line: number;
  readonly #start: number;
  readonly #end: number;
  readonly #again: Again;

  constructor({ type, urn }: Identity, { start, end, line }: Span & { readonly line: number }, again: Again) {
    [this.type, this.urn, this.line] = [type, urn, line];
    [this.#start, this.#end, this.#again] = [start, end, again];
  }

  get name(): string {
    return this.#whole.name;
  }

  get props(): Bag {
    return this.#whole.props;
  }

  get protect(): boolean {
    return this.#whole.protect;
  }

  get additionalSecretOutputs(): readonly string[] {
    return this.#whole.additionalSecretOutputs;
  }

  get parent(): string | undefined {
    return this.#whole.parent;
  }

  get secrets(): readonly string[] {
    return this.#whole.secrets ?? [];
  }

  get #whole(): JudgedResource {
    return this.#again.read(this, { start: this.#start, end: this.#end });
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    // Its message quotes the text.
    throw new Unreadable("changed while it was read");
  }
}

/** That a resource is nested too deep is told when it comes by alone. It must not keep the others from being judged. */
function wholeOf(identity: Identity, json: Readonly<Record<string, unknown>>): JudgedResource {
  try {
    return withAll(identity, json);
  } catch (error) {
    if (error instanceof TooDeep) return withAll(identity, { ...json, inputs: {}, outputs: {} });
    throw error;
  }
}
