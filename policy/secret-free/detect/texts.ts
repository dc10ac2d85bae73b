/** Secrets that are known by what stands around them in a text: a URL, a name and a sign, an option, a header. */
import { isCode } from "./code.ts";
import { decodedText } from "./decode.ts";
import { secretsOfFiles } from "./files.ts";
import { givenPasswords } from "./given.ts";
import { isHarmless } from "./harmless.ts";
import { toldBy } from "./names.ts";
import { isRandom } from "./random.ts";

/** A part of a text that may not be there. */
export interface Spot {
  readonly rule: string;
  readonly start: number;
}

/** Every such part. A text may hold several pieces with a NUL between them: no part reaches over one. */
export function spotsIn(text: string): Spot[] {
  return [
    ...urlPasswords(text),
    ...assigned(text),
    ...named(text, PAIRS),
    ...named(text, OPTIONS).filter(({ start }) => !isUsage(text, start)),
    ...named(text, ELEMENTS),
    ...commandPasswords(text),
    ...oracleJdbc(text),
    ...basicAuth(text),
    ...bearers(text),
    ...jwks(text),
    ...givenPasswords(text),
    ...secretsOfFiles(text),
  ];
}

/** Matches whose group `name` tells that the group `value` is a secret. */
function named(text: string, expression: RegExp): Spot[] {
  return [...text.matchAll(expression)].flatMap(({ groups, index }) => {
    const told = toldBy(groups?.["name"]);
    const value = groups?.["double"] ?? groups?.["single"] ?? groups?.["value"] ?? "";
    return told === undefined || isHarmless(value, told) ? [] : [{ rule: "named-secret", start: index }];
  });
}

/** `postgres://app:x@db`, `redis://:x@cache`; an image's digest is none: `docker://nginx:1.27@sha256:...`. */
const URL_PASSWORD =
  /:\/\/[^\s/@:"'<>\\\0]{0,128}:(?<value>[^\s/@"'<>\\\0]{1,256})@(?!sha\d{1,3}:)|:\/\/(?<user>[A-Za-z0-9_-]{20,255})@/g;

function urlPasswords(text: string): Spot[] {
  return [...text.matchAll(URL_PASSWORD)].flatMap((found) => {
    const { value, user } = found.groups ?? {};
    if (value === undefined && isDsn(text, found.index)) return [];
    const secret = value === undefined ? isRandom(user ?? "") : !isHarmless(value, "password");
    return secret ? [{ rule: "url-password", start: found.index }] : [];
  });
}

/**
 * A DSN of Sentry's: a public key, a host and a project's number. It may be in any browser.
 * @see https://docs.sentry.io/concepts/key-terms/dsn-explainer/
 */
function isDsn(text: string, start: number): boolean {
  return /^:\/\/[0-9a-f]{32}@[\w.-]{1,100}\/\d{1,20}(?![\w/])/.test(text.slice(start, start + 200));
}

/** The stem of a telling name, and the rest of the name. */
const STEM = /(?:pass|pwd|secret|token|key|cred|psk|pat\b)[\w.-]{0,40}/gi;

/** What stands between a name and its value: `password: `, `"apiKey":`, `DB_PASS=`, `secret => `. */
const SIGN = /^\\{0,4}["']?[ \t]{0,8}(?<sign>:=|=>|[:=])(?![:=])[ \t]{0,8}/;

function assigned(text: string): Spot[] {
  return [...text.matchAll(STEM)].flatMap(({ 0: stem, index }) => {
    const end = index + stem.length;
    const between = SIGN.exec(text.slice(end, end + 32));
    const told = between === null ? undefined : toldBy(nameBefore(text, index) + stem);
    if (between === null || told === undefined) return [];
    const value = valueAt(text, end + between[0].length, between.groups?.["sign"] ?? "=");
    return value === undefined || isHarmless(value, told) ? [] : [{ rule: "named-secret", start: index }];
  });
}

/** The part of a name that stands before a position. */
function nameBefore(text: string, position: number): string {
  let start = position;
  while (start > position - 80 && /[\w.-]/.test(text[start - 1] ?? "")) start -= 1;
  return text.slice(start, position);
}

/** What stands behind a sign. Words behind a colon are no value unless quoted, alone in their line, or with a digit in them. */
function valueAt(text: string, start: number, sign: string): string | undefined {
  const rest = text.slice(start, start + LONGEST_VALUE);
  const quoted = quotedAt(rest);
  if (quoted !== undefined) return quoted;
  const bare = bareAt(rest);
  if (bare === undefined || bare.startsWith("//") || isCode(rest)) return undefined;
  if (sign !== ":") return bare;
  // YAML wants a blank there: `arn:aws:secretsmanager:...:secret:name` assigns nothing.
  if (!/[ \t]/.test(text[start - 1] ?? "")) return undefined;
  const alone = /^[ \t\r]{0,8}(?:\n|\0|$|#)/.test(rest.slice(bare.length, bare.length + 16));
  return alone || (bare.length >= 8 && /\d/.test(bare)) ? bare : undefined;
}

/** Up to a sign that ends a value, or an escaped end of the line, unless that cuts a random text in two. */
function bareAt(rest: string): string | undefined {
  const bare = BARE.exec(rest)?.[0].split(/\\{1,4}(?:n|$)/)[0];
  const word = /^[^\s\0]{0,64}/.exec(rest)?.[0] ?? "";
  return (bare === undefined || bare.length < 12) && isRandom(word) ? word : bare;
}

/** An interpolation as a whole, or all up to a blank or a sign that ends a value. */
const BARE = /^(?:\$\{[^{}\n]{0,300}\}|\{\{[^{}\n]{0,300}\}\}|\$\([^\n]{0,300}|[^\s,;"'&}\])\0]{1,2000})/;

/** What stands in quotes, escaped or not. */
function quotedAt(text: string): string | undefined {
  const open = /^\\{0,4}["'`]/.exec(text)?.[0];
  if (open === undefined) return undefined;
  const end = text.indexOf(open.slice(-1), open.length);
  const inside = end < 0 ? undefined : text.slice(open.length, end);
  return inside === undefined || /[\n\0]/.test(inside) ? undefined : inside.replace(/\\{1,4}$/, "");
}

/** Characters. */
const LONGEST_VALUE = 2048;

/** YAML's `- name: DB_PASSWORD` and `value: x` in the next line, JSON that is only a part of one. */
const PAIRS =
  /\b(?:name|key)["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?<name>[\w.-]{1,100})["']?(?:,\s{0,40}|\s{1,40})["']?value["']?[ \t]{0,4}[:=][ \t]{0,4}(?:"(?<double>[^"\n\0]{1,500})"|'(?<single>[^'\n\0]{1,500})'|(?<value>[^\s"'\0]{1,500}))/gi;

/** `--password x`, `-storepass x`, `"--password", "x"`. */
const OPTIONS =
  /(?<![\w-])--?(?<name>[a-z][\w-]{2,40})(?:[ \t]{1,4}|=|\\{0,4}["'],[ \t]{0,4})\\{0,4}["']?(?<value>\$\{[^{}\n\0]{0,300}\}|(?!-)[^\s"'`\\\0]{1,500})/gi;

/**
 * What a program prints about its options: `[--password PASSWORD]`, `--password string`.
 * @see https://pkg.go.dev/github.com/spf13/pflag
 */
function isUsage(text: string, start: number): boolean {
  const [, value = ""] = USAGE.exec(text.slice(start, start + 120)) ?? [];
  return value === "string" || toldBy(value) !== undefined;
}

const USAGE = /^--?[a-z][\w-]{2,40}[ \t=]{1,4}(string(?=[ \t]{2})|[A-Z][A-Z_]{2,40}(?=[\s\])},|\0]|$))/;

/** XML's. */
const ELEMENTS = /<(?<name>[\w.:-]{1,60})>(?<value>[^<>\0]{1,500})<\//g;

/** Commands that are given a password as an option, and the option: `docker login -p x`, `mysql -px`, `curl -u user:x`. */
const COMMANDS = /(?<![\w-])(?<command>login|sshpass|mysql|mysqldump|mysqladmin|curl|redis-cli)(?![\w-])/g;
const PASSWORD_OPTIONS: Readonly<Record<string, readonly string[]>> = { curl: ["-u", "--user"], "redis-cli": ["-a"] };

function commandPasswords(text: string): Spot[] {
  return [...text.matchAll(COMMANDS)].flatMap((found) => {
    const start = found.index + found[0].length;
    const words = (/^[^\n|;&\0]{0,300}/.exec(text.slice(start, start + 300))?.[0] ?? "").split(/[ \t]/);
    const options = PASSWORD_OPTIONS[found[0]] ?? ["-p"];
    const given = words.flatMap((word, at) => {
      const option = options.find((one) => word.startsWith(one));
      if (option === undefined) return [];
      return [
        (word === option ? (words[at + 1] ?? "") : word.slice(option.length)).replace(/^\\{0,4}["']|\\{0,4}["']$/g, ""),
      ];
    });
    const passwords = found[0] === "curl" ? given.map((user) => user.split(":").slice(1).join(":")) : given;
    const secret = passwords.some((password) => !password.startsWith("-") && !isHarmless(password, "password"));
    return secret ? [{ rule: "command-password", start: found.index }] : [];
  });
}

/** `jdbc:oracle:thin:user/x@host`. */
function oracleJdbc(text: string): Spot[] {
  return [...text.matchAll(/jdbc:oracle:(?:thin|oci):/gi)].flatMap(({ 0: scheme, index }) => {
    const rest = text.slice(index + scheme.length, index + scheme.length + 300);
    const password = /^[\w$#]{1,60}\/([^\s@"'\0]{1,200})@/.exec(rest)?.[1];
    return password === undefined || isHarmless(password, "password") ? [] : [{ rule: "url-password", start: index }];
  });
}

/** A header of basic authentication, or Docker's `"auth": "..."`: base64 of a user and a password. */
function basicAuth(text: string): Spot[] {
  return [...text.matchAll(/\b(?:basic|auth)/gi)].flatMap(({ 0: word, index }) => {
    const rest = text.slice(index + word.length, index + word.length + 900);
    const value = /^(?:[ \t]{1,4}|\\{0,4}["']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,4}["']?)([A-Za-z0-9+/_-]{8,800}={0,2})/.exec(
      rest,
    )?.[1];
    return value !== undefined && isBasicAuth(value) ? [{ rule: "basic-auth", start: index }] : [];
  });
}

/** Whether a text is base64 of `user:password`. */
export function isBasicAuth(value: string): boolean {
  const [user, ...password] = (decodedText(value) ?? "").split(":");
  return user !== undefined && /^[^\s]{1,100}$/.test(user) && !isHarmless(password.join(":"), "password");
}

/** A JSON Web Key's private part, in JSON that is only a part of a text. */
function jwks(text: string): Spot[] {
  return [...text.matchAll(/\bkty\b/g)].flatMap(({ index }) => {
    const key = /^[^{}\0]{0,2000}/.exec(text.slice(index, index + 2000))?.[0] ?? "";
    const isPrivate = /["']d\\{0,4}["'][ \t]{0,4}:[ \t]{0,4}\\{0,4}["'][\w-]{16}/.test(key);
    return isPrivate ? [{ rule: "private-jwk", start: index }] : [];
  });
}

const BEARER = /\bBearer[ \t]{1,4}(?<value>[A-Za-z0-9._~+/-]{16,200})/gi;

function bearers(text: string): Spot[] {
  return [...text.matchAll(BEARER)].flatMap((found) =>
    isHarmless(found.groups?.["value"] ?? "", "secret") ? [] : [{ rule: "bearer-token", start: found.index }],
  );
}
