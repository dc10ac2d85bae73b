/** What a role may do, action by action, within what holds it back. */
import assert from "node:assert/strict";
import { explain, narrowed, trustsIn } from "../../../cli/trust/index.ts";
import type { Grant } from "../../../cli/trust/index.ts";
import { allow, BOUNDARY, deny, iam, policyText, resources, stated, TOKEN } from "./state.ts";
import type { Document } from "./state.ts";

/** The role's statements, each judged. */
async function grants(
  statements: readonly Document[],
  boundary = BOUNDARY,
  session?: Document,
): Promise<readonly Grant[]> {
  const trusts = trustsIn(stated(resources(statements, boundary)));
  const sessionPolicy = { name: "session", document: Object(JSON.parse(policyText(session ?? {}))) as Document };
  const { aws } = await explain(session === undefined ? trusts : narrowed(trusts, sessionPolicy), TOKEN);
  return aws[0]?.grants ?? [];
}

/** One action of the first statement. */
async function judged(action: string, ...how: Parameters<typeof grants>) {
  const [grant] = await grants(...how);
  const found = grant?.judged.find((one) => one.action === action);
  assert.ok(found !== undefined, `${action} is none of ${grant?.judged.map((one) => one.action).join(", ")}`);
  return found;
}

const ANY_ROLE = iam("role/*");
const GUARDED = iam("role/*-deploy");

describe("a role's grants", () => {
  it("are said action by action, with the level that AWS gives each", async () => {
    const [grant] = await grants([allow("iam:*RolePolicy")]);
    assert.deepEqual(
      grant?.judged.map(({ action, level }) => `${action} ${level}`),
      [
        "iam:AttachRolePolicy Permissions",
        "iam:DeleteRolePolicy Permissions",
        "iam:DetachRolePolicy Permissions",
        "iam:GetRolePolicy Read",
        "iam:PutRolePolicy Permissions",
        "iam:UpdateAssumeRolePolicy Permissions",
      ],
    );
  });

  it("know no action that AWS doesn't know", async () => {
    const [grant] = await grants([allow(["ecs:UpdateServise", "nobody:Does", "ecs:UpdateServise*"])]);
    assert.deepEqual(
      grant?.judged.map(({ action, level }) => `${action} ${level}`),
      ["ecs:UpdateServise unknown", "nobody:Does unknown"],
    );
  });

  it("mean everything but what NotAction names", async () => {
    const [grant] = await grants([{ Effect: "Allow", NotAction: ["[a-z]*:*", "ecs:*", "iam:*"], Resource: "*" }]);
    const services = new Set(grant?.judged.map(({ action }) => action.split(":")[0]));
    assert.ok(services.has("s3") && services.size > 300);
    assert.ok(!services.has("ecs") && !services.has("iam"));
  });

  it("of a wildcard are held back where the boundary denies one of its actions", async () => {
    const [grant] = await grants([allow("iam:Create*")]);
    const heldBack = grant?.judged.filter(({ allowed }) => allowed.length === 0).map(({ action }) => action);
    assert.deepEqual(heldBack, ["iam:CreateUser"]);
    assert.ok((grant?.judged.length ?? 0) > 8);
  });

  it("of any resource are held back on those that a denial names", async () => {
    const boundary = [allow("*"), deny("iam:PassRole", [GUARDED])];
    const { allowed, heldBack } = await judged("iam:PassRole", [allow("iam:PassRole", ANY_ROLE)], boundary);
    assert.deepEqual([allowed, heldBack], [[ANY_ROLE], [GUARDED]]);
  });

  it("of any resource are allowed on those alone that a boundary names", async () => {
    const boundary = [allow("s3:GetObject", "arn:aws:s3:::own/*")];
    const { allowed, heldBack } = await judged("s3:GetObject", [allow("s3:*", "arn:aws:s3:::*")], boundary);
    assert.deepEqual([allowed, heldBack], [["arn:aws:s3:::own/*"], ["arn:aws:s3:::*"]]);
  });

  it("of something else are not looked at on what others name", async () => {
    const boundary = [allow("*"), deny("iam:PassRole", [GUARDED])];
    const { allowed, heldBack } = await judged("iam:PassRole", [allow("iam:PassRole", iam("role/task"))], boundary);
    assert.deepEqual([allowed, heldBack], [[iam("role/task")], []]);
  });

  it("meet a statement's conditions, and tell them", async () => {
    const tagged = { StringEquals: { "aws:ResourceTag/Env": "dev" } };
    const [grant] = await grants([allow("ecs:UpdateService", "*", tagged)]);
    assert.deepEqual(grant?.conditions, ["aws:ResourceTag/Env is dev"]);
    assert.deepEqual(grant.judged[0]?.allowed, ["*"]);
    const both = { ...tagged, Null: { "aws:ResourceTag/Env": "false" } };
    assert.deepEqual((await judged("ecs:UpdateService", [allow("ecs:UpdateService", "*", both)])).heldBack, []);
  });

  it("meet a condition that shuts something out", async () => {
    const elsewhere = allow("s3:GetObject", "*", { StringNotEquals: { "aws:ResourceAccount": "222233334444" } });
    const [grant] = await grants([elsewhere]);
    assert.deepEqual(grant?.conditions, ["aws:ResourceAccount is not 222233334444"]);
    assert.deepEqual(grant.judged[0]?.allowed, ["*"]);
  });

  it("mean every resource but what NotResource names", async () => {
    const [grant] = await grants([{ Effect: "Allow", Action: "s3:GetObject", NotResource: "arn:aws:s3:::x/*" }]);
    assert.deepEqual(grant?.resources, ["not arn:aws:s3:::x/*"]);
    assert.deepEqual(grant.judged[0]?.allowed, ["*"]);
  });

  it("tell what a denial's condition asks for beside", async () => {
    const unbounded = { ArnNotLike: { "iam:PermissionsBoundary": [iam("policy/*-boundary")] } };
    const boundary = [allow("*"), deny("iam:CreateRole", "*", unbounded)];
    const { allowed, where } = await judged("iam:CreateRole", [allow("iam:CreateRole", ANY_ROLE)], boundary);
    assert.deepEqual(allowed, [ANY_ROLE]);
    assert.deepEqual(where, [`not (iam:PermissionsBoundary is not ${iam("policy/*-boundary")})`]);
  });

  it("tell what a boundary's condition asks for beside", async () => {
    const boundary = [allow("sqs:*", "*", { Bool: { "aws:SecureTransport": "true" } })];
    const { allowed, where } = await judged("sqs:SendMessage", [allow("sqs:SendMessage")], boundary);
    assert.deepEqual([allowed, where], [["*"], ["aws:SecureTransport is true"]]);
    const insecure = [allow("*"), deny("*", "*", { Bool: { "aws:SecureTransport": "false" } })];
    assert.deepEqual((await judged("sqs:SendMessage", [allow("sqs:SendMessage")], insecure)).heldBack, []);
  });

  it("are narrowed by the session's policy, and by the boundary all the same", async () => {
    const [sessioned] = await grants(
      [allow(["iam:CreateUser", "iam:GetRole", "iam:GetUser", "s3:GetObject"])],
      [allow("*"), deny("iam:CreateUser")],
      allow("iam:*"),
    );
    assert.deepEqual(
      sessioned?.judged.filter(({ allowed }) => allowed.length > 0).map(({ action }) => action),
      ["iam:GetRole", "iam:GetUser"],
    );
  });

  it("leave what a key's policy says to IAM", async () => {
    const key = "arn:aws:kms:eu-central-1:111122223333:key/1";
    assert.deepEqual((await judged("kms:Decrypt", [allow("kms:Decrypt", key)])).allowed, [key]);
  });
});
