/**
 * Takes a role with a web identity's token: the token is believed by its provider's keys, and the role's trust policy
 * says the rest.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
import type { KeySource } from "../../oidc/issuer.ts";
import type { Cloud } from "../cloud.ts";
import { AwsError } from "../errors.ts";
import { textAt } from "../kind.ts";
import { numberAt } from "../parts.ts";
import { roleByArn } from "../services/iam/roles.ts";
import { trusts } from "../steady/permissions.ts";
import type { Session, Sessions } from "./sessions.ts";
import { verifyWebIdentity } from "./webIdentityToken.ts";
import type { WebIdentity } from "./webIdentityToken.ts";

export interface Assumed {
  readonly session: Session;
  readonly identity: WebIdentity;
}

export interface Trust {
  readonly sessions: Sessions;
  /** The keys of the world's identity providers. */
  readonly keys: KeySource;
}

/** In seconds. */
const DEFAULT_DURATION = 3600;

/** @throws AwsError */
export async function assumeRoleWithWebIdentity(
  parameters: URLSearchParams,
  cloud: Cloud,
  { sessions, keys }: Trust,
): Promise<Assumed> {
  const { roleArn, name, token, seconds } = read(parameters);
  const identity = await verifyWebIdentity(token, cloud, keys);
  const role = roleByArn(roleArn, cloud);
  const context = contextOf(identity);
  const asked = { ...context, ...shownClaims(identity), "sts:RoleSessionName": name };
  const request = { principal: identity.providerArn, action: "sts:AssumeRoleWithWebIdentity", context: asked };
  if (role === undefined || !trusts(roleArn, request, cloud)) {
    throw new AwsError("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }
  if (seconds > (numberAt(role.outputs, "maxSessionDuration") ?? DEFAULT_DURATION)) {
    throw invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
  const roleId = textAt(role.outputs, "uniqueId") ?? "";
  // STS tells whole seconds.
  const expiresAt = (Math.floor(cloud.now / 1000) + seconds) * 1000;
  return { identity, session: sessions.open({ roleArn, roleId, name, expiresAt, context }) };
}

const invalid = (message: string): AwsError => new AwsError("ValidationError", message);

interface Parameters {
  readonly roleArn: string;
  readonly name: string;
  readonly token: string;
  readonly seconds: number;
}

interface Rule {
  /** As the constraint names it. */
  readonly at: string;
  readonly pattern: RegExp;
  readonly constraint: string;
}

const RULES: Readonly<Record<string, Rule>> = {
  RoleArn: {
    at: "roleArn",
    pattern: /^[^]{20,2048}$/,
    constraint: "Member must have length greater than or equal to 20",
  },
  RoleSessionName: {
    at: "roleSessionName",
    pattern: /^[\w+=,.@-]{2,64}$/,
    constraint: "Member must satisfy regular expression pattern: [\\w+=,.@-]*, and be 2 to 64 characters long",
  },
  WebIdentityToken: {
    at: "webIdentityToken",
    pattern: /^[^]{4,20000}$/,
    constraint: "Member must have length between 4 and 20000",
  },
};

/** All that is wrong is told at once, as AWS's validation tells it; the token's own value never. */
function read(parameters: URLSearchParams): Parameters {
  const faults = Object.entries(RULES).flatMap(([name, { at, pattern, constraint }]) => {
    const value = parameters.get(name);
    if (value === null) return [`Value null at '${at}' failed to satisfy constraint: Member must not be null`];
    const shown = name === "WebIdentityToken" ? "***" : value;
    return pattern.test(value) ? [] : [`Value '${shown}' at '${at}' failed to satisfy constraint: ${constraint}`];
  });
  const duration = parameters.get("DurationSeconds") ?? String(DEFAULT_DURATION);
  const seconds = /^\d+$/.test(duration) ? Number(duration) : Number.NaN;
  if (!(seconds >= 900)) faults.push(atDuration(duration, "greater than or equal to 900"));
  if (seconds > 43_200) faults.push(atDuration(duration, "less than or equal to 43200"));
  if (faults.length > 0) {
    const [count, word] = [faults.length, faults.length === 1 ? "error" : "errors"];
    throw invalid(`${count} validation ${word} detected: ${faults.join("; ")}`);
  }
  // A session's own policy takes away what the role may: to pass over it would give too much.
  const policy = [...parameters.keys()].find((name) => name === "Policy" || name.startsWith("PolicyArns"));
  if (policy !== undefined) throw invalid(`The rehearsal's STS takes no session policy (${policy}).`);
  const text = (name: string): string => parameters.get(name) ?? "";
  return { roleArn: text("RoleArn"), name: text("RoleSessionName"), token: text("WebIdentityToken"), seconds };
}

const atDuration = (value: string, constraint: string): string =>
  `Value '${value}' at 'durationSeconds' failed to satisfy constraint: Member must have value ${constraint}`;

/** What the session's own calls can be judged by too. */
function contextOf({ providerArn, provider, audience, subject }: WebIdentity): Record<string, string> {
  return { "aws:FederatedProvider": providerArn, [`${provider}:aud`]: audience, [`${provider}:sub`]: subject };
}

/** The provider of GitHub's tokens, whose further claims STS shows to trust policies since January 2026. */
const GITHUB = "token.actions.githubusercontent.com";
const SHOWN = [
  "actor",
  "actor_id",
  "enterprise_id",
  "environment",
  "job_workflow_ref",
  "ref",
  "repository",
  "repository_id",
  "workflow",
];

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif */
function shownClaims({ provider, claims }: WebIdentity): Record<string, string> {
  if (provider !== GITHUB) return {};
  const shown = SHOWN.flatMap((name) => {
    const value = claims[name];
    return typeof value === "string" ? [[`${provider}:${name}`, value] as const] : [];
  });
  return Object.fromEntries(shown);
}
