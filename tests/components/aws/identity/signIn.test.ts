import assert from "node:assert/strict";
import type { SignInArgs } from "@tidegate/aws";
import { ownName, SignIn, signInFaults } from "@tidegate/aws";
import { build, known } from "../built.ts";
import { refuses } from "../faults.ts";

const RIGHT: SignInArgs = {
  poolName: "quiz-dev",
  metadataUrl: "https://sso.pingone.com/your-org-id/saml/metadata",
  providerName: "PingID",
  callbackUrls: ["https://quiz.example.com"],
  protect: false,
};
const signIn = (change: Partial<SignInArgs> = {}) =>
  build((options) => new SignIn("in", { ...RIGHT, ...change }, options));

describe("SignIn", () => {
  it("trusts the company's identity provider by SAML, and lets nobody sign up", async () => {
    const { only } = await signIn();
    assert.deepEqual(only("UserPool").inputs["adminCreateUserConfig"], { allowAdminCreateUserOnly: true });
    const { providerType, providerDetails, providerName } = only("IdentityProvider").inputs;
    assert.deepEqual([providerType, providerName], ["SAML", "PingID"]);
    assert.deepEqual(providerDetails, { MetadataURL: RIGHT.metadataUrl });
  });

  it("gives the web application a client without a secret, for the code flow and this provider alone", async () => {
    const { generateSecret, allowedOauthFlows, callbackUrls, supportedIdentityProviders } = (await signIn()).only(
      "UserPoolClient",
    ).inputs;
    assert.equal(generateSecret, false);
    assert.deepEqual(allowedOauthFlows, ["code"]);
    assert.deepEqual(callbackUrls, ["https://quiz.example.com"]);
    assert.deepEqual(supportedIdentityProviders, ["PingID"]);
  });

  it("says what the identity provider and an authorizer must know", async () => {
    const { component } = await signIn();
    const pool = await known(component.userPoolId);
    assert.equal(await known(component.issuer), `https://cognito-idp.eu-central-1.amazonaws.com/${pool}`);
    assert.equal(await known(component.samlAudience), `urn:amazon:cognito:sp:${pool}`);
    assert.equal(
      await known(component.samlReplyUrl),
      "https://quiz-dev.auth.eu-central-1.amazoncognito.com/saml2/idpresponse",
    );
  });

  it("keeps the pool where it is protected", async () => {
    const { inputs, options } = (await signIn({ protect: true })).only("UserPool");
    assert.equal(inputs["deletionProtection"], "ACTIVE");
    assert.equal(options.protect, true);
    assert.equal((await signIn()).only("UserPool").inputs["deletionProtection"], "INACTIVE");
  });

  refuses(
    RIGHT,
    (args) => signInFaults(args, ownName),
    (args) => new SignIn("in", args),
    [
      ["a pool's name that AWS keeps for itself", { poolName: "my-cognito-pool" }, ["poolName"]],
      ["a name in capitals", { poolName: "Quiz" }, ["poolName"]],
      ["metadata by plain HTTP", { metadataUrl: "http://sso.pingone.com/metadata" }, ["metadataUrl"]],
      ["a provider's name with a blank", { providerName: "Ping ID" }, ["providerName"]],
    ],
  );
});
