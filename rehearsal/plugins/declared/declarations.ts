/** Reads TypeScript declarations: an interface's or a class's properties, as the provider's SDK and OCI's SDKs write them. */
import ts from "typescript";
import type { Property, Type } from "./types.ts";

/** Makes a type out of a reference that is not built in, such as `inputs.Core.X` or `model.X`. */
export type Resolve = (reference: string) => Type;

export interface ReadOptions {
  /** Whether a property's doc comment says that changing it makes a new resource. Without it, none is read. */
  readonly replaces?: (comment: string) => boolean;
}

export interface Declaration {
  readonly properties: Record<string, Property>;
  /** Names after `extends`. */
  readonly bases: readonly string[];
}

/** Every interface and class of a text, nested in namespaces or not. */
export function readDeclarations(text: string, resolve: Resolve, options: ReadOptions = {}): Map<string, Declaration> {
  const found = new Map<string, Declaration>();
  const source = ts.createSourceFile("facts.d.ts", text, ts.ScriptTarget.Latest, false);
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) || (ts.isClassDeclaration(node) && node.name !== undefined)) {
      found.set(node.name?.text ?? "", readMembers(node, source, resolve, options));
    } else if (ts.isModuleDeclaration(node) || ts.isModuleBlock(node) || ts.isSourceFile(node)) {
      ts.forEachChild(node, visit);
    }
  };
  visit(source);
  return found;
}

function readMembers(
  node: ts.InterfaceDeclaration | ts.ClassDeclaration,
  source: ts.SourceFile,
  resolve: Resolve,
  options: ReadOptions,
): Declaration {
  const properties: Record<string, Property> = {};
  for (const member of node.members) {
    if (!(ts.isPropertySignature(member) || ts.isPropertyDeclaration(member)) || member.type === undefined) continue;
    const name = ts.isStringLiteral(member.name) ? member.name.text : member.name.getText(source);
    const { type, optional } = readType(member.type, source, resolve);
    const replaces = options.replaces?.(commentOf(member, source)) === true;
    const required = member.questionToken === undefined && !optional;
    properties[name] = { type, required, ...(replaces && { replaces }) };
  }
  const bases = (node.heritageClauses ?? []).flatMap((clause) =>
    clause.types.map((base) => base.expression.getText(source)),
  );
  return { properties, bases };
}

/** The text of the last comment before a member, in one line. */
function commentOf(member: ts.Node, source: ts.SourceFile): string {
  const range = ts.getLeadingCommentRanges(source.text, member.pos)?.at(-1);
  const text = range === undefined ? "" : source.text.slice(range.pos, range.end);
  return text.replace(/^\/\*\*|\*\/$|^\s*\* ?/gm, " ").replace(/\s+/g, " ");
}

function readType(node: ts.TypeNode, source: ts.SourceFile, resolve: Resolve): { type: Type; optional: boolean } {
  if (ts.isUnionTypeNode(node)) {
    const present = node.types.filter((item) => item.kind !== ts.SyntaxKind.UndefinedKeyword);
    const members = present.map((item) => readType(item, source, resolve));
    const optional = present.length < node.types.length || members.some((item) => item.optional);
    return { type: joinTypes(members.map((item) => item.type)), optional };
  }
  if (ts.isParenthesizedTypeNode(node)) return readType(node.type, source, resolve);
  if (ts.isTypeReferenceNode(node)) {
    const name = node.typeName.getText(source);
    const argument = node.typeArguments?.[0];
    if ((name === "pulumi.Input" || name === "pulumi.Output") && argument !== undefined) {
      return readType(argument, source, resolve);
    }
    if (name === "Array" && argument !== undefined) {
      return { type: { list: readType(argument, source, resolve).type }, optional: false };
    }
    return { type: name === "Date" ? "string" : resolve(name), optional: false };
  }
  return { type: readPlainType(node, source, resolve), optional: false };
}

function readPlainType(node: ts.TypeNode, source: ts.SourceFile, resolve: Resolve): Type {
  if (ts.isArrayTypeNode(node)) return { list: readType(node.elementType, source, resolve).type };
  if (ts.isTypeLiteralNode(node)) {
    const index = node.members.find((member) => ts.isIndexSignatureDeclaration(member));
    return index === undefined ? "any" : { map: readType(index.type, source, resolve).type };
  }
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
    case ts.SyntaxKind.LiteralType:
      return "string";
    case ts.SyntaxKind.NumberKeyword:
      return "number";
    case ts.SyntaxKind.BooleanKeyword:
      return "boolean";
    case ts.SyntaxKind.AnyKeyword:
    case ts.SyntaxKind.ObjectKeyword:
      return "any";
    default:
      throw new Error(`a declaration holds a kind of type that the stand-in doesn't read: ${node.getText(source)}`);
  }
}

/** A union of objects becomes one name, `a|b`, whose shape holds the properties of all. */
function joinTypes(types: Type[]): Type {
  const unique = [...new Map(types.map((type) => [JSON.stringify(type), type])).values()];
  const names = unique.map((type) => (typeof type === "object" && "object" in type ? type.object : undefined));
  if (unique.length > 1 && names.every((name) => name !== undefined)) return { object: names.join("|") };
  return unique.length === 1 && unique[0] !== undefined ? unique[0] : { anyOf: unique };
}
