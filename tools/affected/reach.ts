import { dirname, join } from "node:path/posix";
import type { Lock, Locked } from "./lock.ts";
import { readLock } from "./lock.ts";
import { namedBy } from "./named.ts";
import type { Named } from "./named.ts";
import { packagesIn } from "./packages.ts";
import type { Packages } from "./packages.ts";
import { resolver } from "./resolve.ts";
import type { Resolve } from "./resolve.ts";
import { isAside, isCode, isWithin } from "./snapshot.ts";
import type { Snapshot } from "./snapshot.ts";
import { isStackFile } from "./stacks.ts";
import type { StackFiles } from "./stacks.ts";

/** All that a stack's preview can depend on, at one commit. */
export interface Reach {
  /** Files of the project, nearest first, each with the one that leads to it. */
  readonly files: ReadonlyMap<string, string | undefined>;
  /** Packages from outside. */
  readonly outside: Locked;
}

/** Answers how far a stack reaches at one commit. */
export type Reacher = (stack: StackFiles) => Reach;

/** Files of the root that every stack depends on, whatever it imports. */
export const EVERYONES = ["package.json", "tsconfig.json", ".npmrc"];

/** The policy packs, which judge every stack's preview though no program imports them. */
export const PACKS = "policy";

/**
 * Walks the imports from a stack's program and what Node loads before it. A module brings all files of its package that
 * are no code (it may read them), and its package.json.
 */
export function reacher(snapshot: Snapshot): Reacher {
  const packages = packagesIn(snapshot);
  const resolve = resolver(snapshot, packages);
  const lock = readLock(snapshot);
  const named = memo((path) => namedBy(path, snapshot.read(path)));
  const dataOf = memo((home) => dataIn(snapshot, packages, home));
  return (stack) => new Walk({ snapshot, packages, resolve, lock, named, dataOf }).from(stack);
}

interface World {
  readonly snapshot: Snapshot;
  readonly packages: Packages;
  readonly resolve: Resolve;
  readonly lock: Lock;
  readonly named: (path: string) => Named;
  readonly dataOf: (home: string) => readonly string[];
}

class Walk {
  readonly #world: World;
  readonly #files = new Map<string, string | undefined>();
  readonly #outside: Map<string, string>;

  constructor(world: World) {
    this.#world = world;
    this.#outside = new Map(world.lock.node);
  }

  from(stack: StackFiles): Reach {
    this.#reach(stack.settings, undefined);
    this.#reach(stack.project, undefined);
    EVERYONES.forEach((path) => this.#reach(path, undefined));
    stack.preloads.forEach((specifier) => this.#follow(specifier, stack.project));
    if (stack.entry === undefined) this.#reachFolder(dirname(stack.project), stack.project);
    else this.#reach(stack.entry, stack.project);
    this.#reachFolder(PACKS, undefined);
    // A map keeps the order of insertion and is walked while it grows: nearest first.
    for (const path of this.#files.keys()) if (isCode(path)) this.#enter(path);
    return { files: this.#files, outside: this.#outside };
  }

  /** One module: what it names, and what lies around it. */
  #enter(path: string): void {
    const { packages, dataOf, named, snapshot } = this.#world;
    const { modules, paths } = named(path);
    modules.forEach((specifier) => this.#follow(specifier, path));
    for (const place of paths) {
      const target = join(dirname(path), place).replace(/\/$/, "");
      if (snapshot.files.has(target)) this.#reach(target, path);
      else this.#reachFolder(target, path);
    }
    const home = packages.homeOf(path);
    if (home !== ".") dataOf(home).forEach((data) => this.#reach(data, path));
  }

  #follow(specifier: string, from: string): void {
    const target = this.#world.resolve(specifier, from);
    if (target === undefined) return;
    if ("file" in target) this.#reach(target.file, from);
    else
      this.#world.lock
        .closure(target.outside, dirname(from))
        .forEach((content, place) => this.#outside.set(place, content));
  }

  #reachFolder(folder: string, by: string | undefined): void {
    for (const path of this.#world.snapshot.files.keys()) {
      if (isWithin(path, folder) && !isAside(path) && !isStackFile(path)) this.#reach(path, by);
    }
  }

  #reach(path: string, by: string | undefined): void {
    if (this.#world.snapshot.files.has(path) && !this.#files.has(path)) this.#files.set(path, by);
  }
}

/** A package's files that are no code. Those of a stack's own environments are the stacks' own. */
function dataIn(snapshot: Snapshot, { homeOf }: Packages, home: string): string[] {
  return [...snapshot.files.keys()].filter(
    (path) => isWithin(path, home) && homeOf(path) === home && !isCode(path) && !isAside(path) && !isStackFile(path),
  );
}

function memo<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const found = made.get(key) ?? make(key);
    made.set(key, found);
    return found;
  };
}
