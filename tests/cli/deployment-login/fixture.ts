/** A run of Pulumi Deployments against the embedded domain: what its pre-run commands see. */
import { exactRule } from "../../../components/trust/oci/role.ts";
import type { Operation } from "../../../components/trust/deployment.ts";
import { ISSUER } from "../../../rehearsal/pulumi-cloud/claims.ts";
import { REGION, TENANCY_ID } from "../../../rehearsal/oci/tenancy.ts";
import {
  ADMIN,
  CLIENT,
  field,
  openDomain,
  trustDocument,
  USER_DOCUMENT,
} from "../../rehearsal/oci/identity-domains/fixture.ts";
import type { Domain } from "../../rehearsal/oci/identity-domains/fixture.ts";
import { temporaryFolder } from "../../support/temp.ts";
import type { TemporaryFolder } from "../../support/temp.ts";

export const RUN = { organization: "tidegate", project: "trivia-pay", stack: "dev" };
export const role = (purpose: string): string => `arn:aws:iam::111122223333:role/trivia-pay-dev-${purpose}`;

export interface DeploymentRun {
  readonly domain: Domain;
  readonly folder: TemporaryFolder;
  /** OCID of the service user, by the operation that becomes it. */
  readonly users: Readonly<Record<"preview" | "update", string>>;
  /** What every run of the stack sees, whatever it does: without its token. */
  readonly env: Readonly<Record<string, string>>;
  token(operation: Operation): Promise<string>;
  close(): Promise<void>;
}

export async function openRun(): Promise<DeploymentRun> {
  const domain = await openDomain();
  const folder = await temporaryFolder("deployment-login");
  const preview = await domain.world.send("POST", `${ADMIN}/Users`, { ...USER_DOCUMENT, userName: "preview" });
  const rules = {
    [exactRule({ ...RUN, operation: "preview" })]: field(preview, "id"),
    [exactRule({ ...RUN, operation: "update" })]: domain.userId,
  };
  await domain.world.send("POST", `${ADMIN}/IdentityPropagationTrusts`, {
    ...trustDocument(rules),
    name: "pulumi",
    issuer: ISSUER,
    publicKeyEndpoint: `${ISSUER}/.well-known/jwks`,
    clientClaimValues: [RUN.organization],
  });
  return {
    domain,
    folder,
    users: { preview: field(preview, "ocid"), update: domain.userOcid },
    env: {
      AWS_PREVIEW_ROLE_ARN: role("preview"),
      AWS_DEPLOY_ROLE_ARN: role("deploy"),
      AWS_REGION: "eu-central-1",
      AWS_CONFIG_FILE: `${folder.path}/aws/config`,
      OCI_WIF_DOMAIN_BASE_URL: domain.world.endpoint,
      OCI_WIF_AUDIENCE: RUN.organization,
      OCI_WIF_CLIENT_IDENTIFIER: CLIENT,
      OCI_TENANCY_OCID: TENANCY_ID,
      OCI_REGION: REGION,
    },
    token: async (operation) => {
      const response = await fetch(`${domain.world.endpoint}/rehearsal/pulumi-cloud/tokens`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ...RUN, operation, deployment: 12 }),
      });
      const body: unknown = await response.json();
      return field({ status: response.status, headers: response.headers, body }, "value");
    },
    close: async () => {
      await domain.world.close();
      await folder.remove();
    },
  };
}
