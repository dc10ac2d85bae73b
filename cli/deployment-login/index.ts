/** `tidegate deployment-login`: a run of Pulumi Deployments gets into the clouds by its own token. */
import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import {
  announce,
  freshPair,
  login,
  readLogin,
  replaceFile,
  sessionEnvironment,
  writeSession,
} from "../oci-login/index.ts";
import type { LoginSettings, OciLoginPorts } from "../oci-login/index.ts";
import { awsSettings, wantsAws, writeProfile } from "./aws.ts";
import type { AwsSettings } from "./aws.ts";
import { policyVariables } from "./policies.ts";
import { givenToken, runToken } from "./token.ts";
import type { RunToken } from "./token.ts";

export interface DeploymentLoginOptions {
  /** Default: PULUMI_OIDC_TOKEN, else the file where Pulumi Deployments puts the token. */
  readonly tokenFile?: string;
  /** The file whose lines become variables of the run. Default: `/PULUMI_ENV` in a run, else none. */
  readonly envFile?: string;
  /** Where the token, OCI's session and the policies' settings go. Default: `~/.tidegate`. */
  readonly folder?: string;
  /** Folder of the repository, whose policies hold for the run. Default: this checkout. */
  readonly repository?: string;
}

export type DeploymentLoginPorts = Pick<OciLoginPorts, "env" | "tell" | "print" | "ask">;

/**
 * Takes the token, writes AWS's profile for the role that fits its operation, exchanges it for a session of OCI, and tells the
 * run where both are. A run that asks the policies asks them with its stack's own exemptions. A cloud counts where any of its variables is set: AWS_PREVIEW_ROLE_ARN and AWS_DEPLOY_ROLE_ARN;
 * OCI_WIF_DOMAIN_BASE_URL and OCI_WIF_CLIENT_IDENTIFIER.
 *
 * @throws Error with everything that is missing or wrong, before anything is written; PolicySettingsError, when the stack's
 * exemptions can't be used; Error of `oci-login`, when OCI refuses
 */
export async function deploymentLogin(options: DeploymentLoginOptions, ports: DeploymentLoginPorts): Promise<void> {
  const { folder = join(homedir(), ".tidegate") } = options;
  const { token, aws, oci } = await settingsOf({ ...options, folder }, ports);
  const { project, stack, operation } = token.subject;
  ports.tell(`A run of Pulumi Deployments: ${operation} of ${project}, ${stack}.`);

  const { repository } = options;
  const variables = await policyVariables(token.subject, ports.env, { folder, ...(repository && { repository }) });
  const tokenFile = fileOf(token, folder);
  if (token.file === undefined) await keep(token.text, folder);
  if (aws !== undefined) {
    Object.assign(variables, await writeProfile(aws, tokenFile));
    ports.tell(`AWS: ${aws.roleArn} in ${aws.region}, by ${aws.config}`);
  }
  if (oci !== undefined) {
    const session = await login(oci, await freshPair(), ports.ask);
    const files = await writeSession(oci, session);
    Object.assign(variables, sessionEnvironment(files, oci));
    ports.tell(`OCI: ${oci.region} until ${new Date(session.endsAt).toISOString()}, by ${files.config}`);
  }
  await announce(variables, options.envFile ?? runsFile(ports), ports.print);
}

interface Settings {
  readonly token: RunToken;
  readonly aws: AwsSettings | undefined;
  readonly oci: LoginSettings | undefined;
}

async function settingsOf(
  { tokenFile, folder }: DeploymentLoginOptions & { readonly folder: string },
  { env }: DeploymentLoginPorts,
): Promise<Settings> {
  const faults: string[] = [];
  const given = await givenToken(tokenFile, env["PULUMI_OIDC_TOKEN"], faults);
  const token = given === undefined ? undefined : runToken(given, faults);
  const [toAws, toOci] = [wantsAws(env), OCI.some((name) => env[name])];
  if (!toAws && !toOci) {
    faults.push(
      `no cloud is asked for: AWS_PREVIEW_ROLE_ARN and AWS_DEPLOY_ROLE_ARN, or ${OCI.join(" and ")}, are missing`,
    );
  }
  const aws = toAws ? await awsSettings(token, env, faults) : undefined;
  const asked = { tokenFile: fileOf(token, folder), folder, ...(token && { audience: token.subject.organization }) };
  const oci = toOci ? readLogin(asked, env, faults, (_option, variable) => variable) : undefined;
  if (token === undefined || faults.length > 0) throw new Error(`Can't log in: ${faults.join("; ")}.`);
  return { token, aws, oci };
}

/** Either shows that OCI is meant. */
const OCI = ["OCI_WIF_DOMAIN_BASE_URL", "OCI_WIF_CLIENT_IDENTIFIER"];

/** AWS's clients read a token from a file alone. */
async function keep(token: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await replaceFile(fileOf(undefined, folder), token);
}

/** The file that the token is in, or comes to be in. */
function fileOf(token: RunToken | undefined, folder: string): string {
  return token?.file ?? join(folder, "pulumi.oidc");
}

/** @see https://www.pulumi.com/docs/deployments/concepts/settings/environment-variables/#pulumi_env */
function runsFile({ env }: DeploymentLoginPorts): string | undefined {
  return env["PULUMI_CI_SYSTEM"] === "Pulumi Deployments" ? "/PULUMI_ENV" : undefined;
}
