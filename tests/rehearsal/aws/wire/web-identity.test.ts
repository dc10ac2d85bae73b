import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { createAwsServer } from "../../../../rehearsal/aws/http/server.ts";
import { OPEN_ID_CONNECT_PROVIDER } from "../../../../rehearsal/aws/services/iam/openIdConnectProvider.ts";
import { newAccessKey } from "../../../../rehearsal/aws/wire/access-key.ts";
import { GithubIssuer } from "../../../../rehearsal/github/issuer.ts";
import { createServer } from "../../../../rehearsal/oci/http/server.ts";
import { isRecord } from "../../../../rehearsal/oci/facts/conform.ts";
import { Runtime } from "../../../../rehearsal/oci/runtime.ts";
import { ensureAwsCli } from "../../../support/aws-cli.ts";
import { temporaryFolder } from "../../../support/temp.ts";
import type { TemporaryFolder } from "../../../support/temp.ts";
import { REPOSITORY } from "../../trust/forge.ts";
import { trustPolicy } from "../../trust/roles.ts";
import { allow, policy } from "../policies.ts";

const REGION = "eu-central-1";
const ROLE_ARN = "arn:aws:iam::111122223333:role/deploy";
const OWN = "arn:aws:sqs:eu-central-1:111122223333:own";
const SERVICE = "arn:aws:ecs:eu-central-1:111122223333:service/apps/web";

/** What a session's role may do; its boundary lets no more through than looking. */
const POLICY = policy(
  allow(["ecs:DescribeServices", "ecs:UpdateService"], SERVICE),
  allow("sqs:GetQueueAttributes", OWN),
);
const BOUNDARY = policy(allow(["ecs:Describe*", "sqs:*", "secretsmanager:*"], "*"));

/** What differs from a right request for a session, and how STS refuses it. */
const WRONG: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
  [{ DurationSeconds: "899" }, /<Code>ValidationError<.*'durationSeconds' .* greater than or equal to 900</],
  [{ DurationSeconds: "43201" }, /<Code>ValidationError<.* less than or equal to 43200</],
  [{ DurationSeconds: "an hour" }, /<Code>ValidationError<.*'durationSeconds'/],
  [{ DurationSeconds: "3601" }, /<Code>ValidationError<.*exceeds the MaxSessionDuration set for this role\./],
  [
    { RoleSessionName: "run 7" },
    /<Code>ValidationError<.*1 validation error detected: Value 'run 7' at 'roleSessionName'/,
  ],
  [
    { RoleSessionName: "r", RoleArn: "deploy" },
    /<Code>ValidationError<.*2 validation errors detected: .*'roleArn'.*; .*'roleSession/,
  ],
  [{ WebIdentityToken: "xyz" }, /<Code>ValidationError<.*'webIdentityToken'/],
  [{ WebIdentityToken: "no.jwt" }, /<Code>InvalidIdentityToken<.*is not a valid JWT/],
  [{ Policy: "{}" }, /<Code>ValidationError<.*takes no session policy/],
  [
    { "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/ReadOnlyAccess" },
    /<Code>ValidationError<.*no session policy/,
  ],
];

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

describe("a role's session in the embedded AWS", function () {
  this.timeout(300_000);
  let folder: TemporaryFolder;
  let runtime: Runtime;
  let github: ReturnType<typeof createServer>;
  let aws: ReturnType<typeof createAwsServer>;
  let endpoint: string;
  let cli: string;
  const user = newAccessKey("AKIA");

  before(async () => {
    cli = await ensureAwsCli();
    folder = await temporaryFolder("web-identity");
    runtime = await Runtime.open({ file: `${folder.path}/world.json`, seed: "web-identity", speed: 0 });
    const issuer = new GithubIssuer();
    github = createServer({ runtime, github: issuer });
    aws = createAwsServer({ runtime, keys: () => [user], issuers: issuer.keys });
    endpoint = await aws.listen({ host: "127.0.0.1", port: 0 });
    await make(OPEN_ID_CONNECT_PROVIDER, {
      url: "https://token.actions.githubusercontent.com",
      clientIdLists: ["sts.amazonaws.com"],
    });
    const boundary = await make("aws:iam/policy:Policy", { name: "boundary", policy: BOUNDARY });
    const subjects = [`repo:${REPOSITORY}:environment:prod`];
    await make("aws:iam/role:Role", {
      name: "deploy",
      assumeRolePolicy: trustPolicy(subjects),
      permissionsBoundary: boundary,
    });
    await make("aws:iam/rolePolicy:RolePolicy", { name: "own", role: "deploy", policy: POLICY });
    await make("aws:ecs/cluster:Cluster", { name: "apps" });
    for (const name of ["own", "other"]) await make("aws:sqs/queue:Queue", { name });
  });
  after(async () => {
    await Promise.all([aws.close(), github.close()]);
    await runtime.save();
    await folder.remove();
  });

  /** @returns its id */
  async function make(type: string, inputs: object): Promise<string> {
    const payload = { type, region: REGION, urn: "", inputs, declared: {} };
    const { statusCode, body } = await aws.inject({ method: "POST", url: "/rehearsal/provider/create", payload });
    assert.equal(statusCode, 200, body);
    const made: unknown = JSON.parse(body);
    return isRecord(made) && isRecord(made["resource"]) ? String(made["resource"]["id"]) : "";
  }

  /** The token that GitHub gives to a job of the environment. */
  async function identityToken(environment = "prod"): Promise<string> {
    const payload = { repository: REPOSITORY, tag: "v1.2.3", environment, audience: "sts.amazonaws.com" };
    const { body } = await github.inject({ method: "POST", url: "/rehearsal/github/tokens", payload });
    const minted: unknown = JSON.parse(body);
    return isRecord(minted) ? String(minted["value"]) : "";
  }

  /** `aws ...`, with nothing of whoever runs the tests. @returns what it printed */
  async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
    const bare = { PATH: process.env["PATH"] ?? "", HOME: folder.path, AWS_REGION: REGION, AWS_DEFAULT_REGION: REGION };
    const whole = { ...bare, AWS_ENDPOINT_URL: endpoint, AWS_EC2_METADATA_DISABLED: "true", ...env };
    const { stdout } = await promisify(execFile)(cli, [...args, "--endpoint-url", endpoint, "--output", "json"], {
      env: whole,
    });
    return stdout;
  }

  async function assume(token: string): Promise<Record<string, unknown>> {
    const named = ["--role-arn", ROLE_ARN, "--role-session-name", "run-7", "--web-identity-token", token];
    const answer: unknown = JSON.parse(await run(["sts", "assume-role-with-web-identity", ...named]));
    assert.ok(isRecord(answer));
    return answer;
  }

  /** A session, asked for without the command: it takes a second to start. */
  async function session(more: Readonly<Record<string, string>> = {}): Promise<Credentials> {
    const { statusCode, body } = await query({ WebIdentityToken: await identityToken(), ...more });
    assert.equal(statusCode, 200, body);
    const text = (name: string): string => new RegExp(`<${name}>([^<]+)</${name}>`).exec(body)?.[1] ?? "";
    return {
      accessKeyId: text("AccessKeyId"),
      secretAccessKey: text("SecretAccessKey"),
      sessionToken: text("SessionToken"),
    };
  }

  /** A request to STS, unsigned. */
  function query(more: Readonly<Record<string, string>>) {
    const right = { Action: "AssumeRoleWithWebIdentity", Version: "2011-06-15", RoleArn: ROLE_ARN };
    const payload = new URLSearchParams({ ...right, RoleSessionName: "run-7", ...more }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return aws.inject({ method: "POST", url: "/", headers, payload });
  }

  function credentialsIn(answer: Readonly<Record<string, unknown>>): Credentials {
    const given = isRecord(answer["Credentials"]) ? answer["Credentials"] : {};
    const text = (name: string): string => String(given[name]);
    return {
      accessKeyId: text("AccessKeyId"),
      secretAccessKey: text("SecretAccessKey"),
      sessionToken: text("SessionToken"),
    };
  }

  const environmentOf = (credentials: Credentials): Record<string, string> => ({
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  });

  /** Looks at a service with Amazon's SDK. */
  async function describeServices(credentials: Credentials, service = "web"): Promise<string | undefined> {
    const client = new ECSClient({ endpoint, region: REGION, credentials, maxAttempts: 1 });
    const { failures } = await client.send(new DescribeServicesCommand({ cluster: "apps", services: [service] }));
    return failures?.[0]?.reason;
  }

  it("comes of GitHub's token, by the aws command, and does what the role may", async () => {
    const answer = await assume(await identityToken());
    assert.equal(answer["SubjectFromWebIdentityToken"], `repo:${REPOSITORY}:environment:prod`);
    assert.equal(answer["Audience"], "sts.amazonaws.com");
    assert.equal(answer["Provider"], "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com");
    const given = answer["Credentials"];
    assert.ok(isRecord(given));
    assert.equal(given["Expiration"], "2026-01-05T10:00:00Z");
    assert.match(String(given["AccessKeyId"]), /^ASIA[A-Z2-7]{16}$/);

    const credentials = credentialsIn(answer);
    const identity: unknown = JSON.parse(await run(["sts", "get-caller-identity"], environmentOf(credentials)));
    assert.ok(isRecord(identity));
    assert.equal(identity["Arn"], "arn:aws:sts::111122223333:assumed-role/deploy/run-7");
    assert.match(String(identity["UserId"]), /^AROA[A-Z0-9]{17}:run-7$/);
    assert.equal(await describeServices(credentials), "MISSING");
    const attributes = (name: string) => [
      ...["sqs", "get-queue-attributes", "--attribute-names", "QueueArn", "--queue-url"],
      `https://sqs.${REGION}.amazonaws.com/111122223333/${name}`,
    ];
    assert.match(await run(attributes("own"), environmentOf(credentials)), /"QueueArn": ".*:own"/);
    await assert.rejects(
      run(attributes("other"), environmentOf(credentials)),
      /AccessDenied.* not authorized to perform: sqs:GetQueueAttributes on resource: .*:other /,
    );
  });

  it("is refused what the role may not, with AWS's words", async () => {
    const credentials = await session();
    await assert.rejects(describeServices(credentials, "other"), {
      name: "AccessDeniedException",
      message:
        "User: arn:aws:sts::111122223333:assumed-role/deploy/run-7 is not authorized to perform: ecs:DescribeServices on " +
        "resource: arn:aws:ecs:eu-central-1:111122223333:service/apps/other because no identity-based policy allows the " +
        "ecs:DescribeServices action",
    });
    const client = new ECSClient({ endpoint, region: REGION, credentials, maxAttempts: 1 });
    await assert.rejects(client.send(new UpdateServiceCommand({ cluster: "apps", service: "web" })), {
      name: "AccessDeniedException",
      message: /because no permissions boundary allows the ecs:UpdateService action$/,
    });
  });

  it("is none for another environment's token", async () => {
    await assert.rejects(
      assume(await identityToken("dev")),
      /\(AccessDenied\).*Not authorized to perform sts:AssumeRoleWith/,
    );
  });

  it("ends at its expiry, and counts neither with another secret, nor without its token, nor with another's", async () => {
    const [credentials, other] = [await session({ DurationSeconds: "900" }), await session()];
    const invalid = { name: "UnrecognizedClientException" };
    await assert.rejects(describeServices({ ...credentials, secretAccessKey: other.secretAccessKey }), {
      name: "InvalidSignatureException",
    });
    await assert.rejects(describeServices({ ...credentials, sessionToken: other.sessionToken }), invalid);
    const { accessKeyId, secretAccessKey } = credentials;
    const tokenless = new ECSClient({ endpoint, region: REGION, credentials: { accessKeyId, secretAccessKey } });
    await assert.rejects(tokenless.send(new DescribeServicesCommand({ cluster: "apps", services: ["web"] })), invalid);
    await assert.rejects(describeServices({ ...user, sessionToken: other.sessionToken }), invalid);

    runtime.clock.advance(899);
    assert.equal(await describeServices(credentials), "MISSING");
    runtime.clock.advance(1);
    await assert.rejects(describeServices(credentials), { name: "ExpiredTokenException" });
    const asked = ["sts", "get-caller-identity"];
    await assert.rejects(run(asked, environmentOf(credentials)), /\(ExpiredToken\).*security token .* is expired/);
    assert.equal(await describeServices(other), "MISSING");
  });

  it("is refused in STS's words where it is asked for wrongly, and all at once", async () => {
    const token = await identityToken();
    for (const [change, reason] of WRONG) {
      const { statusCode, body } = await query({ WebIdentityToken: token, ...change });
      assert.equal(statusCode, 400, body);
      assert.match(body, reason);
      assert.ok(!body.includes(change["WebIdentityToken"] ?? token), body);
    }
  });

  it("comes by the command's own chain, from a token in a file", async () => {
    // The command compares the session's end with this machine's clock.
    runtime.clock.advance(Math.max(0, (Date.now() - runtime.clock.now()) / 1000));
    const file = `${folder.path}/token`;
    await writeFile(file, await identityToken(), { mode: 0o600 });
    const env = { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: ROLE_ARN, AWS_ROLE_SESSION_NAME: "chain" };
    assert.match(await run(["sts", "get-caller-identity"], env), /assumed-role\/deploy\/chain"/);
  });

  it("lies nowhere on the disk", async () => {
    const { accessKeyId, secretAccessKey, sessionToken } = await session();
    await runtime.save();
    const world = await readFile(`${folder.path}/world.json`, "utf8");
    for (const value of [accessKeyId, secretAccessKey, sessionToken]) assert.ok(!world.includes(value));
  });
});
