/**
 * The token of a run of Pulumi Deployments, and what it says of the run. The clouds verify it; here it only decides which of
 * two roles is asked for, and who lies about that is refused by the role's trust.
 * @see https://www.pulumi.com/docs/deployments/guides/oidc/
 */
import { readFile } from "node:fs/promises";
import { decodeJwt, errors } from "jose";
import type { JWTPayload } from "jose";
import { deploymentOf, PULUMI_ISSUER } from "@tidegate/trust/deployment";
import type { DeploymentSubject } from "@tidegate/trust/deployment";

/** Where Pulumi Deployments puts the token, beside PULUMI_OIDC_TOKEN. */
export const TOKEN_FILE = "/mnt/pulumi/pulumi.oidc";

export interface GivenToken {
  readonly text: string;
  /** The file that it was read from; undefined where it came as a variable. */
  readonly file: string | undefined;
}

export interface RunToken extends GivenToken {
  readonly subject: DeploymentSubject;
  /** The run's number in its stack; empty where the token doesn't say it. */
  readonly deployment: string;
}

/**
 * The token as it is given: in the file that is named, else in PULUMI_OIDC_TOKEN, else where Pulumi puts it.
 * @returns undefined where there is none; why is added to `faults`
 */
export async function givenToken(
  named: string | undefined,
  variable: string | undefined,
  faults: string[],
): Promise<GivenToken | undefined> {
  if (named === undefined && variable) return { text: variable, file: undefined };
  const file = named ?? TOKEN_FILE;
  try {
    return { text: (await readFile(file, "utf8")).trim(), file };
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "it can't be opened";
    const first = named === undefined ? "PULUMI_OIDC_TOKEN is missing, and " : "";
    faults.push(`${first}${file} can't be read (${why}): only a run of Pulumi Deployments has a token`);
    return undefined;
  }
}

/** @returns undefined where it is no run's token; why is added to `faults`, without the token */
export function runToken(given: GivenToken, faults: string[]): RunToken | undefined {
  const claims = claimsIn(given.text);
  if (claims === undefined) {
    faults.push("the token is no JSON web token");
    return undefined;
  }
  const { iss = "", sub = "", deployment } = claims;
  const subject = iss === PULUMI_ISSUER ? deploymentOf(sub) : undefined;
  if (subject === undefined) {
    faults.push(`the token is none of Pulumi Deployments: its issuer is "${iss}", its subject "${sub}"`);
    return undefined;
  }
  const number = typeof deployment === "string" || typeof deployment === "number" ? String(deployment) : "";
  return { ...given, subject, deployment: /^\d+$/.test(number) ? number : "" };
}

function claimsIn(text: string): JWTPayload | undefined {
  try {
    return decodeJwt(text);
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
