/** Values that look like secrets, or stand under names that look so, and are none. */
import type { Random } from "../../../components/rollout/simulate/random.ts";
import {
  BASE36,
  BASE62,
  base64Of,
  bytes,
  capital,
  digits,
  hex,
  letters,
  LOWER,
  UPPER,
  URL_SAFE,
  uuid,
  word,
  words,
} from "./letters.ts";
import type { ValueKind } from "./tokens.ts";

type Row = readonly [kind: string, names: string, make: (random: Random) => string];

function arn(r: Random, service: string, rest: string): string {
  return `arn:aws:${service}:eu-central-1:${digits(r, 12)}:${rest}`;
}

function ocid(r: Random, kind: string): string {
  return `ocid1.${kind}.oc1.${r.pick(["", "phx", "iad", "eu-frankfurt-1"])}.${letters(r, BASE36, 60)}`;
}

const IDS: readonly Row[] = [
  ["role arn", "ROLE_ARN TASK_ROLE", (r) => `arn:aws:iam::${digits(r, 12)}:role/${words(r, 3)}-${hex(r, 7)}`],
  ["lambda arn", "FUNCTION_ARN", (r) => arn(r, "lambda", `function:${words(r, 2)}-${hex(r, 7)}:${r.int(1, 90)}`)],
  ["target group arn", "TARGET_GROUP", (r) => arn(r, "elasticloadbalancing", `targetgroup/${word(r)}/${hex(r, 16)}`)],
  ["certificate arn", "CERTIFICATE_ARN", (r) => arn(r, "acm", `certificate/${uuid(r)}`)],
  ["kms arn", "KMS_KEY_ARN ENCRYPTION_KEY_ARN", (r) => arn(r, "kms", `key/${uuid(r)}`)],
  ["kms multi-region key", "KMS_KEY_ID", (r) => `mrk-${hex(r, 32)}`],
  [
    "aws ids",
    "VPC_ID SUBNET_ID RESOURCE_ID",
    (r) =>
      `${r.pick("vpc subnet sg i ami eni eipalloc vol snap rtb igw nat acl lt vpce pl tgw eipassoc sgr".split(" "))}-0${hex(r, 16)}`,
  ],
  [
    "iam unique id",
    "ROLE_ID PRINCIPAL",
    (r) => `${r.pick(["AROA", "AIDA", "ANPA", "AIPA", "AGPA"])}${letters(r, UPPER + "234567", 17)}`,
  ],
  ["hosted zone", "HOSTED_ZONE_ID", (r) => `Z${letters(r, UPPER + "0123456789", 20)}`],
  ["distribution", "DISTRIBUTION_ID", (r) => `E${letters(r, UPPER + "0123456789", 13)}`],
  ["api gateway id", "API_ID", (r) => letters(r, BASE36, 10)],
  ["api gateway key id", "API_KEY_ID", (r) => letters(r, BASE36, 10)],
  ["cognito pool", "USER_POOL_ID", (r) => `eu-central-1_${letters(r, BASE62, 9)}`],
  ["cognito client", "CLIENT_ID APP_CLIENT_ID", (r) => letters(r, BASE36, 26)],
  [
    "ocid",
    "COMPARTMENT_ID SUBNET_OCID",
    (r) => ocid(r, r.pick("instance compartment vcn subnet loadbalancer instancepool tenancy".split(" "))),
  ],
  ["secret ocid", "DB_PASSWORD_OCID SECRET_ID", (r) => ocid(r, "vaultsecret")],
  ["key ocid", "KEY_ID MASTER_KEY", (r) => ocid(r, "key")],
  ["uuid", "REQUEST_ID CLIENT_ID DEVICE CORRELATION_ID TENANT_ID", uuid],
  ["ulid", "EVENT_ID", (r) => `01${letters(r, "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 24)}`],
  ["object id", "DOCUMENT_ID", (r) => hex(r, 24)],
  ["azure subscription", "AZURE_SUBSCRIPTION_ID AZURE_CLIENT_ID", uuid],
  ["google project number", "PROJECT_NUMBER", (r) => digits(r, 12)],
  [
    "google client id",
    "GOOGLE_CLIENT_ID",
    (r) => `${digits(r, 12)}-${letters(r, BASE36, 32)}.apps.googleusercontent.com`,
  ],
  [
    "google service account mail",
    "SERVICE_ACCOUNT",
    (r) => `${word(r)}@${words(r, 2)}-${digits(r, 6)}.iam.gserviceaccount.com`,
  ],
  ["stripe public", "STRIPE_PUBLISHABLE_KEY", (r) => `pk_live_${letters(r, BASE62, 24)}`],
  [
    "stripe object",
    "PRICE_ID CUSTOMER",
    (r) => `${r.pick(["price", "prod", "cus", "acct", "evt"])}_${letters(r, BASE62, 24)}`,
  ],
  ["sentry dsn", "SENTRY_DSN", (r) => `https://${hex(r, 32)}@o${digits(r, 6)}.ingest.sentry.io/${digits(r, 7)}`],
  ["slack channel", "SLACK_CHANNEL_ID", (r) => `C${letters(r, UPPER + "0123456789", 10)}`],
  ["analytics id", "GA_MEASUREMENT_ID", (r) => `G-${letters(r, UPPER + "0123456789", 10)}`],
  ["vapid public", "VAPID_PUBLIC_KEY", (r) => `B${letters(r, URL_SAFE, 86)}`],
];

const SUMS: readonly Row[] = [
  ["sha256", "CHECKSUM SHA256 SOURCE_HASH", (r) => hex(r, 64)],
  ["sha1", "GIT_COMMIT REVISION COMMIT_SHA", (r) => hex(r, 40)],
  ["md5", "ETAG MD5", (r) => hex(r, 32)],
  ["quoted etag", "ETAG", (r) => `"${hex(r, 32)}-${r.int(2, 40)}"`],
  ["short sha", "VERSION BUILD", (r) => hex(r, r.pick([7, 8, 12]))],
  ["source code hash", "SOURCE_CODE_HASH CODE_SHA256", (r) => base64Of(r, 32)],
  ["md5 in base64", "CONTENT_MD5", (r) => base64Of(r, 16)],
  ["integrity", "INTEGRITY SRI", (r) => `sha512-${base64Of(r, 64)}`],
  ["integrity 384", "SCRIPT_INTEGRITY", (r) => `sha384-${base64Of(r, 48)}`],
  [
    "image digest",
    "IMAGE",
    (r) => `${digits(r, 12)}.dkr.ecr.eu-central-1.amazonaws.com/${word(r)}@sha256:${hex(r, 64)}`,
  ],
  ["image tag", "IMAGE_URI", (r) => `fra.ocir.io/${letters(r, LOWER, 12)}/${word(r)}:${hex(r, 40)}`],
  ["go sum", "MODULE_SUM", (r) => `h1:${base64Of(r, 32)}`],
  ["csp hash", "CSP", (r) => `script-src 'sha256-${base64Of(r, 32)}'`],
  ["thumbprint", "THUMBPRINT OIDC_THUMBPRINT", (r) => hex(r, 40)],
  ["key fingerprint", "SSH_KEY_FINGERPRINT KEY_FINGERPRINT", (r) => `SHA256:${base64Of(r, 32).replace("=", "")}`],
  ["oci fingerprint", "FINGERPRINT", (r) => (hex(r, 32).match(/../g) ?? []).join(":")],
  ["crc", "CRC32C", (r) => base64Of(r, 4)],
  ["kms ciphertext", "CIPHERTEXT CIPHERTEXT_BLOB", (r) => `AQICAHh${bytes(r, 180).toString("base64")}`],
  ["pulumi ciphertext", "ENCRYPTED ENCRYPTED_KEY", (r) => `v1:${base64Of(r, 9)}:${base64Of(r, 40)}`],
  [
    "sops value",
    "DB_PASSWORD API_TOKEN",
    (r) => `ENC[AES256_GCM,data:${base64Of(r, 20)},iv:${base64Of(r, 32)},tag:${base64Of(r, 16)},type:str]`,
  ],
  ["deployment id", "DEPLOYMENT", (r) => `d-${letters(r, UPPER + "0123456789", 9)}`],
  ["bucket with suffix", "BUCKET STATE_BUCKET", (r) => `${words(r, 2)}-${hex(r, 7)}`],
  ["long object key", "OBJECT_KEY", (r) => `releases/${word(r)}/2026/11/${uuid(r)}/${words(r, 4)}.${hex(r, 8)}.tar.gz`],
  ["autonamed resource", "TABLE QUEUE", (r) => `${words(r, 3)}-${letters(r, BASE36, 12)}`],
  [
    "queue address",
    "QUEUE_URL",
    (r) => `https://sqs.eu-central-1.amazonaws.com/${digits(r, 12)}/${words(r, 2)}-${hex(r, 7)}.fifo`,
  ],
  [
    "rds address",
    "DATABASE_HOST",
    (r) => `${word(r)}.cluster-${letters(r, BASE36, 12)}.eu-central-1.rds.amazonaws.com`,
  ],
  ["cloudfront host", "CDN", (r) => `${letters(r, BASE36, 14)}.cloudfront.net`],
  ["address without credentials", "DATABASE_URL", (r) => `postgres://${word(r)}@${word(r)}.internal:5432/${word(r)}`],
  [
    "plain address",
    "ENDPOINT WEBHOOK_URL CALLBACK_URL",
    (r) => `https://${word(r)}.example.com/${words(r, 2, "/")}?page=2&sort=${word(r)}`,
  ],
  [
    "class name",
    "MAIN_CLASS",
    (r) => `com.example.${words(r, 2, ".")}.${capital(word(r))}${capital(word(r))}TokenProviderFactory`,
  ],
  ["log group", "LOG_GROUP", (r) => `/aws/ecs/containerinsights/${words(r, 3)}/performance`],
];

/** Names that tell of a secret; values that only say where it is, or that there is none yet. */
const TELLING =
  "DB_PASSWORD ADMIN_PASSWORD API_KEY API_TOKEN CLIENT_SECRET JWT_SECRET SESSION_SECRET PRIVATE_KEY ACCESS_TOKEN SMTP_PASSWORD AWS_SECRET_ACCESS_KEY GITHUB_TOKEN";

const REFERENCES: readonly Row[] = [
  ["secret arn", TELLING, (r) => arn(r, "secretsmanager", `secret:${word(r)}/${word(r)}-${letters(r, BASE62, 6)}`)],
  [
    "secret arn and key",
    TELLING,
    (r) => `${arn(r, "secretsmanager", `secret:${word(r)}-${letters(r, BASE62, 6)}`)}:password::`,
  ],
  ["parameter arn", TELLING, (r) => arn(r, "ssm", `parameter/${word(r)}/db/password`)],
  ["parameter path", TELLING, (r) => `/${word(r)}/prod/${word(r)}`],
  ["dynamic reference", TELLING, (r) => `{{resolve:secretsmanager:${word(r)}:SecretString:password}}`],
  ["dynamic ssm reference", TELLING, (r) => `{{resolve:ssm-secure:/${word(r)}/db:3}}`],
  ["secret ocid", TELLING, (r) => ocid(r, "vaultsecret")],
  ["shell variable", TELLING, () => "${DB_PASSWORD}"],
  ["shell variable with default", TELLING, () => "${DB_PASSWORD:?must be set}"],
  ["bare shell variable", TELLING, () => "$DB_PASSWORD"],
  ["command substitution", TELLING, () => "$(cat /run/secrets/db_password)"],
  [
    "secret fetched",
    TELLING,
    (r) => `$(aws secretsmanager get-secret-value --secret-id ${word(r)} --query SecretString --output text)`,
  ],
  ["actions secret", TELLING, () => "${{ secrets.DB_PASSWORD }}"],
  ["template", TELLING, () => "{{ .Values.auth.password }}"],
  ["jinja", TELLING, () => "{{ vault_db_password }}"],
  ["node environment", TELLING, () => "process.env.DB_PASSWORD"],
  ["environment reference", TELLING, () => "${env.DB_PASSWORD}"],
  ["terraform variable", TELLING, () => "${var.db_password}"],
  ["1password reference", TELLING, (r) => `op://${word(r)}/${word(r)}/password`],
  ["vault reference", TELLING, (r) => `vault:secret/data/${word(r)}#password`],
  ["vault address", TELLING, (r) => `vault://secret/${word(r)}/password`],
  ["google secret", TELLING, (r) => `projects/${word(r)}-${digits(r, 6)}/secrets/${word(r)}/versions/latest`],
  ["google secret address", TELLING, (r) => `sm://${word(r)}/${word(r)}`],
  [
    "azure vault reference",
    TELLING,
    (r) => `@Microsoft.KeyVault(SecretUri=https://${word(r)}.vault.azure.net/secrets/${word(r)}/)`,
  ],
  ["key vault address", TELLING, (r) => `https://${word(r)}.vault.azure.net/secrets/db/${hex(r, 32)}`],
  ["file", TELLING, (r) => `/run/secrets/${word(r)}_password`],
  ["file address", TELLING, (r) => `file:///etc/${word(r)}/password`],
];

const PLACEHOLDERS =
  "CHANGEME|changeme|change-me|REPLACE_ME|<password>|<your-api-key>|your-api-key-here|YOUR_SECRET|xxxxxxxx|XXXX-XXXX-XXXX|" +
  "********|[REDACTED]|REDACTED|[secret]|(sensitive value)|TODO|placeholder|dummy|none|null|N/A|not-set|unset|example|<redacted>|...|${SECRET}|%PASSWORD%|__PASSWORD__|@@TOKEN@@|insert-token-here|to be set out of band|managed-by-aws";

const SETTINGS: readonly (readonly [name: string, value: string])[] = [
  ["MINIMUM_PASSWORD_LENGTH", "14"],
  ["PASSWORD_REUSE_PREVENTION", "24"],
  ["PASSWORD_POLICY", "strong"],
  ["PASSWORD_ENCRYPTION", "scram-sha-256"],
  ["PASSWORD_RESET_ENABLED", "true"],
  ["PASSWORD_FILE", "/run/secrets/db"],
  ["PASSWORD_AUTHENTICATION", "no"],
  ["DISABLE_PASSWORD_AUTH", "true"],
  ["SECRET_NAME", "app/prod/database"],
  ["DB_SECRET_NAME", "orders-database-credentials"],
  ["SECRET_KEY_NAME", "password"],
  ["PASSWORD_KEY", "password"],
  ["SECRET_ROTATION_DAYS", "30"],
  ["SECRETS_BACKEND", "airflow.providers.amazon.aws.secrets.secrets_manager.SecretsManagerBackend"],
  ["TOKEN_URL", "https://login.example.com/oauth2/token"],
  ["TOKEN_ENDPOINT", "https://id.example.com/realms/main/protocol/openid-connect/token"],
  ["TOKEN_TTL", "3600"],
  ["TOKEN_AUDIENCE", "sts.amazonaws.com"],
  ["TOKEN_ISSUER", "https://token.actions.githubusercontent.com"],
  ["TOKEN_TYPE", "Bearer"],
  ["TOKEN_ENDPOINT_AUTH_METHOD", "client_secret_basic"],
  ["ACCESS_TOKEN_VALIDITY_UNITS", "minutes"],
  ["REFRESH_TOKEN_ROTATION", "enabled"],
  ["HTTP_TOKENS", "required"],
  ["API_KEY_HEADER", "X-Api-Key"],
  ["API_KEY_SOURCE", "HEADER"],
  ["API_KEY_REQUIRED", "false"],
  ["KEY_ALIAS", "alias/orders-prod"],
  ["PARTITION_KEY", "tenantIdAndOrderId"],
  ["SORT_KEY", "createdAtAndSequence"],
  ["PRIMARY_KEY", "customer_identifier"],
  ["FOREIGN_KEY", "orders.customer_identifier"],
  ["S3_KEY", "artifacts/2026/lambda-orders.zip"],
  ["PUBLIC_KEY_PATH", "/etc/ssl/app/public.pem"],
  ["PRIVATE_KEY_PATH", "/etc/ssl/private/app.key"],
  ["KEYSTORE_TYPE", "PKCS12"],
  ["KEYBOARD_LAYOUT", "de-latin1-nodeadkeys"],
  ["AUTH_MODE", "AWS_IAM"],
  ["AUTHORIZER_NAME", "jwt-authorizer-for-orders"],
  ["AUTHOR", "Platform Engineering <platform@example.com>"],
  ["PASSTHROUGH_BEHAVIOR", "WHEN_NO_TEMPLATES"],
  ["COMPASS_DIRECTION", "north-north-west-by-one"],
  ["TOKENIZER", "cl100k_base"],
  ["MAX_TOKENS", "4096"],
  ["CREDENTIALS_PROVIDER", "com.amazonaws.auth.DefaultAWSCredentialsProviderChain"],
  ["CREDENTIAL_SOURCE", "EcsContainer"],
  ["PASSWORD_HINT_TEXT", "Ask the platform team in the channel"],
  ["PASSWORD_FIELD_LABEL", "Enter your password"],
  ["PIN_CODE_LENGTH", "6"],
  ["CONNECTION_STRING_NAME", "DefaultConnection"],
  ["CLIENT_SECRET_EXPIRES_AT", "2027-03-31T00:00:00Z"],
  ["SECRET_VERSION_STAGE", "AWSCURRENT"],
  ["SESSION_COOKIE_NAME", "__Host-session"],
  ["CSRF_COOKIE_NAME", "XSRF-TOKEN"],
  ["ENABLE_SECRETS_ENCRYPTION", "true"],
  ["MANAGE_MASTER_USER_PASSWORD", "true"],
  ["SSH_KEY_NAME", "orders-bastion-key-2026"],
  ["KMS_KEY_SPEC", "SYMMETRIC_DEFAULT"],
  ["SIGNING_ALGORITHM", "RSASSA_PSS_SHA_256"],
  ["ENCRYPTION_KEY_ROTATION", "every-90-days"],
];

export const BENIGN_VALUES: readonly ValueKind[] = [
  ...[...IDS, ...SUMS].map(([kind, names, make]) => ({ kind, names: names.split(" "), make })),
  ...SETTINGS.map(([name, value]) => ({ kind: `setting ${name}`, names: [name], make: () => value })),
];

/** These may also stand where a secret belongs by nature. */
export const HARMLESS_FOR_SECRETS: readonly ValueKind[] = [
  ...REFERENCES.map(([kind, names, make]) => ({ kind: `reference: ${kind}`, names: names.split(" "), make })),
  ...PLACEHOLDERS.split("|").map((text) => ({
    kind: `placeholder ${text}`,
    names: TELLING.split(" "),
    make: () => text,
  })),
];
