/** What the stand-in knows about types, reduced from declarations to JSON. */

/** `object` names an entry in the same table: `Core.VcnByoipv6cidrDetail`, or `core/CreateVcnDetails` for a REST model. */
export type Type =
  "string" | "number" | "boolean" | "any" | { list: Type } | { map: Type } | { object: string } | { anyOf: Type[] };

export interface Property {
  readonly type: Type;
  readonly required: boolean;
}
export type Shape = Readonly<Record<string, Property>>;

/** A resource's or a function's two sides. */
export interface Sides {
  readonly inputs: Shape;
  readonly outputs: Shape;
}

export interface Facts {
  readonly resources: Readonly<Record<string, Sides>>;
  readonly functions: Readonly<Record<string, Sides>>;
  /** Nested types of inputs, by `<Module>.<Name>`. */
  readonly inputTypes: Readonly<Record<string, Shape>>;
  readonly outputTypes: Readonly<Record<string, Shape>>;
  /** Bodies of the REST API, by `<sdk package>/<Model>`; a polymorphic model holds every subtype's properties. */
  readonly models: Readonly<Record<string, Shape>>;
}

/** What to collect facts about. */
export interface Wanted {
  readonly resources: readonly string[];
  readonly functions: readonly string[];
  readonly models: readonly string[];
}

/** How errors and previews call a type. */
export function typeName(type: Type): string {
  if (typeof type === "string") return type;
  if ("list" in type) return `list of ${typeName(type.list)}`;
  if ("map" in type) return `map of ${typeName(type.map)}`;
  if ("anyOf" in type) return type.anyOf.map(typeName).join(" or ");
  return "object";
}

/** Splits `oci:Core/vcn:Vcn` into its parts. */
export function parseToken(token: string): { module: string; file: string; name: string } {
  const match = /^oci:(\w+)\/(\w+):(\w+)$/.exec(token);
  if (match === null)
    throw new Error(`\`${token}\` is no type of the oci provider: expected oci:<Module>/<file>:<Name>`);
  const [, module = "", file = "", name = ""] = match;
  return { module, file, name };
}
