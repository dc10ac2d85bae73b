import assert from "node:assert/strict";
import { createLocalJWKSet, decodeJwt, jwtVerify } from "jose";
import type { JSONWebKeySet, JWTPayload } from "jose";
import { ISSUER, LIFETIME } from "../../../rehearsal/github/claims.ts";
import { isRecord } from "../../../rehearsal/oci/facts/conform.ts";
import { createServer } from "../../../rehearsal/oci/http/server.ts";
import { Runtime } from "../../../rehearsal/oci/runtime.ts";
import { temporaryFolder } from "../../support/temp.ts";
import type { TemporaryFolder } from "../../support/temp.ts";

const JOB = { repository: "octo-org/octo-repo", branch: "main" };

describe("the rehearsal's identity provider of GitHub", function () {
  this.timeout(20_000);
  let folder: TemporaryFolder;
  let runtime: Runtime;
  let server: ReturnType<typeof createServer>;

  before(async () => {
    folder = await temporaryFolder("github");
    runtime = await Runtime.open({ file: `${folder.path}/world.json`, seed: "github", speed: 0 });
    server = createServer({ runtime });
  });
  after(async () => {
    await server.close();
    await runtime.save();
    await folder.remove();
  });

  async function call(method: "GET" | "POST", url: string, payload?: object, headers?: Record<string, string>) {
    const answer = await server.inject({
      method,
      url,
      headers: { host: "127.0.0.1:4000", ...headers },
      ...(payload !== undefined && { payload }),
    });
    const body: unknown = JSON.parse(answer.body);
    assert.ok(isRecord(body), answer.body);
    return { status: answer.statusCode, body };
  }

  async function mint(job: object): Promise<string> {
    const { status, body } = await call("POST", "/rehearsal/github/tokens", job);
    assert.equal(status, 200, JSON.stringify(body));
    return String(body["value"]);
  }

  const claims = async (job: object): Promise<JWTPayload> => decodeJwt(await mint(job));

  async function jwks(): Promise<JSONWebKeySet> {
    const { body } = await call("GET", "/rehearsal/github/.well-known/jwks");
    const keys = Array.isArray(body["keys"]) ? body["keys"].filter(isRecord) : [];
    return { keys };
  }

  it("tells where its keys are, and shows their public half alone", async () => {
    const { body } = await call("GET", "/rehearsal/github/.well-known/openid-configuration");
    assert.equal(body["issuer"], ISSUER);
    assert.equal(body["jwks_uri"], "http://127.0.0.1:4000/rehearsal/github/.well-known/jwks");
    assert.deepEqual(body["id_token_signing_alg_values_supported"], ["RS256"]);
    const [key, ...others] = (await jwks()).keys;
    assert.equal(others.length, 0);
    assert.deepEqual(Object.keys(key ?? {}).sort(), ["alg", "e", "kid", "kty", "n", "use"]);
  });

  it("signs with them, for five minutes of the world's time", async () => {
    const now = runtime.clock.now() / 1000;
    const verify = async (token: string, at: number) =>
      jwtVerify(token, createLocalJWKSet(await jwks()), {
        issuer: ISSUER,
        audience: "sts.amazonaws.com",
        algorithms: ["RS256"],
        currentDate: new Date(at * 1000),
      });
    const token = await mint({ ...JOB, audience: "sts.amazonaws.com" });
    const { payload } = await verify(token, now);
    assert.deepEqual([payload.iat, payload.exp], [now, now + LIFETIME]);
    await assert.rejects(verify(token, now + LIFETIME), /"exp" claim timestamp check failed/);
    await assert.rejects(verify(await mint(JOB), now), /unexpected "aud" claim value/);
  });

  it("has another key in another process", async () => {
    const other = createServer({ runtime });
    const { body } = await other.inject({ method: "GET", url: "/rehearsal/github/.well-known/jwks" });
    const token = await mint(JOB);
    await other.close();
    const parsed: unknown = JSON.parse(body);
    const keys = isRecord(parsed) && Array.isArray(parsed["keys"]) ? parsed["keys"].filter(isRecord) : [];
    assert.equal(keys.length, 1);
    await assert.rejects(jwtVerify(token, createLocalJWKSet({ keys })), /no applicable key found/);
  });

  const subjects: readonly (readonly [string, object, string])[] = [
    ["a branch", {}, "ref:refs/heads/main"],
    ["a tag", { branch: undefined, tag: "v1.2.3" }, "ref:refs/tags/v1.2.3"],
    ["a pull request", { branch: undefined, pullRequest: 7 }, "pull_request"],
    ["an environment before a branch", { environment: "prod" }, "environment:prod"],
    [
      "an environment before a pull request",
      { branch: undefined, pullRequest: 7, environment: "dev" },
      "environment:dev",
    ],
    ["a colon in a name", { environment: "prod:eu" }, "environment:prod%3Aeu"],
    [
      "a template",
      { environment: "prod", includeClaimKeys: ["repo", "context", "ref_type"] },
      "environment:prod:ref_type:branch",
    ],
  ];
  for (const [what, job, context] of subjects) {
    it(`makes the subject of ${what} as GitHub does`, async () => {
      assert.equal((await claims({ ...JOB, ...job })).sub, `repo:octo-org/octo-repo:${context}`);
    });
  }

  it("puts the numbers into an immutable subject, which stay when the repository is renamed", async () => {
    const numbered = { ...JOB, immutableSubject: true, ownerId: 123456, repositoryId: 456789 };
    assert.equal((await claims(numbered)).sub, "repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main");
    const renamed = await claims({ ...numbered, repository: "octo-org/renamed" });
    assert.equal(renamed.sub, "repo:octo-org@123456/renamed@456789:ref:refs/heads/main");
    assert.equal(renamed["repository_id"], "456789");
  });

  it("says what GitHub says of a job", async () => {
    const pull = await claims({ ...JOB, branch: undefined, pullRequest: 7 });
    const { repository, repository_owner, ref, ref_type, event_name, head_ref, aud } = pull;
    assert.deepEqual(
      { repository, repository_owner, ref, ref_type, event_name, head_ref, aud },
      {
        repository: "octo-org/octo-repo",
        repository_owner: "octo-org",
        ref: "refs/pull/7/merge",
        ref_type: "branch",
        event_name: "pull_request",
        head_ref: "change",
        aud: "https://github.com/octo-org",
      },
    );
    assert.ok(!("environment" in pull));
    const again = await claims({ ...JOB, branch: undefined, pullRequest: 7 });
    assert.notEqual(again.jti, pull.jti);
  });

  it("lets the operator say a claim otherwise, or leave it out", async () => {
    const changed = await claims({ ...JOB, claims: { sub: "repo:octo-org/other:pull_request", aud: null, exp: 1 } });
    assert.equal(changed.sub, "repo:octo-org/other:pull_request");
    assert.equal(changed.exp, 1);
    assert.ok(!("aud" in changed));
  });

  const wrong: readonly (readonly [string, object, RegExp])[] = [
    ["no repository", { branch: "main" }, /repository is required/],
    ["a repository without owner", { ...JOB, repository: "octo-repo" }, /repository must be owner\/name/],
    ["nothing to run for", { repository: JOB.repository }, /one of branch, tag and pullRequest/],
    ["a branch and a tag", { ...JOB, tag: "v1" }, /one of branch, tag and pullRequest/],
    [
      "a fork's pull request",
      { repository: JOB.repository, pullRequest: 7, fromFork: true },
      /no identity token to .* a fork/,
    ],
    ["a misspelt property", { ...JOB, enviroment: "prod" }, /enviroment is no property of a job/],
    [
      "several at once",
      { repository: 1, tag: 2, claims: [] },
      /repository must be a string.*tag must be a string.*claims must be/,
    ],
  ];
  for (const [what, job, reason] of wrong) {
    it(`mints none for ${what}`, async () => {
      const { status, body } = await call("POST", "/rehearsal/github/tokens", job);
      assert.equal(status, 400);
      assert.match(String(body["message"]), reason);
    });
  }

  it("gives a running job its token as GitHub's toolkit asks for it", async () => {
    const { body } = await call("POST", "/rehearsal/github/jobs", { ...JOB, environment: "dev" });
    const [url, token] = [String(body["ACTIONS_ID_TOKEN_REQUEST_URL"]), String(body["ACTIONS_ID_TOKEN_REQUEST_TOKEN"])];
    const { pathname, search } = new URL(
      `${url}&audience=${encodeURIComponent("https://github.com/octo-org/octo-repo")}`,
    );
    const asked = await call("GET", `${pathname}${search}`, undefined, { authorization: `bearer ${token}` });
    const { sub, aud } = decodeJwt(String(asked.body["value"]));
    assert.deepEqual([sub, aud], ["repo:octo-org/octo-repo:environment:dev", "https://github.com/octo-org/octo-repo"]);
    const wrong: readonly Record<string, string>[] = [{}, { authorization: "Bearer another" }];
    for (const headers of wrong) {
      assert.equal((await call("GET", `${pathname}${search}`, undefined, headers)).status, 401);
    }
  });
});
