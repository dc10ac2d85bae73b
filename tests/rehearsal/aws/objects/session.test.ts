/** A role's session, taken with GitHub's token, at the embedded S3 and KMS: nothing stored, and no more than the role may. */
import assert from "node:assert/strict";
import { claimsOf } from "../../../../rehearsal/github/claims.ts";
import { jobOf } from "../../../../rehearsal/github/job.ts";
import { OPEN_ID_CONNECT_PROVIDER } from "../../../../rehearsal/aws/services/iam/openIdConnectProvider.ts";
import { BUCKET } from "../../../../rehearsal/aws/services/s3/types.ts";
import type { AccessKey } from "../../../../rehearsal/aws/wire/signature.ts";
import { AUDIENCE, REPOSITORY } from "../../trust/forge.ts";
import { trustPolicy } from "../../trust/roles.ts";
import { allow, policy } from "../policies.ts";
import { Served } from "./served.ts";

describe("a role's session at the embedded S3", function () {
  this.timeout(20_000);
  let served: Served;
  before(async () => {
    served = await Served.open("session");
    await served.make(BUCKET, { bucket: "state" });
    const url = "https://token.actions.githubusercontent.com";
    await served.make(OPEN_ID_CONNECT_PROVIDER, { url, clientIdLists: [AUDIENCE] });
    const assumeRolePolicy = trustPolicy([`repo:${REPOSITORY}:ref:refs/heads/main`]);
    await served.make("aws:iam/role:Role", { name: "web-dev-deploy", assumeRolePolicy });
    const objects = allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], "arn:aws:s3:::state/web/*");
    const own = policy(objects, allow("s3:ListBucket", "arn:aws:s3:::state"));
    await served.make("aws:iam/rolePolicy:RolePolicy", { name: "own", role: "web-dev-deploy", policy: own });
  });
  after(() => served.close());

  async function session(): Promise<Required<Pick<AccessKey, "sessionToken">> & AccessKey> {
    const now = served.runtime.clock.now() / 1000;
    const job = jobOf({ repository: REPOSITORY, audience: AUDIENCE, branch: "main" });
    const token = await served.github.sign(claimsOf(job, { now, jti: "one" }));
    const asked = {
      Action: "AssumeRoleWithWebIdentity",
      Version: "2011-06-15",
      RoleArn: "arn:aws:iam::111122223333:role/web-dev-deploy",
      RoleSessionName: "run",
      WebIdentityToken: token,
    };
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const payload = new URLSearchParams(asked).toString();
    const { body } = await served.server.inject({ method: "POST", url: "/", headers, payload });
    const part = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(body)?.[1] ?? "";
    return {
      accessKeyId: part("AccessKeyId"),
      secretAccessKey: part("SecretAccessKey"),
      sessionToken: part("SessionToken"),
    };
  }

  it("reaches its own prefix and no other", async () => {
    const { sessionToken, ...key } = await session();
    const signed = { key, headers: { "x-amz-security-token": sessionToken } };
    assert.equal((await served.ask("PUT", "/state/web/a", { ...signed, body: "x" })).status, 200);
    assert.equal((await served.ask("GET", "/state/web/a", signed)).body, "x");
    for (const [method, path] of [
      ["GET", "/state/pay/a"],
      ["PUT", "/state/pay/a"],
      ["DELETE", "/state/pay/a"],
      ["GET", "/"],
    ] as const) {
      const got = await served.ask(method, path, signed);
      assert.deepEqual([got.status, got.code], [403, "AccessDenied"], `${method} ${path}`);
    }
    assert.equal((await served.ask("GET", "/state", { ...signed, query: { "list-type": "2" } })).status, 200);
    const bare = await served.ask("GET", "/state/web/a", { key });
    assert.deepEqual([bare.status, bare.code], [403, "InvalidAccessKeyId"]);
  });

  it("is over when its time is", async () => {
    const { sessionToken, ...key } = await session();
    served.runtime.clock.advance(3601);
    const got = await served.ask("GET", "/state/web/a", { key, headers: { "x-amz-security-token": sessionToken } });
    assert.deepEqual([got.status, got.code], [400, "ExpiredToken"]);
  });
});
