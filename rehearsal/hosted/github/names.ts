/** Types, ids and names of the embedded GitHub. A thing's region is its owner: the organisation or the user. */

const token = (name: string): string => `github:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;

export const REPOSITORY = token("Repository");
export const ENVIRONMENT = token("RepositoryEnvironment");
export const DEPLOYMENT_POLICY = token("RepositoryEnvironmentDeploymentPolicy");
export const VARIABLE = token("ActionsVariable");
export const ENVIRONMENT_VARIABLE = token("ActionsEnvironmentVariable");
export const SECRET = token("ActionsSecret");
export const ENVIRONMENT_SECRET = token("ActionsEnvironmentSecret");
export const RULESET = token("RepositoryRuleset");
export const SUBJECT_CLAIMS = token("ActionsRepositoryOidcSubjectClaimCustomizationTemplate");
export const BRANCH_PROTECTION = token("BranchProtection");

/** The provider's ids are parts with colons between them; a colon inside of an environment's name is written `??`. */
export function joinId(...parts: readonly (string | number)[]): string {
  return parts.map((part) => String(part).replaceAll(":", "??")).join(":");
}

/** GitHub tells neither repositories nor environments nor variables apart by their capitals. */
export const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** As Go writes a time, which is how the provider keeps GitHub's. */
export const goTime = (timestamp: string): string => `${timestamp.replace("T", " ").replace(/Z$/, "")} +0000 UTC`;
