/** What is a secret by its name or by its form, and so has no place among variables, which anybody who can read a log sees. */
import type { Fault } from "@tidegate/faults";

/**
 * What is wrong with a variable's name: no shell's word, a service's own, or one under which people put secrets. A name of
 * something that only points at one is fine: DB_SECRET_ARN.
 *
 * @param own how the service's own names begin
 */
export function variableNameFaults(path: string, given: string, own: readonly string[]): Fault[] {
  const begins = own.find((prefix) => given.toUpperCase().startsWith(prefix));
  return [
    [!/^[A-Za-z_]\w*$/.test(given), "letters, digits and underscores, no digit first"] as const,
    [begins !== undefined, `a name that doesn't begin with ${begins}: those are the service's own`] as const,
    [isSecretName(given), "no secret: trust needs none, and what must be one stays in its cloud's vault"] as const,
  ].flatMap(([wrong, accepted]) => (wrong ? [{ path, given, accepted }] : []));
}

/** What is wrong with a value. The fault shows what kind of secret it looks like, and never the value. */
export function variableValueFaults(path: string, value: string): Fault[] {
  const [kind] =
    FORMS.find(([, form]) => form.test(value)) ?? (isSecretKey(value) ? ["a secret access key of AWS"] : []);
  return kind === undefined ? [] : [{ path, given: `what looks like ${kind} (not shown)`, accepted: "no secret" }];
}

const SECRET_WORD =
  /(^|_)(SECRET|PASSWORD|PASSWD|PASSPHRASE|TOKEN|PAT|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|CREDENTIALS?)S?(_|$)/i;
const POINTER = /_(ARN|NAME|URL|URI|ENDPOINT|OCID|PATH|REGION)$/i;

function isSecretName(name: string): boolean {
  return SECRET_WORD.test(name) && !POINTER.test(name);
}

/** Each by the form that its maker gave it, so that it can be found. */
const FORMS: readonly (readonly [string, RegExp])[] = [
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["an access key of AWS", /\b(AKIA|ASIA)[A-Z0-9]{16}\b/],
  ["a token of GitHub", /\b(gh[opsru]_\w{36,}|github_pat_\w{22,})/],
  ["an access token of Pulumi Cloud", /\bpul-[0-9a-f]{40}\b/],
  ["a signed token (JWT)", /\beyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/],
  ["a URL with a password", /:\/\/[^/\s:@]+:[^/\s@]+@/],
];

/** Forty characters of base64 and no hash: a commit is forty characters too, of hexadecimal digits. */
function isSecretKey(value: string): boolean {
  return /^[A-Za-z0-9/+]{40}$/.test(value) && /[A-Z]/.test(value) && /[a-z]/.test(value) && /\d/.test(value);
}
