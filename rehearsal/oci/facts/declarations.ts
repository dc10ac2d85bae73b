/** Reads interfaces out of a TypeScript declaration file, as data. */
import ts from "typescript";

export type FieldType =
  | { kind: "string" | "number" | "boolean" | "date" | "any" }
  | { kind: "enum"; values: string[] }
  | { kind: "list" | "map"; of: FieldType }
  | { kind: "model"; name: string }
  | { kind: "oneOf"; models: string[] };

export interface Field {
  required: boolean;
  type: FieldType;
}

export interface Declaration {
  name: string;
  /** The interface that this one extends, where it extends one. */
  parent?: string;
  fields: Record<string, Field>;
  /** Constants of the interface's namespace: in the SDK, the discriminator's value of a subtype. */
  constants: Record<string, string>;
}

/** All interfaces that the text of a declaration file exports, by name. */
export function readDeclarations(text: string): Record<string, Declaration> {
  const file = ts.createSourceFile("declarations.d.ts", text, ts.ScriptTarget.Latest, false);
  const enums = collectEnums(file);
  const found: Record<string, Declaration> = {};
  for (const statement of file.statements) {
    if (ts.isInterfaceDeclaration(statement)) {
      const name = statement.name.text;
      const parent = statement.heritageClauses?.[0]?.types[0]?.expression.getText(file);
      found[name] = {
        name,
        ...(parent === undefined ? {} : { parent: lastName(parent) }),
        fields: readFields(statement, file, enums),
        constants: enums.constants.get(name) ?? {},
      };
    }
  }
  return found;
}

/** The values of an enumeration that the text of a declaration file exports; undefined where it exports none of that name. */
export function readEnum(text: string, name: string): string[] | undefined {
  const file = ts.createSourceFile("declarations.d.ts", text, ts.ScriptTarget.Latest, false);
  return collectEnums(file).enums.get(name);
}

interface Namespaces {
  enums: Map<string, string[]>;
  constants: Map<string, Record<string, string>>;
}

function collectEnums(file: ts.SourceFile): Namespaces {
  const enums = new Map<string, string[]>();
  const constants = new Map<string, Record<string, string>>();
  for (const statement of file.statements) {
    if (ts.isEnumDeclaration(statement)) {
      enums.set(statement.name.text, enumValues(statement));
    }
    if (!ts.isModuleDeclaration(statement) || statement.body === undefined || !ts.isModuleBlock(statement.body)) {
      continue;
    }
    const space = statement.name.text;
    for (const inner of statement.body.statements) {
      if (ts.isEnumDeclaration(inner)) {
        enums.set(`${space}.${inner.name.text}`, enumValues(inner));
      } else if (ts.isVariableStatement(inner)) {
        for (const declared of inner.declarationList.declarations) {
          if (ts.isIdentifier(declared.name) && declared.initializer && ts.isStringLiteral(declared.initializer)) {
            constants.set(space, { ...constants.get(space), [declared.name.text]: declared.initializer.text });
          }
        }
      }
    }
  }
  return { enums, constants };
}

function enumValues(declaration: ts.EnumDeclaration): string[] {
  return declaration.members
    .map((member) => (member.initializer && ts.isStringLiteral(member.initializer) ? member.initializer.text : ""))
    .filter((value) => value !== "" && value !== "UNKNOWN_VALUE");
}

function readFields(
  declaration: ts.InterfaceDeclaration,
  file: ts.SourceFile,
  spaces: Namespaces,
): Record<string, Field> {
  const fields: Record<string, Field> = {};
  for (const member of declaration.members) {
    if (ts.isPropertySignature(member) && member.type !== undefined) {
      const name = ts.isStringLiteral(member.name) ? member.name.text : member.name.getText(file);
      fields[name] = { required: member.questionToken === undefined, type: readType(member.type, file, spaces) };
    }
  }
  return fields;
}

function readType(node: ts.TypeNode, file: ts.SourceFile, spaces: Namespaces): FieldType {
  if (node.kind === ts.SyntaxKind.StringKeyword) {
    return { kind: "string" };
  }
  if (node.kind === ts.SyntaxKind.NumberKeyword) {
    return { kind: "number" };
  }
  if (node.kind === ts.SyntaxKind.BooleanKeyword) {
    return { kind: "boolean" };
  }
  if (ts.isArrayTypeNode(node)) {
    return { kind: "list", of: readType(node.elementType, file, spaces) };
  }
  if (ts.isTypeLiteralNode(node)) {
    const index = node.members.find((member) => ts.isIndexSignatureDeclaration(member));
    return { kind: "map", of: index === undefined ? { kind: "any" } : readType(index.type, file, spaces) };
  }
  if (ts.isTypeReferenceNode(node)) {
    return readReference(node, file, spaces);
  }
  if (ts.isUnionTypeNode(node)) {
    return readUnion(node.types.map((type) => readType(type, file, spaces)));
  }
  return { kind: "any" };
}

/** The SDK writes "one of these models" as a union that names each of them: what they are is told by their parent. */
function readUnion(types: FieldType[]): FieldType {
  const models = types.flatMap((type) => (type.kind === "model" ? [type.name] : []));
  return models.length === types.length ? { kind: "oneOf", models } : { kind: "any" };
}

function readReference(node: ts.TypeReferenceNode, file: ts.SourceFile, spaces: Namespaces): FieldType {
  const name = node.typeName.getText(file);
  const inner = node.typeArguments?.[0];
  if (name === "Array" && inner !== undefined) {
    return { kind: "list", of: readType(inner, file, spaces) };
  }
  if (name === "Date") {
    return { kind: "date" };
  }
  const values = spaces.enums.get(name);
  if (values !== undefined) {
    return { kind: "enum", values };
  }
  return name.startsWith("model.") ? { kind: "model", name: name.slice("model.".length) } : { kind: "any" };
}

function lastName(qualified: string): string {
  return qualified.slice(qualified.lastIndexOf(".") + 1);
}
