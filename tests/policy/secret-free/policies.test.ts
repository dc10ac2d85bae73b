import assert from "node:assert/strict";
import type { Bag, Finding, JudgedResource } from "@tidegate/policy";
import { UNKNOWN } from "@tidegate/policy";
import { policies } from "../../../policy/secret-free/policies.ts";
import { Draw } from "./corpus/draw.ts";

const draw = new Draw(7);
const token = `ghp_${draw.alphanumeric(36)}`;
const base64 = (text: string): string => Buffer.from(text).toString("base64");

const resource = (type: string, props: Bag): JudgedResource => ({
  type,
  name: "it",
  urn: `urn:pulumi:dev::app::${type}::it`,
  props,
  protect: false,
  additionalSecretOutputs: [],
});

async function judged(name: string, given: JudgedResource): Promise<readonly Finding[]> {
  const policy = policies.find((one) => one.name === name);
  assert.ok(policy, name);
  return policy.about === "stack" ? policy.judge([given], {}) : policy.judge(given, {});
}

/** By policy: something compliant, and breaks of it: the property that changes, and the finding's path and rule. */
const POLICIES: Readonly<
  Record<string, readonly { type: string; fine: Bag; breaks: readonly (readonly [Bag, string, string])[] }[]>
> = {
  "no-secret-by-place": [
    {
      type: "aws:rds/instance:Instance",
      fine: { engine: "postgres", manageMasterUserPassword: true, password: UNKNOWN },
      breaks: [
        [{ password: "hunter" }, "password", "secret-place"],
        [{ password: base64("hunter") }, "password", "secret-place"],
      ],
    },
    {
      type: "oci:Vault/secret:Secret",
      fine: { secretName: "app-env", secretContent: { contentType: "BASE64", content: base64("CHANGEME") } },
      breaks: [
        [{ secretContent: { content: base64("A=CHANGEME\nB=real") } }, "secretContent.content", "secret-place"],
        [{ secretContent: { content: "anything" } }, "secretContent.content", "secret-place"],
      ],
    },
    {
      type: "aws:secretsmanager/secretVersion:SecretVersion",
      fine: { secretString: JSON.stringify({ username: "CHANGEME", password: "CHANGEME" }) },
      breaks: [
        [{ secretString: JSON.stringify({ username: "CHANGEME", password: "x1y2" }) }, "secretString", "secret-place"],
        [{ secretBinary: base64("anything") }, "secretBinary", "secret-place"],
      ],
    },
    {
      type: "aws:ssm/parameter:Parameter",
      fine: { type: "String", value: "eu-central-1" },
      breaks: [[{ type: "SecureString" }, "value", "secret-place"]],
    },
    {
      type: "github:index/actionsSecret:ActionsSecret",
      fine: { secretName: "DEPLOY" },
      breaks: [[{ encryptedValue: base64("anything") }, "encryptedValue", "secret-place"]],
    },
    {
      type: "aws:elasticache/user:User",
      fine: { userName: "app", passwords: ["CHANGEME"] },
      breaks: [[{ passwords: ["CHANGEME", "anything"] }, "passwords[1]", "secret-place"]],
    },
    {
      type: "command:remote:Command",
      fine: { connection: { host: "10.0.0.7", user: "opc" } },
      breaks: [[{ connection: { host: "10.0.0.7", password: "anything" } }, "connection.password", "secret-place"]],
    },
  ],
  "no-secret-by-content": [
    {
      type: "aws:lambda/function:Function",
      fine: { environment: { variables: { TOKEN_ARN: draw.arn("secretsmanager", "secret:a") } }, __provider: token },
      breaks: [
        [{ environment: { variables: { X: token } } }, "environment.variables.X", "github-token"],
        [{ description: base64(`use ${token}`) }, "description", "github-token"],
      ],
    },
  ],
  "no-secret-in-dynamic-provider": [
    {
      type: "pulumi-nodejs:dynamic:Resource",
      fine: { __provider: 'exports.handler = () => import("@tidegate/rollout/provider");', other: token },
      breaks: [[{ __provider: `const t = "${token}";` }, "__provider", "github-token"]],
    },
  ],
  "no-secret-in-outputs": [
    {
      type: "pulumi:pulumi:Stack",
      fine: { url: "https://app.example.com", secretArn: draw.arn("secretsmanager", "secret:a") },
      breaks: [[{ url: `https://app:hunter22@app.example.com` }, "url", "url-password"]],
    },
    {
      type: "oci:Identity/authToken:AuthToken",
      fine: { userId: draw.ocid("user"), token: UNKNOWN },
      breaks: [[{ token: "anything" }, "token", "secret-place"]],
    },
  ],
};

describe("the policies of secret-free", () => {
  it("all have a fixture here", () => {
    assert.deepEqual(policies.map(({ name }) => name).toSorted(), Object.keys(POLICIES).toSorted());
  });

  for (const [name, fixtures] of Object.entries(POLICIES)) {
    for (const { type, fine, breaks } of fixtures) {
      it(`${name} lets ${type} be`, async () => {
        assert.deepEqual(await judged(name, resource(type, fine)), []);
      });

      for (const [change, path, rule] of breaks) {
        it(`${name} refuses ${Object.keys(change).join(", ")} of ${type}`, async () => {
          const findings = await judged(name, resource(type, { ...fine, ...change }));
          assert.deepEqual(
            [...new Set(findings.map((finding) => `${finding.path} ${finding.rule ?? ""}`))].filter(
              (one) => one === `${path} ${rule}`,
            ),
            [`${path} ${rule}`],
          );
          assert.ok(
            !JSON.stringify(findings).includes("anything") && !JSON.stringify(findings).includes(token.slice(4, 16)),
          );
        });
      }
    }
  }
});
