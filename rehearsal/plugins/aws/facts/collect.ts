/** Collects facts from the installed @pulumi/aws. Only what is asked for is parsed: the package declares 1,700 types. */
import { join } from "node:path";
import { NestedTypes } from "../../declared/nested.ts";
import { functionSides, packageFolder, readSides, resourceSides, type SideNames } from "../../declared/sdk.ts";
import type { Sides, Type } from "../../declared/types.ts";
import { saysReplaces } from "./hints.ts";
import { declaringFile } from "./token.ts";
import type { Facts, Wanted } from "./types.ts";

/** Facts about those of `wanted` that the package declares. */
export function collectFacts(wanted: Wanted): Facts {
  const root = packageFolder("@pulumi/aws");
  const options = { replaces: saysReplaces };
  const inputTypes = new NestedTypes(join(root, "types/input.d.ts"), options);
  const outputTypes = new NestedTypes(join(root, "types/output.d.ts"));
  const resolve = (reference: string): Type => {
    const [side = "", ...name] = reference.split(".");
    if (side === "inputs") return nested(inputTypes, name);
    if (side === "outputs") return nested(outputTypes, name);
    // Archives and assets are told apart by nobody but the service. What else there is are enumerations, and resources
    // of which the provider gets the id.
    return side === "pulumi" ? "any" : "string";
  };
  const sidesOf = (tokens: readonly string[], names: (name: string) => SideNames): Record<string, Sides> => {
    const found = tokens.flatMap((token): [string, Sides][] => {
      const declaring = declaringFile(root, token);
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

/** A policy's principal is an alias for several shapes, and IAM judges it better than a declaration. */
function nested(types: NestedTypes, name: readonly string[]): Type {
  return name.at(-1) === "Principal" ? "any" : types.want(name.join("."));
}
