/** Values that only their name, or what stands around them, tells: passwords that people choose, and chance under a name. */
import type { Random } from "../../../components/rollout/simulate/random.ts";
import { BASE32, BASE36, BASE62, BASE64, base64Of, capital, digits, hex, letters, LOWER, URL_SAFE } from "./letters.ts";
import { uuid, word, words } from "./letters.ts";
import type { ValueKind } from "./tokens.ts";

const PASSWORD_NAMES = [
  "DB_PASSWORD",
  "PASSWORD",
  "ADMIN_PASSWORD",
  "POSTGRES_PASSWORD",
  "MYSQL_ROOT_PASSWORD",
  "SMTP_PASSWD",
  "REDIS_PASS",
  "DATABASE_PWD",
  "KEYSTORE_PASSWORD",
  "LDAP_BIND_PASSWORD",
  "SPRING_DATASOURCE_PASSWORD",
  "BASIC_AUTH_PASS",
  "GF_SECURITY_ADMIN_PASSWORD",
  "SA_PASSWORD",
  "SSL_PASSPHRASE",
];

const SECRET_NAMES = [
  "APP_SECRET",
  "SESSION_SECRET",
  "JWT_SECRET",
  "SECRET_KEY_BASE",
  "COOKIE_SECRET",
  "SIGNING_KEY",
  "ENCRYPTION_KEY",
  "WEBHOOK_SECRET",
  "CLIENT_SECRET",
  "API_TOKEN",
  "API_KEY",
  "AUTH_TOKEN",
  "DJANGO_SECRET_KEY",
  "RAILS_MASTER_KEY",
  "HMAC_KEY",
  "PRIVATE_TOKEN",
  "ACCESS_TOKEN",
  "OAUTH_CLIENT_SECRET",
];

type Make = (random: Random) => string;

/** As people make them up. */
const CHOSEN: Readonly<Record<string, Make>> = {
  "season and year": (r) =>
    `${r.pick(["Summer", "Winter", "Spring", "Autumn"])}${r.int(2019, 2027)}${r.pick(["!", "#", ""])}`,
  "word and digits": (r) => `${capital(word(r))}${r.int(10, 9999)}${r.pick(["!", "!!", "#", "*"])}`,
  "leet word": (r) =>
    `${capital(word(r)).replaceAll("a", "4").replaceAll("o", "0").replaceAll("e", "3")}!${r.int(1, 99)}`,
  "words by dashes": (r) => words(r, 4),
  "words run together": (r) => words(r, 3, ""),
  "words with spaces": (r) => words(r, 5, " "),
  "company and year": (r) => `${capital(word(r))}@${r.int(2018, 2027)}`,
  "well known": (r) =>
    r.pick(["hunter2", "letmein123", "P@ssw0rd", "qwerty123", "Welcome1", "admin123", "Passw0rd!", "iloveyou1"]),
  "made by a manager": (r) => letters(r, `${BASE62}!#*_-.%+`, 20),
  "short and odd": (r) => `${letters(r, LOWER, 4)}${r.int(0, 9)}${letters(r, "!#%*+", 2)}${letters(r, BASE62, 3)}`,
};

/** As programs make them, under a name that tells. */
const DRAWN: Readonly<Record<string, Make>> = {
  "hex 32": (r) => hex(r, 32),
  "hex 40": (r) => hex(r, 40),
  "hex 64": (r) => hex(r, 64),
  "hex 128": (r) => hex(r, 128),
  "base64 of 24 bytes": (r) => base64Of(r, 24),
  "base64 of 32 bytes": (r) => base64Of(r, 32),
  "base64 of 64 bytes": (r) => base64Of(r, 64),
  "url-safe 43": (r) => letters(r, URL_SAFE, 43),
  "letters and digits 24": (r) => letters(r, BASE62, 24),
  "small letters and digits 16": (r) => letters(r, BASE36, 16),
  uuid,
};

/** Vendors whose keys have no shape of their own. */
const VENDORS: readonly (readonly [kind: string, name: string, make: Make])[] = [
  ["aws secret access key", "AWS_SECRET_ACCESS_KEY", (r) => letters(r, BASE64, 40)],
  ["datadog api", "DD_API_KEY", (r) => hex(r, 32)],
  ["datadog application", "DD_APP_KEY", (r) => hex(r, 40)],
  ["twilio", "TWILIO_AUTH_TOKEN", (r) => hex(r, 32)],
  ["cloudflare token", "CLOUDFLARE_API_TOKEN", (r) => letters(r, URL_SAFE, 40)],
  ["cloudflare global", "CLOUDFLARE_API_KEY", (r) => hex(r, 37)],
  ["fastly", "FASTLY_API_KEY", (r) => letters(r, URL_SAFE, 32)],
  ["heroku uuid", "HEROKU_API_KEY", uuid],
  ["azure storage", "AZURE_STORAGE_KEY", (r) => base64Of(r, 64)],
  ["azure devops", "AZURE_DEVOPS_EXT_PAT", (r) => letters(r, BASE36, 52)],
  ["oci auth token", "OCI_AUTH_TOKEN", (r) => letters(r, `${BASE62};:()[]{}<>#$.+-_`, 20)],
  ["oci customer secret key", "OCI_S3_SECRET_KEY", (r) => base64Of(r, 32)],
  ["algolia", "ALGOLIA_ADMIN_KEY", (r) => hex(r, 32)],
  ["splunk hec", "SPLUNK_HEC_TOKEN", uuid],
  ["auth0", "AUTH0_CLIENT_SECRET", (r) => letters(r, URL_SAFE, 64)],
  ["alibaba", "ALICLOUD_SECRET_KEY", (r) => letters(r, BASE62, 30)],
  ["okta", "OKTA_API_TOKEN", (r) => `00${letters(r, URL_SAFE, 40)}`],
  ["totp seed", "TOTP_SECRET", (r) => letters(r, BASE32, 32)],
  ["pin", "CARD_PIN", (r) => digits(r, 6)],
];

export const PASSWORDS: readonly ValueKind[] = Object.entries(CHOSEN).map(([kind, make]) => ({
  kind: `password: ${kind}`,
  names: PASSWORD_NAMES,
  make,
}));

export const NAMED_SECRETS: readonly ValueKind[] = [
  ...Object.entries(DRAWN).map(([kind, make]) => ({ kind: `secret: ${kind}`, names: SECRET_NAMES, make })),
  ...VENDORS.map(([kind, name, make]) => ({ kind, names: [name], make })),
];

/** Nothing but the value itself speaks: a digest or an id may look just so. Counted apart. */
export const UNTELLABLE: readonly ValueKind[] = [
  { kind: "untold hex 32", names: ["value", "setting", "data"], make: (r) => hex(r, 32) },
  { kind: "untold uuid", names: ["value", "setting", "data"], make: uuid },
  {
    kind: "untold chosen word",
    names: ["value", "setting", "data"],
    make: (r) => `${capital(word(r))}${r.int(10, 99)}!`,
  },
  { kind: "untold words", names: ["value", "setting", "data"], make: (r) => words(r, 4) },
  { kind: "untold letters 24", names: ["value", "setting", "data"], make: (r) => letters(r, BASE62, 24) },
  { kind: "untold base64 32", names: ["value", "setting", "data"], make: (r) => base64Of(r, 32) },
];
