/** What an installed SDK declares: of the types that the rehearsal knows at once, of any other one on demand. */
import { loadFacts } from "./cache.ts";
import type { Declared, Facts, Wanted } from "./facts.ts";
import { nearest } from "./nearest.ts";

export interface KnowledgeOptions {
  /** For instance `@pulumi/aws`. */
  readonly packageName: string;
  readonly version: string;
  /** What the rehearsal knows, by token. */
  readonly resources: ReadonlyMap<string, unknown>;
  readonly functions: ReadonlyMap<string, unknown>;
  /** Folder of the code that says how the package is read. */
  readonly code: string;
  readonly collect: (wanted: Wanted) => Promise<Facts>;
  /** Where facts are kept, for tests. Default: the user's cache. */
  readonly folder?: string | undefined;
}

export class SdkKnowledge {
  readonly #options: KnowledgeOptions;
  readonly #others = new Map<string, Promise<Facts>>();
  #known: Promise<Facts> | undefined;

  constructor(options: KnowledgeOptions) {
    this.#options = options;
  }

  /** @throws Error where the SDK declares no such type */
  async resource(token: string): Promise<Declared> {
    const known = this.#options.resources;
    const facts = await (known.has(token) ? this.#ofKnown() : this.#of(token, { resources: [token], functions: [] }));
    return this.#pick(facts, facts.resources, token, "resource type", known);
  }

  /** @throws Error where the SDK declares no such function */
  async function(token: string): Promise<Declared> {
    const known = this.#options.functions;
    const facts = await (known.has(token) ? this.#ofKnown() : this.#of(token, { resources: [], functions: [token] }));
    return this.#pick(facts, facts.functions, token, "function", known);
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
    const { packageName, version } = this.#options;
    throw new Error(`${packageName} ${version} declares no ${what} \`${token}\`${hint}`);
  }

  #ofKnown(): Promise<Facts> {
    const { resources, functions } = this.#options;
    this.#known ??= this.#load("", { resources: [...resources.keys()], functions: [...functions.keys()] });
    return this.#known;
  }

  #of(token: string, wanted: Wanted): Promise<Facts> {
    const found = this.#others.get(token) ?? this.#load(`-${token.replace(/\W+/g, "-")}`, wanted);
    this.#others.set(token, found);
    return found;
  }

  #load(suffix: string, wanted: Wanted): Promise<Facts> {
    const { packageName, version, code, collect, folder } = this.#options;
    return loadFacts({
      name: `${packageName.replace(/^@\w+\//, "")}-${version}${suffix}`,
      wanted,
      code: [code],
      packages: [packageName],
      collect: () => collect(wanted),
      folder,
    });
  }
}
