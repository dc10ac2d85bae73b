import * as pulumi from "@pulumi/pulumi";
import { ActionsRepositoryOidcSubjectClaimCustomizationTemplate as Template } from "@pulumi/github/actionsRepositoryOidcSubjectClaimCustomizationTemplate.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse } from "@tidegate/faults";
import { repositoryFaults, repositoryName } from "./repositoryName.ts";
import type { RepositoryArgs } from "./repositoryName.ts";

export interface SubjectClaimsArgs extends RepositoryArgs {
  /**
   * Claims that `sub` is made of, in this order: `["repo", "context", "job_workflow_ref"]`. `context` is the branch, tag,
   * environment or pull request. Default: GitHub's own form, whatever the organisation's template says.
   */
  readonly claims?: readonly string[];
}

/**
 * What a repository's tokens say in `sub`. A trust compares the whole claim, letter by letter: another template closes
 * every trust that `subjectText` has written, on both clouds, until those are written anew. So the template is GitHub's
 * own unless a claim beside the context must be asked for, and this says so, lest an organisation's template change it.
 *
 * @throws InvalidArguments with every fault at once, before anything is registered.
 * @see https://docs.github.com/en/actions/reference/security/oidc#customizing-the-subject-claims-for-an-organization-or-repository
 * @see https://www.pulumi.com/registry/packages/github/api-docs/actionsrepositoryoidcsubjectclaimcustomizationtemplate/
 */
export class SubjectClaims extends pulumi.ComponentResource {
  constructor(name: string, args: SubjectClaimsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, subjectClaimsFaults(args, ownName));
    super("tidegate-trust:index:SubjectClaims", name, {}, opts);
    const { claims } = args;
    new Template(
      name,
      {
        repository: repositoryName(args),
        useDefault: claims === undefined,
        ...(claims !== undefined && { includeClaimKeys: [...claims] }),
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** What is wrong with the repository and the claims. */
export function subjectClaimsFaults(args: SubjectClaimsArgs, label: Label): Fault[] {
  const { claims } = args;
  if (claims === undefined) return repositoryFaults(args, label);
  const path = label("claims");
  const twice = claims.filter((claim, at) => claims.indexOf(claim) < at);
  return [
    ...repositoryFaults(args, label),
    ...claims.flatMap((given, at) =>
      /^\w+$/.test(given)
        ? []
        : [{ path: `${path}[${at}]`, given, accepted: "a claim's name, as in job_workflow_ref" }],
    ),
    ...twice.map((given) => ({ path, given, accepted: "each claim once" })),
    ...(claims.some((claim) => REPOSITORY_CLAIMS.includes(claim))
      ? []
      : [{ path, given: claims, accepted: "repo among them: without it every repository has the same subject" }]),
    ...(claims.includes("context")
      ? []
      : [{ path, given: claims, accepted: "context among them: without it every branch has the same subject" }]),
  ];
}

/** Each tells one repository from all others. */
const REPOSITORY_CLAIMS: readonly string[] = ["repo", "repository", "repository_id"];
