/**
 * Pulumi Deployments: every system's stack, kept in Pulumi Cloud and run on Pulumi's machines with the roles that trust its
 * tokens.
 */
import type * as pulumi from "@pulumi/pulumi";
import { DeployedStack } from "@tidegate/trust";
import type { OnAws } from "./aws.ts";
import type { FoundationConfig } from "./config.ts";
import type { OnOci } from "./oci.ts";

/**
 * @param region of AWS, where the states are
 * @param parent the component that carries Pulumi Cloud's provider
 * @returns the stacks' names in Pulumi Cloud, `organization/project/stack`
 */
export function makeDeployments(
  config: FoundationConfig,
  region: string,
  onAws: OnAws,
  onOci: OnOci | undefined,
  parent: pulumi.Resource,
): pulumi.Output<string>[] {
  const { deployments, environment, tenants, gate, repository } = config;
  if (deployments === undefined) return [];
  const { organization, branch } = deployments;
  // A push to the branch deploys where the branch may deploy at all: prod takes tags.
  const deployOnPush = "branches" in gate.deploysFrom && (gate.deploysFrom.branches ?? []).includes(branch);
  return tenants.flatMap((tenant) => {
    const { project } = tenant;
    const arns = onAws.roles.get(project)?.roleArns.get("pulumi");
    const aws = arns && { previewRoleArn: arns.preview, deployRoleArn: arns.deploy, region };
    const oci = tenant.onOci ? ociAccess(onOci) : undefined;
    // A run that gets into no cloud is none.
    if (aws === undefined && oci === undefined) return [];
    const deployed = new DeployedStack(
      `${project}-${environment}`,
      {
        organization,
        project,
        stack: environment,
        repository: repository.repository,
        branch,
        deployOnPush,
        ...(aws !== undefined && { aws }),
        ...(oci !== undefined && { oci }),
        variables: policies(environment),
      },
      { parent },
    );
    return [deployed.stackId];
  });
}

/**
 * Options of the engine as environment variables: every preview and update asks the policies. A run begins in its stack's folder.
 * @see https://www.pulumi.com/docs/iac/cli/environment-variables/
 */
function policies(environment: string): Record<string, string> {
  const all = "../../policy/all";
  return {
    PULUMI_OPTION_POLICY_PACK: `${all}/run`,
    PULUMI_OPTION_POLICY_PACK_CONFIG: `${all}/${environment === "dev" ? "dev" : "prod"}.json`,
  };
}

function ociAccess(onOci: OnOci | undefined) {
  const { login, tenancyId, region } = onOci?.settings ?? {};
  if (login === undefined || tenancyId === undefined || region === undefined) return undefined;
  return { domainUrl: login.domainUrl, clientId: login.clientId, tenancyId, region };
}
