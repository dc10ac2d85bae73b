import type { ProjectFile, Violation } from "./files.ts";

/** Finds dependencies whose version is a range, and packages that two manifests want in two versions. */
export function exactVersions(files: readonly ProjectFile[]): Violation[] {
  const first = new Map<string, { version: string; path: string }>();
  return dependencies(files).flatMap(({ path, name, version }) => {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) {
      return [{ path, message: `asks for ${name} "${version}": write one exact version` }];
    }
    const other = first.get(name);
    first.set(name, other ?? { version, path });
    if (other === undefined || other.version === version) return [];
    return [{ path, message: `asks for ${name} ${version}, but ${other.path} for ${other.version}: use one` }];
  });
}

/** Finds a missing lock file, and dependencies that it doesn't hold in the version asked for. */
export function locked(files: readonly ProjectFile[]): Violation[] {
  const lock = files.find(({ path }) => path === "package-lock.json");
  if (lock === undefined) return [{ path: "package-lock.json", message: 'is missing: run "npm install"' }];
  const { packages } = JSON.parse(lock.text) as Lock;
  return dependencies(files).flatMap(({ path, name, version }) => {
    const held =
      packages[`${path.replace(/package\.json$/, "")}node_modules/${name}`] ?? packages[`node_modules/${name}`];
    const heldVersion = held?.link === true ? packages[held.resolved ?? ""]?.version : held?.version;
    if (heldVersion === version) return [];
    const found = heldVersion === undefined ? "doesn't hold it" : `holds ${heldVersion}`;
    return [{ path, message: `asks for ${name} ${version}, but package-lock.json ${found}: run "npm install"` }];
  });
}

interface Lock {
  readonly packages: Record<string, { version?: string; link?: boolean; resolved?: string } | undefined>;
}

interface Dependency {
  readonly path: string;
  readonly name: string;
  readonly version: string;
}

function dependencies(files: readonly ProjectFile[]): Dependency[] {
  return files
    .filter(({ path }) => path === "package.json" || path.endsWith("/package.json"))
    .flatMap(({ path, text }) => {
      const manifest = JSON.parse(text) as Record<(typeof KINDS)[number], Record<string, string> | undefined>;
      return KINDS.flatMap((kind) => Object.entries(manifest[kind] ?? {})).map(([name, version]) => ({
        path,
        name,
        version,
      }));
    });
}

const KINDS = ["dependencies", "devDependencies", "optionalDependencies"] as const;
