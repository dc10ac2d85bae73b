/**
 * Variables by which a run's previews and updates ask the policies with its stack's own exemptions and settings. Its deployment
 * settings name the environment's levels alone, because what a stack exempts changes with each commit.
 * @see https://www.pulumi.com/docs/iac/cli/environment-variables/
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { DeploymentSubject } from "@tidegate/trust/deployment";
import type { Environment } from "../oci-login/index.ts";
import { policiesFor, ROOT } from "../policies.ts";

export interface PolicyVariablesOptions {
  /** Where the settings are written. It is made. */
  readonly folder: string;
  /** Folder of the repository. Default: this checkout. */
  readonly repository?: string;
}

const PACK = "PULUMI_OPTION_POLICY_PACK";
const CONFIG = "PULUMI_OPTION_POLICY_PACK_CONFIG";

/**
 * @param env of the run: one that asks no policy stays so
 * @throws PolicySettingsError when the stack's own settings can't be used
 */
export async function policyVariables(
  { project, stack }: DeploymentSubject,
  env: Environment,
  { folder, repository = ROOT }: PolicyVariablesOptions,
): Promise<Record<string, string>> {
  if (!env[PACK]) return {};
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const into = join(folder, "policies.json");
  const [, pack = "", , config = ""] = await policiesFor({ system: project, environment: stack, into, repository });
  return { [PACK]: pack, [CONFIG]: config };
}
