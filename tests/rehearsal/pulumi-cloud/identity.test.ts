import assert from "node:assert/strict";
import { createLocalJWKSet, decodeJwt, jwtVerify } from "jose";
import type { JSONWebKeySet } from "jose";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { createServer } from "../../../rehearsal/oci/http/server.ts";
import { Runtime } from "../../../rehearsal/oci/runtime.ts";
import { ISSUER, LIFETIME } from "../../../rehearsal/pulumi-cloud/claims.ts";
import { temporaryFolder } from "../../support/temp.ts";
import type { TemporaryFolder } from "../../support/temp.ts";

const RUN = { organization: "tidegate", project: "quiz", stack: "dev", operation: "update" };

describe("the rehearsal's identity provider of Pulumi Cloud", function () {
  this.timeout(20_000);
  let folder: TemporaryFolder;
  let runtime: Runtime;
  let server: ReturnType<typeof createServer>;

  before(async () => {
    folder = await temporaryFolder("pulumi-cloud");
    runtime = await Runtime.open({ file: `${folder.path}/world.json`, seed: "pulumi-cloud", speed: 0 });
    server = createServer({ runtime });
  });
  after(async () => {
    await server.close();
    await runtime.save();
    await folder.remove();
  });

  async function call(method: "GET" | "POST", path: string, payload?: object) {
    const answer = await server.inject({
      method,
      url: `/rehearsal/${path}`,
      headers: { host: "127.0.0.1:4000" },
      ...(payload !== undefined && { payload }),
    });
    const body: unknown = JSON.parse(answer.body);
    assert.ok(isRecord(body), answer.body);
    return { status: answer.statusCode, body };
  }

  async function mint(run: object): Promise<string> {
    const { status, body } = await call("POST", "pulumi-cloud/tokens", run);
    assert.equal(status, 200, JSON.stringify(body));
    return String(body["value"]);
  }

  async function jwks(who: string): Promise<JSONWebKeySet> {
    const { body } = await call("GET", `${who}/.well-known/jwks`);
    return { keys: Array.isArray(body["keys"]) ? body["keys"].filter(isRecord) : [] };
  }

  it("tells where its keys are, and shows their public half alone", async () => {
    const { body } = await call("GET", "pulumi-cloud/.well-known/openid-configuration");
    assert.equal(body["issuer"], ISSUER);
    assert.equal(body["jwks_uri"], "http://127.0.0.1:4000/rehearsal/pulumi-cloud/.well-known/jwks");
    const [key, ...others] = (await jwks("pulumi-cloud")).keys;
    assert.deepEqual(others, []);
    assert.deepEqual(Object.keys(key ?? {}).sort(), ["alg", "e", "kid", "kty", "n", "use"]);
  });

  it("gives a run the claims that Pulumi gives, in the world's time", async () => {
    const { jti, iat, ...claims } = decodeJwt(await mint({ ...RUN, deployment: 12 }));
    const now = Math.floor(runtime.clock.now() / 1000);
    assert.equal(iat, now);
    assert.match(String(jti), /^[\da-f-]{36}$/);
    assert.deepEqual(claims, {
      iss: "https://api.pulumi.com/oidc",
      sub: "pulumi:deploy:org:tidegate:project:quiz:stack:dev:operation:update:scope:write",
      aud: "tidegate",
      nbf: now,
      exp: now + LIFETIME,
      stackId: "tidegate/quiz/dev",
      operation: "update",
      org: "tidegate",
      project: "quiz",
      stack: "dev",
      deployment: "12",
      scope: "write",
    });
  });

  it("signs by a key of its own, and not by GitHub's", async () => {
    const token = await mint(RUN);
    const currentDate = new Date(runtime.clock.now());
    await jwtVerify(token, createLocalJWKSet(await jwks("pulumi-cloud")), { issuer: ISSUER, currentDate });
    await assert.rejects(jwtVerify(token, createLocalJWKSet(await jwks("github")), { currentDate }), {
      code: "ERR_JWKS_NO_MATCHING_KEY",
    });
  });

  it("says what the operator wants otherwise, and leaves out what is null", async () => {
    const claims = decodeJwt(await mint({ ...RUN, claims: { aud: ["tidegate"], stackId: null } }));
    assert.deepEqual(claims.aud, ["tidegate"]);
    assert.ok(!("stackId" in claims));
  });

  it("refuses a run that can't be, with all reasons", async () => {
    const { status, body } = await call("POST", "pulumi-cloud/tokens", {
      organization: 1,
      stack: "dev",
      operation: "up",
      repository: "a/b",
      claims: [],
    });
    assert.equal(status, 400);
    for (const word of [
      "project is required",
      "organization must be a string",
      "repository is no property",
      "up",
      "claims",
    ]) {
      assert.match(String(body["message"]), new RegExp(word));
    }
  });
});
