import { decodedText } from "./decode.ts";
import type { Telling } from "./names.ts";
import { isRandom } from "./random.ts";

/** Whether a value only stands where a secret will stand: CHANGEME and its like, what is hidden or unknown, an interpolation. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  return PLACEHOLDER.test(text) || INTERPOLATION.test(text) || EXAMPLE.test(text);
}

/** Whether a value names where a secret is kept: an ARN, an OCID, a parameter's path, a file; or keeps it encrypted. */
export function isReference(value: string): boolean {
  return (
    REFERENCES.some((form) => form.test(value)) ||
    ENCRYPTED.some((form) => form.test(value)) ||
    (PATH.test(value) && !value.split(/[\\/]/).some((part) => isRandom(part)))
  );
}

/** Whether a value under a telling name is no secret after all. Base64 is looked into. */
export function isHarmless(value: string, told: Telling): boolean {
  if (value.length < SHORTEST || isPlaceholder(value) || isReference(value) || isPublic(value)) return true;
  if (told !== "password" && readsAsName(value)) return true;
  const inner = value.length < LONGEST_PACKED ? decodedText(value) : undefined;
  // What stands in a file of several lines is looked for line by line.
  return inner !== undefined && (inner.trim().includes("\n") || isHarmless(inner, told));
}

/** Characters; nothing shorter is worth hiding. */
const SHORTEST = 4;
/** Characters; a placeholder's base64 is short. */
const LONGEST_PACKED = 512;

/** CHANGEME and its like, small numbers, what Pulumi shows for what it hides or doesn't know. */
const PLACEHOLDER =
  /^(?:change[-_ ]?(?:me|this|it)(?:[-_!.]{0,3}\w{0,20})?|redacted|placeholder|dummy|example|sample|none|null|nil|undefined|unset|not[-_ ]set|not[-_ ]used|n\/a|todo|tbd|true|false|yes|no|enabled|disabled|required|optional|auto|default|empty|managed|rotate[-_]?me|replace[-_ ]?(?:me|this|with)[-_ \w]{0,60}|(?:your|insert|put|enter|set)[-_ ][-_ \w]{1,60}|-?\d{1,6}|\*{1,99}|x{1,99}(?:[-_ ]x{1,99}){0,9}|\.{3,9}|-{1,20}|<[^<>]{0,99}>|\[[a-z ]{0,60}\]?|\([a-z ]{0,60}\)?|@{1,2}[a-z]\w{0,60}@{1,2}|__\w{1,60}__|#\{[^{}]{1,99}\}#?|to[-_ ]be[-_ ](?:set|added|filled|provided|injected|replaced|defined|determined)[-_ \w]{0,60}|managed[-_ ]by[-_ ][-_ \w]{1,60}|output<.{0,99}|unknown|computed|known after apply|)$/i;

/**
 * `${x}`, `$X`, `$(x)`, `{{ x }}`, `%X%`, `var.x`; also a text that is made of some: `${user}:${password}`; what a template or a
 * program reads: `$input.params('x')`, `$env:X`, and the paths of state machines, `$.x`.
 */
const INTERPOLATION =
  /^(?:(?:\$\{{1,2}[^{}]{0,300}\}{1,2}|\$[A-Za-z_]\w{0,99}|\$\d|\{\{[^{}]{0,300}\}\}|%\w{1,99}%)[-:/@.]{0,3}){1,9}$|^\$\([^\n]{0,300}$|^\$[A-Za-z_]\w{0,60}(?:(?:\.|->|::?)[A-Za-z_]\w{0,60}|\[[^\]\n]{0,60}\]){1,6}(?:[([][^\n]{0,300})?$|^\${1,2}\.[\w.[\]'"*@$-]{1,120}$|^(?:var|local|data|module|secrets|vars|env|process\.env|os\.environ)[.[][\w.[\]"'-]{1,120}$/;

/** AWS's documentation writes EXAMPLE into its keys. */
const EXAMPLE = /^[A-Za-z0-9/+]{0,60}EXAMPLE(?:KEY)?$/;

const REFERENCES: readonly RegExp[] = [
  /^arn:[\w-]{1,20}:[\w-]{1,40}:[\w-]{0,30}:\d{0,12}:\S{1,300}$/,
  /^ocid1\.[a-z0-9]{1,60}\.[a-z0-9]{0,20}\.[\w.-]{0,200}$/,
  /^(?:alias|projects|secrets?|ssm|sm|gcp-?sm|akv|azkv|azurekeyvault|keyvault|bws|infisical|doppler|conjur|keyring|vault|kv|op|aws-sm|awssm|secretref|secretsmanager|parameter|ref\+\w{1,20})[:/][\w@:/.{}#$?=+-]{1,300}$/i,
  /^[\w-]{1,80}\.(?:pem|key|crt|txt|json|ya?ml|env|p12|jks)$/i,
  /^file:\/{1,3}[\w@./:${}~-]{1,300}$/,
  // A text without quotes ends before the bracket.
  /^@Microsoft\.KeyVault\([^)]{1,300}\)?$/,
  /^https?:\/\/[^\s@?#]{1,300}$/,
];

/**
 * What is encrypted with a key that isn't beside it.
 * @see https://getsops.io/docs/ @see https://github.com/bitnami-labs/sealed-secrets @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html
 */
const ENCRYPTED: readonly RegExp[] = [
  /^ENC\[AES256_GCM(?:,|$)/,
  /^\$ANSIBLE_VAULT;/,
  // Sealed secrets: the length of an encrypted key of 512 bytes, and what follows.
  /^Ag[A-D][A-Za-z0-9+/]{400,8000}={0,2}$/,
  /^AQICAH[A-Za-z0-9+/]{100,8000}={0,2}$/,
  // Pulumi's own.
  /^v1:[A-Za-z0-9+/]{8,40}={0,2}:[A-Za-z0-9+/]{8,8000}={0,2}$/,
];

/** A parameter's path, or a file's. */
const PATH = /^(?:\.{0,2}|~|[A-Za-z]:)(?:[\\/][\w.${}@-]{1,100}){1,20}$/;

const PUBLIC: readonly RegExp[] = [
  /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-nistp\d{3}) AAAA/,
  /^-----BEGIN (?:CERTIFICATE|(?:RSA |EC )?PUBLIC KEY|X509 CRL|CERTIFICATE REQUEST)-----/,
  /^sha(?:1|256|384|512)[:-]/i,
  // Public keys (SubjectPublicKeyInfo) of RSA, P-256, P-384 and Ed25519, in base64.
  /^(?:MII[BC]IjANBgkqhkiG9w0B|MFkwEwYHKoZIzj0CAQ|MHYwEAYHKoZIzj0CAQ|MCowBQYDK2Vw)/,
];

/** Whether it may be shown to everybody by its nature: a public key, a certificate, a digest that says so. */
function isPublic(value: string): boolean {
  return PUBLIC.some((form) => form.test(value));
}

/** Whether a text is made of words, with short numbers: `trivia-pay/dev/app-env`, `orders_db_password_v2`, a sentence. */
function readsAsName(value: string): boolean {
  if (value.length > 160) return false;
  const parts = value.split(/[-_./:@ ]/).filter((part) => part !== "");
  return parts.length > 0 && parts.every(isWord) && parts.some((part) => /^\D{3}/.test(part));
}

/** `app`, `APP`, `clientSecret`, `v2`, `eu2`, `2026`, a sentence's last word. */
function isWord(part: string): boolean {
  if (/^(?:[a-z]{1,20}\d{0,2}|[A-Z]{1,20}\d{0,2}|\d{1,4}|[A-Z][a-z]{1,20}[,;)]?|[a-z]{1,20}[,;)])$/.test(part))
    return true;
  return /^[A-Za-z][a-z]{2,15}(?:[A-Z][a-z]{2,15}){1,5}$/.test(part);
}
