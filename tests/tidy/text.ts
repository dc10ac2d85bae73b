import type { ProjectFile, Violation } from "./files.ts";

/** A file holds one idea; one that outgrows this holds two. */
export const LONGEST_FILE = 300;

/** Finds source files of {@link LONGEST_FILE} lines or more. */
export function shortFiles(files: readonly ProjectFile[]): Violation[] {
  return files
    .filter(({ path }) => /\.(ts|js|mjs|cjs|go|py|sh)$/.test(path))
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - (text.endsWith("\n") ? 1 : 0) }))
    .filter(({ lines }) => lines >= LONGEST_FILE)
    .map(({ path, lines }) => ({ path, message: `has ${lines} lines, not under ${LONGEST_FILE}: part its ideas` }));
}

/** Finds absolute paths that exist on one machine only. */
export function noMachinePaths(files: readonly ProjectFile[]): Violation[] {
  // A letter before the slash makes it part of a URL or of a longer path.
  const machinePath = new RegExp(`(?<![\\w.$}-])/(?:${["work", "root", "home", "Users"].join("|")})/`);
  return search(files, machinePath, (found) => `names a path of one machine, ${found}`);
}

/** Finds host names of package registries, which differ from place to place, outside the lock file. */
export function noRegistryHosts(files: readonly ProjectFile[]): Violation[] {
  const hosts = [
    ["registry", "npmjs", "org"],
    ["registry", "yarnpkg", "com"],
    ["pypi", "org"],
    ["pythonhosted", "org"],
    ["proxy", "golang", "org"],
    ["sum", "golang", "org"],
    ["deb", "debian", "org"],
  ].map((labels) => labels.join("\\."));
  const others = files.filter(({ path }) => path !== "package-lock.json");
  return search(others, new RegExp(`(?:${hosts.join("|")})`), (found) => `names the package registry ${found}`);
}

/** Finds words about how the text was made: the project's files speak of the project. */
export function noAuthorship(files: readonly ProjectFile[]): Violation[] {
  // In pieces, so that this file doesn't name them itself.
  const words = [
    "cla+ude",
    "anth+ropic",
    "chat+gpt",
    "open+ai",
    // Not the npm scope of an IAM evaluator, which has the word in its name.
    "(?<!@cloud-)cop+ilot",
    "co-auth+ored-by",
    "language+ model",
    "ll+ms?",
  ]
    .map((word) => word.replace("+", ""))
    .concat("(?:ai|machine)[- ](?:generated|written|assisted)", "(?:generated|written) (?:by|with) (?:an )?ai");
  const others = files.filter(({ path }) => path !== "package-lock.json");
  return search(others, new RegExp(`\\b(?:${words.join("|")})\\b`, "i"), (found) => `speaks of its making, "${found}"`);
}

function search(files: readonly ProjectFile[], pattern: RegExp, describe: (found: string) => string): Violation[] {
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((content, index) => {
      const found = pattern.exec(content)?.[0];
      return found === undefined ? [] : [{ path, line: index + 1, message: describe(found) }];
    }),
  );
}
