/** The embedded GitHub: what it knows well, one line each. */
import type { FunctionKind } from "../../aws/kind.ts";
import type { HostedKind } from "../kind.ts";
import { branchProtection } from "./branchProtection.ts";
import { deploymentPolicy } from "./deploymentPolicy.ts";
import { environment } from "./environment.ts";
import { functions } from "./functions.ts";
import { repository } from "./repository.ts";
import { ruleset } from "./ruleset.ts";
import { environmentSecret, secret } from "./secrets.ts";
import { subjectClaims } from "./subjectClaims.ts";
import { environmentVariable, variable } from "./variables.ts";

const ALL: readonly HostedKind[] = [
  repository,
  environment,
  deploymentPolicy,
  variable,
  environmentVariable,
  secret,
  environmentSecret,
  ruleset,
  subjectClaims,
  branchProtection,
];

export const GITHUB_KINDS: ReadonlyMap<string, HostedKind> = new Map(ALL.map((kind) => [kind.type, kind]));

export const GITHUB_FUNCTIONS: ReadonlyMap<string, FunctionKind> = new Map(functions.map((kind) => [kind.token, kind]));
