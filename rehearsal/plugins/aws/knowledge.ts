/** What the installed @pulumi/aws declares: of the types that the rehearsal knows at once, of any other one on demand. */
import { join } from "node:path";
import { FUNCTION_KINDS, KINDS } from "../../aws/services/index.ts";
import { loadFacts } from "../declared/cache.ts";
import { nearest } from "../declared/nearest.ts";
import type { Declared, Facts, Wanted } from "./facts/types.ts";

export class Knowledge {
  readonly #version: string;
  readonly #folder: string | undefined;
  readonly #others = new Map<string, Promise<Facts>>();
  #known: Promise<Facts> | undefined;

  /** @param folder where facts are kept, for tests; the default is the user's cache */
  constructor(version: string, folder?: string) {
    this.#version = version;
    this.#folder = folder;
  }

  /** @throws Error where the SDK declares no such type */
  async resource(token: string): Promise<Declared> {
    const facts = await (KINDS.has(token) ? this.#ofKnown() : this.#of(token, { resources: [token], functions: [] }));
    return this.#pick(facts, facts.resources, token, "resource type", KINDS);
  }

  /** @throws Error where the SDK declares no such function */
  async function(token: string): Promise<Declared> {
    const known = FUNCTION_KINDS.has(token);
    const facts = await (known ? this.#ofKnown() : this.#of(token, { resources: [], functions: [token] }));
    return this.#pick(facts, facts.functions, token, "function", FUNCTION_KINDS);
  }

  #pick(
    { inputTypes, outputTypes }: Facts,
    sides: Facts["resources"],
    token: string,
    what: string,
    known: ReadonlyMap<string, unknown>,
  ): Declared {
    const found = sides[token];
    if (found !== undefined) return { ...found, inputTypes, outputTypes };
    const close = nearest(token, [...known.keys()]);
    const hint = close === undefined ? "" : `; did you mean \`${close}\`?`;
    throw new Error(`@pulumi/aws ${this.#version} declares no ${what} \`${token}\`${hint}`);
  }

  #ofKnown(): Promise<Facts> {
    this.#known ??= this.#load(`aws-${this.#version}`, {
      resources: [...KINDS.keys()],
      functions: [...FUNCTION_KINDS.keys()],
    });
    return this.#known;
  }

  #of(token: string, wanted: Wanted): Promise<Facts> {
    const found = this.#others.get(token) ?? this.#load(`aws-${this.#version}-${token.replace(/\W+/g, "-")}`, wanted);
    this.#others.set(token, found);
    return found;
  }

  #load(name: string, wanted: Wanted): Promise<Facts> {
    return loadFacts({
      name,
      wanted,
      code: [join(import.meta.dirname, "facts")],
      packages: ["@pulumi/aws"],
      // The compiler is loaded only when there is something to read.
      collect: async () => (await import("./facts/collect.ts")).collectFacts(wanted),
      folder: this.#folder,
    });
  }
}
