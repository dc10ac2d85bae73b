/** Interfaces of one big declaration file, cut out by name and parsed one by one: whole, it has megabytes. */
import { readFileSync } from "node:fs";
import { readDeclarations, type ReadOptions, type Resolve } from "./declarations.ts";
import { declared } from "./sdk.ts";
import type { Shape, Type } from "./types.ts";

export class NestedTypes {
  readonly #path: string;
  readonly #options: ReadOptions;
  readonly #wanted = new Set<string>();
  readonly #shapes: Record<string, Shape> = {};
  #text: string | undefined;

  /** @param path of `types/input.d.ts` or `types/output.d.ts`: it is read once something is wanted of it */
  constructor(path: string, options: ReadOptions = {}) {
    this.#path = path;
    this.#options = options;
  }

  /** @param name `ec2.SubnetFilter`, or `GetRegionsFilter` where it stands in no namespace */
  want(name: string): Type {
    this.#wanted.add(name);
    return { object: name };
  }

  /** The shapes of all that was wanted, and of what those refer to. @throws Error where one isn't declared */
  collect(resolve: Resolve): Record<string, Shape> {
    // The set grows while it is walked: an interface's own references join its end.
    for (const name of this.#wanted) {
      const dot = name.lastIndexOf(".");
      const short = name.slice(dot + 1);
      const text = this.#cut(name.slice(0, Math.max(dot, 0)), short);
      this.#shapes[name] = declared(readDeclarations(text, resolve, this.#options), short, this.#path).properties;
    }
    return this.#shapes;
  }

  #cut(module: string, name: string): string {
    const text = (this.#text ??= readFileSync(this.#path, "utf8"));
    const head = module === "" ? `\nexport interface ${name} {\n` : `\n    interface ${name} {\n`;
    const tail = module === "" ? "\n}\n" : "\n    }\n";
    const start = module === "" ? 0 : text.indexOf(`\nexport declare namespace ${module} {\n`);
    const end = module === "" ? text.length : text.indexOf("\n}\n", start);
    const from = text.indexOf(head, start);
    const to = text.indexOf(tail, from);
    if (start < 0 || from < 0 || from > end) {
      throw new Error(`${this.#path} declares no ${module === "" ? name : `${module}.${name}`}`);
    }
    return text.slice(from, to + tail.length - 1);
  }
}
