import assert from "node:assert/strict";
import { OPEN_ID_CONNECT_PROVIDER } from "../../../rehearsal/aws/services/iam/openIdConnectProvider.ts";
import { parsePolicy, statementsOf } from "../../../rehearsal/aws/policyText.ts";
import { assumeRoleWithWebIdentity } from "../../../rehearsal/aws/trust/assumeRole.ts";
import { authorize, Sessions } from "../../../rehearsal/aws/trust/sessions.ts";
import type { Session } from "../../../rehearsal/aws/trust/sessions.ts";
import type { Properties } from "../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../aws/account.ts";
import { allow, policy } from "../aws/policies.ts";
import { AUDIENCE, Forge, ISSUER, REPOSITORY } from "./forge.ts";
import { PROVIDER_ARN, trustingGithub, trustPolicy } from "./roles.ts";

const SUB = "token.actions.githubusercontent.com:sub";
const MAIN = `repo:${REPOSITORY}:ref:refs/heads/main`;
const DENIED = { code: "AccessDenied", message: "Not authorized to perform sts:AssumeRoleWithWebIdentity" };

describe("a role that is taken with GitHub's token", () => {
  let account: Account;
  let forge: Forge;
  let sessions: Sessions;

  beforeEach(() => {
    account = new Account();
    forge = new Forge(account.cloud.now / 1000);
    sessions = new Sessions();
    account.make(OPEN_ID_CONNECT_PROVIDER, { url: ISSUER, clientIdLists: [AUDIENCE] });
  });

  async function take(role = "deploy", job: Properties = {}, more: Record<string, string> = {}): Promise<Session> {
    const WebIdentityToken = await forge.github(job);
    const RoleArn = `arn:aws:iam::111122223333:role/${role}`;
    const parameters = new URLSearchParams({ RoleArn, RoleSessionName: "one", WebIdentityToken, ...more });
    return (await assumeRoleWithWebIdentity(parameters, account.cloud, { sessions, keys: forge.keys })).session;
  }

  it("is nobody's where it isn't there, or trusts a service alone", async () => {
    await assert.rejects(take("none"), DENIED);
    const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ecs-tasks.amazonaws.com" } };
    account.make("aws:iam/role:Role", { name: "deploy", assumeRolePolicy: policy(statement) });
    await assert.rejects(take(), DENIED);
  });

  it("is nobody's any more once the account has lost GitHub's provider", async () => {
    trustingGithub(account, "deploy", [MAIN]);
    await take();
    for (const provider of account.cloud.list(OPEN_ID_CONNECT_PROVIDER)) account.remove(provider);
    await assert.rejects(take(), {
      code: "InvalidIdentityToken",
      message: `No OpenIDConnect provider found in your account for ${ISSUER}`,
    });
  });

  const documents: readonly (readonly [string, Properties, boolean])[] = [
    ["a subject's pattern that fits", { StringLike: { [SUB]: `repo:${REPOSITORY}:*` } }, true],
    [
      "the repository's number and the ref beside the subject",
      trusted({ repository_id: "456789", ref: "refs/heads/main" }),
      true,
    ],
    ["another repository's number", trusted({ repository_id: "999" }), false],
    ["an environment, where the job has none", trusted({ environment: "prod" }), false],
    ["a claim that STS doesn't show", trusted({ event_name: "push" }), false],
    ["a condition on the issuer, which is no key", trusted({ iss: ISSUER }), false],
    ["the session's name", { StringEquals: { [SUB]: MAIN, "sts:RoleSessionName": "one" } }, true],
    ["another session's name", { StringEquals: { [SUB]: MAIN, "sts:RoleSessionName": "two" } }, false],
  ];
  for (const [what, condition, isAllowed] of documents) {
    it(`${isAllowed ? "trusts" : "doesn't trust"} by ${what}`, async () => {
      const statement = {
        Effect: "Allow",
        Action: "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: PROVIDER_ARN },
      };
      account.make("aws:iam/role:Role", {
        name: "deploy",
        assumeRolePolicy: policy({ ...statement, Condition: condition }),
      });
      const taken = take("deploy", { repositoryId: 456789 });
      await (isAllowed ? taken : assert.rejects(taken, DENIED));
    });
  }

  it("may be pinned by each of GitHub's claims that STS shows", async () => {
    const claims = {
      actor: "somebody",
      actor_id: "7",
      enterprise_id: "8",
      environment: "prod",
      job_workflow_ref: "octo-org/shared/.github/workflows/deploy.yml@refs/heads/main",
      ref: "refs/heads/main",
      repository: REPOSITORY,
      repository_id: "456789",
      workflow: "Deploy",
    };
    const statement = {
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: PROVIDER_ARN },
      Condition: trusted(claims),
    };
    account.make("aws:iam/role:Role", { name: "deploy", assumeRolePolicy: policy(statement) });
    await take("deploy", { claims });
    for (const name of Object.keys(claims)) {
      await assert.rejects(take("deploy", { claims: { ...claims, [name]: "another" } }), DENIED, name);
    }
  });

  it("is refused by a Deny beside the Allow", async () => {
    const deny = { Effect: "Deny", Action: "sts:*", Principal: "*", Condition: { StringEquals: { [SUB]: MAIN } } };
    const statements = statementsOf(parsePolicy(trustPolicy([MAIN])) ?? {});
    account.make("aws:iam/role:Role", { name: "deploy", assumeRolePolicy: policy(...statements, deny) });
    await assert.rejects(take(), DENIED);
  });

  it("lasts as long as was asked for, an hour by default, and no longer than the role lets it", async () => {
    trustingGithub(account, "deploy", [MAIN], { maxSessionDuration: 7200 });
    const start = account.cloud.now;
    assert.equal((await take()).expiresAt - start, 3_600_000);
    assert.equal((await take("deploy", {}, { DurationSeconds: "7200" })).expiresAt - start, 7_200_000);
    await assert.rejects(take("deploy", {}, { DurationSeconds: "7201" }), { code: "ValidationError" });
  });

  it("gives each session a key of its own", async () => {
    trustingGithub(account, "deploy", [MAIN]);
    const [one, two] = [await take(), await take()];
    for (const name of ["accessKeyId", "secretAccessKey", "sessionToken"] as const)
      assert.notEqual(one[name], two[name]);
    assert.equal(sessions.find(one.accessKeyId), one);
  });

  it("may be judged by its token's subject in what the session does", async () => {
    trustingGithub(account, "deploy", [MAIN, `repo:${REPOSITORY}:environment:prod`]);
    const statement = allow("sqs:*", "*", { Condition: { StringEquals: { [SUB]: MAIN } } });
    account.make("aws:iam/rolePolicy:RolePolicy", { name: "own", role: "deploy", policy: policy(statement) });
    const need = [{ action: "sqs:GetQueueUrl", resource: "arn:aws:sqs:eu-central-1:111122223333:own" }];
    authorize(await take(), need, account.cloud);
    const prod = await take("deploy", { environment: "prod" });
    assert.throws(() => authorize(prod, need, account.cloud), {
      code: "AccessDeniedException",
      message:
        /^User: arn:aws:sts::111122223333:assumed-role\/deploy\/one is not authorized to perform: sqs:GetQueueUrl/,
    });
  });
});

/** Pinned by the subject, and by further claims of GitHub's. */
function trusted(claims: Readonly<Record<string, string>>): Properties {
  const keyed = ([name, value]: [string, string]) => [`token.actions.githubusercontent.com:${name}`, value] as const;
  return { StringEquals: { [SUB]: MAIN, ...Object.fromEntries(Object.entries(claims).map(keyed)) } };
}
