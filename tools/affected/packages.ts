import { dirname } from "node:path/posix";
import { foldersAbove, readObject } from "./snapshot.ts";
import type { Snapshot } from "./snapshot.ts";

/** The workspace packages of one commit. */
export interface Packages {
  /** Folder by name: `components/oci` for `@tidegate/oci`. */
  readonly folders: ReadonlyMap<string, string>;
  /** The package that a path lies in, as its folder; "." for what lies in none but the root's. */
  readonly homeOf: (path: string) => string;
}

/** Every package.json below the root is a workspace package: `node_modules` is in no commit. */
export function packagesIn(snapshot: Snapshot): Packages {
  const manifests = [...snapshot.files.keys()].filter((path) => path.endsWith("/package.json"));
  const homes = new Set(manifests.map((path) => dirname(path)));
  const named = manifests.flatMap((path) => {
    const { name } = readObject(snapshot, path);
    return typeof name === "string" ? [[name, dirname(path)] as const] : [];
  });
  return {
    folders: new Map(named),
    homeOf: (path) => foldersAbove(path).find((folder) => homes.has(folder)) ?? ".",
  };
}

/**
 * What of a package.json can change a plan: not its scripts and words about it, and not its dependencies, which the
 * lock file tells to the last version.
 */
export function manifestFacts(snapshot: Snapshot, path: string): string {
  const facts = Object.entries(readObject(snapshot, path)).filter(([key]) => !ASIDE.has(key));
  return JSON.stringify(facts.sort(([one], [other]) => (one < other ? -1 : 1)));
}

const ASIDE = new Set([
  "name",
  "version",
  "private",
  "description",
  "license",
  "author",
  "homepage",
  "repository",
  "bugs",
  "keywords",
  "scripts",
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
  "peerDependenciesMeta",
]);

/** The name of the package in a specifier: `@pulumi/aws` of `@pulumi/aws/sqs/queue.js`. */
export function packageName(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
