/** Who means whom in a stack, as far as a preview knows it. */
import { UNKNOWN } from "@tidegate/policy";
import type { Finding, JudgedResource, Value } from "@tidegate/policy";
import { textOf } from "./look.ts";

export function ofType(resources: readonly JudgedResource[], ...types: readonly string[]): readonly JudgedResource[] {
  return resources.filter(({ type }) => types.includes(type));
}

/** Resources that others name, each found at once, however many there are. */
export class Candidates {
  readonly #all: readonly JudgedResource[];
  readonly #named = new Map<Value, JudgedResource[]>();
  /** Of which no key is known yet. */
  readonly #nameless: JudgedResource[] = [];

  /** @param keys properties that identify a resource: its ARN, its name */
  constructor(resources: readonly JudgedResource[], keys: readonly string[]) {
    this.#all = resources;
    for (const resource of resources) {
      const names = keys.flatMap((key) => textOf(resource.props[key]) || []);
      if (names.length === 0) this.#nameless.push(resource);
      for (const name of new Set(names)) this.#add(name, resource);
    }
  }

  /**
   * Those that a reference may mean: the one that has it under one of the keys; any, where the reference isn't known; else
   * those of which no key is known yet.
   */
  meant(reference: Value | undefined): readonly JudgedResource[] {
    if (reference === undefined || reference === null) return [];
    return reference === UNKNOWN ? this.#all : (this.#named.get(reference) ?? this.#nameless);
  }

  /** Those that a reference can but mean. */
  surely(references: readonly (Value | undefined)[]): ReadonlySet<JudgedResource> {
    return new Set(
      references.flatMap((one) => {
        const [only, ...others] = this.meant(one).slice(0, 2);
        return only === undefined || others.length > 0 ? [] : [only];
      }),
    );
  }

  /** Those that none of the references can mean. */
  meantByNone(references: readonly (Value | undefined)[]): readonly JudgedResource[] {
    if (references.includes(UNKNOWN)) return [];
    const groups = new Set(references.map((one) => this.meant(one)));
    const meant = new Set([...groups].flat());
    return this.#all.filter((one) => !meant.has(one));
  }

  #add(name: string, resource: JudgedResource): void {
    const same = this.#named.get(name);
    if (same === undefined) this.#named.set(name, [resource]);
    else same.push(resource);
  }
}

/** Remembers what it worked out of a list: references that aren't known all mean the same one. */
export function remembering(
  work: (those: readonly JudgedResource[]) => boolean,
): (those: readonly JudgedResource[]) => boolean {
  const known = new Map<readonly JudgedResource[], boolean>();
  return (those) => {
    const answer = known.get(those) ?? work(those);
    known.set(those, answer);
    return answer;
  };
}

/** A finding about one resource of the stack. */
export function findingOn({ urn }: JudgedResource, path: string, says: string): Finding {
  return { urn, path, says };
}
