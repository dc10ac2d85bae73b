import { dirname, join } from "node:path/posix";
import { importsOf } from "../../tools/affected/imports.ts";
import { isTypeScript } from "./files.ts";
import type { ProjectFile, Violation } from "./files.ts";

/** What one room may import of the project's other rooms. Its own folder is always allowed, and any other package. */
interface Room {
  /** The room is this folder, or each folder right under it where `each` is set. */
  readonly folder: string;
  readonly each?: true;
  readonly mayImport: readonly string[];
}

/** The house, as docs/architecture.md draws it. What stands in no room (the tests) may import everything. */
const ROOMS: readonly Room[] = [
  { folder: "components", each: true, mayImport: ["components"] },
  { folder: "stacks", each: true, mayImport: ["components"] },
  { folder: "policy", mayImport: [] },
  { folder: "runner", mayImport: ["tools"] },
  { folder: "rehearsal", mayImport: ["tools"] },
  { folder: "tools", mayImport: ["policy"] },
  { folder: "cli", mayImport: ["components", "policy", "rehearsal", "runner", "tools"] },
];

/** Finds imports that go against the house's directions, whether by relative path or by a workspace package's name. */
export function importDirections(files: readonly ProjectFile[]): Violation[] {
  const packages = workspacePackages(files);
  return files.filter(isTypeScript).flatMap((file) => {
    const from = roomOf(file.path);
    if (from === undefined) return [];
    return importsOf(file).flatMap(({ specifier, line }) => {
      const target = resolve(file.path, specifier, packages);
      if (target === undefined || isWithin(target, from.home)) return [];
      const to = target.split("/", 1)[0] ?? target;
      if (from.room.mayImport.includes(to)) return byPackageName(file, specifier, line, packages);
      const allowed = from.room.mayImport.length > 0 ? `only ${from.room.mayImport.join(", ")}` : "no other room";
      return [{ path: file.path, line, message: `imports "${specifier}", but ${from.home} may import ${allowed}` }];
    });
  });
}

/** Finds packages that a component package imports without declaring them, which breaks it in any other project. */
export function undeclaredImports(files: readonly ProjectFile[]): Violation[] {
  const manifests = files.filter(({ path }) => /^components\/[^/]+\/package\.json$/.test(path));
  return manifests.flatMap((manifest) => {
    const folder = dirname(manifest.path);
    const declared = JSON.parse(manifest.text) as { name?: string; dependencies?: object; peerDependencies?: object };
    const known = new Set([declared.name, ...Object.keys({ ...declared.dependencies, ...declared.peerDependencies })]);
    return files
      .filter((file) => isTypeScript(file) && isWithin(file.path, folder))
      .flatMap((file) =>
        importsOf(file)
          .filter(({ specifier }) => !specifier.startsWith(".") && !specifier.startsWith("node:"))
          .filter(({ specifier }) => !known.has(packageName(specifier)))
          .map(({ specifier, line }) => ({
            path: file.path,
            line,
            message: `imports "${specifier}", which ${manifest.path} doesn't list under "dependencies"`,
          })),
      );
  });
}

/** The room that a file stands in, and that room's own folder (a component package, a stack, or the whole room). */
function roomOf(path: string): { room: Room; home: string } | undefined {
  const room = ROOMS.find(({ folder }) => isWithin(path, folder));
  if (room === undefined) return undefined;
  return { room, home: path.split("/", room.each ? 2 : 1).join("/") };
}

function resolve(from: string, specifier: string, packages: ReadonlyMap<string, string>): string | undefined {
  if (specifier.startsWith(".")) return join(dirname(from), specifier);
  return packages.get(packageName(specifier));
}

/** A path into another room would tie a package to where it stands; its name doesn't. */
function byPackageName(
  { path }: ProjectFile,
  specifier: string,
  line: number,
  packages: ReadonlyMap<string, string>,
): Violation[] {
  if (!specifier.startsWith(".")) return [];
  const target = join(dirname(path), specifier);
  const name = [...packages].find(([, folder]) => isWithin(target, folder))?.[0] ?? "its package";
  return [{ path, line, message: `imports "${specifier}" by its path: import it from "${name}"` }];
}

function workspacePackages(files: readonly ProjectFile[]): Map<string, string> {
  const manifests = files.filter(({ path }) => path.endsWith("/package.json"));
  return new Map(
    manifests.flatMap(({ path, text }) => {
      const { name } = JSON.parse(text) as { name?: string };
      return name === undefined ? [] : [[name, dirname(path)]];
    }),
  );
}

function packageName(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
