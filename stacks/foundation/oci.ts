/** What OCI holds of the foundation: sessions for its systems' pipelines, a bucket for states, registries, the budget. */
import type * as pulumi from "@pulumi/pulumi";
import { CostBudget, Registry, StateBucket } from "@tidegate/oci";
import { GITHUB_ISSUER, ociDeployStatements, ociPreviewStatements, OidcSessions, PULUMI_ISSUER } from "@tidegate/trust";
import type { OciRole, Purpose } from "@tidegate/trust";
import type { FoundationConfig } from "./config.ts";
import type { OciLogin, OciSettings } from "./ociConfig.ts";
import { issuerRoleName } from "./roles.ts";
import { trustOf } from "./subjects.ts";
import type { Issuer } from "./subjects.ts";

export interface OnOci {
  readonly settings: OciSettings;
  /** For an operator who has no account on AWS. */
  readonly state: StateBucket;
}

/** @param parent the component that carries OCI's provider */
export function makeOnOci(
  name: string,
  config: FoundationConfig,
  settings: OciSettings,
  parent: pulumi.Resource,
): OnOci {
  const child = { parent };
  const { tenancyId, compartmentId, region, registry: ocirRegistry, login, budget, protect } = settings;
  if (login !== undefined) makeSessions(name, config, { ...login, compartmentId }, parent);
  const bucket = { compartmentId, region, bucketName: settings.stateBucket, protect };
  const state = new StateBucket(`${name}-oci-state`, bucket, child);
  for (const ocirRepoName of settings.repositories) {
    const args = { compartmentId, ocirRegistry, ocirRepoName, protect };
    new Registry(`${name}-${ocirRepoName.replaceAll("/", "-")}`, args, child);
  }
  if (budget !== undefined) {
    new CostBudget(`${name}-oci-budget`, { budgetName: name, tenancyId, compartmentId, ...budget }, child);
  }
  return { settings, state };
}

interface Sessions extends OciLogin {
  readonly compartmentId: string;
}

/** A domain knows one trust an issuer, so that each environment has a domain of its own. */
function makeSessions(name: string, config: FoundationConfig, login: Sessions, parent: pulumi.Resource): void {
  const { domainUrl, domainName, clientId, compartmentId } = login;
  const make = (from: Issuer, issuer: string, audience: string) => {
    const roles = rolesOf(config, compartmentId, from);
    if (roles.length === 0) return;
    const args = { domainUrl, domainName, clientIds: [clientId], issuer, audiences: [audience], roles };
    new OidcSessions(`${name}-${from}-sessions`, args, { parent });
  };
  make("github", GITHUB_ISSUER, login.audience);
  if (config.deployments !== undefined) make("pulumi", PULUMI_ISSUER, config.deployments.organization);
}

/** For each system on OCI one role that previews and one that deploys. */
function rolesOf(config: FoundationConfig, compartmentId: string, issuer: Issuer): OciRole[] {
  const { environment, tenants } = config;
  return tenants
    .filter(({ onOci }) => onOci)
    .flatMap(({ project }) =>
      PURPOSES.map((purpose) => ({
        name: issuerRoleName(issuer, { project, environment }, purpose),
        ...trustOf(config, issuer, project, purpose),
        compartmentId,
        statements: purpose === "preview" ? ociPreviewStatements : (grant) => ociDeployStatements(grant),
      })),
    );
}

const PURPOSES: readonly Purpose[] = ["preview", "deploy"];
