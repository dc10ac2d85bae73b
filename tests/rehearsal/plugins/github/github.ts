/** Tokens, and inputs that GitHub takes: a test breaks one thing in them. */
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";

export const token = (name: string): string => `github:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;

export const ENVIRONMENT = token("RepositoryEnvironment");
export const POLICY = token("RepositoryEnvironmentDeploymentPolicy");
export const VARIABLE = token("ActionsVariable");
export const ENVIRONMENT_VARIABLE = token("ActionsEnvironmentVariable");
export const SECRET = token("ActionsSecret");
export const RULESET = token("RepositoryRuleset");
export const CLAIMS = token("ActionsRepositoryOidcSubjectClaimCustomizationTemplate");
export const PROTECTION = token("BranchProtection");
export const REPOSITORY = token("Repository");
export const LABEL = token("IssueLabel");

const repository = "tidegate";

export const RIGHT: Readonly<Record<string, Properties>> = {
  [ENVIRONMENT]: {
    repository,
    environment: "prod",
    waitTimer: 10,
    reviewers: [{ users: [1, 2], teams: [3] }],
    deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
  },
  [POLICY]: { repository, environment: "prod", tagPattern: "v*" },
  [VARIABLE]: { repository, variableName: "AWS_REGION", value: "eu-central-1" },
  [ENVIRONMENT_VARIABLE]: { repository, environment: "prod", variableName: "AWS_REGION", value: "eu-central-1" },
  [SECRET]: { repository, secretName: "DEPLOY", value: "a value" },
  [RULESET]: {
    repository,
    name: "merge",
    target: "branch",
    enforcement: "active",
    conditions: { refName: { includes: ["~DEFAULT_BRANCH"], excludes: [] } },
    rules: { deletion: true, requiredStatusChecks: { requiredChecks: [{ context: "test" }, { context: "lint" }] } },
  },
  [CLAIMS]: { repository, useDefault: false, includeClaimKeys: ["repo", "context"] },
  [PROTECTION]: { repositoryId: repository, pattern: "main" },
};

/** The right inputs of a type, with some of them changed; null takes one away. */
export function inputsOf(type: string, change: Properties = {}): Properties {
  return Object.fromEntries(Object.entries({ ...RIGHT[type], ...change }).filter(([, value]) => value !== null));
}
