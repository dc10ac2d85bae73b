/** What the name of a value tells about it, in whatever style it is written: `dbPassword`, `DB_PASSWORD`, `db-password`. */

/**
 * What a name promises: a `password` may be any text; a `secret` or a `key` may also be named where it is kept, so that a text
 * that reads as a name is no secret there.
 */
export type Telling = "password" | "secret" | "key";

/** What stands under a name, if the name says that it is a secret; undefined where it doesn't (`passwordLength`, `secretArn`). */
export function toldBy(name: string | undefined): Telling | undefined {
  if (name === undefined || !STEM.test(name)) return undefined;
  const words = wordsOf(name.slice(-LONGEST));
  while (QUALIFIERS.has(words.at(-1) ?? "")) words.pop();
  const last = words.at(-1);
  if (last === undefined || words.some((word) => PUBLIC.has(word))) return undefined;
  const before = words.at(-2) ?? "";
  if (
    PASSWORDS.has(last) ||
    /(?:password|passwd|passphrase)s?$|(?:store|key|db|root|admin|user|smtp|ldap)pass$/.test(last)
  ) {
    return "password";
  }
  if (SECRETS.has(last) || /(?:secret|token|credential)s?$/.test(last)) {
    return last.endsWith("token") && (COUNTERS.has(before) || JOINED_COUNTER.test(last)) ? undefined : "secret";
  }
  if ((last === "key" || last === "keys") && KEEPERS.has(before)) return "key";
  return JOINED_KEY.test(last) ? "key" : undefined;
}

/** Characters. A name's end tells. */
const LONGEST = 120;

/** At least one of these is in each telling name: most names are told apart by this alone. */
const STEM = /pass|pwd|secret|token|key|cred|psk|pat$/i;

/** Its words in small letters, without numbers: `DBPassword2` is db, password. */
export function wordsOf(name: string): string[] {
  return (name.match(/[A-Z]{1,120}(?![a-z])|[A-Z]?[a-z]{1,120}/g) ?? []).map((word) => word.toLowerCase());
}

const PASSWORDS = new Set([
  "password",
  "passwords",
  "passwd",
  "pwd",
  "pass",
  "passphrase",
  "passcode",
  "phrase",
  "psk",
]);
const SECRETS = new Set(["secret", "secrets", "token", "tokens", "credential", "credentials", "creds", "pat"]);

/** Words behind the telling one that change nothing. */
const QUALIFIERS = new Set(
  (
    "value values string content contents text plain plaintext data base b encoded raw default current previous old new " +
    "primary secondary prod production dev development staging stage test live wo env var input"
  ).split(" "),
);

/** With one of these in it, a name speaks of what everybody may see. */
const PUBLIC = new Set(["public", "pub", "kms", "cmk"]);

/** Tokens that only count requests or pages: `clientRequestToken`, `nextToken`. */
const COUNTERS = new Set(
  "request idempotency client next page pagination continuation retry opc sync start starting marker csrf invalidation caller".split(
    " ",
  ),
);

const JOINED_COUNTER = /(?:request|idempotency|nextpage|next|retry|page)token$/;

/** What a key is that must be kept: `apiKey`, `storage_account_key`. */
const KEEPERS = new Set(
  (
    "api private secret access signing encryption shared preshared account storage master auth session hmac webhook rsa " +
    "application app deploy admin service host jwt cookie license integration ingest routing"
  ).split(" "),
);

const JOINED_KEY =
  /(?:api|private|secret|access|signing|encryption|shared|account|master|auth|session|application|app|license)keys?$/;
