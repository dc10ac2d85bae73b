/** Whole texts that hold a secret: files, keys, addresses, headers. */
import type { Random } from "../../../components/rollout/simulate/random.ts";
import {
  BASE32,
  BASE62,
  BASE64,
  base64,
  base64Of,
  bytes,
  capital,
  digits,
  hex,
  letters,
  pem,
  URL_SAFE,
} from "./letters.ts";
import { uuid, word } from "./letters.ts";

export interface DocumentKind {
  readonly kind: string;
  readonly make: (random: Random) => string;
}

/** A password that needs no quoting anywhere. */
function chosen(r: Random): string {
  return r.pick([
    () => `${capital(word(r))}${r.int(10, 9999)}!`,
    () => `${r.pick(["Summer", "Winter"])}${r.int(2019, 2027)}`,
    () => letters(r, BASE62, 16),
    () => `${word(r)}-${word(r)}-${word(r)}`,
  ])();
}

function host(r: Random): string {
  return `${word(r)}.${word(r)}.internal`;
}

const KEYS: Readonly<Record<string, (r: Random) => string>> = {
  "pkcs8 key": (r) => pem(r, "PRIVATE KEY", 1_216),
  "rsa key": (r) => pem(r, "RSA PRIVATE KEY", 1_190),
  "ec key": (r) => pem(r, "EC PRIVATE KEY", 121),
  "openssh key": (r) => pem(r, "OPENSSH PRIVATE KEY", 400),
  "encrypted pkcs8 key": (r) => pem(r, "ENCRYPTED PRIVATE KEY", 1_300),
  "encrypted rsa key": (r) =>
    pem(r, "RSA PRIVATE KEY", 1_190, `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,${hex(r, 32).toUpperCase()}\n\n`),
  "pgp key": (r) => pem(r, "PGP PRIVATE KEY BLOCK", 900, "Version: GnuPG v2\n\n"),
  "oci api signing key": (r) => `${pem(r, "PRIVATE KEY", 1_216)}OCI_API_KEY\n`,
  "key on one line": (r) => pem(r, "PRIVATE KEY", 1_216).replaceAll("\n", "\\n"),
  "certificate and key": (r) => pem(r, "CERTIFICATE", 800) + pem(r, "PRIVATE KEY", 1_216),
  "putty key": (r) =>
    `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: ${word(r)}\nPublic-Lines: 2\n${base64Of(r, 48)}\n` +
    `${base64Of(r, 20)}\nPrivate-Lines: 1\n${base64Of(r, 36)}\nPrivate-MAC: ${hex(r, 64)}\n`,
  "private jwk": (r) => {
    const part = (count: number): string => bytes(r, count).toString("base64url");
    return JSON.stringify({ kty: "EC", crv: "P-256", x: part(32), y: part(32), d: part(32), use: "sig" });
  },
  // A PFX begins with a sequence whose first element is the integer 3 (RFC 7292).
  "pkcs12 in base64": (r) =>
    Buffer.concat([Buffer.from("308209b0020103308209", "hex"), bytes(r, 1_500)]).toString("base64"),
  "wireguard configuration": (r) =>
    `[Interface]\nPrivateKey = ${base64Of(r, 32)}\nAddress = 10.0.0.2/24\n\n[Peer]\nPublicKey = ${base64Of(r, 32)}\n`,
};

const FILES: Readonly<Record<string, (r: Random) => string>> = {
  netrc: (r) => `machine ${host(r)}\n  login ${word(r)}\n  password ${chosen(r)}\n`,
  "netrc on one line": (r) => `machine ${host(r)} login ${word(r)} password ${chosen(r)}`,
  pgpass: (r) => `${host(r)}:5432:${word(r)}:${word(r)}:${chosen(r)}\n`,
  "docker config": (r) =>
    JSON.stringify({ auths: { [`https://${host(r)}/v1/`]: { auth: base64(`${word(r)}:${chosen(r)}`) } } }),
  npmrc: (r) => `//${host(r)}/:_authToken=${uuid(r)}\nalways-auth=true\n`,
  "npmrc password": (r) => `//${host(r)}/:username=${word(r)}\n//${host(r)}/:_password=${base64(chosen(r))}\n`,
  pypirc: (r) => `[distutils]\nindex-servers = private\n\n[private]\nusername = ${word(r)}\npassword = ${chosen(r)}\n`,
  kubeconfig: (r) =>
    `apiVersion: v1\nkind: Config\nclusters:\n- name: main\n  cluster:\n    server: https://${host(r)}:6443\n` +
    `    certificate-authority-data: ${base64(pem(r, "CERTIFICATE", 600))}\nusers:\n- name: admin\n  user:\n` +
    `    client-certificate-data: ${base64(pem(r, "CERTIFICATE", 600))}\n    client-key-data: ${base64(pem(r, "EC PRIVATE KEY", 121))}\n`,
  "kubeconfig token": (r) =>
    `apiVersion: v1\nkind: Config\nusers:\n- name: admin\n  user:\n    token: ${letters(r, URL_SAFE, 64)}\n`,
  "google service account": (r) =>
    JSON.stringify({
      type: "service_account",
      project_id: `${word(r)}-${digits(r, 6)}`,
      private_key_id: hex(r, 40),
      private_key: pem(r, "PRIVATE KEY", 1_216),
      client_email: `${word(r)}@${word(r)}.iam.gserviceaccount.com`,
    }),
  "aws credentials": (r) =>
    `[default]\naws_access_key_id = AKIA${letters(r, BASE32, 16)}\naws_secret_access_key = ${letters(r, BASE64, 40)}\n`,
  s3cfg: (r) => `[default]\naccess_key = ${hex(r, 40)}\nsecret_key = ${base64Of(r, 32)}\nhost_base = ${host(r)}\n`,
  "git credentials": (r) => `https://${word(r)}:${chosen(r)}@${host(r)}\n`,
  "maven settings": (r) =>
    `<settings><servers><server><id>${word(r)}</id><username>${word(r)}</username><password>${chosen(r)}</password></server></servers></settings>`,
  "my.cnf": (r) => `[client]\nuser=${word(r)}\npassword=${chosen(r)}\nhost=${host(r)}\n`,
  "wp-config": (r) => `<?php\ndefine( 'DB_NAME', '${word(r)}' );\ndefine( 'DB_PASSWORD', '${chosen(r)}' );\n`,
  "cloud-init users": (r) =>
    `#cloud-config\nchpasswd:\n  expire: false\n  list: |\n    ${word(r)}:${chosen(r)}\n    root:${chosen(r)}\n`,
  "cloud-init typed users": (r) =>
    `#cloud-config\nchpasswd:\n  expire: false\n  users:\n    - name: ${word(r)}\n      password: ${chosen(r)}\n      type: text\n`,
  "cloud-init plain password": (r) =>
    `#cloud-config\nusers:\n  - name: ${word(r)}\n    plain_text_passwd: ${chosen(r)}\n    lock_passwd: false\n`,
  "wpa supplicant": (r) => `network={\n  ssid="${word(r)}"\n  psk="${chosen(r)}"\n}\n`,
  "jaas file": (r) =>
    `KafkaClient {\n  org.apache.kafka.common.security.plain.PlainLoginModule required\n  username="${word(r)}"\n  password="${chosen(r)}";\n};\n`,
};

const ADDRESSES: Readonly<Record<string, (r: Random) => string>> = {
  "postgres url": (r) => `postgres://${word(r)}:${chosen(r)}@${host(r)}:5432/${word(r)}?sslmode=require`,
  "mysql url": (r) => `mysql://${word(r)}:${chosen(r)}@${host(r)}:3306/${word(r)}`,
  "sqlalchemy url": (r) => `postgresql+psycopg2://${word(r)}:${chosen(r)}@${host(r)}/${word(r)}`,
  "mongo url": (r) => `mongodb+srv://${word(r)}:${chosen(r)}@${host(r)}/?retryWrites=true&w=majority`,
  "redis url without user": (r) => `rediss://:${chosen(r)}@${host(r)}:6379/0`,
  "amqp url": (r) => `amqps://${word(r)}:${chosen(r)}@${host(r)}:5671/%2f`,
  "url with token alone": (r) => `https://${letters(r, BASE62, 40)}@${host(r)}/${word(r)}.git`,
  "url with token in query": (r) => `https://${host(r)}/hook?source=${word(r)}&access_token=${letters(r, BASE62, 32)}`,
  "url with api key in query": (r) => `https://${host(r)}/v1/${word(r)}?api_key=${hex(r, 32)}&limit=10`,
  "jdbc url": (r) => `jdbc:postgresql://${host(r)}:5432/${word(r)}?user=${word(r)}&password=${chosen(r)}`,
  "jdbc sqlserver": (r) =>
    `jdbc:sqlserver://${host(r)}:1433;databaseName=${word(r)};user=sa;password=${chosen(r)};encrypt=true`,
  "jdbc oracle": (r) => `jdbc:oracle:thin:${word(r)}/${chosen(r)}@${host(r)}:1521/${word(r)}`,
  "ado.net": (r) =>
    `Server=tcp:${host(r)},1433;Initial Catalog=${word(r)};User ID=${word(r)};Password=${chosen(r)};Encrypt=True;`,
  "ado.net pwd": (r) => `Data Source=${host(r)};Uid=${word(r)};Pwd=${chosen(r)};`,
  "libpq keywords": (r) =>
    `host=${host(r)} port=5432 dbname=${word(r)} user=${word(r)} password=${chosen(r)} sslmode=require`,
  "go mysql dsn": (r) => `${word(r)}:${chosen(r)}@tcp(${host(r)}:3306)/${word(r)}?parseTime=true`,
  "kafka sasl jaas": (r) =>
    `org.apache.kafka.common.security.scram.ScramLoginModule required username="${word(r)}" password="${chosen(r)}";`,
  "azure storage connection": (r) =>
    `DefaultEndpointsProtocol=https;AccountName=${word(r)}${digits(r, 3)};AccountKey=${base64Of(r, 64)};EndpointSuffix=core.windows.net`,
  "azure bus connection": (r) =>
    `Endpoint=sb://${word(r)}.servicebus.windows.net/;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=${base64Of(r, 32)}`,
  "azure sas": (r) =>
    `https://${word(r)}${digits(r, 3)}.blob.core.windows.net/${word(r)}?sv=2024-11-04&ss=b&srt=sco&sp=rwl&se=2027-01-01T00:00:00Z&sig=${encodeURIComponent(base64Of(r, 32))}`,
  "aws presigned": (r) =>
    `https://${word(r)}.s3.eu-central-1.amazonaws.com/${word(r)}.zip?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ASIA${letters(r, BASE32, 16)}%2F20261101%2Feu-central-1%2Fs3%2Faws4_request&X-Amz-Date=20261101T000000Z&X-Amz-Expires=3600&X-Amz-Security-Token=${encodeURIComponent(base64Of(r, 300))}&X-Amz-SignedHeaders=host&X-Amz-Signature=${hex(r, 64)}`,
  "oci pre-authenticated request": (r) =>
    `https://objectstorage.eu-frankfurt-1.oraclecloud.com/p/${letters(r, URL_SAFE, 64)}/n/${word(r)}/b/${word(r)}/o/${word(r)}.zip`,
};

const HEADERS: Readonly<Record<string, (r: Random) => string>> = {
  "basic header": (r) => `Authorization: Basic ${base64(`${word(r)}:${chosen(r)}`)}`,
  "bearer header": (r) => `Authorization: Bearer ${letters(r, URL_SAFE, 40)}`,
  "token header": (r) => `Authorization: token ${hex(r, 40)}`,
  "api key header": (r) => `X-Api-Key: ${letters(r, BASE62, 32)}`,
  "vault header": (r) => `X-Vault-Token: s.${letters(r, BASE62, 24)}`,
  "private token header": (r) => `PRIVATE-TOKEN: ${letters(r, BASE62, 20)}`,
  "headers as json": (r) => JSON.stringify({ accept: "*/*", authorization: `Bearer ${hex(r, 48)}` }),
  cookie: (r) => `Cookie: theme=dark; sessionid=${letters(r, BASE62, 32)}; lang=en`,
  "set-cookie": (r) =>
    `Set-Cookie: connect.sid=s%3A${letters(r, BASE62, 32)}.${letters(r, BASE62, 43)}; Path=/; HttpOnly`,
};

export const DOCUMENTS: readonly DocumentKind[] = [KEYS, FILES, ADDRESSES, HEADERS].flatMap((group) =>
  Object.entries(group).map(([kind, make]) => ({ kind, make })),
);
