import assert from "node:assert/strict";
import { secretsIn } from "../../../../policy/secret-free/detect/index.ts";
import { Draw } from "../corpus/draw.ts";

const draw = new Draw(20_261_122);
const rulesIn = (text: string): string[] => secretsIn({ text }).map(({ rule }) => rule);

/** A text with a secret in it, by the rule that finds it; then the same with the secret taken out. */
const WRITTEN: readonly (readonly [what: string, rule: string, write: (secret: string) => string, without: string])[] =
  [
    ["echo into chpasswd", "command-password", (x) => `echo 'app:${x}' | sudo chpasswd`, "$PASSWORD"],
    ["a document for chpasswd", "command-password", (x) => `chpasswd <<EOF\nroot:${x}\nEOF\n`, "${PASSWORD}"],
    [
      "cloud-init's list of users",
      "command-password",
      (x) => `#cloud-config\nchpasswd:\n  expire: false\n  list: |\n    app:RANDOM\n    root:${x}\n`,
      "RANDOM",
    ],
    ["echo into passwd", "command-password", (x) => `echo '${x}' | passwd --stdin app`, "$PASSWORD"],
    ["echo into a login", "command-password", (x) => `echo ${x} | docker login -u app --password-stdin`, "$PASSWORD"],
    ["SQL for a role", "command-password", (x) => `ALTER ROLE app WITH LOGIN PASSWORD '${x}';`, "CHANGEME"],
    ["SQL for a user", "command-password", (x) => `CREATE USER 'app'@'%' IDENTIFIED BY '${x}';`, "CHANGEME"],
    ["redis.conf", "command-password", (x) => `port 6379\nrequirepass ${x}\n`, "${REDIS}"],
    [
      "a secure string",
      "command-password",
      (x) => `ConvertTo-SecureString "${x}" -AsPlainText -Force`,
      "$env:PASSWORD",
    ],
    ["net user", "command-password", (x) => `net user app "${x}" /add`, "%PASSWORD%"],
    ["htpasswd", "command-password", (x) => `htpasswd -bc /etc/nginx/users app '${x}'`, "$PASSWORD"],
    ["gh secret", "command-password", (x) => `gh secret set DEPLOY --body '${x}'`, "$DEPLOY"],
    ["keytool", "named-secret", (x) => `keytool -srcstorepass '${x}' -noprompt`, "$STOREPASS"],
    [
      "a list of arguments in YAML",
      "named-secret",
      (x) => `command: ["serve", "--db-password", "${x}"]\n`,
      "$(PASSWORD)",
    ],
    ["netrc", "netrc-password", (x) => `machine example.com\n  login app\n  password ${x}\n`, "$PASSWORD"],
    ["pgpass", "pgpass-password", (x) => `db.internal:5432:orders:app:${x}\n`, "$PASSWORD"],
    ["a Go driver's DSN", "url-password", (x) => `app:${x}@tcp(db:3306)/orders`, "${PASSWORD}"],
    ["a constant of PHP", "named-secret", (x) => `define( 'DB_PASSWORD', '${x}' );`, "CHANGEME"],
    ["YAML in JSON's way", "named-secret", (x) => `env: [{"name":"API_TOKEN","value":"${x}"}]\n`, "${API_TOKEN}"],
    [
      "a text of several lines in a program",
      "named-secret",
      (x) => `const text = "[default]\\nsecret_key = ${x}\\nregion = eu\\n";`,
      "CHANGEME",
    ],
  ];

/** With a value that chance draws; words are none there. */
const DRAWN: readonly (readonly [what: string, rule: string, write: (value: string) => string])[] = [
  ["a session's cookie", "session-cookie", (x) => `Cookie: theme=dark; sessionid=${x}`],
  ["a new session's cookie", "session-cookie", (x) => `Set-Cookie: connect.sid=s%3A${x}; Path=/`],
  ["a header with a scheme of its own", "authorization-header", (x) => `Authorization: token ${x}`],
];

const FINE: Readonly<Record<string, () => string>> = {
  "what a program prints about its options": () => "Usage: app [--password PASSWORD] [--token TOKEN]",
  "the same of a Go program": () => "  -p, --password string   password to log in with\n",
  "a file for an option": () => "run `aws put --secret-string file://key.txt` then",
  "a call": () => "token = get_token()\nsecret = client.get(SecretId='a')['SecretString']\n",
  "a subscript": () => 'password = os.environ["DB_PASSWORD"]\n',
  "a property": () => "const password = event.password;\n",
  "a template's parameter": () => "#set($token = $input.params('Authorization'))",
  "a state machine's path": () => JSON.stringify({ "token.$": "$$.Task.Token" }),
  "the command that gets a login": () => "aws ecr get-login-password --region eu | docker login --password-stdin host",
  "a login with variables, in a program": () => 'const run = "curl -u \\"$USER:$PASSWORD\\" https://a.example";',
  "an option with a default": () => '--private-key="${KEY:?must be set}" --verbose',
  "a DSN of Sentry": () => `https://${draw.hex(32)}@o123456.ingest.sentry.io/1234567`,
  "a value of sops": () => `password: ENC[AES256_GCM,data:${draw.base64(20)},iv:${draw.base64(32)},type:str]\n`,
  "a sealed secret": () => `encryptedData:\n  password: AgB${draw.base64(600)}\n`,
  "what KMS encrypted": () => `DB_PASSWORD=AQICAHh${draw.base64(180)}`,
  "what is to be set": () => "password: (sensitive value)\ntoken: to be set out of band\n",
  "a placeholder in signs": () => "PASSWORD=__PASSWORD__\nTOKEN=@@TOKEN@@\nAPI_KEY=XXXX-XXXX\n",
  "a secret's address": () => "API_TOKEN=sm://project/token\nDB_PASSWORD=file:///run/secrets/db\n",
  "a line of a log, numbered": () => "src/app.ts:5432:password:must:be",
  "a fingerprint": () => `host:${(draw.hex(32).match(/../g) ?? []).join(":")}`,
  "a theme's cookie": () => `Cookie: theme=${draw.alphanumeric(32)}`,
  "a machine's name in prose": () => "the machine takes a login and a password from the vault",
};

describe("what stands around a secret", () => {
  for (const [what, rule, write, without] of WRITTEN) {
    it(`tells it in ${what}, whatever it is made of`, () => {
      for (const secret of [`Summer${draw.digits(4)}`, "hunter-lemon-ladder", draw.alphanumeric(16)]) {
        const written = write(secret);
        // A secret's name may be words there: "key" and "token" name where a value is kept.
        if (rule === "named-secret" && /token|secret_key/i.test(written) && secret.includes("-")) continue;
        assert.ok(rulesIn(written).includes(rule), rulesIn(written).join(", "));
      }
    });

    it(`finds none in ${what} without it`, () => assert.deepEqual(rulesIn(write(without)), []));
  }

  for (const [what, rule, write] of DRAWN) {
    it(`tells ${what}`, () => {
      for (let round = 0; round < 10; round += 1) assert.ok(rulesIn(write(draw.alphanumeric(32))).includes(rule));
      assert.deepEqual(rulesIn(write("the-name-of-something-else")), []);
    });
  }

  for (const [what, write] of Object.entries(FINE)) {
    it(`finds none in ${what}`, () => {
      for (let round = 0; round < 5; round += 1) assert.deepEqual(rulesIn(write()), []);
    });
  }

  it("takes no last line of a public key for a secret key of AWS", () => {
    const lines = [draw.alphanumeric(64), draw.alphanumeric(64), draw.base64(30)];
    assert.deepEqual(secretsIn({ key: ["-----BEGIN PUBLIC KEY-----", ...lines, "-----END PUBLIC KEY-----"] }), []);
    assert.deepEqual(
      secretsIn({ key: lines.slice(2) }).map(({ rule }) => rule),
      ["aws-secret-key"],
    );
  });

  it("tells a PKCS#12 file by its beginning", () => {
    // A sequence, the version 3, another sequence.
    const head = Buffer.from("308209b0020103308209", "hex");
    assert.deepEqual(rulesIn(Buffer.concat([head, draw.bytes(900)]).toString("base64")), ["pkcs12"]);
  });
});
