import ts from "typescript";

/** A module that a file names. */
export interface Import {
  readonly specifier: string;
  /** 1-based. */
  readonly line: number;
  /** Only types come from it: Node never loads it for this. */
  readonly typeOnly: boolean;
}

/** Every module that a file names: static and dynamic imports, re-exports, types, and `require`. */
export function importsOf({ path, text }: { readonly path: string; readonly text: string }): Import[] {
  const source = parse(path, text);
  const found: Import[] = [];
  visit(source, (node) => {
    const name = moduleNamedBy(node);
    if (name !== undefined && ts.isStringLiteralLike(name)) {
      const line = source.getLineAndCharacterOfPosition(name.getStart()).line + 1;
      found.push({ specifier: name.text, line, typeOnly: isTypeOnly(node) });
    }
  });
  return found;
}

/** The file's syntax, with parents. */
export function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/** Shows every node of a tree to `look`, parents first. */
export function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

/** The expression that names a module in an import, re-export, import type, `import()` or `require()`. */
export function moduleNamedBy(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (!ts.isCallExpression(node)) return undefined;
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === "require";
  return isImport || isRequire ? node.arguments[0] : undefined;
}

/** `import { type A }` isn't: with verbatimModuleSyntax, Node still loads the module. */
function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return ts.isExternalModuleReference(node) && node.parent.isTypeOnly;
}
