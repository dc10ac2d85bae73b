/** A login against the embedded domain: what a job's environment holds, and what was said to whom. */
import type { OciLoginPorts } from "../../../cli/oci-login/index.ts";
import { REGION, TENANCY_ID } from "../../../rehearsal/oci/tenancy.ts";
import { AUDIENCE, CLIENT, openDomain, REPOSITORY } from "../../rehearsal/oci/identity-domains/fixture.ts";
import type { Domain } from "../../rehearsal/oci/identity-domains/fixture.ts";
import { temporaryFolder } from "../../support/temp.ts";
import type { TemporaryFolder } from "../../support/temp.ts";

export interface Job {
  readonly domain: Domain;
  readonly folder: TemporaryFolder;
  /** What the job's steps see. */
  readonly env: Record<string, string>;
  close(): Promise<void>;
}

/** A job that runs for the environment dev, and may ask for its identity token. */
export async function openJob(): Promise<Job> {
  const domain = await openDomain();
  const folder = await temporaryFolder("oci-login");
  const response = await fetch(`${domain.world.endpoint}/rehearsal/github/jobs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ repository: REPOSITORY, branch: "main", environment: "dev" }),
  });
  const door: unknown = await response.json();
  const of = (name: string) => String(Reflect.get(Object(door) as object, name));
  return {
    domain,
    folder,
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: of("ACTIONS_ID_TOKEN_REQUEST_URL"),
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: of("ACTIONS_ID_TOKEN_REQUEST_TOKEN"),
      GITHUB_REPOSITORY: REPOSITORY,
      OCI_WIF_DOMAIN_BASE_URL: domain.world.endpoint,
      OCI_WIF_AUDIENCE: AUDIENCE,
      OCI_WIF_CLIENT_IDENTIFIER: CLIENT,
      OCI_TENANCY_OCID: TENANCY_ID,
      OCI_REGION: REGION,
      RUNNER_TEMP: folder.path,
    },
    close: async () => {
      await domain.world.close();
      await folder.remove();
    },
  };
}

export interface Heard extends OciLoginPorts {
  readonly told: string[];
  readonly printed: string[];
}

export function portsOf(env: Readonly<Record<string, string>>, more: Partial<OciLoginPorts> = {}): Heard {
  const told: string[] = [];
  const printed: string[] = [];
  return { env, told, printed, tell: (line) => told.push(line), print: (line) => printed.push(line), ...more };
}
