/** A system's boundary and roles on AWS: for each issuer one role that previews and one that deploys. */
import type * as pulumi from "@pulumi/pulumi";
import type { StateStore, Statement } from "@tidegate/aws";
import {
  deployStatements,
  GITHUB_ISSUER,
  OidcRole,
  previewStatements,
  PULUMI_ISSUER,
  roleNameOf,
  stateReadStatements,
  stateWriteStatements,
  WorkloadBoundary,
} from "@tidegate/trust";
import type { Purpose, StateAccess } from "@tidegate/trust";
import type { FoundationConfig } from "./config.ts";
import { trustOf } from "./subjects.ts";
import type { Issuer } from "./subjects.ts";
import type { Tenant } from "./systems.ts";

/** What all systems' roles have in common. */
export interface RoleSite {
  readonly config: FoundationConfig;
  /** Where the states are. */
  readonly region: string;
  readonly account: string;
  readonly state: StateStore;
  /** ARN of AWS's provider for each issuer whose tokens are taken. */
  readonly providerArns: ReadonlyMap<Issuer, pulumi.Output<string>>;
  readonly permissionsBoundary: pulumi.Output<string>;
  readonly parent: pulumi.Resource;
}

export type RoleArns = Readonly<Record<Purpose, pulumi.Output<string>>>;

export interface TenantRoles {
  readonly roleArns: ReadonlyMap<Issuer, RoleArns>;
  /** Undefined where the system makes no roles on AWS. */
  readonly boundaryArn: pulumi.Output<string> | undefined;
}

/** Where Pulumi Cloud keeps the states, AWS has no part in them, and a system that isn't on AWS has no role there. */
export function makeRoles(site: RoleSite, tenant: Tenant): TenantRoles {
  const { config, region, state, parent } = site;
  const { environment } = config;
  const { project } = tenant;
  const whose = { project, environment };
  const kept =
    config.deployments === undefined
      ? { bucket: config.state.bucketName, region, bucketKeyArn: state.keyArn, secretsKeyArn: state.keyArn }
      : undefined;
  const system = tenant.onAws?.(site.account);
  if (system === undefined && kept === undefined) return { roleArns: new Map(), boundaryArn: undefined };
  const boundaryName = `${project}-${environment}-boundary`;
  const boundaryArn = system && new WorkloadBoundary(boundaryName, { boundaryName, system }, { parent }).arn;

  const statements =
    system === undefined || boundaryArn === undefined
      ? stateAlone(whose, kept)
      : { preview: previewStatements(system, kept), deploy: deployStatements(system, kept, boundaryArn) };
  const role = (issuer: Issuer, providerArn: pulumi.Output<string>, purpose: Purpose) => {
    const roleName = issuerRoleName(issuer, whose, purpose);
    return new OidcRole(
      roleName,
      {
        roleName,
        description: `${purpose === "preview" ? "Previews" : "Deploys"} ${project} ${environment}`,
        providerArn,
        issuer: issuer === "pulumi" ? PULUMI_ISSUER : GITHUB_ISSUER,
        ...trustOf(config, issuer, project, purpose),
        permissionsBoundary: site.permissionsBoundary,
        statements: statements[purpose],
      },
      { parent },
    ).arn;
  };
  const roleArns = [...site.providerArns].map(([issuer, arn]): [Issuer, RoleArns] => [
    issuer,
    { preview: role(issuer, arn, "preview"), deploy: role(issuer, arn, "deploy") },
  ]);
  return { roleArns: new Map(roleArns), boundaryArn };
}

/** `order-tracking-prod-deploy` for GitHub's workflows, `order-tracking-prod-pulumi-deploy` for Pulumi's runs. */
export function issuerRoleName(
  issuer: Issuer,
  { project, environment }: { readonly project: string; readonly environment: string },
  purpose: Purpose,
): string {
  return roleNameOf({ project, environment: issuer === "pulumi" ? `${environment}-pulumi` : environment }, purpose);
}

/** What the roles of a system do that is not on AWS: they reach its state and nothing else. */
function stateAlone(
  whose: { readonly project: string; readonly environment: string },
  kept: StateAccess | undefined,
): Readonly<Record<Purpose, Statement[]>> {
  return kept === undefined
    ? { preview: [], deploy: [] }
    : { preview: stateReadStatements(whose, kept), deploy: stateWriteStatements(whose, kept) };
}
