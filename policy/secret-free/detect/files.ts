/** Files and headers that have their own place for a secret: netrc, pgpass, PHP's constants, cookies, DSNs of drivers. */
import { isHarmless } from "./harmless.ts";
import { toldBy } from "./names.ts";
import { isRandom } from "./random.ts";
import type { Spot } from "./texts.ts";

export function secretsOfFiles(text: string): Spot[] {
  return [
    ...passwords(text, NETRC, "netrc-password"),
    ...passwords(text, PGPASS, "pgpass-password"),
    ...passwords(text, DRIVER, "url-password"),
    ...calls(text),
    ...cookies(text),
    ...authorizations(text),
  ];
}

/** @see https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html */
const NETRC =
  /\b(?:machine\s{1,9}[^\s\0]{1,200}|default)\s{1,9}login\s{1,9}[^\s\0]{1,100}\s{1,9}password\s{1,9}["']?(?<value>[^\s"'\0]{1,200})/g;

/** By the ports of PostgreSQL and its kin. @see https://www.postgresql.org/docs/current/libpq-pgpass.html */
const PGPASS =
  /(?<=^|[\s"'\0]|\\n)(?:\*|[\w.-]{1,200}):(?:\*|543\d|6432|6543|26257|25060):[^\s:"'\0]{1,60}:[^\s:"'\0]{1,60}:(?<value>[^\s"'\\\0]{1,200})/g;

/** @see https://github.com/go-sql-driver/mysql#dsn-data-source-name */
const DRIVER = /(?<![\w.-])[\w.-]{1,60}:(?<value>[^\s:@"'/\0]{1,200})@(?:tcp|tcp6|unix|udp)\(/g;

function passwords(text: string, form: RegExp, rule: string): Spot[] {
  return [...text.matchAll(form)].flatMap(({ groups, index }) =>
    isHarmless(groups?.["value"] ?? "", "password") ? [] : [{ rule, start: index }],
  );
}

/** `define('DB_PASSWORD', 'x')`, `System.setProperty("javax.net.ssl.keyStorePassword", "x")`. */
const CALLS =
  /\b(?:define|putenv|setenv|setProperty|setdefault|set|put|env|withEnv)\([ \t]{0,4}\\{0,4}["'](?<name>[\w.-]{1,100})\\{0,4}["'][ \t]{0,4},[ \t]{0,4}\\{0,4}(?:"(?<quoted>[^"\\\n\0]{1,300})\\{0,4}"|'(?<single>[^'\n\0]{1,300})')/g;

function calls(text: string): Spot[] {
  return [...text.matchAll(CALLS)].flatMap(({ groups, index }) => {
    const told = toldBy(groups?.["name"]);
    const value = groups?.["quoted"] ?? groups?.["single"] ?? "";
    return told === undefined || isHarmless(value, told) ? [] : [{ rule: "named-secret", start: index }];
  });
}

/**
 * A cookie whose name says that it holds a session, and whose value is drawn at random.
 * @see https://www.rfc-editor.org/rfc/rfc6265
 */
const COOKIES =
  /\bcookie\\{0,4}["']?:[ \t]{0,4}\\{0,4}["']?(?:[^\s=;"'\0]{1,60}=[^;"'\n\0]{0,300};[ \t]){0,9}(?<name>[\w.-]{0,40}(?:sess|sid|auth|token|jwt|remember)[\w.-]{0,40})=(?:s%3A)?(?<value>[\w.+/=-]{16,300})/gi;

function cookies(text: string): Spot[] {
  return [...text.matchAll(COOKIES)].flatMap(({ groups, index }) =>
    isRandom(groups?.["value"] ?? "", 16) ? [{ rule: "session-cookie", start: index }] : [],
  );
}

/** A header's scheme and what it is given: `Authorization: token x`. Basic and Bearer have rules of their own. */
const AUTHORIZATION =
  /\bauthorization\\{0,4}["']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,4}["']?(?:[A-Za-z][\w-]{1,30}[ \t]{1,4})?(?<value>[\w.~+/=-]{16,500})(?![\w.~+/=(-])/gi;

function authorizations(text: string): Spot[] {
  return [...text.matchAll(AUTHORIZATION)].flatMap(({ groups, index }) => {
    const value = groups?.["value"] ?? "";
    return isRandom(value, 16) && !isHarmless(value, "secret") ? [{ rule: "authorization-header", start: index }] : [];
  });
}
