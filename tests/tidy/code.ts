import { dirname, join } from "node:path/posix";
import ts from "typescript";
import { isTypeScript } from "./files.ts";
import type { ProjectFile, Violation } from "./files.ts";
import { importsOf } from "../../tools/affected/imports.ts";

/** Finds the type `any`, wherever it stands. */
export function noAny(files: readonly ProjectFile[]): Violation[] {
  return files
    .filter(isTypeScript)
    .flatMap((file) =>
      nodesOf(file, (node) =>
        node.kind === ts.SyntaxKind.AnyKeyword
          ? "uses `any`: use `unknown` and check it, or the type itself"
          : undefined,
      ),
    );
}

/**
 * Finds what a component must not know: a component depends on its arguments alone, so that it works in every program
 * and its plan is the same each time. What runs in a process of its own while a plan is carried out is no part of the plan.
 */
export function componentsKnowTheirArgumentsOnly(files: readonly ProjectFile[]): Violation[] {
  const components = files.filter(
    (file) => isTypeScript(file) && file.path.startsWith("components/") && !isWithinAny(file.path, REACH_OUT),
  );
  return components.flatMap((file) => [
    ...nodesOf(file, (node) => forbiddenUse(node)),
    ...importsOf(file)
      .filter(({ specifier }) => OUTSIDE_MODULES.has(specifier.replace(/^node:/, "").split("/", 1)[0] ?? ""))
      .map(({ specifier, line }) => ({
        path: file.path,
        line,
        message: `imports "${specifier}": a component reaches neither network nor processes; take a value as an argument`,
      })),
  ]);
}

/** Finds a rollout's rules that know an SDK, or Node: they work on plain values and ports, so that simulations can drive them. */
export function rolloutRulesKnowPortsOnly(files: readonly ProjectFile[]): Violation[] {
  return files
    .filter((file) => isTypeScript(file) && isWithinAny(file.path, PORTS_ONLY))
    .flatMap((file) =>
      importsOf(file)
        .filter(
          ({ specifier }) => !specifier.startsWith(".") || isWithinAny(join(dirname(file.path), specifier), REACH_OUT),
        )
        .map(({ specifier, line }) => ({
          path: file.path,
          line,
          message: `imports "${specifier}": a rollout's rules see plain values and ports, no package and no real side`,
        })),
    );
}

/**
 * The real side of the rollout, what runs in processes of its own, and the wait for a service to be steady: they reach
 * environment, clock and network.
 */
const REACH_OUT = [
  "components/rollout/oci",
  "components/rollout/provider",
  "components/rollout/smoke/run",
  "components/aws/service/steady",
];

const PORTS_ONLY = ["components/rollout/plan", "components/rollout/drive"];

function isWithinAny(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`));
}

const OUTSIDE_MODULES = new Set([
  "child_process",
  "dgram",
  "dns",
  "http",
  "http2",
  "https",
  "net",
  "os",
  "process",
  "timers",
  "tls",
]);

/** Dotted names that end so are read from outside of the arguments. */
const OUTSIDE_NAMES = new Map([
  ["process.env", "environment variables"],
  ["pulumi.Config", "configuration"],
  ["pulumi.StackReference", "another stack"],
  ["pulumi.getStack", "the stack's name"],
  ["pulumi.getProject", "the project's name"],
  ["pulumi.getOrganization", "the organization's name"],
  ["Date.now", "the clock"],
  ["performance.now", "the clock"],
  ["Math.random", "chance"],
]);

/** The same, as names imported or global. `Config` and its like are also types of provider SDKs, so only `new` and calls count. */
const OUTSIDE_CALLS = new Map([
  ["Config", "configuration"],
  ["StackReference", "another stack"],
  ["getStack", "the stack's name"],
  ["getProject", "the project's name"],
  ["fetch", "the network"],
  ["setTimeout", "the clock"],
  ["setInterval", "the clock"],
]);

function forbiddenUse(node: ts.Node): string | undefined {
  const what = readsFromOutside(node);
  return what === undefined ? undefined : `reads ${what}: a component takes it as an argument`;
}

function readsFromOutside(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return OUTSIDE_NAMES.get(node.getText().replace(/\s+/g, ""));
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
  if (!ts.isIdentifier(node.expression)) return undefined;
  if (node.expression.text === "Date" && (node.arguments?.length ?? 0) === 0) return "the clock";
  return OUTSIDE_CALLS.get(node.expression.text);
}

function nodesOf(file: ProjectFile, judge: (node: ts.Node) => string | undefined): Violation[] {
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
  const found: Violation[] = [];
  const visit = (node: ts.Node): void => {
    const message = judge(node);
    if (message !== undefined) {
      found.push({ path: file.path, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, message });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
