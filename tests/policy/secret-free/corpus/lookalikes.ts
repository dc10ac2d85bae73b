/** What looks like a secret and is none. */
import { ALPHANUMERIC, CAPITALS, SMALL } from "./draw.ts";
import type { Draw } from "./draw.ts";
import type { Kind } from "./kinds.ts";

const kind = (name: string, names: string, make: (draw: Draw) => string): Kind => ({
  kind: name,
  names: names.split(" "),
  make,
});
const pem = (label: string, body: string): string =>
  `-----BEGIN ${label}-----\n${(body.match(/.{1,64}/g) ?? []).join("\n")}\n-----END ${label}-----\n`;
const image = (draw: Draw): string => `${draw.account()}.dkr.ecr.${draw.region()}.amazonaws.com/${draw.word()}`;

export const LOOKALIKES: readonly Kind[] = [
  kind("arn", "ROLE_ARN targetArn role_arn QUEUE_ARN topicArn policy_arn", (draw) =>
    draw.arn("sqs", `${draw.word()}-${draw.hex(8)}`),
  ),
  kind(
    "role arn",
    "executionRoleArn ROLE taskRole role roleArn EXECUTION_ROLE",
    (draw) => `arn:aws:iam::${draw.account()}:role/${draw.word()}-dev-${draw.hex(7)}`,
  ),
  kind("secret's arn", "DB_PASSWORD_SECRET_ARN valueFrom dbSecret API_TOKEN_SECRET secretArn DB_SECRET", (draw) =>
    draw.arn("secretsmanager", `secret:${draw.word()}/dev-${draw.alphanumeric(6)}`),
  ),
  kind("kms key's arn", "kmsKeyId KMS_KEY_ARN encryptionKey MASTER_KEY kmsMasterKeyId ENCRYPTION_KEY", (draw) =>
    draw.arn("kms", `key/${draw.uuid()}`),
  ),
  kind(
    "secret's ocid",
    "OCIR_AUTH_TOKEN_SECRET_ID secretId token_secret APP_ENV_SECRET passwordSecretId secret_id",
    (draw) => draw.ocid("vaultsecret"),
  ),
  kind("ocid", "COMPARTMENT_ID subnetId vcn_id INSTANCE_ID imageId image_id", (draw) =>
    draw.ocid(draw.pick(["instance", "subnet", "compartment", "image"])),
  ),
  kind(
    "parameter's name",
    "DB_PASSWORD_PARAMETER parameterName password_param PASSWORD_PATH dbPassword API_TOKEN",
    (draw) => `/${draw.word()}/dev/db-password`,
  ),
  kind(
    "secret's name",
    "SECRET_NAME secretName token_secret_name DB_SECRET_NAME existingSecret clientSecret",
    (draw) => `${draw.word()}-dev-${draw.word()}-env`,
  ),
  kind(
    "secret's path",
    "secret DB_SECRET vaultSecret APP_SECRET token_ref appSecret",
    (draw) => `${draw.word()}/dev/${draw.word()}`,
  ),
  kind(
    "dynamic reference",
    "password DB_PASSWORD masterUserPassword MASTER_PASSWORD dbPassword db_password",
    (draw) => `{{resolve:secretsmanager:${draw.word()}/db:SecretString:password}}`,
  ),
  kind("interpolation", "DB_PASSWORD apiKey auth_token TOKEN clientSecret password", (draw) =>
    draw.pick([
      `\${${draw.word().toUpperCase()}_TOKEN}`,
      "${{ secrets.DEPLOY_TOKEN }}",
      "$DB_PASSWORD",
      "{{ .Values.password }}",
    ]),
  ),
  kind("placeholder", "password apiKey authToken DB_PASSWORD clientSecret auth_token", (draw) =>
    draw.pick([
      "CHANGEME",
      "changeme",
      "REPLACE_ME",
      "<your-token>",
      "your-api-key-here",
      "********",
      "placeholder",
      "xxxxxxxx",
      "REDACTED",
      "[secret]",
      "TODO",
    ]),
  ),
  kind("documentation's key", "AWS_ACCESS_KEY_ID accessKey id ACCESS_KEY keyId key_id", (draw) =>
    draw.pick(["AKIAIOSFODNN7EXAMPLE", "AKIAI44QH8DHBEXAMPLE"]),
  ),
  kind(
    "placeholder url",
    "DATABASE_URL databaseUrl pg_url PG_DSN dsn connection",
    (draw) =>
      `postgres://app:${draw.pick(["CHANGEME", "${DB_PASSWORD}", "<password>", "$PGPASSWORD"])}@${draw.word()}.internal:5432/app`,
  ),
  kind(
    "url",
    "ENDPOINT tokenUrl issuer_url TOKEN_ENDPOINT callbackUrl jwks_uri",
    (draw) => `https://${draw.word()}.example.com:8443/oauth2/token?client=${draw.word()}`,
  ),
  kind(
    "url with a user",
    "REPO_URL gitUrl remote GIT_REMOTE sourceUrl git_remote",
    (draw) => `https://git@git.example.com/${draw.word()}.git`,
  ),
  kind(
    "image by digest",
    "IMAGE image image_uri APP_IMAGE imageUri container_image",
    (draw) => `${image(draw)}@sha256:${draw.hex(64)}`,
  ),
  kind(
    "image with a scheme",
    "IMAGE image image_uri APP_IMAGE imageUri source_image",
    (draw) => `docker://${image(draw)}:1.4@sha256:${draw.hex(64)}`,
  ),
  kind(
    "image by tag",
    "IMAGE image image_uri APP_IMAGE imageUri container_image",
    (draw) => `${image(draw)}:${draw.hex(12)}`,
  ),
  kind("sha256 in hex", "sha256 contentHash digest CONTENT_SHA256 fileHash checksum", (draw) => draw.hex(64)),
  kind("zip hash", "sourceCodeHash codeSha256 source_code_hash CODE_SHA256 zipHash code_hash", (draw) =>
    draw.base64(32),
  ),
  kind("md5", "etag md5 content_md5 ETAG contentMd5 object_etag", (draw) => draw.hex(32)),
  kind(
    "etag with parts",
    "etag eTag object_etag ETAG lastEtag e_tag",
    (draw) => `"${draw.hex(32)}-${draw.int(2, 40)}"`,
  ),
  kind("commit", "GIT_SHA commit git_commit COMMIT revision source_version", (draw) => draw.hex(40)),
  kind(
    "integrity",
    "integrity sri integrity_hash SRI subresourceIntegrity script_integrity",
    (draw) => `sha512-${draw.base64(64)}`,
  ),
  kind("lock file's hash", "hash lock h1 PROVIDER_HASH sum go_sum", (draw) => `h1:${draw.base64(32)}`),
  kind("uuid", "REQUEST_ID id correlation_id TRACE_ID deploymentId trace_id", (draw) => draw.uuid()),
  kind(
    "request's token",
    "clientRequestToken CLIENT_TOKEN idempotencyToken retry_token nextToken REQUEST_TOKEN",
    (draw) => draw.uuid(),
  ),
  kind(
    "secret's version",
    "secretVersionId VERSION_ID tokenVersion password_version secretVersion key_version",
    (draw) => draw.uuid(),
  ),
  kind("key's id", "KEY_ID signingKeyId kid API_KEY_ID apiKeyId key_id", (draw) => draw.hex(20)),
  kind(
    "unique id of iam",
    "uniqueId roleId unique_id ROLE_ID userId user_id",
    (draw) => `AROA${draw.text(17, `${CAPITALS}234567`)}`,
  ),
  kind("canonical id", "canonicalUserId owner canonical_id OWNER_ID ownerId bucket_owner", (draw) => draw.hex(64)),
  kind("object's version", "versionId s3ObjectVersion version_id OBJECT_VERSION objectVersion object_version", (draw) =>
    draw.text(32, `${ALPHANUMERIC}._`),
  ),
  kind("public key in pem", "publicKey PUBLIC_KEY jwt_public_key SIGNER_PUBLIC_KEY verifyKey public_key", (draw) =>
    pem("PUBLIC KEY", `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A${draw.base64(260)}`),
  ),
  kind(
    "public key of ssh",
    "publicKey SSH_PUBLIC_KEY ssh_authorized_keys AUTHORIZED_KEY sshKey authorized_keys",
    (draw) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${draw.base64(33)} ${draw.word()}@example.com`,
  ),
  kind("certificate", "certificate caCertificate tls_cert CA_CERT certificateBody ca_bundle", (draw) =>
    pem("CERTIFICATE", `MIIDdzCCAl+gAwIBAgIE${draw.base64(600)}`),
  ),
  kind("certificate in base64", "certificateAuthorityData caData ca_data CA_DATA clusterCa ca_cert", (draw) =>
    Buffer.from(pem("CERTIFICATE", `MIIDdzCCAl+gAwIBAgIE${draw.base64(600)}`)).toString("base64"),
  ),
  kind("jwks", "JWKS jwks jwks_json KEYS verificationKeys public_jwks", (draw) =>
    JSON.stringify({
      keys: [{ kty: "RSA", kid: draw.hex(16), use: "sig", alg: "RS256", n: draw.base64url(256), e: "AQAB" }],
    }),
  ),
  kind("thumbprint", "thumbprint THUMBPRINT oidc_thumbprint CERT_THUMBPRINT serverThumbprint x5t", (draw) =>
    draw.hex(40),
  ),
  kind(
    "fingerprint of an api key",
    "fingerprint FINGERPRINT key_fingerprint OCI_FINGERPRINT apiKeyFingerprint key_print",
    (draw) => Array.from({ length: 16 }, () => draw.hex(2)).join(":"),
  ),
  kind(
    "fingerprint of ssh",
    "hostKeyFingerprint SSH_FINGERPRINT fingerprint HOST_KEY hostKey host_fingerprint",
    (draw) => `SHA256:${draw.base64(32).replace("=", "")}`,
  ),
  kind(
    "dns validation",
    "resourceRecordValue validation cname_value DNS_VALUE recordValue dns_target",
    (draw) => `_${draw.hex(32)}.${draw.text(10, SMALL)}.acm-validations.aws.`,
  ),
  kind(
    "dkim record",
    "dkim DKIM txt_value DKIM_RECORD dkimPublicKey dkim_txt",
    (draw) => `v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A${draw.base64(250)}`,
  ),
  kind(
    "caller reference",
    "callerReference CALLER_REFERENCE caller_reference REFERENCE requestReference invalidation_reference",
    (draw) => `terraform-${draw.digits(26)}`,
  ),
  kind("user pool's client id", "CLIENT_ID clientId app_client_id COGNITO_CLIENT userPoolClientId audience", (draw) =>
    draw.text(26, `${SMALL}0123456789`),
  ),
  kind(
    "oauth client id",
    "GOOGLE_CLIENT_ID clientId oauth_client OAUTH_CLIENT_ID identityClient client_id",
    (draw) => `${draw.digits(12)}-${draw.text(32, `${SMALL}0123456789`)}.apps.googleusercontent.com`,
  ),
  kind(
    "request's id",
    "opcRequestId REQUEST opc_request_id OPC_REQUEST_ID lastRequest request_id",
    (draw) => `${draw.text(32, "0123456789ABCDEF")}/${draw.text(32, "0123456789ABCDEF")}`,
  ),
  kind(
    "load balancer's name",
    "LOAD_BALANCER arnSuffix lb_suffix TARGET_GROUP lbFullName target_suffix",
    (draw) => `app/${draw.word()}-dev/${draw.hex(16)}`,
  ),
  kind(
    "length of a password",
    "passwordLength MIN_PASSWORD_LENGTH token_validity TOKEN_TTL minimumPasswordLength password_max_age",
    (draw) => String(draw.int(8, 3600)),
  ),
  kind(
    "setting about passwords",
    "password_encryption authenticationType passwordPolicy AUTH_TYPE tokenType secret_store",
    (draw) => draw.pick(["scram-sha-256", "bearer", "AWS_IAM", "strong", "vault", "client_secret_basic"]),
  ),
  kind(
    "file of a secret",
    "PASSWORD_FILE tlsKey private_key TOKEN_FILE keyFile DB_PASSWORD_FILE",
    (draw) => `/run/secrets/${draw.word()}_password`,
  ),
  kind(
    "sentence about secrets",
    "description comment help_text DESCRIPTION note usage",
    (draw) => `The API token: ask the ${draw.word()} team for a password, never commit a secret key.`,
  ),
  kind("iam policy", "policy POLICY inline_policy ASSUME_ROLE_POLICY policyDocument access_policy", (draw) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["secretsmanager:GetSecretValue", "sts:AssumeRoleWithWebIdentity"],
          Resource: draw.arn("secretsmanager", `secret:${draw.word()}-*`),
          Condition: {
            StringEquals: {
              "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
              "token.actions.githubusercontent.com:sub": `repo:example/${draw.word()}:environment:prod`,
            },
          },
        },
      ],
    }),
  ),
  kind(
    "oci statement",
    "statement STATEMENT policy_statement STATEMENTS rule matching_rule",
    (draw) =>
      `Allow dynamic-group ${draw.word()}-dev to read secret-bundles in compartment id ${draw.ocid("compartment")} where target.secret.id = '${draw.ocid("vaultsecret")}'`,
  ),
  kind(
    "regular expression",
    "pattern PATTERN name_regex REGEX matcher validation",
    (draw) => `^(?:[A-Z][a-z0-9]{${draw.int(3, 60)}}|[0-9a-f]{40})$`,
  ),
  kind("user data without a secret", "userData USER_DATA user_data_base64 CLOUD_INIT cloudInit startup", (draw) =>
    Buffer.from(
      `#cloud-config\nruncmd:\n  - systemctl start ${draw.word()}\n  - token="$(secret "$TOKEN_SECRET_ID")"\n`,
    ).toString("base64"),
  ),
  kind(
    "ciphertext of kms",
    "ciphertextBlob CIPHERTEXT encrypted_data_key CIPHERTEXT_BLOB wrappedDataKey ciphertext",
    (draw) => `AQICAHh${draw.base64(180)}`,
  ),
  kind("name in camel case", "setting OPTION feature FLAG actionName action", (draw) =>
    draw.pick([
      "enableNetworkAddressUsageMetricsForTheWholeVirtualNetwork",
      "AddClientIDToOpenIDConnectProvider",
      "AWSManagedRulesKnownBadInputsRuleSet",
      "ManagedSecurityHeadersPolicyWithStrictTransport",
    ]),
  ),
  kind(
    "csp hash",
    "contentSecurityPolicy CSP csp_header CSP_VALUE securityHeader csp",
    (draw) => `script-src 'self' 'sha256-${draw.base64(32)}'`,
  ),
  kind(
    "trace header",
    "traceparent TRACEPARENT trace_header TRACE_HEADER parentTrace trace_context",
    (draw) => `00-${draw.hex(32)}-${draw.hex(16)}-01`,
  ),
];
