/** Collects facts from an installed SDK. Only what is asked for is parsed: a package may declare 1,700 types. */
import { join } from "node:path";
import type { Declaring, Facts, Wanted } from "./facts.ts";
import { NestedTypes } from "./nested.ts";
import { functionSides, packageFolder, readSides, resourceSides, type SideNames } from "./sdk.ts";
import type { Sides, Type } from "./types.ts";

/** An SDK, and how to read it. */
export interface Source {
  /** For instance `@pulumi/aws`. */
  readonly packageName: string;
  /** Where it declares a token; undefined where it doesn't. */
  readonly locate: (root: string, token: string) => Declaring | undefined;
  /** Whether a property's doc comment says that changing it makes a new resource. */
  readonly replaces: (comment: string) => boolean;
  /** Nested types that take anything, by their last name. */
  readonly open?: ReadonlySet<string>;
}

/** Facts about those of `wanted` that the package declares. */
export function collectFacts(source: Source, wanted: Wanted): Facts {
  const root = packageFolder(source.packageName);
  const options = { replaces: source.replaces };
  const inputTypes = new NestedTypes(join(root, "types/input.d.ts"), options);
  const outputTypes = new NestedTypes(join(root, "types/output.d.ts"));
  const resolve = (reference: string): Type => {
    const [side = "", ...name] = reference.split(".");
    const isOpen = source.open?.has(name.at(-1) ?? "") === true;
    if (side === "inputs") return isOpen ? "any" : inputTypes.want(name.join("."));
    if (side === "outputs") return isOpen ? "any" : outputTypes.want(name.join("."));
    // Archives and assets are told apart by nobody but the service. What else there is are enumerations, and resources
    // of which the provider gets the id.
    return side === "pulumi" ? "any" : "string";
  };
  const sidesOf = (tokens: readonly string[], names: (name: string) => SideNames): Record<string, Sides> => {
    const found = tokens.flatMap((token): [string, Sides][] => {
      const declaring = source.locate(root, token);
      return declaring === undefined
        ? []
        : [[token, readSides(declaring.path, names(declaring.name), resolve, options)]];
    });
    return Object.fromEntries(found);
  };
  const resources = sidesOf(wanted.resources, resourceSides);
  const functions = sidesOf(wanted.functions, functionSides);
  return {
    resources,
    functions,
    inputTypes: inputTypes.collect(resolve),
    outputTypes: outputTypes.collect(resolve),
  };
}
