/**
 * A profile by which AWS's clients, Pulumi and its S3 backend take a role with the run's token, and take it anew when the
 * session ends.
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-role.html#cli-configure-role-oidc
 */
import { mkdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { replaceFile } from "../oci-login/index.ts";
import type { Environment } from "../oci-login/index.ts";
import type { RunToken } from "./token.ts";

export interface AwsSettings {
  readonly roleArn: string;
  readonly region: string;
  /** AWS's config file. */
  readonly config: string;
  readonly sessionName: string;
}

/** Each role and the variable that names it. */
const PREVIEW = "AWS_PREVIEW_ROLE_ARN";
const DEPLOY = "AWS_DEPLOY_ROLE_ARN";
const PROFILE = "default";
const MARK = "# Written by tidegate deployment-login for one run; the next one replaces it.";
/** AWS's limit. */
const LONGEST_NAME = 64;

/** Whether the environment speaks of AWS's roles at all. */
export function wantsAws(env: Environment): boolean {
  return [PREVIEW, DEPLOY].some((name) => env[name]);
}

/**
 * A preview gets the role of previews, and never falls back to the other.
 * @param token undefined where it couldn't be read: then the rest is judged all the same
 * @returns undefined where something is missing or wrong; that is added to `faults`
 */
export async function awsSettings(
  token: RunToken | undefined,
  env: Environment,
  faults: string[],
): Promise<AwsSettings | undefined> {
  const before = faults.length;
  const config = resolve(env["AWS_CONFIG_FILE"] || join(homedir(), ".aws", "config"));
  const variable = token === undefined ? undefined : token.subject.operation === "preview" ? PREVIEW : DEPLOY;
  const roleArn = variable === undefined ? "" : roleIn(variable, env, faults);
  const region = env["AWS_REGION"] ?? "";
  if (env[PREVIEW] && env[PREVIEW] === env[DEPLOY]) faults.push(`${PREVIEW} and ${DEPLOY} name the same role`);
  if (region === "") faults.push("AWS_REGION is missing");
  else if (!/^[a-z]+(-[a-z]+)+-\d+$/.test(region)) {
    faults.push(`AWS_REGION must be a region, as in eu-central-1, not "${region}"`);
  }
  if (env["AWS_ACCESS_KEY_ID"]) faults.push("AWS_ACCESS_KEY_ID is set, and goes before any profile: take it away");
  if (await isAnothers(config)) {
    faults.push(`${config} is there and was written by somebody else: name another file by AWS_CONFIG_FILE`);
  }
  if (token === undefined || faults.length > before) return undefined;
  return { roleArn, region, config, sessionName: sessionNameOf(token) };
}

/**
 * Writes the profile. @param tokenFile that AWS's clients read the token from, each time that they take the role
 * @returns what the environment of such a client needs
 */
export async function writeProfile(settings: AwsSettings, tokenFile: string): Promise<Record<string, string>> {
  const { roleArn, region, config, sessionName } = settings;
  await mkdir(dirname(config), { recursive: true, mode: 0o700 });
  const lines = [
    MARK,
    `[${PROFILE}]`,
    `role_arn = ${roleArn}`,
    `web_identity_token_file = ${resolve(tokenFile)}`,
    `role_session_name = ${sessionName}`,
    `region = ${region}`,
  ];
  await replaceFile(config, `${lines.join("\n")}\n`);
  return { AWS_CONFIG_FILE: config, AWS_PROFILE: PROFILE, AWS_REGION: region };
}

/** `order-tracking-dev-update-12`: what CloudTrail shows. A long project's name is cut, and the rest never. */
export function sessionNameOf({ subject, deployment }: RunToken): string {
  const end = [subject.operation, deployment].filter((part) => part !== "").join("-");
  return `${`${subject.project}-${subject.stack}`.slice(0, LONGEST_NAME - 1 - end.length)}-${end}`.slice(-LONGEST_NAME);
}

function roleIn(variable: string, env: Environment, faults: string[]): string {
  const given = env[variable] ?? "";
  if (given === "") faults.push(`${variable} is missing`);
  else if (!/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(given)) {
    faults.push(`${variable} must be a role's ARN, not "${given}"`);
  }
  return given;
}

async function isAnothers(file: string): Promise<boolean> {
  try {
    return !(await readFile(file, "utf8")).startsWith(MARK);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
