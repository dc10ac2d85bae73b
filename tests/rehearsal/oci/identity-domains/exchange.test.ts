import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { decodeJwt, decodeProtectedHeader, exportJWK, SignJWT } from "jose";
import { prove } from "../../../../rehearsal/oci/services/identity-domains/subject-token.ts";
import type { Answer } from "../world.ts";
import {
  ADMIN,
  APP_DOCUMENT,
  AUDIENCE,
  CLIENT,
  DEV_RULE,
  encodedKey,
  field,
  freshKeys,
  ISSUER,
  openDomain,
  trustDocument,
} from "./fixture.ts";
import type { Domain } from "./fixture.ts";

/** Jobs whose tokens the trust, which names the environment dev, must not take. */
const OTHERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "of another environment": { environment: "prod" },
  "of an environment in another case": { environment: "Dev" },
  "without environment": { environment: undefined },
  "of a pull request": { branch: undefined, pullRequest: 7, environment: undefined },
  "of another repository": { repository: "tidegate/other" },
  "of another owner": { repository: "tidegate-evil/tidegate" },
  "with more behind its subject": { claims: { sub: "repo:tidegate/tidegate:environment:dev:x" } },
  "with more before its subject": { claims: { sub: "x:repo:tidegate/tidegate:environment:dev" } },
  "without subject": { claims: { sub: null } },
  "whose subject is a list": { claims: { sub: ["repo:tidegate/tidegate:environment:dev"] } },
  "for another audience": { audience: "sts.amazonaws.com" },
  "for an audience in another case": { audience: AUDIENCE.toUpperCase() },
  "for a list of audiences": { claims: { aud: [AUDIENCE] } },
  "without audience": { claims: { aud: null } },
  "of another issuer": { claims: { iss: `${ISSUER}/evil` } },
  "without issuer": { claims: { iss: null } },
  "without an end": { claims: { exp: null } },
};

describe("the exchange of a token for a session", () => {
  let domain: Domain;
  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.world.close());

  function refused(answer: Answer, status: number, code: string, why: RegExp): void {
    assert.deepEqual([answer.status, field(answer, "error")], [status, code], field(answer, "error_description"));
    assert.match(field(answer, "error_description"), why);
    assert.equal(field(answer, "token"), "");
  }

  it("gives a session of the rule's user, for an hour, bound to the key", async () => {
    const pair = freshKeys();
    const answer = await domain.exchange(await domain.token(), { public_key: encodedKey(pair) });
    assert.equal(answer.status, 200);
    const claims = decodeJwt(field(answer, "token"));
    assert.equal(claims.sub, domain.userOcid);
    assert.equal(claims["source_authn_prin"], "repo:tidegate/tidegate:environment:dev");
    assert.equal(Number(claims.exp) - Number(claims.iat), 3600);
    const jwk: unknown = JSON.parse(String(claims["jwk"]));
    assert.equal(Reflect.get(Object(jwk) as object, "n"), pair.publicKey.export({ format: "jwk" }).n);
  });

  for (const [what, job] of Object.entries(OTHERS)) {
    it(`refuses a token ${what}`, async () => {
      refused(await domain.exchange(await domain.token(job)), 400, "invalid_grant", /./);
    });
  }

  it("refuses a token that has ended, to the second, or hasn't begun", async () => {
    const token = await domain.token();
    domain.world.advance(299);
    assert.equal((await domain.exchange(token)).status, 200);
    domain.world.advance(2);
    refused(await domain.exchange(token), 400, "invalid_grant", /"exp"/);
    const soon = domain.world.runtime.clock.now() / 1000 + 60;
    refused(await domain.exchange(await domain.token({ claims: { nbf: soon } })), 400, "invalid_grant", /"nbf"/);
  });

  it("refuses what GitHub didn't sign", async () => {
    const real = await domain.token();
    const [header = "", payload = "", signature = ""] = real.split(".");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const kid = decodeProtectedHeader(real).kid ?? "";
    const claims = decodeJwt(real);
    const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    const keys: unknown = await (await fetch(`${domain.world.endpoint}/rehearsal/github/.well-known/jwks`)).text();
    const forged = {
      "by another key under the same id": await new SignJWT(claims)
        .setProtectedHeader({ alg: "RS256", kid })
        .sign(privateKey),
      "by an unknown key": await new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "x" }).sign(privateKey),
      "by the public key as a word": await new SignJWT(claims)
        .setProtectedHeader({ alg: "HS256", kid })
        .sign(Buffer.from(String(keys))),
      "by nobody": `${none}.${payload}.`,
      "by nobody, with a signature": `${none}.${payload}.${signature}`,
      "as it stands": `${header}.${Buffer.from(JSON.stringify({ ...claims, sub: "x" })).toString("base64url")}.${signature}`,
      "at all": "word",
    };
    for (const [what, token] of Object.entries(forged)) {
      const answer = await domain.exchange(token);
      assert.deepEqual([answer.status, field(answer, "error")], [400, "invalid_grant"], what);
    }
  });

  it("takes RS256 alone, also where the key says nothing of an algorithm", async () => {
    const { publicKey, privateKey } = freshKeys();
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: "k" }] };
    const claims = decodeJwt(await domain.token());
    const proved = async (alg: string) => {
      const token = await new SignJWT(claims).setProtectedHeader({ alg, kid: "k" }).sign(privateKey);
      return await prove(domain.world.runtime.present(), token, CLIENT, async () => keys);
    };
    assert.equal((await proved("RS256")).userId, domain.userId);
    await assert.rejects(proved("RS512"), /"alg"/);
    await assert.rejects(proved("PS256"), /"alg"/);
  });

  it("asks for each parameter, once and right", async () => {
    const token = await domain.token();
    for (const name of ["requested_token_type", "subject_token_type", "public_key", "subject_token", "grant_type"]) {
      refused(
        await domain.exchange(token, { [name]: undefined }),
        400,
        "invalid_request",
        new RegExp(`${name} is required`),
      );
    }
    refused(await domain.exchange(token, { requested_token_type: "urn:x" }), 400, "invalid_request", /oci-upst/);
    refused(await domain.exchange(token, { subject_token_type: "saml" }), 400, "invalid_request", /jwt/);
    refused(await domain.exchange(token, { grant_type: "password" }), 400, "unsupported_grant_type", /token-exchange/);
    const url = `${domain.world.endpoint}/oauth2/v1/token`;
    const twice = await fetch(url, {
      method: "POST",
      body: new URLSearchParams([
        ["client_id", "a"],
        ["client_id", "b"],
      ]),
    });
    assert.equal(twice.status, 400);
    const json = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
    assert.equal(json.status, 400);
  });

  it("takes RSA keys of 2048 bits or more alone", async () => {
    const token = await domain.token();
    const { publicKey: short } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    const { publicKey: curve } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    for (const key of [short, curve]) {
      const public_key = key.export({ type: "spki", format: "der" }).toString("base64");
      refused(await domain.exchange(token, { public_key }), 400, "invalid_request", /2048 bits/);
    }
    refused(await domain.exchange(token, { public_key: "word" }), 400, "invalid_request", /2048 bits/);
  });

  it("knows public clients by their id, and no secrets", async () => {
    const token = await domain.token();
    refused(await domain.exchange(token, { client_id: "other" }), 401, "invalid_client", /No active client/);
    refused(await domain.exchange(token, { client_id: undefined }), 401, "invalid_client", /No active client/);
    refused(await domain.exchange(token, { client_secret: "word" }), 401, "invalid_client", /no client secret/);
    const { world } = domain;
    await world.send("POST", `${ADMIN}/Apps`, { ...APP_DOCUMENT, name: "secretive", clientType: "confidential" });
    refused(await domain.exchange(token, { client_id: "secretive" }), 401, "invalid_client", /must prove itself/);
    await world.send("POST", `${ADMIN}/Apps`, { ...APP_DOCUMENT, name: "stranger" });
    refused(await domain.exchange(token, { client_id: "stranger" }), 400, "unauthorized_client", /doesn't list/);
  });

  it("follows its trust: no longer active, other keys, a user who is gone", async () => {
    const { world, trustId, userId } = domain;
    const right = trustDocument({ [DEV_RULE]: userId });
    const path = `${ADMIN}/IdentityPropagationTrusts/${trustId}`;
    const change = async (over: Record<string, unknown>) => {
      assert.equal((await world.send("PUT", path, { ...right, ...over })).status, 200);
      return await domain.exchange(await domain.token());
    };
    refused(await change({ active: false }), 400, "invalid_grant", /No active trust/);
    refused(await change({ publicKeyEndpoint: "https://keys.example/jwks" }), 400, "invalid_grant", /No keys/);
    assert.equal((await change({})).status, 200);
    await world.send("DELETE", `${ADMIN}/Users/${userId}`);
    refused(await domain.exchange(await domain.token()), 400, "invalid_grant", /gone, or not active/);
  });
});
