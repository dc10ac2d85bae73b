import assert from "node:assert/strict";
import { explain, explanation, matrix, rolesIn, statedIn } from "../../../cli/trust/index.ts";
import { MAIN, PROD, resources, stateText, TOKEN, UPDATE, USERS } from "./state.ts";

const roles = (...statements: object[]) => rolesIn(statedIn(stateText(...statements)));

describe("the explanation of a subject", () => {
  it("tells which role it takes, and which not", () => {
    const told = explain(roles(UPDATE), TOKEN).map(({ role, takes, why }) => [role.name, takes, why]);
    assert.deepEqual(told, [
      ["shop-dev-deploy", true, ""],
      ["shop-prod-deploy", false, `its subjects are ${PROD}`],
    ]);
  });

  it("tells both where the audience is wrong too", () => {
    const [dev, prod] = explain(roles(UPDATE), { ...TOKEN, audience: "elsewhere" });
    assert.equal(dev?.why, "its audience is sts.amazonaws.com");
    assert.match(prod?.why ?? "", /its subjects are .*; its audience is sts\.amazonaws\.com/);
  });

  it("tells what it could do, and what a boundary holds back", () => {
    const [dev] = explain(roles(UPDATE, USERS), TOKEN);
    assert.deepEqual(
      dev?.grants.map(({ actions, heldBack }) => [actions, heldBack]),
      [
        [["ecs:UpdateService"], []],
        [["iam:CreateUser"], ["iam:CreateUser"]],
      ],
    );
    const text = explanation(explain(roles(UPDATE, USERS), TOKEN), TOKEN);
    assert.match(text, /takes 1 of 2 roles/);
    assert.match(text, / {2}\+ ecs:UpdateService\n {6}on arn:aws:ecs/);
    assert.match(text, / {2}- iam:CreateUser, which a boundary or a denial holds back/);
  });

  it("meets a statement's conditions, and tells them", () => {
    const [dev] = explain(roles({ ...UPDATE, Condition: { StringEquals: { "aws:ResourceTag/Env": "dev" } } }), TOKEN);
    assert.deepEqual(dev?.grants[0]?.heldBack, []);
    assert.deepEqual(dev?.grants[0]?.conditions, ["aws:ResourceTag/Env is dev"]);
  });

  it("takes a key's own value where it only has to be there as well", () => {
    const Condition = { StringEquals: { "aws:ResourceTag/Env": "dev" }, Null: { "aws:ResourceTag/Env": "false" } };
    const [dev] = explain(roles({ ...UPDATE, Condition }), TOKEN);
    assert.deepEqual(dev?.grants[0]?.heldBack, []);
  });

  it("leaves what a key's policy says to IAM", () => {
    const decrypt = { Effect: "Allow", Action: "kms:Decrypt", Resource: "arn:aws:kms:eu-central-1:111122223333:key/1" };
    const [dev] = explain(roles(decrypt), TOKEN);
    assert.deepEqual(dev?.grants[0]?.heldBack, []);
  });

  it("is refused a file that is neither a state nor a preview", () => {
    assert.throws(() => statedIn("{}"), /Neither a state/);
    assert.throws(() => statedIn("Resources:"), /no JSON/);
  });

  it("reads a preview too", () => {
    const steps = resources(UPDATE).map((newState) => ({ op: "create", newState }));
    assert.equal(rolesIn(statedIn(JSON.stringify({ steps }))).length, 2);
  });
});

describe("the matrix of trust", () => {
  it("has a row a subject and a column a role", () => {
    const lines = matrix([MAIN, PROD], roles(UPDATE), TOKEN).split("\n");
    assert.match(lines[0] ?? "", /^subject +shop-dev-deploy +shop-prod-deploy$/);
    assert.match(lines[1] ?? "", /main +yes +-$/);
    assert.match(lines[2] ?? "", /prod +- +yes$/);
  });
});
