/** GitHub and Pulumi Cloud, behind the same door as AWS: what a server needs to know of all three. */
import { FUNCTION_KINDS, KINDS } from "../aws/services/index.ts";
import type { FunctionKind, Kind } from "../aws/kind.ts";
import { GITHUB_FUNCTIONS, GITHUB_KINDS } from "./github/index.ts";
import { PULUMISERVICE_KINDS } from "./pulumiservice/index.ts";

export interface Everything {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly functions: ReadonlyMap<string, FunctionKind>;
}

export const EVERYTHING: Everything = {
  kinds: new Map([...KINDS, ...GITHUB_KINDS, ...PULUMISERVICE_KINDS]),
  functions: new Map([...FUNCTION_KINDS, ...GITHUB_FUNCTIONS]),
};
