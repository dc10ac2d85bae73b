import ts from "typescript";

/** What a file of ours imports from another file of ours or from a workspace package, and what to write instead. */
export type Relocate = (specifier: string) => string | undefined;

/**
 * Rewrites a module to the way Pulumi's templates are written: imports of a provider's files become imports of its root,
 * imports of our own modules lose their `.ts`, and `import.meta.dirname` is CommonJS's `__dirname`. What the module does
 * stays the same.
 *
 * `import { Vcn } from "@pulumi/oci/core/vcn.js"` becomes
 * `import * as pulumi_oci from "@pulumi/oci"; import Vcn = pulumi_oci.core.Vcn;`
 *
 * @param relocate names the new place of our own modules
 * @throws Error for an import that it can't rewrite
 */
export function toTemplateStyle(fileName: string, text: string, relocate: Relocate): string {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest);
  const roots = new Set<string>();
  const edits: Edit[] = [];
  for (const statement of source.statements) {
    if (!(ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))) {
      continue;
    }
    const specifier = statement.moduleSpecifier;
    if (specifier === undefined || !ts.isStringLiteral(specifier)) {
      continue;
    }
    const deep = deepImport(specifier.text);
    const moved = relocate(specifier.text);
    if (deep !== undefined) {
      if (!ts.isImportDeclaration(statement)) {
        throw new Error(`${fileName} exports from ${specifier.text}; the benchmark rewrites only imports.`);
      }
      roots.add(deep.root);
      edits.push({ node: statement, text: aliases(statement, deep) });
    } else if (moved !== undefined) {
      edits.push({ node: specifier, text: JSON.stringify(moved) });
    }
  }
  edits.push(...metaFolders(source));
  const imports = [...roots].map((root) => `import * as ${nameOf(root)} from ${JSON.stringify(root)};\n`);
  return imports.join("") + apply(source, edits);
}

/** The modules that a module imports or exports from, as written. */
export function specifiersOf(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);
}

interface Edit {
  node: ts.Node;
  text: string;
}

interface DeepImport {
  /** The package, for instance "@pulumi/oci". */
  root: string;
  /** The namespaces that lead to the file's exports, for instance ["core"]. */
  path: string[];
}

/** A provider's index has a namespace for each folder; types/input.js and types/output.js are namespaces as well. */
function deepImport(specifier: string): DeepImport | undefined {
  const match = /^(@pulumi\/[^/]+)\/(.+)\.js$/.exec(specifier);
  if (match?.[1] === undefined || match[2] === undefined) {
    return undefined;
  }
  const parts = match[2].split("/");
  return { root: match[1], path: parts[0] === "types" ? parts : parts.slice(0, -1) };
}

function aliases(statement: ts.ImportDeclaration, { root, path }: DeepImport): string {
  const bindings = statement.importClause?.namedBindings;
  const namespace = [nameOf(root), ...path].join(".");
  if (bindings === undefined || statement.importClause?.name !== undefined) {
    throw new Error(`An import of ${root} has no names in braces; the benchmark can't rewrite it.`);
  }
  if (ts.isNamespaceImport(bindings)) {
    return `import ${bindings.name.text} = ${namespace};`;
  }
  return bindings.elements
    .map(({ name, propertyName }) => `import ${name.text} = ${namespace}.${(propertyName ?? name).text};`)
    .join(" ");
}

/** CommonJS has no `import.meta`, but what its `dirname` says it has under another name. */
function metaFolders(source: ts.SourceFile): Edit[] {
  const found: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && node.name.text === "dirname" && ts.isMetaProperty(node.expression)) {
      found.push({ node, text: "__dirname" });
    } else {
      ts.forEachChild(node, visit);
    }
  };
  visit(source);
  return found;
}

function nameOf(root: string): string {
  return root.replace("@", "").replaceAll(/\W/g, "_");
}

function apply(source: ts.SourceFile, edits: readonly Edit[]): string {
  let text = source.text;
  for (const { node, text: replacement } of edits.toSorted((a, b) => b.node.pos - a.node.pos)) {
    text = text.slice(0, node.getStart(source)) + replacement + text.slice(node.getEnd());
  }
  return text;
}
