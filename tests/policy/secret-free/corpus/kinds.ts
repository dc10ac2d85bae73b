/** Kinds of secret. None is written down: each is drawn when it is needed. */
import { ALPHANUMERIC, CAPITALS } from "./draw.ts";
import type { Draw } from "./draw.ts";

export interface Kind {
  readonly kind: string;
  /** What such a value is called. The first half is for the seed that rules were made with, the second for seeds held out. */
  readonly names: readonly string[];
  readonly make: (draw: Draw) => string;
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const pem = (label: string, body: string): string =>
  `-----BEGIN ${label}-----\n${(body.match(/.{1,64}/g) ?? []).join("\n")}\n-----END ${label}-----\n`;

const kind = (name: string, names: string, make: (draw: Draw) => string): Kind => ({
  kind: name,
  names: names.split(" "),
  make,
});

const jwt = (draw: Draw): string =>
  `${encoded({ alg: "RS256", kid: draw.hex(8), typ: "JWT" })}.${encoded({ sub: draw.uuid(), exp: 1_800_000_000 })}.${draw.base64url(64)}`;
const url = (scheme: string, port: number) => (draw: Draw) =>
  `${scheme}://${draw.word()}:${encodeURIComponent(draw.password())}@${draw.word()}.db.internal:${port}/${draw.word()}`;

export const KINDS: readonly Kind[] = [
  kind(
    "password",
    "DB_PASSWORD password masterPassword adminPassword redis.password SMTP_PASS db-passwd keystorePassphrase",
    (draw) => draw.password(),
  ),
  kind(
    "generic secret",
    "CLIENT_SECRET appSecret oauth_client_secret COOKIE_SECRET webhookSecret sharedSecret",
    (draw) => draw.alphanumeric(draw.int(24, 48)),
  ),
  kind("generic token", "ACCESS_TOKEN authToken api_token REFRESH_TOKEN deployToken ADMIN-TOKEN", (draw) =>
    draw.base64url(draw.int(18, 36)),
  ),
  kind("generic api key", "API_KEY apiKey maps.api-key X_API_KEY searchApiKey statusApikey", (draw) => draw.hex(32)),
  kind("uuid as api key", "HEROKU_API_KEY serviceApiKey api-key APIKEY clientApiKey DEPLOY_API_KEY", (draw) =>
    draw.uuid(),
  ),
  kind("encryption key", "ENCRYPTION_KEY signingKey secret_key_base MASTER_KEY sessionSecret hmacKey", (draw) =>
    draw.base64(32),
  ),
  kind(
    "aws access key",
    "AWS_ACCESS_KEY_ID accessKey id ACCESS_KEY key.id keyId",
    (draw) => `AKIA${draw.text(16, `${CAPITALS}234567`)}`,
  ),
  kind(
    "aws session key",
    "AWS_ACCESS_KEY_ID accessKeyId id ACCESS_KEY key.id keyId",
    (draw) => `ASIA${draw.text(16, `${CAPITALS}234567`)}`,
  ),
  kind(
    "aws secret key",
    "AWS_SECRET_ACCESS_KEY secretAccessKey secret_key S3_SECRET_KEY awsSecretKey SECRET_ACCESS_KEY",
    (draw) => draw.text(40, `${ALPHANUMERIC}+/`),
  ),
  kind(
    "aws session token",
    "AWS_SESSION_TOKEN sessionToken session_token AWS_SECURITY_TOKEN securityToken SESSIONTOKEN",
    (draw) => `IQoJb3JpZ2luX2Vj${draw.base64(240)}`,
  ),
  kind(
    "oci auth token",
    "OCIR_AUTH_TOKEN authToken registry_token REGISTRY_PASSWORD ocirToken OCI_TOKEN",
    (draw) =>
      `${draw.text(9, `${ALPHANUMERIC}[]{}()<>;:.-_~#`)}${draw.text(3, "[](){}<>;")}${draw.text(3, "0123456789")}${draw.text(5, ALPHANUMERIC)}`,
  ),
  kind(
    "oci api signing key",
    "OCI_CLI_KEY_CONTENT privateKey key_content OCI_PRIVATE_KEY signingKeyPem private_key_pem",
    (draw) => pem("PRIVATE KEY", `MIIEvQIBADANBgkqhkiG9w0BAQEFAASC${draw.base64(900)}`),
  ),
  kind(
    "oci session token",
    "OCI_CLI_SECURITY_TOKEN securityToken upst UPST_TOKEN sessionToken security_token",
    (draw) => `ST$${jwt(draw)}`,
  ),
  kind(
    "oci rpst",
    "RPST resourcePrincipalToken rpst OCI_RESOURCE_PRINCIPAL_RPST principalToken resource_principal_rpst",
    jwt,
  ),
  kind(
    "oci customer secret key",
    "OCI_S3_SECRET_KEY secretKey customer_secret_key CUSTOMER_SECRET_KEY s3SecretKey secret-key",
    (draw) => draw.base64(32),
  ),
  kind(
    "oci pre-authenticated request",
    "UPLOAD_URL parUrl download_url PAR objectUrl bucket_url",
    (draw) =>
      `https://objectstorage.eu-frankfurt-1.oraclecloud.com/p/${draw.base64url(48)}/n/${draw.word()}ns/b/${draw.word()}/o/${draw.word()}`,
  ),
  kind("private key rsa", "TLS_KEY privateKey tls.key SSL_KEY keyPem server_key", (draw) =>
    pem("RSA PRIVATE KEY", `MIIEpAIBAAKCAQEA${draw.base64(900)}`),
  ),
  kind("private key ec", "JWT_PRIVATE_KEY key ec.key SIGNER keyMaterial ec_key", (draw) =>
    pem("EC PRIVATE KEY", `MHcCAQEEI${draw.base64(110)}`),
  ),
  kind("private key openssh", "SSH_KEY deployKey id_ed25519 GIT_SSH_KEY sshPrivateKey ssh_key", (draw) =>
    pem("OPENSSH PRIVATE KEY", `b3BlbnNzaC1rZXktdjEAAAAABG5vbmU${draw.base64(300)}`),
  ),
  kind(
    "private key without pem",
    "JWT_KEY privateKey key_der APPLE_KEY signingKey der",
    (draw) => `MIIEvQIBADANBgkqhkiG9w0BAQEFAASC${draw.base64(900)}`,
  ),
  kind("private jwk", "JWK jwk signing.jwk JWT_JWK signerJwk jwk_private", (draw) =>
    JSON.stringify({ kty: "EC", crv: "P-256", x: draw.base64url(32), y: draw.base64url(32), d: draw.base64url(32) }),
  ),
  kind("jwt", "ID_TOKEN idToken bearer JWT accessToken service_jwt", jwt),
  kind(
    "github token",
    "GITHUB_TOKEN githubToken gh_pat GH_TOKEN repoToken git_token",
    (draw) => `${draw.pick(["ghp", "gho", "ghs", "ghu"])}_${draw.alphanumeric(36)}`,
  ),
  kind(
    "github fine-grained token",
    "GITHUB_PAT githubToken pat GH_PAT fineToken git_pat",
    (draw) => `github_pat_${draw.alphanumeric(22)}_${draw.alphanumeric(59)}`,
  ),
  kind(
    "gitlab token",
    "GITLAB_TOKEN gitlabToken gl_pat CI_TOKEN registryToken gitlab_pat",
    (draw) => `glpat-${draw.base64url(15)}`,
  ),
  kind(
    "slack token",
    "SLACK_BOT_TOKEN slackToken slack_token BOT_TOKEN chatToken slack_bot",
    (draw) => `xoxb-${draw.digits(12)}-${draw.digits(12)}-${draw.alphanumeric(24)}`,
  ),
  kind(
    "slack webhook",
    "SLACK_WEBHOOK webhookUrl slack_url ALERT_URL notifyUrl hook",
    (draw) =>
      `https://hooks.slack.com/services/T${draw.text(9, CAPITALS)}/B${draw.text(9, CAPITALS)}/${draw.alphanumeric(24)}`,
  ),
  kind(
    "stripe key",
    "STRIPE_KEY stripeSecret stripe_key PAYMENT_KEY paymentSecret stripe_live",
    (draw) => `sk_live_${draw.alphanumeric(24)}`,
  ),
  kind(
    "npm token",
    "NPM_TOKEN npmToken npm_auth NODE_AUTH_TOKEN registryToken npmrc",
    (draw) => `npm_${draw.alphanumeric(36)}`,
  ),
  kind(
    "pypi token",
    "PYPI_TOKEN pypiToken twine TWINE_PASSWORD uploadToken pypi_upload",
    (draw) => `pypi-AgEIcHlwaS5vcmc${draw.base64url(60)}`,
  ),
  kind(
    "docker token",
    "DOCKER_TOKEN dockerPassword hub_token DOCKERHUB_TOKEN hubPassword docker_pat",
    (draw) => `dckr_pat_${draw.base64url(20)}`,
  ),
  kind(
    "google api key",
    "GOOGLE_API_KEY mapsKey gmaps GCP_KEY placesKey google_key",
    (draw) => `AIza${draw.text(35, `${ALPHANUMERIC}-_`)}`,
  ),
  kind(
    "google oauth secret",
    "GOOGLE_CLIENT_SECRET googleSecret goauth OAUTH_SECRET clientSecret google_secret",
    (draw) => `GOCSPX-${draw.text(28, `${ALPHANUMERIC}-_`)}`,
  ),
  kind("google service account", "GOOGLE_CREDENTIALS credentialsJson sa.json GCP_SA serviceAccount gcp_json", (draw) =>
    JSON.stringify({
      type: "service_account",
      project_id: draw.word(),
      private_key_id: draw.hex(40),
      private_key: pem("PRIVATE KEY", draw.base64(900)),
      client_email: `${draw.word()}@example.iam.gserviceaccount.com`,
    }),
  ),
  kind(
    "azure client secret",
    "AZURE_CLIENT_SECRET clientSecret azure_secret ARM_CLIENT_SECRET spSecret entra_secret",
    (draw) => `${draw.alphanumeric(3)}8Q~${draw.text(34, ALPHANUMERIC)}`,
  ),
  kind(
    "azure storage connection",
    "AZURE_STORAGE storageConnection blob_connection STORAGE_CONN blobConnection queue_conn",
    (draw) =>
      `DefaultEndpointsProtocol=https;AccountName=${draw.word()};AccountKey=${draw.base64(64)};EndpointSuffix=core.windows.net`,
  ),
  kind(
    "sendgrid key",
    "SENDGRID_API_KEY sendgridKey sg_key MAIL_KEY mailKey sendgrid",
    (draw) => `SG.${draw.base64url(16).slice(0, 22)}.${draw.base64url(32).slice(0, 43)}`,
  ),
  kind("mailgun key", "MAILGUN_KEY mailgunKey mg_key MG_API mailApi mailgun", (draw) => `key-${draw.hex(32)}`),
  kind(
    "telegram token",
    "TELEGRAM_TOKEN telegramBot tg_token BOT botToken telegram",
    (draw) => `${draw.int(100_000_000, 999_999_999)}:AA${draw.text(33, `${ALPHANUMERIC}-_`)}`,
  ),
  kind(
    "vault token",
    "VAULT_TOKEN vaultToken hcv VAULT_AUTH hashicorpToken vault_tok",
    (draw) => `hvs.${draw.base64url(72)}`,
  ),
  kind(
    "terraform cloud token",
    "TFE_TOKEN tfcToken tf_token TF_CLOUD terraformToken tfe",
    (draw) => `${draw.alphanumeric(14)}.atlasv1.${draw.alphanumeric(67)}`,
  ),
  kind(
    "pulumi token",
    "PULUMI_ACCESS_TOKEN pulumiToken pul_token PULUMI_TOKEN cloudToken pulumi",
    (draw) => `pul-${draw.hex(40)}`,
  ),
  kind(
    "digitalocean token",
    "DIGITALOCEAN_TOKEN doToken do_pat DO_TOKEN spacesToken digitalocean",
    (draw) => `dop_v1_${draw.hex(64)}`,
  ),
  kind("datadog key", "DD_API_KEY datadogApiKey dd.api_key DATADOG_API_KEY ddApiKey dd-app-key", (draw) =>
    draw.hex(40),
  ),
  kind(
    "new relic key",
    "NEW_RELIC_KEY newrelicKey nr_key NR_USER_KEY relicKey newrelic",
    (draw) => `NRAK-${draw.text(27, `${CAPITALS}0123456789`)}`,
  ),
  kind(
    "model api key",
    "MODEL_API_KEY modelKey llm_key LLM_API_KEY llmKey inference_key",
    (draw) => `sk-proj-${draw.alphanumeric(74)}T3BlbkFJ${draw.alphanumeric(74)}`,
  ),
  kind("postgres url", "DATABASE_URL databaseUrl pg_url PG_DSN dsn connection", url("postgres", 5432)),
  kind("mysql url", "MYSQL_URL mysqlUrl my_dsn DB_URL sqlUrl mysql_uri", url("mysql", 3306)),
  kind(
    "redis url",
    "REDIS_URL redisUrl cache_url CACHE_DSN cacheUrl broker_url",
    (draw) => `rediss://:${encodeURIComponent(draw.password())}@${draw.word()}.cache.internal:6380/0`,
  ),
  kind("amqp url", "AMQP_URL brokerUrl mq_url CLOUDAMQP rabbitUrl mq", url("amqps", 5671)),
  kind(
    "mongodb url",
    "MONGO_URL mongoUri mongo_uri MONGODB docdbUrl mongo",
    (draw) =>
      `mongodb+srv://${draw.word()}:${encodeURIComponent(draw.password())}@${draw.word()}.example.mongodb.net/app?retryWrites=true`,
  ),
  kind(
    "git url",
    "REPO_URL gitUrl remote GIT_REMOTE sourceUrl git_remote",
    (draw) => `https://deploy:${draw.alphanumeric(32)}@git.example.com/${draw.word()}.git`,
  ),
  kind(
    "jdbc url",
    "JDBC_URL jdbcUrl spring.datasource.url DATASOURCE datasourceUrl jdbc",
    (draw) =>
      `jdbc:postgresql://${draw.word()}.internal:5432/app?user=${draw.word()}&password=${encodeURIComponent(draw.password())}`,
  ),
  kind(
    "odbc string",
    "CONNECTION_STRING connectionString mssql SQLCONN sqlConnection odbc",
    (draw) =>
      `Server=tcp:${draw.word()}.internal,1433;Database=app;User ID=app;Password=${draw.password()};Encrypt=True;`,
  ),
  kind(
    "basic auth header",
    "AUTHORIZATION authHeader upstream_auth PROXY_AUTH proxyHeader basic",
    (draw) => `Basic ${Buffer.from(`${draw.word()}:${draw.password()}`).toString("base64")}`,
  ),
  kind(
    "bearer header",
    "AUTH_HEADER authorization bearer_header UPSTREAM_AUTH requestHeader header",
    (draw) => `Bearer ${draw.base64url(30)}`,
  ),
  kind("docker auth", "DOCKER_CONFIG dockerconfigjson registry.json REGISTRY_AUTH pullSecret dockercfg", (draw) =>
    JSON.stringify({
      auths: { "fra.ocir.io": { auth: Buffer.from(`${draw.word()}/user:${draw.password()}`).toString("base64") } },
    }),
  ),
  kind(
    "password hash",
    "HTPASSWD userHash shadow ADMIN_HASH adminHash htpasswd",
    (draw) => `$2b$12$${draw.text(53, `./${ALPHANUMERIC}`)}`,
  ),
  kind("preshared key", "VPN_PSK presharedKey ipsec_psk WG_PSK preSharedKey psk", (draw) => draw.alphanumeric(24)),
  kind(
    "presigned url",
    "S3_URL presignedUrl signed_url ARTIFACT_URL artifactUrl archive_url",
    (draw) =>
      `https://${draw.word()}.s3.amazonaws.com/${draw.word()}.zip?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=3600&X-Amz-Signature=${draw.hex(64)}`,
  ),
];
