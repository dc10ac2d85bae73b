/** What an SDK's declarations say about a provider's types, reduced to JSON. */

/** `object` names an entry in a table of shapes: `Core.VcnByoipv6cidrDetail`, or `core/CreateVcnDetails` for a REST model. */
export type Type =
  "string" | "number" | "boolean" | "any" | { list: Type } | { map: Type } | { object: string } | { anyOf: Type[] };

export interface Property {
  readonly type: Type;
  readonly required: boolean;
  /** Its doc comment says that changing it makes a new resource. */
  readonly replaces?: boolean;
}
export type Shape = Readonly<Record<string, Property>>;

/** A resource's or a function's two sides. */
export interface Sides {
  readonly inputs: Shape;
  readonly outputs: Shape;
}

/** How errors and previews call a type. */
export function typeName(type: Type): string {
  if (typeof type === "string") return type;
  if ("list" in type) return `list of ${typeName(type.list)}`;
  if ("map" in type) return `map of ${typeName(type.map)}`;
  if ("anyOf" in type) return type.anyOf.map(typeName).join(" or ");
  return "object";
}
