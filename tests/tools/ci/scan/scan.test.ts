import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { scan } from "../../../../tools/ci/scan/scan.ts";
import { made } from "../made.ts";

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const rules = (text: string): string[] => scan(text).map(({ rule }) => rule);

/** Lines of a plan that may be shown. */
const FINE: Readonly<Record<string, () => string>> = {
  "a URN": () => "[urn=urn:pulumi:dev::trivia-pay::tidegate:oci:Network$oci:Core/vcn:Vcn::trivia-pay-dev-network-vcn]",
  "an ARN": () => `roleArn: "arn:aws:iam::123456789012:role/circle-of-trust-dev-execution-${made.hex(4)}"`,
  "a secret's ARN": () => `password: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/dev-AbCdEf"`,
  "an OCID": () => `+ compartmentId: "${made.ocid("compartment")}"`,
  "a secret's OCID under a secret's name": () => `dbPassword: "${made.ocid("vaultsecret")}"`,
  "an image by its digest": () => `image: "fra.ocir.io/ns/triviapay@sha256:${made.hex(32)}"`,
  "a UUID": () => `id: "${randomUUID()}"`,
  "a commit after an @": () => `uses: actions/checkout@${made.hex(20)}`,
  "the placeholder": () => `+ secretString: "CHANGEME"`,
  "the placeholder in base64": () => `+ content: "${base64("CHANGEME")}"`,
  "what Pulumi hides": () => `~ password: [secret] => [secret]`,
  "what Pulumi doesn't know yet": () => `+ authToken: output<string>`,
  "an interpolation": () => `DATABASE_PASSWORD=\${DB_PASSWORD}`,
  "a secret's length": () => `passwordLength: 32`,
  "words about a token": () => `error: invalid token: expected a name`,
  "a user without a password in a URL": () => `url: "https://git@example.com/a.git"`,
  "a placeholder in a URL": () => `url: "postgres://app:CHANGEME@db.internal/app"`,
  "a bucket with the account's number": () => `bucket: "tidegate-state-123456789012-eu-central-1-dev"`,
  "a long name in camel case": () => `enableNetworkAddressUsageMetricsForTheWholeVirtualNetwork: false`,
  "an action of IAM": () => `"iam:AddClientIDToOpenIDConnectProvider",`,
  "a rule set of WAF": () => `name: "AWSManagedRulesKnownBadInputsRuleSet"`,
  "a load balancer's suffix": () => `LoadBalancer: "app/order-tracking-dev/50dc6c495c0c9188"`,
  "a script that asks for a secret": () => `token="$(secret "$OCIR_AUTH_TOKEN_SECRET_ID" "registry's auth token")"`,
  "a path": () => `components/rollout/simulate/observations/instanceConfiguration2.ts`,
  "a rule of dashes": () => "-".repeat(80),
  "user data without a secret": () =>
    `user_data: "${base64("#cloud-config\nruncmd:\n  - systemctl start triviapay\n")}"`,
};

/** Lines that may not, and the rule that says so. */
const REFUSED: readonly (readonly [what: string, rule: string, line: () => string])[] = [
  ["an access key of AWS", "aws-access-key", () => `id = ${made.awsKeyId()}`],
  ["an access key of a session", "aws-access-key", () => `"${made.awsSessionKeyId()}"`],
  ["a secret key of AWS", "high-entropy", () => `+ value: "${made.awsSecret()}"`],
  ["a private key", "private-key", () => made.privateKey().split("\n", 1)[0] ?? ""],
  ["a JWT", "jwt", () => `Bearer ${made.jwt()}`],
  ["GitHub's token", "github-token", () => `header ${made.githubToken()}`],
  ["GitHub's fine-grained token", "github-token", () => `header ${made.githubFineToken()}`],
  ["a session of OCI", "oci-session-token", () => `keyId="ST$${made.hex(30)}"`],
  ["Pulumi's token", "pulumi-token", () => `login ${made.pulumiToken()}`],
  ["a password in a URL", "url-password", () => `dsn: "postgres://app:${made.password()}@db.internal/app"`],
  ["a quoted value under a secret's name", "named-secret", () => `+ masterPassword: "${made.password()}"`],
  ["a word under a secret's name", "named-secret", () => `+ password: "hunter"`],
  ["the new value of a change", "named-secret", () => `~ apiKey: "CHANGEME" => "${made.password()}"`],
  ["a shell's assignment", "named-secret", () => `export DB_PASSWORD=${made.password()}`],
  ["a value in JSON within a text", "named-secret", () => `+ text: "{\\"token\\":\\"${made.password()}\\"}"`],
  ["an unquoted value with a digit", "named-secret", () => `secret: ${made.password()}`],
  ["random base64", "high-entropy", () => `+ value: "7${made.base64(33)}"`],
  ["random hexadecimal", "high-entropy", () => `+ value: "${made.hex(32)}"`],
  ["a digest's worth without the word", "high-entropy", () => `sha256: ${made.hex(32)}`],
  [
    "a key within base64",
    "aws-access-key",
    () => `+ user_data: "${base64(`#!/bin/sh\nexport ID=${made.awsKeyId()}\n`)}"`,
  ],
  ["a key within base64 within base64", "github-token", () => base64(`x: ${base64(`header ${made.githubToken()}`)}`)],
  ["a key within gzip", "jwt", () => gzipSync(`Bearer ${made.jwt()}`).toString("base64")],
];

describe("the scanner", () => {
  for (const [what, line] of Object.entries(FINE)) {
    it(`lets ${what} be shown`, () => {
      // Some of these are drawn at random: all of them must pass, not one in ten.
      for (let round = 0; round < 20; round += 1) assert.deepEqual(rules(line()), [], line());
    });
  }

  for (const [what, rule, line] of REFUSED) {
    it(`finds ${what}`, () => {
      for (let round = 0; round < 20; round += 1) {
        const text = line();
        assert.ok(
          rules(text).includes(rule),
          `${rule} isn't among ${rules(text).join(", ")} for ${text.length} characters`,
        );
      }
    });
  }

  it("names the line and the rule and never the value", () => {
    const token = made.githubToken();
    const found = scan(["one", "two", `three ${token}`].join("\n"));
    assert.ok(found.some(({ line, rule }) => line === 3 && rule === "github-token"));
    assert.ok(!JSON.stringify(found).includes(token.slice(4)));
  });

  it("finds each key of several, wherever they stand", () => {
    const text = ["a", made.jwt(), "b", made.privateKey(), made.awsKeyId()].join("\n");
    const last = text.split("\n").length;
    const found = scan(text).map(({ line, rule }) => `${line} ${rule}`);
    for (const finding of ["2 jwt", "4 private-key", `${last} aws-access-key`])
      assert.ok(found.includes(finding), found.join(", "));
  });

  it("looks through a megabyte in seconds", () => {
    const text = `${Object.values(FINE)
      .map((line) => line())
      .join("\n")}\n`.repeat(1000);
    assert.ok(text.length > 1_000_000);
    assert.deepEqual(scan(text), []);
  }).timeout(20_000);
});
