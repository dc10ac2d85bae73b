import { isPlaceholder } from "./placeholder.ts";

/** Something that may not be shown, recognised in one line. */
export interface Rule {
  /** Its name, for whoever must find what it found. */
  readonly name: string;
  readonly finds: (line: string) => boolean;
}

/** Credentials with a form of their own, and values under the name of a secret. */
export const RULES: readonly Rule[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  pattern("aws-access-key", /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/),
  pattern("private-key", /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/),
  pattern("jwt", /(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/),
  // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  pattern("github-token", /(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/),
  // A session token as a request's keyId.
  pattern("oci-session-token", /(?<![\w$])ST\$[\w.-]{20,}/),
  pattern("pulumi-token", /(?<![\w-])pul-[0-9a-f]{40}(?!\w)/),
  { name: "url-password", finds: (line) => values(line, URL_PASSWORD).some((value) => !isPlaceholder(value)) },
  { name: "named-secret", finds: (line) => secretValues(line).some((value) => !isPlaceholder(value)) },
];

const URL_PASSWORD = /\b[a-z][a-z0-9+.-]*:\/\/[^\s/@:"'<>]*:([^\s/@"'<>]+)@/gi;

function pattern(name: string, expression: RegExp): Rule {
  return { name, finds: (line) => expression.test(line) };
}

/**
 * What stands behind a name that ends as a secret's does: `password: "x"`, `~ apiKey: "x" => "y"`, `DB_PASSWORD=x`,
 * `{\"token\":\"x\"}`. Words behind a colon are no value unless quoted or with a digit in them: "invalid token: expected".
 */
function secretValues(line: string): string[] {
  return [...line.matchAll(SECRET_NAME)].flatMap((found) => {
    const rest = line.slice(found.index + found[0].length);
    const quoted = [...(/^\s*(?:\[\d+\]:\s*)?\\*(["'])(.*?)\\*\1(?:\s*=>\s*\\*(["'])(.*?)\\*\3)?/.exec(rest) ?? [])];
    if (quoted.length > 0) return [quoted[2], quoted[4]].flatMap((value) => (value === undefined ? [] : [value]));
    const bare = /^\s*(\$\{\{?[^{}]*\}?\}|[^\s,;"'&}\])]+)/.exec(rest)?.[1] ?? "";
    const counts = found[1] === "=" || (bare.length >= 8 && /\d/.test(bare));
    return counts ? [bare] : [];
  });
}

const SECRET_NAME =
  /(?:password|passwd|passphrase|secret|secret_?string|token|api_?key|private_?key|access_?key|credentials?)\\*["']?\s*([:=])(?![:=>])/gi;

function values(line: string, expression: RegExp): string[] {
  return [...line.matchAll(expression)].map(([, value]) => value ?? "");
}
