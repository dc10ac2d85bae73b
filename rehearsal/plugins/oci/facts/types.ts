/** What the stand-in knows about the oci provider's and OCI's own types. */
import type { Shape, Sides } from "../../declared/types.ts";

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

/** Splits `oci:Core/vcn:Vcn` into its parts. */
export function parseToken(token: string): { module: string; file: string; name: string } {
  const match = /^oci:(\w+)\/(\w+):(\w+)$/.exec(token);
  if (match === null)
    throw new Error(`\`${token}\` is no type of the oci provider: expected oci:<Module>/<file>:<Name>`);
  const [, module = "", file = "", name = ""] = match;
  return { module, file, name };
}
