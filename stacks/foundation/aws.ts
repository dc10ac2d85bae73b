/** What AWS holds of the foundation: the states, the systems' boundaries and roles, the budget, the first registries. */
import type * as pulumi from "@pulumi/pulumi";
import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity.js";
import { CostBudget, Repository, StateStore } from "@tidegate/aws";
import { AWS_AUDIENCE, GITHUB_ISSUER, PULUMI_ISSUER, TrustBoundary } from "@tidegate/trust";
import type { Purpose } from "@tidegate/trust";
import type { FoundationConfig } from "./config.ts";
import { providerArn } from "./provider.ts";
import { makeRoles } from "./roles.ts";
import type { RoleArns, TenantRoles } from "./roles.ts";
import type { Issuer } from "./subjects.ts";

/** By the system's name. */
export type BySystem = Readonly<Record<string, pulumi.Output<string>>>;

export interface OnAws {
  readonly state: StateStore;
  /** Of AWS's provider for GitHub's tokens. */
  readonly oidcProviderArn: pulumi.Output<string>;
  /** By the system's name. */
  readonly roles: ReadonlyMap<string, TenantRoles>;
  readonly boundaryArns: BySystem;
  /** By the repository's name. */
  readonly repositoryUrls: BySystem;
}

/**
 * @param name what every resource's name begins with: `foundation-dev`
 * @param region where the states are
 * @param parent the component that carries AWS's provider
 */
export async function makeOnAws(
  name: string,
  config: FoundationConfig,
  region: string,
  parent: pulumi.Resource,
): Promise<OnAws> {
  const child = { parent };
  const { accountId: account } = await getCallerIdentity({}, child);
  const github = { issuer: GITHUB_ISSUER, audiences: [AWS_AUDIENCE] };
  const oidcProviderArn = await providerArn(`${name}-github`, config.makesProvider, github, parent);
  const providerArns = new Map<Issuer, pulumi.Output<string>>([["github", oidcProviderArn]]);
  if (config.deployments !== undefined) {
    const pulumis = { issuer: PULUMI_ISSUER, audiences: [config.deployments.organization] };
    providerArns.set("pulumi", await providerArn(`${name}-pulumi`, config.makesProvider, pulumis, parent));
  }
  const logBucketName = `${name}-access-logs-${account}`;
  const state = new StateStore(`${name}-state`, { ...config.state, logBucketName }, child);
  const boundary = new TrustBoundary(`${name}-boundary`, { boundaryName: `${name}-boundary`, account }, child);

  const site = { config, region, account, state, providerArns, permissionsBoundary: boundary.arn, parent };
  const roles = new Map(config.tenants.map((tenant) => [tenant.project, makeRoles(site, tenant)]));
  const repositories = config.ecrRepositories.map((repositoryName) => {
    const args = { repositoryName, image: "pinned", protect: config.state.protect } as const;
    return [repositoryName, new Repository(`${name}-${repositoryName}`, args, child).url] as const;
  });
  if (config.budget !== undefined) {
    new CostBudget(`${name}-budget`, { budgetName: name, ...config.budget }, child);
  }
  const boundaries = [...roles].flatMap(([project, { boundaryArn }]) =>
    boundaryArn === undefined ? [] : [[project, boundaryArn] as const],
  );
  return {
    state,
    oidcProviderArn,
    roles,
    boundaryArns: Object.fromEntries(boundaries),
    repositoryUrls: Object.fromEntries(repositories),
  };
}

/** The roles of one purpose for an issuer's tokens. */
export function roleArnsOf({ roles }: Pick<OnAws, "roles">, issuer: Issuer, purpose: Purpose): BySystem {
  const arns = [...roles].flatMap(([project, { roleArns }]) => {
    const own: RoleArns | undefined = roleArns.get(issuer);
    return own === undefined ? [] : [[project, own[purpose]] as const];
  });
  return Object.fromEntries(arns);
}
