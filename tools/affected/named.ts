import { join } from "node:path/posix";
import ts from "typescript";
import { moduleNamedBy, parse, visit } from "./imports.ts";

/** What a module leads to while it runs, as its text says it. */
export interface Named {
  /** Specifiers of modules, loaded or only named: `./a.ts`, `@tidegate/oci`, `@pulumi/aws/sqs/queue.js`. */
  readonly modules: ReadonlySet<string>;
  /** Files and folders, relative to the module's own folder: `./main.ts`, `..`. A folder stands for all in it. */
  readonly paths: ReadonlySet<string>;
}

/**
 * Reads what a module may load or read: imports that are more than types, `require`, `import()`; texts that hold an
 * `import("x")` for another process, or are a scoped package's name; and what it reaches from where it stands, by `import.meta.dirname`
 * and its like. Where the text doesn't tell the file (a computed name), the folder that it is surely in is named: too
 * much rather than too little.
 */
export function namedBy(path: string, text: string): Named {
  const modules = new Set<string>();
  const paths = new Set<string>();
  visit(parse(path, text), (node) => {
    const loaded = loadedBy(node);
    if (loaded !== undefined) {
      if (ts.isStringLiteralLike(loaded)) modules.add(loaded.text);
      else paths.add(folderOf(loaded));
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      for (const specifier of specifiersIn(node.text)) if (!isInType(node)) modules.add(specifier);
    }
    const place = placeOf(node);
    if (place !== undefined) paths.add(place);
  });
  return { modules, paths };
}

/** The name of a module that runs because of this node: no types. */
function loadedBy(node: ts.Node): ts.Node | undefined {
  if (ts.isImportTypeNode(node)) return undefined;
  if (ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return undefined;
  if (ts.isExportDeclaration(node) && node.isTypeOnly) return undefined;
  if (ts.isExternalModuleReference(node) && node.parent.isTypeOnly) return undefined;
  return moduleNamedBy(node) ?? resolvedBy(node);
}

/** `require.resolve("x")`, `import.meta.resolve("x")`, `createRequire(here).resolve("x")`, `createRequire(here)("x")`. */
function resolvedBy(node: ts.Node): ts.Node | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const maker =
    ts.isPropertyAccessExpression(expression) && expression.name.text === "resolve"
      ? expression.expression
      : expression;
  const isMaker =
    (ts.isIdentifier(maker) && maker.text === "require" && maker !== expression) ||
    (ts.isMetaProperty(maker) && maker !== expression) ||
    (ts.isCallExpression(maker) && maker.expression.getText().endsWith("createRequire"));
  return isMaker && node.arguments[0] !== undefined && ts.isStringLiteralLike(node.arguments[0])
    ? node.arguments[0]
    : undefined;
}

/** `import('@tidegate/rollout/smoke/run')` inside a command, and a text that is nothing but a scoped package's name. */
function specifiersIn(text: string): string[] {
  const calls = [...text.matchAll(/\b(?:import|require)\(\s*["']([^"']+)["']\s*\)/g)].map(
    ([, specifier]) => specifier ?? "",
  );
  return /^@[a-z0-9-]+\/[\w./-]+$/.test(text) ? [...calls, text] : calls;
}

function isInType(node: ts.Node): boolean {
  const { parent } = node;
  return (
    (ts.isLiteralTypeNode(parent) && ts.isImportTypeNode(parent.parent)) ||
    (ts.isImportDeclaration(parent) && loadedBy(parent) === undefined) ||
    (ts.isExportDeclaration(parent) && loadedBy(parent) === undefined)
  );
}

/** The folder that a computed `import()` stays in: what comes before the first computed part. */
function folderOf(computed: ts.Node): string {
  const known = ts.isTemplateExpression(computed) ? computed.head.text : "";
  return known.startsWith(".") ? known.slice(0, known.lastIndexOf("/") + 1) || "." : ".";
}

/** The file or folder that one use of `import.meta.dirname`, `filename` or `url` leads to. */
function placeOf(node: ts.Node): string | undefined {
  if (!ts.isPropertyAccessExpression(node) || !ts.isMetaProperty(node.expression)) return undefined;
  const kind = node.name.text;
  if (kind !== "dirname" && kind !== "filename" && kind !== "url") return undefined;
  const { parent } = node;
  if (
    kind === "dirname" &&
    ts.isCallExpression(parent) &&
    /^(path\.)?(join|resolve)$/.test(parent.expression.getText())
  ) {
    return join(".", ...knownParts(parent.arguments.slice(1)));
  }
  if (kind === "url" && ts.isNewExpression(parent) && parent.expression.getText() === "URL") {
    const [first] = parent.arguments ?? [];
    return first === undefined || !ts.isStringLiteralLike(first) ? "." : first.text;
  }
  // What this makes is asked for modules by name, and those names are read where they stand.
  if (ts.isCallExpression(parent) && parent.expression.getText().endsWith("createRequire")) return undefined;
  return ".";
}

function knownParts(parts: readonly ts.Expression[]): string[] {
  const end = parts.findIndex((part) => !ts.isStringLiteralLike(part));
  return parts
    .slice(0, end < 0 ? parts.length : end)
    .flatMap((part) => (ts.isStringLiteralLike(part) ? [part.text] : []));
}
