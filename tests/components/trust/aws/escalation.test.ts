/** What a role could do to become more than it is, or to reach what isn't its own: none of it. */
import assert from "node:assert/strict";
import { isAllowed } from "../../../support/iam.ts";
import type { Call, Case } from "./calls.ts";
import { ACCOUNT, SYSTEMS, boundaryOf, call, role, secretsKeyOf, wording } from "./calls.ts";
import { BOUNDARY, passes, policiesOf } from "./roles.ts";

const BUCKET = `arn:aws:s3:::tidegate-state-${ACCOUNT}`;
const USER = `arn:aws:iam::${ACCOUNT}:user/mallory`;
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const policy = (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`;

/** What anybody might try who has got the role of a deployment: the attempt, and the call that it takes. */
function attempts({ system }: Case, neighbour: Case): Readonly<Record<string, readonly Call[]>> {
  const { project, environment, region } = system;
  const { arn, fresh } = wording(system);
  const theirs = wording(neighbour.system);
  const self = role(`${project}-${environment}-deploy`);
  const task = role(taskOf(system));
  const bounded = (boundary: string) => ({ "iam:PermissionsBoundary": boundary });
  const retag = (action: string, resource: string) =>
    call(action, resource, { ...theirs.tagged("", "").context, ...fresh("", "").context });
  return {
    "make a user": [call("iam:CreateUser", USER)],
    "make a key for a user": [call("iam:CreateAccessKey", USER), call("iam:CreateLoginProfile", USER)],
    "attach a policy to itself": [call("iam:AttachRolePolicy", self, { "iam:PolicyARN": ADMINISTRATOR })],
    "write a policy for itself": [call("iam:PutRolePolicy", self, bounded(boundaryOf(system)))],
    "attach a policy to its tasks' role": [
      call("iam:AttachRolePolicy", task, { "iam:PolicyARN": ADMINISTRATOR, ...bounded(boundaryOf(system)) }),
    ],
    "make a role without boundary": [call("iam:CreateRole", task), call("iam:PutRolePolicy", task)],
    "make a role under another boundary": [
      call("iam:CreateRole", task, bounded(boundaryOf(neighbour.system))),
      call("iam:CreateRole", task, bounded(ADMINISTRATOR)),
      call("iam:PutRolePermissionsBoundary", task, bounded(policy("tidegate-boundary"))),
    ],
    "make a role of another name": [call("iam:CreateRole", role("mallory"), bounded(boundaryOf(system)))],
    "take a boundary away": [
      call("iam:DeleteRolePermissionsBoundary", task),
      call("iam:DeleteRolePermissionsBoundary", self),
    ],
    "edit its own trust": [call("iam:UpdateAssumeRolePolicy", self)],
    "edit another role's trust": [
      call("iam:UpdateAssumeRolePolicy", role(`${neighbour.system.project}-${neighbour.system.environment}-deploy`)),
      call("iam:UpdateAssumeRolePolicy", role(taskOf(neighbour.system))),
    ],
    "edit a boundary": [boundaryOf(system), policy("tidegate-boundary")].flatMap((one) => [
      call("iam:CreatePolicyVersion", one),
      call("iam:SetDefaultPolicyVersion", one),
      call("iam:DeletePolicy", one),
    ]),
    "edit its own policy": [call("iam:CreatePolicyVersion", policy(`${project}-${environment}-deploy-1`))],
    "pass another role": [
      call("iam:PassRole", role(taskOf(neighbour.system)), { "iam:PassedToService": "ecs-tasks.amazonaws.com" }),
      call("iam:PassRole", role("admin"), { "iam:PassedToService": "ecs-tasks.amazonaws.com" }),
      call("iam:PassRole", self, { "iam:PassedToService": "ecs-tasks.amazonaws.com" }),
    ],
    "pass its tasks' role to another service": [
      call("iam:PassRole", task, { "iam:PassedToService": "lambda.amazonaws.com" }),
      call("iam:PassRole", task, { "iam:PassedToService": "ec2.amazonaws.com" }),
      call("iam:PassRole", task),
    ],
    "take another role": [
      call("sts:AssumeRole", role(`${neighbour.system.project}-${neighbour.system.environment}-deploy`)),
      call("sts:AssumeRole", role("admin")),
    ],
    "change who is trusted": [
      call("iam:UpdateOpenIDConnectProviderThumbprint", PROVIDER),
      call("iam:AddClientIDToOpenIDConnectProvider", PROVIDER),
      call("iam:CreateOpenIDConnectProvider", PROVIDER),
    ],
    "read another state": ["stacks", "history", "backups", "locks/organization"].map((folder) =>
      call("s3:GetObject", `${BUCKET}/.pulumi/${folder}/${statePath(neighbour)}.json`),
    ),
    "list another state": [
      call("s3:ListBucket", BUCKET, { "s3:prefix": `.pulumi/stacks/${statePath(neighbour)}.json` }),
    ],
    "write another state": [call("s3:PutObject", `${BUCKET}/.pulumi/stacks/${statePath(neighbour)}.json`)],
    "change what the foundation tells": [
      call("s3:PutObject", `${BUCKET}/.pulumi/stacks/foundation/${environment}.json`),
      call("s3:DeleteObject", `${BUCKET}/.pulumi/stacks/foundation/${environment}.json`),
      call("s3:GetObject", `${BUCKET}/.pulumi/history/foundation/${environment}/1.json`),
    ],
    "unlock another state": [
      call("s3:DeleteObject", `${BUCKET}/.pulumi/locks/organization/${statePath(neighbour)}/1.json`),
    ],
    "remove its own state or its history": [
      call("s3:DeleteObject", `${BUCKET}/.pulumi/stacks/${project}/${environment}.json`),
      call("s3:DeleteObject", `${BUCKET}/.pulumi/history/${project}/${environment}/1.json`),
      call("s3:DeleteObjectVersion", `${BUCKET}/.pulumi/stacks/${project}/${environment}.json`),
    ],
    "change where all state is": [
      call("s3:PutBucketPolicy", BUCKET),
      call("s3:PutBucketVersioning", BUCKET),
      call("s3:PutObject", `${BUCKET}/.pulumi/meta.yaml`),
    ],
    "use another stack's key": [
      call("kms:Decrypt", secretsKeyOf({ ...neighbour.system, region })),
      call("kms:Encrypt", secretsKeyOf({ ...neighbour.system, region })),
    ],
    "open the bucket's key without the bucket": [call("kms:Decrypt", arn("kms", "key/state"))],
    "change its own key's policy": [call("kms:PutKeyPolicy", secretsKeyOf(system))],
    "make a neighbour's thing its own by a tag": [
      retag("ec2:CreateTags", arn("ec2", "vpc/vpc-2")),
      retag("ec2:CreateTags", arn("ec2", "security-group/sg-2")),
      retag("elasticloadbalancing:AddTags", arn("elasticloadbalancing", "loadbalancer/app/x/1")),
      retag("kms:TagResource", arn("kms", "key/2")),
      retag("acm:AddTagsToCertificate", arn("acm", "certificate/2")),
      retag("application-autoscaling:TagResource", arn("application-autoscaling", "scalable-target/2")),
      retag("cloudfront:TagResource", `arn:aws:cloudfront::${ACCOUNT}:distribution/E2`),
      retag("cognito-idp:TagResource", arn("cognito-idp", "userpool/eu-central-1_two")),
    ],
    "build in a neighbour's network": [
      call("ec2:CreateSubnet", arn("ec2", "vpc/vpc-2"), { ...theirs.tagged("", "").context, ...fresh("", "").context }),
      theirs.tagged("ec2:AuthorizeSecurityGroupIngress", arn("ec2", "security-group/sg-2")),
    ],
    "read what the system keeps": [
      call("secretsmanager:GetSecretValue", arn("secretsmanager", "secret:rds!db-1-abcdef")),
      call("logs:GetLogEvents", arn("logs", `log-group:${system.logGroups[0] ?? ""}:log-stream:x`)),
      ...(system.tables ?? []).map((name) => call("dynamodb:GetItem", arn("dynamodb", `table/${name}`))),
      ...(system.queues ?? []).map((name) => call("sqs:ReceiveMessage", arn("sqs", name))),
    ],
    "run something else": [
      call("ec2:RunInstances", arn("ec2", "instance/*")),
      call("lambda:CreateFunction", arn("lambda", "function:mallory")),
      call("cloudformation:CreateStack", arn("cloudformation", "stack/mallory/*")),
    ],
    "change the account": [
      call("organizations:LeaveOrganization", "*"),
      call("account:CloseAccount", `arn:aws:account::${ACCOUNT}:account`),
    ],
  };
}

/** What the boundary alone holds off: a role that was given everything still can't do it. */
const GUARDED = [
  "make a user",
  "make a key for a user",
  "attach a policy to itself",
  "write a policy for itself",
  "take a boundary away",
  "edit its own trust",
  "edit a boundary",
  "edit its own policy",
  "take another role",
  "change who is trusted",
  "make a role without boundary",
  "change the account",
];

function statePath({ system: { project, environment } }: Case): string {
  return `${project}/${environment}`;
}

function taskOf({ services }: Case["system"]): string {
  return `${services[0]?.family ?? ""}-task`;
}

async function through(policies: readonly string[], calls: readonly Call[]): Promise<string[]> {
  const found = await Promise.all(calls.map((one) => passes(policies, one)));
  return calls.filter((_, index) => found[index]).map(({ action, resource }) => `${action} on ${resource}`);
}

for (const [name, caseOf] of Object.entries(SYSTEMS)) {
  describe(`a role of ${name} prod can't`, () => {
    for (const [attempt, calls] of Object.entries(attempts(caseOf("prod"), caseOf("dev")))) {
      it(attempt, async () => {
        assert.deepEqual(await through(await policiesOf(caseOf("prod"), "deploy"), calls), []);
        assert.deepEqual(await through(await policiesOf(caseOf("prod"), "preview"), calls), []);
      });
    }
  });
}

describe("the boundary of all roles for GitHub's tokens", () => {
  const everything = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  });
  const prod = SYSTEMS["order-tracking"]?.("prod");
  const dev = SYSTEMS["order-tracking"]?.("dev");
  assert.ok(prod !== undefined && dev !== undefined);
  const all = attempts(prod, dev);

  for (const attempt of GUARDED) {
    it(`holds even a role that may do everything off, which would ${attempt}`, async () => {
      assert.ok(all[attempt] !== undefined);
      assert.deepEqual(await through([everything], all[attempt]), []);
    });
  }

  it("lets through what it doesn't name", async () => {
    const task = role("order-tracking-prod-task");
    for (const one of [
      call("s3:CreateBucket", "arn:aws:s3:::order-tracking"),
      call("iam:CreateRole", task, { "iam:PermissionsBoundary": boundaryOf(prod.system) }),
      call("iam:PassRole", task, { "iam:PassedToService": "ecs-tasks.amazonaws.com" }),
    ]) {
      assert.ok(await passes([everything], one), one.action);
    }
  });

  it("permits nothing by itself", async () => {
    const asked = {
      action: "s3:CreateBucket",
      resource: "arn:aws:s3:::order-tracking",
      policies: [],
      boundary: BOUNDARY,
    };
    assert.ok(!(await isAllowed(asked)));
  });
});
