/** What workflows have to know of both clouds, as Actions variables. None of it is a secret. */
import * as pulumi from "@pulumi/pulumi";
import { roleArnsOf } from "./aws.ts";
import type { OnAws } from "./aws.ts";
import type { FoundationConfig } from "./config.ts";
import type { OnOci } from "./oci.ts";

/** Actions variables by their names. */
export type Values = Readonly<Record<string, pulumi.Input<string>>>;

export interface Variables {
  /** For every job of the repository. GitHub's names of these carry the environment's at their end. */
  readonly preview: Values;
  /** For jobs of the environment. */
  readonly deploy: Values;
}

/**
 * Lists and tables are JSON, as workflows read them with `fromJSON`.
 * @param region of AWS, where the states are
 */
export function variablesOf(
  config: FoundationConfig,
  region: string,
  onAws: OnAws,
  onOci: OnOci | undefined,
): Variables {
  // Stacks in Pulumi Cloud are previewed by Pulumi: workflows get no way to their states, and the preview's job stands back.
  const isInBucket = config.deployments === undefined;
  const aws = { AWS_REGION: region, ...(isInBucket && { PULUMI_BACKEND_URL: onAws.state.backendUrl }) };
  const oci = onOci === undefined ? undefined : ociValues(config, onOci);
  return {
    preview: {
      AWS_PREVIEW_ROLES: pulumi.jsonStringify(roleArnsOf(onAws, "github", "preview")),
      ...aws,
      ...oci?.preview,
    },
    deploy: {
      AWS_DEPLOY_ROLES: pulumi.jsonStringify(roleArnsOf(onAws, "github", "deploy")),
      ...aws,
      ...oci?.deploy,
    },
  };
}

/** Without a domain there is no way in, and nothing to know. */
function ociValues({ repository, tenants }: FoundationConfig, { settings, state }: OnOci): Variables | undefined {
  const { login, tenancyId, compartmentId, region } = settings;
  if (login === undefined) return undefined;
  const way = {
    OCI_WIF_DOMAIN_BASE_URL: login.domainUrl,
    OCI_WIF_AUDIENCE: login.audience,
    OCI_WIF_CLIENT_IDENTIFIER: login.clientId,
    OCI_TENANCY_OCID: tenancyId,
    OCI_REGION: region,
  };
  const systems = tenants.flatMap(({ project, onOci }) => (onOci ? [project] : []));
  return {
    preview: { OCI_PREVIEW_SYSTEMS: JSON.stringify(systems), ...way },
    deploy: {
      ...way,
      OCI_CANONICAL_REPO: repository.repository,
      OCI_COMPARTMENT_OCID: compartmentId,
      OCI_STATE_BUCKET: state.bucketName,
      OCI_STATE_NAMESPACE: state.namespace,
      OCI_STATE_REGION: region,
      OCI_STATE_COMPARTMENT_OCID: compartmentId,
    },
  };
}
