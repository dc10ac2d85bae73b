import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { UNKNOWN } from "@tidegate/policy";
import type { Bag } from "@tidegate/policy";
import { findingsOf, holds, resource } from "./judged.ts";

const hex = (bytes: number): string => randomBytes(bytes).toString("hex");
const accessKey = `AKIA${hex(8).toUpperCase()}`;
const secretKey = `aA1/${hex(18)}`;
const privateKey = `-----BEGIN RSA PRIVATE KEY-----\n${hex(40)}\n-----END RSA PRIVATE KEY-----`;
const pulumiToken = `pul-${hex(20)}`;
const githubToken = `ghp_${hex(18)}`;

const SECRET: Bag = { repository: "tidegate", secretName: "SLACK_WEBHOOK", plaintextValue: UNKNOWN };
const DEPLOYMENT: Bag = {
  organization: "tidegate",
  project: "orders",
  stack: "dev",
  sourceContext: { git: { branch: "refs/heads/main" } },
  operationContext: { environmentVariables: { AWS_REGION: "eu-central-1", OCI_WIF_CLIENT_IDENTIFIER: "0a1b" } },
};
const variables = (environmentVariables: Bag): Bag => ({ operationContext: { environmentVariables } });
const variable = (name: string): string => `operationContext.environmentVariables.${name}`;
const git = (gitAuth: Bag): Bag => ({ sourceContext: { git: { gitAuth } } });

/** What is refused for what it is, by policy. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  "aws-no-keys": [
    "aws:iam/accessKey:AccessKey",
    "aws:iam/groupMembership:GroupMembership",
    "aws:iam/serviceSpecificCredential:ServiceSpecificCredential",
    "aws:iam/signingCertificate:SigningCertificate",
    "aws:iam/sshKey:SshKey",
    "aws:iam/user:User",
    "aws:iam/userGroupMembership:UserGroupMembership",
    "aws:iam/userLoginProfile:UserLoginProfile",
    "aws:iam/userPoliciesExclusive:UserPoliciesExclusive",
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
  ],
  "aws-trust-known-issuers": ["aws:iam/samlProvider:SamlProvider", "aws:rolesanywhere/trustAnchor:TrustAnchor"],
  "oci-no-keys": [
    ..."ApiKey AuthToken CustomerSecretKey SmtpCredential"
      .split(" ")
      .flatMap((kind) => [ociType(kind), ociType(`Domains${kind}`), ociType(`DomainsMy${kind}`)]),
    ..."DbCredential DomainsUserDbCredential DomainsMyUserDbCredential UiPassword"
      .split(" ")
      .map((kind) => ociType(kind)),
    ..."DomainsOauth2clientCredential DomainsMyOauth2clientCredential DomainsOauthClientCertificate"
      .split(" ")
      .map((kind) => ociType(kind)),
  ],
  "deployments-keyless": [
    ..."Org Personal Team".split(" ").map((whose) => `pulumiservice:api/tokens:${whose}Token`),
    "pulumiservice:index:AccessToken",
    "pulumiservice:index:OrgAccessToken",
    "pulumiservice:index:TeamAccessToken",
  ],
};

function ociType(kind: string): string {
  return `oci:Identity/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`;
}

describe("keyless: what is refused for what it is", () => {
  for (const [policy, types] of Object.entries(REFUSED)) {
    for (const type of types) {
      it(type, async () => {
        const findings = await findingsOf(policy, resource(type, { userId: UNKNOWN }));
        assert.deepEqual(
          findings.map(({ rule }) => rule),
          [policy === "aws-trust-known-issuers" ? "federation" : "key"],
        );
      });
    }
  }

  it("and a role or a group of AWS isn't", async () => {
    for (const type of ["aws:iam/role:Role", "aws:iam/group:Group", "oci:Identity/domainsUser:DomainsUser"]) {
      for (const policy of Object.keys(REFUSED)) assert.deepEqual(await findingsOf(policy, resource(type, {})), []);
    }
  });
});

describe("keyless: keys and what holds them", () => {
  holds([
    {
      policy: "aws-no-keys",
      type: "aws:iam/policyAttachment:PolicyAttachment",
      fine: { roles: ["orders"], policyArn: UNKNOWN, users: [] },
      breaks: [["users among those that it is attached to", { users: ["ann"] }, "users key"]],
    },
    {
      policy: "oci-no-keys",
      type: "oci:Identity/domainsApp:DomainsApp",
      fine: { displayName: "pipelines", isOauthClient: true, clientType: "public" },
      alsoFine: [
        ["a public client in other letters", { clientType: "Public" }],
        ["what is no client", { isOauthClient: false, clientType: "confidential" }],
        ["a kind that isn't known yet", { clientType: UNKNOWN }],
      ],
      breaks: [
        ["a client with a secret", { clientType: "confidential" }, "clientType confidential"],
        ["a client with a secret, in other letters", { clientType: "Confidential" }, "clientType confidential"],
        ["a trusted client", { clientType: "trusted" }, "clientType confidential"],
      ],
    },
    {
      policy: "oci-no-keys",
      type: "oci:Identity/userCapabilitiesManagement:UserCapabilitiesManagement",
      fine: { userId: UNKNOWN, canUseApiKeys: false, canUseAuthTokens: false },
      breaks: [["API keys", { canUseApiKeys: true }, "canUseApiKeys capability"]],
    },
    {
      policy: "providers-keyless",
      type: "pulumi:providers:aws",
      fine: { region: "eu-central-1", profile: "orders" },
      alsoFine: [["an empty key", { accessKey: "" }]],
      breaks: [
        ["an access key", { accessKey }, "accessKey key"],
        ["a secret key", { secretKey }, "secretKey key"],
        ["a token that isn't known yet", { token: UNKNOWN }, "token key"],
      ],
    },
    {
      policy: "providers-keyless",
      type: "pulumi:providers:oci",
      fine: { region: "eu-frankfurt-1", auth: "SecurityToken", configFileProfile: "orders" },
      breaks: [
        ["a private key", { privateKey }, "privateKey key"],
        ["a path to one", { privateKeyPath: "key.pem", fingerprint: "aa:bb" }, "fingerprint key", "privateKeyPath key"],
        ["a client's secret", { tokenExchangeClientSecret: hex(20) }, "tokenExchangeClientSecret key"],
      ],
    },
    {
      policy: "providers-keyless",
      type: "pulumi:providers:pulumiservice",
      fine: { apiUrl: "https://api.example.com" },
      breaks: [["an access token", { accessToken: pulumiToken }, "accessToken key"]],
    },
    {
      policy: "github-no-cloud-secrets",
      type: "github:index/actionsSecret:ActionsSecret",
      fine: SECRET,
      alsoFine: [
        ...[
          "AWS_ROLE_ARN",
          "OCI_TENANCY_OCID",
          "AWS_KMS_KEY_ID",
          "SLACK_TOKEN",
          "AWS_REGION",
          "KEYBOARD",
          "OCI_KEY_OCID",
          "AWS_KMS_KEY",
          "OCI_PUBLIC_KEY",
        ].map((secretName) => [secretName, { secretName }] as const),
        ["a commit", { plaintextValue: hex(20) }],
        [
          "an encrypted value, which can't be looked into",
          { encryptedValue: Buffer.from(accessKey).toString("base64") },
        ],
      ],
      breaks: [
        ...[
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "PROD_AWS_SESSION_TOKEN",
          "aws_secret",
          "OCI_CLI_KEY_CONTENT",
          "OCI_FINGERPRINT",
          "OCIR_AUTH_TOKEN",
          "OCI_API_KEY",
          "PULUMI_ACCESS_TOKEN",
          "AZURE_CREDENTIALS",
          "ARM_CLIENT_SECRET",
          "GCP_SA_KEY",
          "KUBECONFIG",
          "SECRET_ACCESS_KEY",
          "AWS_SECRET_ACCESS_KEY_2",
        ].map((secretName) => [secretName, { secretName }, "secretName name"] as const),
        ["an access key", { plaintextValue: accessKey }, "plaintextValue aws-access-key"],
        ["a secret key", { value: secretKey }, "value aws-secret-key"],
        ["a private key", { plaintextValue: privateKey }, "plaintextValue private-key"],
        ["a token of Pulumi Cloud", { plaintextValue: pulumiToken }, "plaintextValue pulumi-token"],
      ],
    },
    ...[
      "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
      "github:index/actionsOrganizationSecret:ActionsOrganizationSecret",
      "github:index/codespacesOrganizationSecret:CodespacesOrganizationSecret",
      "github:index/codespacesSecret:CodespacesSecret",
      "github:index/codespacesUserSecret:CodespacesUserSecret",
      "github:index/dependabotOrganizationSecret:DependabotOrganizationSecret",
      "github:index/dependabotSecret:DependabotSecret",
    ].map((type) => ({
      policy: "github-no-cloud-secrets",
      type,
      fine: SECRET,
      breaks: [["a cloud's key", { secretName: "AWS_SECRET_ACCESS_KEY" }, "secretName name"] as const],
    })),
    ...["ActionsVariable", "ActionsEnvironmentVariable", "ActionsOrganizationVariable"].map((kind) => ({
      policy: "github-variables-open",
      type: `github:index/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`,
      fine: { variableName: "AWS_ROLE_TO_ASSUME", value: "arn:aws:iam::111122223333:role/deploy" },
      alsoFine: [
        ["where a secret is kept", { variableName: "DB_SECRET_ARN" }] as const,
        ["a value that isn't known yet", { value: UNKNOWN }] as const,
      ],
      breaks: [
        ["a name of a secret", { variableName: "DB_PASSWORD" }, "variableName name"] as const,
        ["an access key", { value: `x ${accessKey}` }, "value aws-access-key"] as const,
        ["a token of GitHub", { value: githubToken }, "value github-token"] as const,
      ],
    })),
    {
      policy: "deployments-keyless",
      type: "pulumiservice:index:DeploymentSettings",
      fine: DEPLOYMENT,
      alsoFine: [
        ["variables that aren't known yet", { operationContext: UNKNOWN }],
        ["git without a credential", git({})],
      ],
      breaks: [
        [
          "a key by its name",
          variables({ AWS_SECRET_ACCESS_KEY: UNKNOWN }),
          `${variable("AWS_SECRET_ACCESS_KEY")} name`,
        ],
        ["a token by its name", variables({ PULUMI_ACCESS_TOKEN: "x" }), `${variable("PULUMI_ACCESS_TOKEN")} name`],
        ["a key by its form", variables({ ONE: accessKey, TWO: "2" }), `${variable("ONE")} aws-access-key`],
        [
          "a password for git",
          git({ basicAuth: { username: "x", password: hex(8) } }),
          "sourceContext.git.gitAuth.basicAuth git",
        ],
        ["a key for git", git({ sshAuth: { sshPrivateKey: privateKey } }), "sourceContext.git.gitAuth.sshAuth git"],
      ],
    },
  ]);

  it("says nothing of the values", async () => {
    const told = [
      await findingsOf("providers-keyless", resource("pulumi:providers:aws", { accessKey, secretKey })),
      await findingsOf(
        "github-no-cloud-secrets",
        resource("github:index/actionsSecret:ActionsSecret", { ...SECRET, value: secretKey }),
      ),
      await findingsOf(
        "deployments-keyless",
        resource("pulumiservice:index:DeploymentSettings", variables({ A: accessKey })),
      ),
    ];
    assert.ok(told.every((findings) => findings.length > 0));
    for (const value of [accessKey, secretKey]) assert.ok(!JSON.stringify(told).includes(value.slice(4, 14)));
  });
});
