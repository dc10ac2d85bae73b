import { dirname, join } from "node:path/posix";
import { parse } from "yaml";
import { asObject, isWithin, readObject } from "./snapshot.ts";
import type { Snapshot } from "./snapshot.ts";

/** A stack, by the files that make it. */
export interface StackFiles {
  /** The folder below `stacks/`; for the project in the root, that of its `main`. */
  readonly system: string;
  readonly environment: string;
  /** Its project file: `stacks/trivia-pay/Pulumi.yaml`. */
  readonly project: string;
  /** Its own file: `stacks/trivia-pay/Pulumi.dev.yaml`. */
  readonly settings: string;
  /** The module that the engine starts; undefined where the project file's `main` leads to none. */
  readonly entry: string | undefined;
  /** What Node loads before it, as specifiers: `nodeargs` with `--require` or `--import`. */
  readonly preloads: readonly string[];
}

/**
 * The stacks of one commit: a Pulumi.yaml in the root or right below `stacks/`, and a stack for each Pulumi.<environment>.yaml.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/projects/project-file/
 * @throws Error when a project file is no YAML
 */
export function stacksOf(snapshot: Snapshot): StackFiles[] {
  const paths = [...snapshot.files.keys()];
  return paths
    .filter((path) => /^(stacks\/[^/]+\/)?Pulumi\.yaml$/.test(path))
    .flatMap((project) => {
      const settings = readProject(snapshot, project);
      const folder = dirname(project);
      const main = join(folder, text(settings["main"]) ?? ".");
      const entry = entryOf(snapshot, main);
      const about = { system: systemOf(folder, entry ?? main), project, entry, preloads: preloadsOf(settings) };
      const home = join(folder, text(settings["stackConfigDir"]) ?? ".");
      return paths.flatMap((path) => {
        const environment = dirname(path) === home ? /\/Pulumi\.([\w-]+)\.yaml$/.exec(`/${path}`)?.[1] : undefined;
        return environment === undefined ? [] : [{ ...about, environment, settings: path }];
      });
    })
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

/** A stack's name among all: `trivia-pay dev`. */
export function keyOf({ system, environment }: { readonly system: string; readonly environment: string }): string {
  return `${system} ${environment}`;
}

function readProject(snapshot: Snapshot, path: string): Readonly<Record<string, unknown>> {
  try {
    return asObject(parse(snapshot.read(path))) ?? {};
  } catch (error) {
    throw new Error(`${path} is no YAML: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function systemOf(folder: string, main: string): string {
  const own = folder === "." ? (/^stacks\/([^/]+)/.exec(main)?.[1] ?? "root") : folder;
  return own.replace(/^stacks\//, "");
}

/** The module behind `main`, which may be a folder with a package.json or an index, as Node has it. */
function entryOf(snapshot: Snapshot, main: string): string | undefined {
  if (snapshot.files.has(main)) return main;
  const manifest = join(main, "package.json");
  const named = snapshot.files.has(manifest) ? text(readObject(snapshot, manifest)["main"]) : undefined;
  const candidates = [named, ...EXTENSIONS.map((extension) => `index.${extension}`)].flatMap((name) =>
    name === undefined ? [] : [join(main, name)],
  );
  return [...candidates, ...EXTENSIONS.map((extension) => `${main}.${extension}`)].find((path) =>
    snapshot.files.has(path),
  );
}

const EXTENSIONS = ["ts", "js", "mts", "mjs", "cts", "cjs"];

function preloadsOf(settings: Readonly<Record<string, unknown>>): string[] {
  const args = text(asObject(asObject(settings["runtime"])?.["options"])?.["nodeargs"]) ?? "";
  return [...args.matchAll(/(?:^|\s)(?:--require|-r|--import)(?:=|\s+)(\S+)/g)].map(([, specifier]) => specifier ?? "");
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Whether a path is a project file or a stack's own file of some Pulumi project. */
export function isStackFile(path: string): boolean {
  return /(^|\/)Pulumi(\.[\w-]+)?\.yaml$/.test(path) && (isWithin(path, "stacks") || !path.includes("/"));
}
