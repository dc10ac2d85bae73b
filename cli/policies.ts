/** The policies that hold for what this command line brings up. */
import { policyArguments } from "@tidegate/policy-arguments";
import { join } from "node:path";

/** This checkout. */
export const ROOT = join(import.meta.dirname, "..");

export interface Held {
  /** The project's name. Its own settings and exemptions stand in `stacks/<system>/policies.json`, if anywhere. */
  readonly system: string;
  readonly environment: string;
  /** File that may be written, in a folder that is taken away afterwards. */
  readonly into: string;
  /** Folder of the repository. Default: this checkout. */
  readonly repository?: string;
}

/** What `pulumi preview` and `pulumi up` are given for it. @throws PolicySettingsError */
export function policiesFor({ system, environment, into, repository = ROOT }: Held): Promise<string[]> {
  const file = join(repository, "stacks", system, "policies.json");
  return policyArguments({ repository, environment, own: { file, into } });
}
