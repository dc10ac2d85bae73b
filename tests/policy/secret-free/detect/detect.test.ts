import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import type { Bag, Value } from "@tidegate/policy";
import { secretsIn } from "../../../../policy/secret-free/detect/index.ts";
import { LINT_RULES, lint } from "../../../../policy/secret-free/detect/lint.ts";
import { Draw } from "../corpus/draw.ts";
import { KINDS } from "../corpus/kinds.ts";

const draw = new Draw(20_261_121);
const make = (kind: string): string => {
  const found = KINDS.find((one) => one.kind === kind);
  assert.ok(found, kind);
  return found.make(draw);
};
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const found = (value: Value): string[] => secretsIn(value).map(({ path, rule }) => `${path} ${rule}`);

/** Where a secret stands, what is found of it. */
const CASES: readonly (readonly [what: string, value: () => Value, ...found: string[]])[] = [
  ["a value under a password's name", () => ({ masterPassword: make("password") }), "masterPassword named-secret"],
  ["a weak one", () => ({ password: "hunter" }), "password named-secret"],
  ["a container's variable", () => ({ env: [{ name: "DB_PASS", value: "hunter22" }] }), "env[0].value named-secret"],
  ["a name around a value", () => ({ dbPassword: { value: "hunter22" } }), "dbPassword.value named-secret"],
  ["JSON in a text", () => ({ a: JSON.stringify([{ apiKey: make("generic api key") }]) }), "a[0].apiKey named-secret"],
  ["base64", () => ({ a: base64(`run ${make("github token")}`) }), "a github-token"],
  ["base64 in lines", () => ({ a: lines(base64(`${" ".repeat(99)}${make("github token")}`)) }), "a github-token"],
  [
    "base64 of wide letters",
    () => ({ a: Buffer.from(make("pulumi token"), "utf16le").toString("base64") }),
    "a pulumi-token",
  ],
  ["gzip", () => ({ a: gzipSync(make("jwt")).toString("base64") }), "a jwt"],
  [
    "base64 in base64 in JSON",
    () => ({ a: JSON.stringify({ b: base64(base64(make("vault token"))) }) }),
    "a.b vault-token",
  ],
  ["an option", () => ({ create: "app --db-password hunter22 -v" }), "create named-secret"],
  ["a list of arguments", () => ({ args: ["--token", make("generic token")] }), "args[1] named-secret"],
  ["a login's option", () => ({ create: "docker login -u me -p hunter22 host" }), "create command-password"],
  ["a login's option in a list", () => ({ args: ["login", "-p", "hunter22"] }), "args[2] named-secret"],
  ["curl's user", () => ({ create: "curl -s -u me:hunter22 https://a" }), "create command-password"],
  ["YAML's pair", () => ({ a: "- name: API_TOKEN\n  value: hunter22x\n" }), "a named-secret"],
  ["XML", () => ({ a: "<server><password>hunter22</password></server>" }), "a named-secret"],
  ["Oracle's JDBC", () => ({ a: "jdbc:oracle:thin:app/hunter22@db:1521/x" }), "a url-password"],
  ["a URL", () => ({ a: "see postgres://app:hunter22@db/x now" }), "a url-password"],
  ["a URL's user that is a token", () => ({ a: `https://${draw.alphanumeric(30)}@example.com/x` }), "a url-password"],
  ["an auth token of OCI", () => ({ a: `Xk.7)<${draw.digits(2)}Jz<-y2[q+8t{`.padEnd(20, "w") }), "a oci-auth-token"],
  ["a secret key of AWS without a name", () => ({ a: make("aws secret key") }), "a aws-secret-key"],
  [
    "what secretlint alone knows",
    () => ({ a: `glsa_${draw.alphanumeric(32)}_${draw.hex(8)}` }),
    "a secretlint-grafana",
  ],
  ["a private JWK", () => ({ keys: [{ kty: "oct", k: draw.base64url(32) }] }), "keys[0] private-jwk"],
  ["a key of a map", () => ({ map: { [make("github token")]: "x" } }), "map[key 1] github-token"],
];

const lines = (text: string): string => (text.match(/.{1,76}/g) ?? []).join("\n    ");

/** What names a secret, stands for one, or looks like one. */
const FINE: readonly (readonly [what: string, value: () => Value])[] = [
  ["the placeholder", () => ({ password: "CHANGEME", token: base64("CHANGEME") })],
  ["a placeholder in a URL", () => ({ url: "postgres://app:CHANGEME@db/x" })],
  ["a secret's ARN", () => ({ dbSecret: draw.arn("secretsmanager", "secret:shop/dev-AbCdEf") })],
  ["a secret's ARN in a text", () => ({ text: `from ${draw.arn("secretsmanager", "secret:hunter22")} on` })],
  ["a secret's OCID", () => ({ authToken: draw.ocid("vaultsecret") })],
  ["a secret's name", () => ({ clientSecret: "trivia-pay/dev/app-env" })],
  ["a secret's file", () => ({ password: "/run/secrets/db" })],
  ["numbers about passwords", () => ({ passwordLength: "32", token_validity: "60", passwordPolicy: "strong" })],
  ["a token that counts requests", () => ({ clientRequestToken: draw.uuid(), next_token: draw.uuid() })],
  ["an image by its digest", () => ({ image: `docker://app:1.27-alpine@sha256:${draw.hex(64)}` })],
  ["a zip's hash", () => ({ sourceCodeHash: draw.base64(32) })],
  ["a digest as long as a key", () => ({ contentDigest: make("aws secret key") })],
  ["an account's number", () => ({ AWS_ACCOUNT_ID: draw.account(), text: `aws_account_id = ${draw.account()}` })],
  ["a role's unique id", () => ({ uniqueId: `AROA${draw.text(17, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")}` })],
  ["shell", () => ({ a: 'token="$(secret "$ID" "registry token")"; mkdir -p /a; ssh -p 2222 host; PASS=$1' })],
  ["a sentence", () => ({ description: "The password: ask the team, never a token: it is kept elsewhere." })],
  ["settings with placeholders", () => ({ app_secret: base64("DB_PASSWORD=CHANGEME\nAPI_TOKEN=${TOKEN}\n") })],
];

describe("the detector", () => {
  for (const [what, value, ...places] of CASES) {
    it(`finds a secret in ${what}`, () => {
      // Drawn anew: it must be found each time, not nine times in ten.
      for (let round = 0; round < 10; round += 1) {
        const given = value();
        for (const place of places)
          assert.ok(found(given).includes(place), `${place} isn't among ${found(given).join(", ")}`);
      }
    });
  }

  for (const [what, value] of FINE) {
    it(`finds none in ${what}`, () => {
      for (let round = 0; round < 10; round += 1) assert.deepEqual(found(value()), []);
    });
  }

  it("never tells the value, whatever it is and even where it is a key", () => {
    for (const { kind, make: drawn } of KINDS) {
      const secret = drawn(draw);
      const told = JSON.stringify(secretsIn({ [secret]: { password: secret, [`x ${secret}`]: [secret] } }));
      for (const shown of [secret, base64(secret), JSON.stringify(secret).slice(1, -1)]) {
        assert.ok(!told.includes(shown.slice(0, 12)), kind);
      }
    }
  });

  it("says what it could not look into", () => {
    const deep = Array.from({ length: 2000 }).reduce<Value>((value) => [value], "x");
    assert.ok(found({ a: deep }).some((one) => one.endsWith(" too-deep")));
    assert.deepEqual(found({ a: gzipSync("x".repeat(5_000_000)).toString("base64") }), ["a too-large"]);
    const packed = Array.from({ length: 9 }).reduce<string>((text) => base64(`run ${text}`), make("jwt"));
    assert.deepEqual(found({ a: packed }), ["a too-deep"]);
  });

  it("ends where a bag holds itself", () => {
    const bag: Record<string, Value> = { password: "hunter22" };
    bag["self"] = [bag, { bag }];
    assert.deepEqual(found(bag), ["password named-secret"]);
  });

  it("keeps what stands in two values apart", () => {
    assert.deepEqual(found({ a: "password: ", b: "hunter22", c: "name: DB_PASSWORD", d: "value: hunter22" }), []);
  });
});

describe("secretlint's rules", () => {
  it("can't be switched off from within", () => {
    const bag: Bag = { a: `# secretlint-disable\nglsa_${draw.alphanumeric(32)}_${draw.hex(8)}` };
    assert.deepEqual(found(bag), ["a secretlint-grafana"]);
  });

  it("answer at once", () => {
    assert.ok(LINT_RULES.length >= 20);
    assert.deepEqual(
      lint(`${make("slack token")} {"private_key": "x"} https://a:b@c.de`).map(({ rule }) => rule),
      ["secretlint-slack"],
    );
  });
});
