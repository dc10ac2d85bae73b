import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { LINT_RULES } from "../../../../policy/secret-free/detect/lint.ts";

export interface Expression {
  readonly source: string;
  readonly flags: string;
  /** File and line. */
  readonly where: string;
}

const PACK = join(import.meta.dirname, "../../../../policy/secret-free");
const PRESET = fileURLToPath(import.meta.resolve("@secretlint/secretlint-rule-preset-recommend"));

/** Every regular expression that a value meets: the pack's, and those that secretlint's preset runs. */
export function expressions(): Expression[] {
  const files = readdirSync(PACK, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !path.includes("node_modules"),
  );
  const own = files.flatMap((path) => literalsOf(join(PACK, path), relative(PACK, path)));
  return distinct([...own, ...presetExpressions()]);
}

/** The literals of the preset's own rules. Before the first of them stand other packages, which match the rules' settings. */
function presetExpressions(): Expression[] {
  const all = literalsOf(PRESET, "secretlint");
  const first = readFileSync(PRESET, "utf8")
    .split("\n")
    .findIndex((line) => line.includes("AKIAIOSFODNN7EXAMPLE"));
  const rules = all.filter(({ where }) => Number(where.split(":")[1]) > first);
  if (first < 0 || rules.length < LINT_RULES.length) throw new Error("secretlint's preset isn't read whole.");
  return rules;
}

function literalsOf(path: string, name: string): Expression[] {
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const found: Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const [, source = "", flags = ""] = /^\/(.*)\/([a-z]*)$/s.exec(node.text) ?? [];
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ source, flags, where: `${name}:${line}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function distinct(all: readonly Expression[]): Expression[] {
  return [...new Map(all.map((one) => [`/${one.source}/${one.flags}`, one])).values()];
}

/** Whether nothing in an expression repeats without bound: each attempt, from each position, then costs a bounded number of steps. */
export function isBounded(source: string): boolean {
  const bare = source.replace(/\\./gs, "x").replace(/\[[^\]]*\]/g, "x");
  return !/[*+]|\{\d+,\}/.test(bare.replace(/\(\?[<!=:]/g, "("));
}

/** What recheck can't prove, and what bounds it all the same. */
export const BOUNDED_BY: Readonly<Record<string, string>> = {
  "\\b(?:xoxb|xoxp|xapp|xoxa|xoxo|xoxr)-(?:\\d-)?(?:[a-zA-Z0-9]{1,40}-)+[a-zA-Z0-9]{1,40}\\b":
    "once a group is read, the text up to its hyphen matches: no attempt fails after a long way, and matches don't overlap",
  "^(.)\\1{3,}$": "it begins at the text's start alone; nothing in it can be read in two ways",
};
