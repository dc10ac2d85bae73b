/** Ways to become more than one is: each is found where it is open, and not where something closes it. */
import assert from "node:assert/strict";
import { wideningsOf } from "../../../cli/trust/aws/escalation.ts";
import { explain, explanation, narrowed, rolesIn, trustsIn } from "../../../cli/trust/index.ts";
import { allow, deny, iam, resources, stated, TOKEN } from "./state.ts";
import type { Document } from "./state.ts";

const SELF = iam("role/shop-dev-deploy");
const EVERYTHING = [allow("*")];

function ways(statements: readonly Document[], boundary: readonly Document[] = EVERYTHING): string[] {
  const roles = rolesIn(stated(resources(statements, boundary)));
  return roles[0] === undefined ? ["no role"] : wideningsOf(roles[0], roles).map(({ what }) => what);
}

/** A statement, and the one way that it opens. */
const OPEN: Readonly<Record<string, Document>> = {
  "attach a policy to itself": allow("iam:AttachRolePolicy", SELF),
  "write a policy for itself": allow("iam:PutRolePolicy", SELF),
  "shed a policy that denies it something": allow("iam:DetachRolePolicy", SELF),
  "rewrite its own policy": allow("iam:CreatePolicyVersion", iam("policy/own")),
  "rewrite its boundary": allow("iam:SetDefaultPolicyVersion", iam("policy/boundary")),
  "take its boundary away": allow("iam:DeleteRolePermissionsBoundary", SELF),
  "get another boundary": allow("iam:PutRolePermissionsBoundary", SELF),
  "edit its own trust": allow("iam:UpdateAssumeRolePolicy", SELF),
  "edit another role's trust": allow("iam:UpdateAssumeRolePolicy", iam("role/shop-prod-deploy")),
  "give another role a policy": allow("iam:PutRolePolicy", iam("role/shop-prod-*")),
  "make a role without a boundary": allow("iam:CreateRole"),
  "pass another role to a service": allow("iam:PassRole", iam("role/a*"), {
    StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" },
  }),
  "pass itself to a service": allow("iam:PassRole", SELF),
  "take another role": allow("sts:AssumeRole", iam("role/shop-prod-deploy")),
  "make a user": allow("iam:CreateUser"),
  "create a key for a user": allow("iam:CreateAccessKey"),
  "set a user's password": allow("iam:UpdateLoginProfile"),
  "give a user a policy": allow("iam:AttachUserPolicy"),
  "put a user into a group": allow("iam:AddUserToGroup"),
  "give a group a policy": allow("iam:PutGroupPolicy"),
  "change which issuers are trusted": allow("iam:AddClientIDToOpenIDConnectProvider"),
  "change which SAML issuers are trusted": allow("iam:UpdateSAMLProvider"),
  "assign people an account's permissions": allow("sso:CreateAccountAssignment"),
  "run code as another's function": allow("lambda:UpdateFunction*"),
  "run commands on another's machine": allow("ssm:SendCommand"),
  "run commands in another's task": allow("ecs:ExecuteCommand"),
};

/** What looks like a way and is none: the statements, and the boundary. */
const CLOSED: Readonly<Record<string, readonly [statements: Document[], boundary?: Document[]]>> = {
  "a role of its own for its own tasks": [
    [allow("iam:PassRole", iam("role/task"), { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } })],
  ],
  "roles under a boundary": [
    [
      allow(["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"], iam("role/*"), {
        StringEquals: { "iam:PermissionsBoundary": iam("policy/tasks-boundary") },
      }),
    ],
  ],
  "one policy of AWS's, and no other": [
    [
      allow("iam:AttachRolePolicy", iam("role/*"), {
        ArnEquals: { "iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      }),
    ],
  ],
  "functions by a tag that another's don't have": [
    [allow("lambda:UpdateFunctionCode", "*", { StringEquals: { "aws:ResourceTag/Project": "shop" } })],
  ],
  "what the boundary denies": [
    [allow("iam:*"), allow("sts:*")],
    [allow("*"), deny(["iam:*", "sts:*"])],
  ],
  "what the boundary doesn't name": [[allow("*")], [allow("s3:*")]],
  "what a policy of its own denies": [[allow("iam:PassRole"), deny("iam:PassRole", iam("role/*"))]],
};

describe("a role could widen its rights", () => {
  for (const [way, statement] of Object.entries(OPEN)) {
    it(`where it can ${way}`, () => {
      assert.deepEqual(ways([statement]), [way]);
    });
  }

  it("by every way that the table has, where it may do anything", () => {
    assert.deepEqual(ways(EVERYTHING), Object.keys(OPEN));
  });

  it("and is told by which call, on what", async () => {
    const told = await explain(
      trustsIn(stated(resources([allow("sts:AssumeRole", iam("role/shop-prod-deploy"))]))),
      TOKEN,
    );
    assert.match(
      explanation(told),
      /could widen its rights by\n {2}! take another role: sts:AssumeRole on \S+role\/shop-prod-deploy$/m,
    );
  });
});

describe("a role couldn't widen its rights by", () => {
  for (const [what, [statements, boundary]] of Object.entries(CLOSED)) {
    it(what, () => {
      assert.deepEqual(ways(statements, boundary), []);
    });
  }

  it("what its session's policy leaves out", async () => {
    const trusts = trustsIn(stated(resources([allow("iam:*")], EVERYTHING)));
    const session = { name: "session", document: { Version: "2012-10-17", Statement: [allow("ecs:UpdateService")] } };
    const told = await explain(narrowed(trusts, session), TOKEN);
    assert.deepEqual(told.aws[0]?.widenings, []);
    assert.match(
      explanation(told),
      /within boundary and session\n {2}.*\n {2}could widen its rights by none of 26 ways/s,
    );
  });
});
