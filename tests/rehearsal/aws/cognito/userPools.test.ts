import assert from "node:assert/strict";
import { IDENTITY_PROVIDER } from "../../../../rehearsal/aws/services/cognito/identityProvider.ts";
import { USER_POOL, USER_POOL_DOMAIN } from "../../../../rehearsal/aws/services/cognito/userPool.ts";
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { textOf } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { caught, previewed, refused } from "../refused.ts";

const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";
const METADATA = "https://auth.example.com/metadata";

describe("user pools of the embedded Cognito", () => {
  let account: Account;
  let pool: Resource;
  beforeEach(() => {
    account = new Account();
    pool = account.make(USER_POOL, { name: "users" });
  });

  const saml = (providerDetails: Properties, providerName = "PingID") =>
    account.make(IDENTITY_PROVIDER, { userPoolId: pool.id, providerName, providerType: "SAML", providerDetails });
  const client = (more: Properties) => account.make(CLIENT, { name: "web", userPoolId: pool.id, ...more });
  const domain = (name: string, more: Properties = {}) =>
    account.make(USER_POOL_DOMAIN, { userPoolId: pool.id, domain: name, ...more });

  it("have ids with their region, and an endpoint", () => {
    assert.match(pool.id, /^eu-central-1_[a-z0-9]{9}$/);
    assert.equal(pool.outputs["endpoint"], `cognito-idp.eu-central-1.amazonaws.com/${pool.id}`);
    assert.equal(pool.outputs["mfaConfiguration"], "OFF");
  });

  it("let people in by SAML, through a client and a domain", () => {
    assert.equal(saml({ MetadataURL: METADATA }).id, `${pool.id}:PingID`);
    const flows = { allowedOauthFlows: ["code"], callbackUrls: ["https://app.example.com", "http://localhost:3000"] };
    const made = client({ ...flows, supportedIdentityProviders: ["PingID", "COGNITO"], generateSecret: true });
    assert.match(made.id, /^[a-z0-9]{26}$/);
    assert.match(textOf(made.outputs["clientSecret"]), /^[a-z0-9]{51}$/);
    assert.equal(domain("circle-dev").id, "circle-dev");
  });

  const invalid = "InvalidParameterException";
  const broken: readonly [string, () => unknown, string, RegExp][] = [
    ["SAML without metadata", () => saml({}), invalid, /MetadataURL and MetadataFile/],
    ["metadata without https", () => saml({ MetadataURL: "http://a.example" }), invalid, /Invalid MetadataURL/],
    [
      "a provider twice",
      () => (saml({ MetadataURL: METADATA }), saml({ MetadataURL: METADATA })),
      "DuplicateProviderException",
      /PingID/,
    ],
    [
      "a client of a provider that isn't there",
      () => client({ supportedIdentityProviders: ["PingID"] }),
      invalid,
      /PingID does not exist/,
    ],
    ["a way back without https", () => client({ callbackUrls: ["http://app.example.com"] }), invalid, /localhost/],
    ["a code with no way back", () => client({ allowedOauthFlows: ["code"] }), invalid, /callback URL/],
    [
      "machines and people in one client",
      () => client({ allowedOauthFlows: ["code", "client_credentials"] }),
      "InvalidOAuthFlowException",
      /client_credentials/,
    ],
    [
      "OIDC without an issuer",
      () =>
        account.make(IDENTITY_PROVIDER, {
          userPoolId: pool.id,
          providerName: "o",
          providerType: "OIDC",
          providerDetails: { client_id: "a" },
        }),
      invalid,
      /oidc_issuer/,
    ],
    [
      "a first way back that isn't among the ways back",
      () => client({ callbackUrls: ["https://a.example"], defaultRedirectUri: "https://b.example" }),
      invalid,
      /list of callback urls/,
    ],
    [
      "a domain that another pool has",
      () => (
        domain("one"),
        account.make(USER_POOL_DOMAIN, { userPoolId: account.make(USER_POOL, { name: "more" }).id, domain: "one" })
      ),
      invalid,
      /another user pool/,
    ],
    ["a client of a pool that isn't there", () => client({ userPoolId: "no" }), "ResourceNotFoundException", /pool no/],
    ["a domain with a reserved word", () => domain("my-cognito"), invalid, /reserved word: cognito/],
    ["a second domain", () => (domain("one"), domain("two")), invalid, /already has a domain/],
    [
      "a custom domain with a certificate elsewhere",
      () => domain("id.example.com", { certificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/a" }),
      invalid,
      /us-east-1/,
    ],
  ];
  for (const [what, act, code, words] of broken) {
    it(`refuse ${what}`, () => refused(act, code, words));
  }

  it("go when their domain is gone and nothing protects them", () => {
    const own = domain("circle-dev");
    refused(() => account.remove(pool), invalid, /domain configured/);
    account.remove(own);
    const safe = account.change(pool, { name: "users", deletionProtection: "ACTIVE" });
    refused(() => account.remove(safe), invalid, /deletion protection/);
    account.remove(account.change(pool, { name: "users" }));
  });

  it("are refused in a preview where a word is wrong", () => {
    assert.deepEqual(
      previewed(USER_POOL, { mfaConfiguration: "ON", softwareTokenMfaConfiguration: { enabled: true } }),
      [],
    );
    caught(USER_POOL, { mfaConfiguration: "ON" }, "mfaConfiguration", /softwareToken/);
    caught(USER_POOL, { passwordPolicy: { minimumLength: 4 } }, "passwordPolicy.minimumLength", /6 - 99/);
    caught(USER_POOL, { aliasAttributes: ["email"], usernameAttributes: ["email"] }, "aliasAttributes", /exactly one/);
    caught(USER_POOL_DOMAIN, { userPoolId: "p", domain: "Circle" }, "domain", /lower-case/);
    caught(
      IDENTITY_PROVIDER,
      { userPoolId: "p", providerName: "a", providerType: "SAML2", providerDetails: {} },
      "providerType",
      /SAML/,
    );
    caught(CLIENT, { userPoolId: "p", allowedOauthFlows: ["token"] }, "allowedOauthFlows[0]", /implicit/);
  });
});
