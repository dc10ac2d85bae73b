/** The foundation on embedded clouds of its own, and a pipeline that meets what it made. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { stopClouds, tell } from "../../../rehearsal/session/clouds.ts";
import { ociClient } from "../../../rehearsal/session/oci-client.ts";
import { openSession } from "../../../rehearsal/session/session.ts";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { ensureAwsCli } from "../../support/aws-cli.ts";
import { worldCounts } from "../../support/rehearsal.ts";
import type { Rehearsal } from "../../support/rehearsal.ts";
import { temporaryFolder } from "../../support/temp.ts";
import { AwsStack } from "../aws.ts";
import type { Environment } from "../project.ts";

/** Clouds without any environment. A token of five minutes lives for half a minute of ours. */
export async function openClouds(label: string): Promise<Rehearsal> {
  const folder = await temporaryFolder(`foundation-${label}`);
  const session = await openSession({ root: folder.path, speed: 10, seed: label });
  return {
    session,
    client: await ociClient(session.paths, session.clouds),
    root: folder.path,
    close: async () => {
      await stopClouds(session.paths);
      await folder.remove();
    },
  };
}

/** One environment of the foundation on these clouds, with the configuration of its own files. Nothing is brought up yet. */
export async function foundationOn(rehearsal: Rehearsal, environment: Environment): Promise<AwsStack> {
  const stack = rehearsal.session.stack("foundation", environment, ".");
  await stack.prepare();
  return new AwsStack({ rehearsal, system: "foundation", stack, before: await worldCounts(rehearsal.session) });
}

/** Makes a thing on AWS as somebody does who knows nothing of the foundation. @returns its id */
export async function makeByHand({ session }: Rehearsal, type: string, inputs: object): Promise<string> {
  const region = "eu-central-1";
  const body = { type, region, urn: "", inputs: { region, ...inputs }, declared: {} };
  const answer = await fetch(`${session.clouds.awsEndpoint}/rehearsal/provider/create`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const made: unknown = await answer.json();
  assert.ok(answer.ok && isRecord(made) && isRecord(made["resource"]), JSON.stringify(made));
  return String(made["resource"]["id"]);
}

/** Environment variables of AWS's for whoever took a role; none for the rehearsal's own user, who may do anything. */
export type Credentials = Readonly<Record<string, string>>;

/**
 * Takes a role with the token of a job, as a workflow does.
 * @param job as GitHub's door of the rehearsal takes it: `{ repository, branch, environment }`
 * @throws Error with STS's code and message where the role isn't the token's
 */
export async function take({ session }: Rehearsal, roleArn: unknown, job: object): Promise<Credentials> {
  const minted = await tell(session.clouds, "POST", "/rehearsal/github/tokens", {
    audience: "sts.amazonaws.com",
    ...job,
  });
  const parameters = new URLSearchParams({
    Action: "AssumeRoleWithWebIdentity",
    Version: "2011-06-15",
    RoleArn: String(roleArn),
    RoleSessionName: "one",
    WebIdentityToken: isRecord(minted) ? String(minted["value"]) : "",
  });
  const answer = await fetch(session.clouds.awsEndpoint, { method: "POST", body: parameters });
  const text = await answer.text();
  const tag = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? "";
  if (!answer.ok) throw new Error(`${tag("Code")}: ${tag("Message")}`);
  return {
    AWS_ACCESS_KEY_ID: tag("AccessKeyId"),
    AWS_SECRET_ACCESS_KEY: tag("SecretAccessKey"),
    AWS_SESSION_TOKEN: tag("SessionToken"),
  };
}

/** AWS's own command line with these credentials. @returns what it printed @throws Error with AWS's words */
export async function aws({ session }: Rehearsal, credentials: Credentials, args: readonly string[]): Promise<string> {
  const program = await ensureAwsCli();
  const { AWS_PROFILE: _, ...variables } = session.environment;
  const own = Object.keys(credentials).length > 0 ? { ...variables, ...credentials } : session.environment;
  const env = { ...process.env, ...own, AWS_DEFAULT_REGION: "eu-central-1" };
  const { stdout } = await promisify(execFile)(program, ["--endpoint-url", session.clouds.awsEndpoint, ...args], {
    env,
  });
  return stdout;
}
