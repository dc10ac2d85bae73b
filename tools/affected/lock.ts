import { packageName } from "./packages.ts";
import { asObject, foldersAbove, readObject } from "./snapshot.ts";
import type { Snapshot } from "./snapshot.ts";

/** Packages from outside by their place in the lock file (`node_modules/yaml`), each with what tells its content. */
export type Locked = ReadonlyMap<string, string>;

/** Answers questions about one commit's package-lock.json. */
export interface Lock {
  /** What is installed for a package that a module in `folder` imports, with all that it needs in turn. */
  readonly closure: (specifier: string, folder: string) => Locked;
  /** What brings Node itself: it runs every program. */
  readonly node: Locked;
}

/** Reads package-lock.json. Without one there are no answers. @throws Error when npm before 7 wrote it */
export function readLock(snapshot: Snapshot): Lock {
  if (!snapshot.files.has(LOCK)) return { closure: () => new Map(), node: new Map() };
  const entries = asObject(readObject(snapshot, LOCK)["packages"]);
  if (entries === undefined) throw new Error(`${LOCK} has no "packages": write it anew with npm 7 or later`);
  const packages = new Map(
    Object.entries(entries).flatMap(([path, entry]) => [[path, asObject(entry) ?? {}] as const]),
  );
  const known = new Map<string, Locked>();
  return {
    closure(specifier, folder) {
      const place = placeOf(packages, packageName(specifier), folder);
      if (place === undefined) return new Map();
      const found = known.get(place) ?? closureOf(packages, place);
      known.set(place, found);
      return found;
    },
    node: new Map(
      [...packages]
        .filter(([, entry]) => asObject(entry["bin"])?.["node"] !== undefined)
        .map(([path, entry]) => [path, contentOf(entry)]),
    ),
  };
}

/** The lock file's path. */
export const LOCK = "package-lock.json";

type Entries = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

function closureOf(packages: Entries, start: string): Locked {
  const found = new Map<string, string>();
  const open = [start];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const entry = packages.get(place);
    if (found.has(place) || entry === undefined) continue;
    found.set(place, contentOf(entry));
    for (const kind of ["dependencies", "optionalDependencies", "peerDependencies"]) {
      for (const name of Object.keys(asObject(entry[kind]) ?? {})) {
        const needed = placeOf(packages, name, place);
        if (needed !== undefined) open.push(needed);
      }
    }
  }
  return found;
}

/** Node looks in `node_modules` of the folder and of all above it. A workspace package's link is none of ours. */
function placeOf(packages: Entries, name: string, folder: string): string | undefined {
  const places = foldersAbove(`${folder}/x`)
    .filter((above) => !above.endsWith("node_modules"))
    .map((above) => (above === "." ? `node_modules/${name}` : `${above}/node_modules/${name}`));
  return places.find((place) => packages.has(place) && packages.get(place)?.["link"] !== true);
}

function contentOf({ version, integrity, resolved }: Readonly<Record<string, unknown>>): string {
  return [version, integrity ?? resolved].filter((part) => typeof part === "string").join(" ");
}
