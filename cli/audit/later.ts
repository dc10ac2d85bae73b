/** All resources of a stack at once, for the policies that want them all, without holding them. */
import { TooDeep } from "@tidegate/policy";
import type { Bag, JudgedResource } from "@tidegate/policy";
import { recordOf } from "../trust/stated.ts";
import { resourceIn } from "./events.ts";
import type { Located } from "./scan.ts";
import type { Source } from "./source.ts";
import { nameIn, withAll } from "./stated.ts";
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
    const resource = wholeOf(identity, resourceIn(parsed(this.#source.text(start, end))));
    this.#tell(end - start);
    this.#latest = { start, resource };
    return resource;
  }
}

export type Span = Pick<Located, "start" | "end">;

/** What many resources of a state have in common, held once for all of them. */
interface Kind {
  readonly type: string;
  /** Their URNs up to their own names. */
  readonly before: string;
}

/** All resources of an input, as they come by. Of each no more is held than its own name and where it stands. */
export class Laters {
  readonly #again: Again;
  readonly #kinds = new Map<string, Kind>();
  readonly #all: Later[] = [];

  constructor(again: Again) {
    this.#again = again;
  }

  get all(): readonly Later[] {
    return this.#all;
  }

  add({ type, urn }: Identity, span: Span & { readonly line: number }): void {
    const end = urn.lastIndexOf(PARTS) + PARTS.length;
    const before = urn.slice(0, end);
    const key = JSON.stringify([type, before]);
    const kind = this.#kinds.get(key) ?? { type, before };
    this.#kinds.set(key, kind);
    this.#all.push(new Later(kind, alone(urn.slice(end)), span, this.#again));
  }
}

/** What parts a URN's parts. */
const PARTS = "::";

/** The same text, but for good: a part of a text keeps the whole of it in memory. */
function alone(text: string): string {
  const copy: unknown = JSON.parse(JSON.stringify(text));
  return typeof copy === "string" ? copy : text;
}

/** A resource that is read from the file whenever a policy asks for more than its type, URN and name. */
class Later implements JudgedResource {
  readonly line: number;
  readonly #kind: Kind;
  readonly #own: string;
  readonly #start: number;
  readonly #end: number;
  readonly #again: Again;

  constructor(kind: Kind, own: string, { start, end, line }: Span & { readonly line: number }, again: Again) {
    [this.#kind, this.#own, this.line] = [kind, own, line];
    [this.#start, this.#end, this.#again] = [start, end, again];
  }

  get type(): string {
    return this.#kind.type;
  }

  get urn(): string {
    return this.#kind.before + this.#own;
  }

  get name(): string {
    return nameIn(this.urn);
  }

  get props(): Bag {
    return this.#whole.props;
  }

  get inputs(): Bag | undefined {
    return this.#whole.inputs;
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
