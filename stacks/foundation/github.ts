/** What GitHub holds of the foundation: the environment, what workflows have to know, and the repository's rules. */
import type * as pulumi from "@pulumi/pulumi";
import { ActionsVariables, DeploymentEnvironment, MergeRuleset, SubjectClaims, TagRuleset } from "@tidegate/trust";
import type { FoundationConfig } from "./config.ts";
import type { Values, Variables } from "./variables.ts";

/** Jobs of `.github/workflows` that run for every pull request, by the names that GitHub shows. A merge waits for them. */
const REQUIRED_CHECKS = ["test", "previews"];

/** Tags that deploy to production. */
const RELEASE_TAGS = ["v*"];

export interface OnGithub {
  readonly environment: pulumi.Output<string>;
}

/** @param parent the component that carries GitHub's provider */
export function makeOnGithub(
  name: string,
  config: FoundationConfig,
  variables: Variables,
  parent: pulumi.Resource,
): OnGithub {
  const child = { parent };
  const { repository } = config.repository;
  const gate = new DeploymentEnvironment(`${name}-gate`, config.gate, child);
  const suffix = config.environment.toUpperCase().replaceAll("-", "_");
  const preview: Values = Object.fromEntries(
    Object.entries(variables.preview).map(([key, value]) => [`${key}_${suffix}`, value]),
  );
  new ActionsVariables(`${name}-preview`, { repository, variables: preview }, child);
  const deploy = { repository, environment: gate.environment, variables: variables.deploy };
  new ActionsVariables(`${name}-deploy`, deploy, child);
  if (config.repositorySettings) {
    new MergeRuleset(`${name}-merge`, { repository, requiredChecks: REQUIRED_CHECKS }, child);
    new TagRuleset(`${name}-tags`, { repository, tags: RELEASE_TAGS }, child);
    new SubjectClaims(`${name}-claims`, { repository }, child);
  }
  return { environment: gate.environment };
}
