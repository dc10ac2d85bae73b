/** Whole texts that look as if they held a secret, and hold none. */
import type { Random } from "../../../components/rollout/simulate/random.ts";
import {
  BASE36,
  BASE62,
  base64,
  base64Of,
  bytes,
  capital,
  digits,
  hex,
  letters,
  LOWER,
  pem,
  URL_SAFE,
} from "./letters.ts";
import { uuid, word, words } from "./letters.ts";
import type { DocumentKind } from "./documents.ts";

type Make = (r: Random) => string;

function lines(r: Random, count: number, make: Make): string {
  return Array.from({ length: count }, () => make(r)).join("\n");
}

const PUBLIC: Readonly<Record<string, Make>> = {
  certificate: (r) => pem(r, "CERTIFICATE", 900),
  "certificate chain": (r) => pem(r, "CERTIFICATE", 900) + pem(r, "CERTIFICATE", 800),
  "certificate request": (r) => pem(r, "CERTIFICATE REQUEST", 600),
  "public key": (r) => pem(r, "PUBLIC KEY", 294),
  "rsa public key": (r) => pem(r, "RSA PUBLIC KEY", 270),
  "pgp public key": (r) => pem(r, "PGP PUBLIC KEY BLOCK", 900),
  "pgp signature": (r) => pem(r, "PGP SIGNATURE", 400),
  "pgp message": (r) => pem(r, "PGP MESSAGE", 700),
  "dh parameters": (r) => pem(r, "DH PARAMETERS", 268),
  "ssh public key": (r) => `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ${base64Of(r, 380)} ${word(r)}@${word(r)}`,
  "ssh ed25519 public key": (r) =>
    `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${letters(r, BASE62, 43)} ${word(r)}@${word(r)}`,
  "known hosts": (r) =>
    `|1|${base64Of(r, 20)}|${base64Of(r, 20)} ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTY${base64Of(r, 75)}`,
  jwks: (r) =>
    JSON.stringify({
      keys: [
        {
          kty: "RSA",
          kid: letters(r, URL_SAFE, 43),
          use: "sig",
          alg: "RS256",
          n: bytes(r, 256).toString("base64url"),
          e: "AQAB",
        },
      ],
    }),
  "public jwk": (r) =>
    JSON.stringify({
      kty: "EC",
      crv: "P-256",
      x: bytes(r, 32).toString("base64url"),
      y: bytes(r, 32).toString("base64url"),
    }),
  "certificate in base64": (r) => base64(pem(r, "CERTIFICATE", 900)),
};

const BLOBS: Readonly<Record<string, Make>> = {
  png: (r) => `data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA${base64Of(r, 900)}`,
  "png alone": (r) =>
    Buffer.concat([Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), bytes(r, 700)]).toString("base64"),
  font: (r) => `@font-face{src:url(data:font/woff2;base64,d09GMgABAAAAA${base64Of(r, 1_200)}) format("woff2")}`,
  svg: (r) =>
    `<svg xmlns="http://www.w3.org/2000/svg"><path d="M${lines(r, 30, (q) => `${q.int(0, 99)}.${q.int(0, 99)}`).replaceAll("\n", " ")}z" fill="#${hex(r, 6)}"/></svg>`,
  html: (r) =>
    `<!doctype html><form action="/login"><label for="password">Password</label><input type="password" name="password" id="p${hex(r, 4)}" autocomplete="current-password"><button>${capital(word(r))}</button></form>`,
  "minified script": (r) =>
    `!function(e,t){"use strict";var n=t.password,o=e.token||"",a=function(e){return n?n(e):e};t.${word(r)}=a,t.auth={token:o,key:function(e){return e.key}},e.${letters(r, LOWER, 5)}=n}(window,this.${word(r)});`,
  "gzip blob": (r) => Buffer.concat([Buffer.from("1f8b0800000000000003", "hex"), bytes(r, 400)]).toString("base64"),
  "zip blob": (r) => Buffer.concat([Buffer.from("504b030414000000080", "hex"), bytes(r, 500)]).toString("base64"),
  "wasm blob": (r) => Buffer.concat([Buffer.from("0061736d01000000", "hex"), bytes(r, 500)]).toString("base64"),
  "source map": (r) =>
    `//# sourceMappingURL=data:application/json;base64,${base64(JSON.stringify({ version: 3, sources: [`${word(r)}.ts`], mappings: `AAAA;${letters(r, BASE62, 90)}` }))}`,
};

const DATA: Readonly<Record<string, Make>> = {
  "lock file": (r) =>
    JSON.stringify({
      packages: Object.fromEntries(
        Array.from({ length: 6 }, () => [
          `node_modules/${words(r, 2)}`,
          { version: "1.2.3", integrity: `sha512-${base64Of(r, 64)}` },
        ]),
      ),
    }),
  "go sums": (r) => lines(r, 5, (q) => `example.com/${word(q)}/${word(q)} v1.${q.int(0, 30)}.0 h1:${base64Of(q, 32)}`),
  requirements: (r) => lines(r, 4, (q) => `${word(q)}==2.${q.int(0, 9)} \\\n    --hash=sha256:${hex(q, 64)}`),
  "git log": (r) => lines(r, 6, (q) => `${hex(q, 40)} Rotate the password of ${word(q)}`),
  checksums: (r) => lines(r, 6, (q) => `${hex(q, 64)}  ${words(q, 2)}_1.2.3_linux_amd64.tar.gz`),
  "cidr list": (r) => JSON.stringify(Array.from({ length: 12 }, () => `10.${r.int(0, 255)}.${r.int(0, 255)}.0/24`)),
  "feature flags": (r) =>
    JSON.stringify({
      flags: Object.fromEntries(
        Array.from({ length: 8 }, () => [`${word(r)}${capital(word(r))}Enabled`, r.chance(0.5)]),
      ),
      passwordless: true,
      tokenRefresh: "lazy",
    }),
  dashboard: (r) =>
    JSON.stringify({
      widgets: Array.from({ length: 4 }, () => ({
        type: "metric",
        properties: {
          metrics: [["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", `app/${word(r)}/${hex(r, 16)}`]],
          region: "eu-central-1",
        },
      })),
    }),
  "iam policy": (r) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["secretsmanager:GetSecretValue", "kms:Decrypt"],
          Resource: [`arn:aws:secretsmanager:eu-central-1:${digits(r, 12)}:secret:${word(r)}-${letters(r, BASE62, 6)}`],
        },
      ],
    }),
  "trust policy": (r) =>
    JSON.stringify({
      Statement: [
        {
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: { "token.actions.githubusercontent.com:sub": `repo:${word(r)}/${word(r)}:environment:prod` },
          },
        },
      ],
    }),
  openapi: (r) =>
    JSON.stringify({
      components: {
        schemas: {
          Login: {
            required: ["password"],
            properties: {
              password: { type: "string", minLength: 12, description: `The password of the ${word(r)}` },
              token: { type: "string", format: "jwt" },
            },
          },
        },
        securitySchemes: { apiKey: { type: "apiKey", in: "header", name: "X-Api-Key" } },
      },
    }),
  "json schema": (r) =>
    JSON.stringify({
      properties: {
        apiToken: { type: "string", pattern: "^[A-Za-z0-9_-]{20,}$", title: word(r) },
        clientSecret: { $ref: "#/$defs/secret" },
      },
    }),
  "container secrets": (r) =>
    JSON.stringify([
      {
        name: "app",
        image: `${word(r)}:1`,
        secrets: [
          {
            name: "DB_PASSWORD",
            valueFrom: `arn:aws:ssm:eu-central-1:${digits(r, 12)}:parameter/${word(r)}/db/password`,
          },
        ],
      },
    ]),
  "table of regions": (r) => lines(r, 8, (q) => `${word(q)},${q.int(1, 9999)},${hex(q, 8)},${uuid(q)}`),
  "uuid list": (r) => JSON.stringify(Array.from({ length: 6 }, () => uuid(r))),
  "sql schema": (r) =>
    `CREATE TABLE ${word(r)} (id uuid PRIMARY KEY, password_hash text NOT NULL, token_id varchar(64), secret_name text DEFAULT 'none');`,
  "state machine": (r) =>
    JSON.stringify({
      StartAt: "Ask",
      States: {
        Ask: {
          Type: "Task",
          Resource: `arn:aws:states:::lambda:invoke.waitForTaskToken`,
          Parameters: { "token.$": "$$.Task.Token", name: word(r) },
          End: true,
        },
      },
    }),
  "mapping template": (r) =>
    `#set($token = $input.params('Authorization'))\n{"token": "$util.escapeJavaScript($token)", "name": "${word(r)}"}`,
};

const CONFIGURATION: Readonly<Record<string, Make>> = {
  "example environment": (r) => `APP=${word(r)}\nDB_PASSWORD=changeme\nAPI_TOKEN=<your-token>\nJWT_SECRET=\nLOG=info\n`,
  compose: (r) =>
    `services:\n  ${word(r)}:\n    environment:\n      POSTGRES_PASSWORD: \${POSTGRES_PASSWORD}\n      POSTGRES_PASSWORD_FILE: /run/secrets/pg\n    secrets:\n      - pg\n`,
  manifest: (r) =>
    `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: ${word(r)}\n    env:\n    - name: DB_PASSWORD\n      valueFrom:\n        secretKeyRef:\n          name: ${word(r)}-db\n          key: password\n`,
  "external secret": (r) =>
    `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nspec:\n  secretStoreRef:\n    name: ${word(r)}\n  data:\n  - secretKey: password\n    remoteRef:\n      key: ${word(r)}/db\n      property: password\n`,
  "sealed secret": (r) =>
    `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec:\n  encryptedData:\n    password: AgB${base64Of(r, 400)}\n`,
  sops: (r) =>
    `password: ENC[AES256_GCM,data:${base64Of(r, 15)},iv:${base64Of(r, 32)},tag:${base64Of(r, 16)},type:str]\nsops:\n  mac: ENC[AES256_GCM,data:${base64Of(r, 40)},iv:${base64Of(r, 32)},tag:${base64Of(r, 16)},type:str]\n`,
  "ansible vault": (r) => `$ANSIBLE_VAULT;1.1;AES256\n${lines(r, 5, (q) => hex(q, 80))}\n`,
  workflow: (r) =>
    `jobs:\n  ${word(r)}:\n    permissions:\n      id-token: write\n    steps:\n      - run: ./deploy.sh\n        env:\n          GITHUB_TOKEN: \${{ secrets.GITHUB_TOKEN }}\n          PASSWORD: \${{ secrets.DB_PASSWORD }}\n`,
  "address with variables": (r) =>
    `DATABASE_URL=postgres://\${DB_USER}:\${DB_PASSWORD}@${word(r)}.internal:5432/${word(r)}\n`,
  "nginx configuration": (r) =>
    `server {\n  listen 443 ssl;\n  ssl_certificate_key /etc/ssl/private/${word(r)}.key;\n  auth_basic "closed";\n  auth_basic_user_file /etc/nginx/.htpasswd;\n  proxy_set_header Authorization $http_authorization;\n}\n`,
  "sshd configuration": (r) =>
    `# ${word(r)}\nPasswordAuthentication no\nPubkeyAuthentication yes\nPermitRootLogin prohibit-password\nAuthorizedKeysFile .ssh/authorized_keys\n`,
  "spring references": (r) =>
    `spring:\n  datasource:\n    username: ${word(r)}\n    password: \${DB_PASSWORD}\n  jwt:\n    secret: "\${JWT_SECRET:}"\n`,
  "systemd credentials": (r) =>
    `[Service]\nLoadCredential=password:/etc/credstore/${word(r)}\nEnvironment=PASSWORD_FILE=%d/password\nExecStart=/usr/bin/app\n`,
  "cloud-init": (r) =>
    `#cloud-config\nssh_pwauth: false\nusers:\n  - name: ${word(r)}\n    lock_passwd: true\n    ssh_authorized_keys:\n      - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${letters(r, BASE62, 43)}\n`,
  "alert rule": (r) =>
    `groups:\n- name: ${word(r)}\n  rules:\n  - alert: TokenExpiresSoon\n    expr: (token_expiry_seconds - time()) < 86400\n    annotations:\n      summary: "The token of {{ $labels.service }} ends soon"\n`,
};

const CODE_AND_PROSE: Readonly<Record<string, Make>> = {
  "script that asks": (r) =>
    `#!/bin/bash\nset -euo pipefail\nDB_PASSWORD="$(oci vault secret get --secret-id "$SECRET_ID" --query data --raw-output)"\nexport DB_PASSWORD\nexec /opt/${word(r)}/run\n`,
  "script with metadata token": (r) =>
    `TOKEN=$(curl -sX PUT http://169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 21600")\ncurl -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/${word(r)}\n`,
  "login by stdin": (r) =>
    `aws ecr get-login-password --region eu-central-1 | docker login --username AWS --password-stdin ${digits(r, 12)}.dkr.ecr.eu-central-1.amazonaws.com`,
  "curl with variable": (r) =>
    `curl -fsS -H "Authorization: Bearer $TOKEN" -u "$USER:$PASSWORD" https://${word(r)}.example.com/${hex(r, 8)}`,
  "psql with variable": (r) =>
    `PGPASSWORD="$DB_PASSWORD" psql -h ${word(r)}.internal -U app -c "ALTER USER app WITH PASSWORD :'pw'"`,
  "chpasswd with variable": (r) => `echo "${word(r)}:$ADMIN_PASSWORD" | chpasswd`,
  "javascript that reads": (r) =>
    `const password = process.env.DB_PASSWORD;\nconst client = new Client({ password, token: await getToken("${word(r)}") });\n`,
  "python that reads": (r) =>
    `password = os.environ["DB_PASSWORD"]\nsecret = client.get_secret_value(SecretId="${word(r)}/db")["SecretString"]\ntoken = get_token()\n`,
  "handler that hashes": (r) =>
    `exports.handler = async (event) => {\n  const hash = await bcrypt.hash(event.password, 12);\n  return { statusCode: 200, body: JSON.stringify({ token: sign({ sub: event.${word(r)} }) }) };\n};\n`,
  "prose on passwords": (r) =>
    `The password of ${word(r)} is kept in the vault; never write it here. Token: see the runbook. Secret: ask the owner.`,
  "prose with colon": (r) =>
    `Password: must be at least 14 characters long, and is asked for at the first login to ${word(r)}.`,
  runbook: (r) =>
    `## Rotate the API key\n1. Create a new key in ${capital(word(r))}.\n2. \`aws secretsmanager put-secret-value --secret-id ${word(r)} --secret-string file://key.txt\`\n3. Delete the old one.\n`,
  "error text": (r) => `error: password authentication failed for user "${word(r)}" (request ${uuid(r)})`,
  "log line": (r) =>
    `2026-11-01T10:00:00Z INFO token refreshed id=${uuid(r)} key=${hex(r, 16)} duration=${r.int(1, 900)}ms`,
  "command output": (r) => `Applied ${hex(r, 40)}\nsha256:${hex(r, 64)}\nsecret/${word(r)} configured\n`,
  "regular expression": (r) => `^(?=.*[A-Z])(?=.*[0-9])[A-Za-z0-9!@#$%^&*]{12,64}$|${word(r)}`,
  graphql: (r) =>
    `mutation Login($email: String!, $password: String!) { login(email: $email, password: $password) { token ${word(r)} } }`,
  "usage text": (r) =>
    `Usage: ${word(r)} [--password PASSWORD] [--token TOKEN] [--api-key-file FILE]\n  -p, --password string   password to log in with\n`,
  "dynamic provider": (r) =>
    `exports.handler = __f0;\n\nvar __m_1 = require("@example/${word(r)}/provider");\nfunction __f0() { return (function() { with({ m: __m_1 }) { return () => m.provider; } }).apply(undefined, undefined).apply(this, arguments); }\n`,
  "nothing but chance in a name": (r) => `${words(r, 3)}-${letters(r, BASE36, 20)}.log`,
};

export const BENIGN_DOCUMENTS: readonly DocumentKind[] = [PUBLIC, BLOBS, DATA, CONFIGURATION, CODE_AND_PROSE].flatMap(
  (group) => Object.entries(group).map(([kind, make]) => ({ kind, make })),
);
