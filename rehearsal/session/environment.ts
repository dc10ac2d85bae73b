/** The environment that points an ordinary shell, and every program started from it, at the rehearsal. */
import { delimiter, dirname } from "node:path";
import { AWS_PROFILE } from "./aws-credentials.ts";
import type { Clouds } from "./clouds.ts";
import type { SessionPaths } from "./paths.ts";

/**
 * @param engineBin folder of the engine's binaries
 * @param speed world seconds in one real second
 * @returns the variables that differ from an ordinary environment
 */
export function rehearsalEnvironment(
  paths: SessionPaths,
  clouds: Clouds,
  engineBin: string,
  speed: number,
): Record<string, string> {
  return {
    PATH: [engineBin, dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter),
    PULUMI_HOME: paths.pulumiHome,
    // Without a file of metadata beside each state: the backend doesn't replace that in one move, and an engine that is
    // killed as it writes one leaves a stack that no engine can read.
    PULUMI_BACKEND_URL: `file://${paths.backend}?metadata=skip`,
    // A rehearsed state holds no secret, so there is nothing to protect by a passphrase.
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    OCI_CONFIG_FILE: paths.ociConfig,
    OCI_CLI_CONFIG_FILE: paths.ociConfig,
    OCI_CLI_ENDPOINT: clouds.ociEndpoint,
    // The rehearsal's key guards nothing: `oci` need not ask for a label in its file.
    SUPPRESS_LABEL_WARNING: "True",
    TIDEGATE_OCI_ENDPOINT: clouds.ociEndpoint,
    TIDEGATE_AWS_ENDPOINT: clouds.awsEndpoint,
    // GitHub and Pulumi Cloud stand behind the same door as AWS.
    TIDEGATE_HOSTED_ENDPOINT: clouds.awsEndpoint,
    // AWS's own clients go to the embedded AWS, whatever they are asked.
    AWS_ENDPOINT_URL: clouds.awsEndpoint,
    AWS_CONFIG_FILE: paths.awsConfig,
    AWS_SHARED_CREDENTIALS_FILE: paths.awsCredentials,
    AWS_PROFILE,
    // Some services are asked under a host name of their own before the endpoint's; there is only one address.
    AWS_DISABLE_HOST_PREFIX_INJECTION: "true",
    // A stopped clock can't be waited for.
    TIDEGATE_CLOCK_SPEED: String(speed > 0 ? speed : 1),
    TIDEGATE_INTERNET_PROXY: clouds.internetProxy,
  };
}

/** The same as lines for a POSIX shell: `eval "$(npm run --silent rehearse -- env)"`. */
export function asExports(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`)
    .join("\n");
}
