import assert from "node:assert/strict";
import {
  explain,
  explanation,
  matrixOf,
  matrixTable,
  rolesIn,
  statedIn,
  tokenOf,
  trustsIn,
} from "../../../cli/trust/index.ts";
import type { Explained, Token } from "../../../cli/trust/index.ts";
import {
  allow,
  deny,
  iam,
  MAIN,
  policyText,
  PROD,
  resource,
  resources,
  stated,
  TOKEN,
  trustText,
  UPDATE,
} from "./state.ts";
import type { Document } from "./state.ts";

/** How the engine writes what isn't known before `up`. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const explained = (all: readonly Document[], token: Token = TOKEN): Promise<Explained> =>
  explain(trustsIn(stated(all)), token);

describe("the explanation of a subject on AWS", () => {
  it("tells which role it takes, and which not", async () => {
    const { aws } = await explained(resources([UPDATE]));
    assert.deepEqual(
      aws.map(({ role, takes, why }) => [role.name, takes, why]),
      [
        ["shop-dev-deploy", true, ""],
        ["shop-prod-deploy", false, `its subjects are ${PROD}`],
      ],
    );
  });

  it("tells both where the audience is wrong too", async () => {
    const { aws } = await explained(resources([UPDATE]), tokenOf(MAIN, { aud: "elsewhere" }));
    assert.equal(aws[0]?.why, "its audience is sts.amazonaws.com");
    assert.match(aws[1]?.why ?? "", /its subjects are .*; its audience is sts\.amazonaws\.com/);
  });

  it("tells what the account's provider takes", async () => {
    const provider = (clientIdLists: readonly string[]) =>
      resource("aws:iam/openIdConnectProvider:OpenIdConnectProvider", "github", {
        url: "token.actions.githubusercontent.com",
        clientIdLists,
      });
    const right = await explained([...resources([UPDATE]), provider(["other", "sts.amazonaws.com"])]);
    assert.equal(right.aws[0]?.takes, true);
    const wrong = await explained([...resources([UPDATE]), provider(["other"])]);
    assert.equal(wrong.aws[0]?.why, "the account's provider takes no audience but other");
  });

  it("asks another issuer's role for that issuer", async () => {
    const deployment = "pulumi:deploy:org:acme:project:shop:stack:dev:operation:update:scope:write";
    const host = "api.pulumi.com/oidc";
    const role = resource("aws:iam/role:Role", "run", {
      name: "shop-run",
      arn: iam("role/shop-run"),
      assumeRolePolicy: trustText({ StringEquals: { [`${host}:aud`]: "acme", [`${host}:sub`]: deployment } }, host),
    });
    const run = await explained([role], tokenOf(deployment));
    assert.equal(run.aws[0]?.takes, true, run.aws[0]?.why);
    const github = await explained([role], tokenOf(deployment, { issuer: "github" }));
    assert.equal(github.aws[0]?.why, "it trusts no token of https://token.actions.githubusercontent.com");
  });

  it("gives further claims to a trust that asks for them", async () => {
    const claim = "token.actions.githubusercontent.com:repository_id";
    const role = resource("aws:iam/role:Role", "run", {
      name: "shop-run",
      arn: iam("role/shop-run"),
      assumeRolePolicy: trustText({ StringEquals: { [claim]: "42" } }),
    });
    const takes = async (token: Token) => (await explained([role], token)).aws[0]?.takes;
    assert.equal(await takes(tokenOf(MAIN, { others: { repository_id: "42" } })), true);
    assert.equal(await takes(tokenOf(MAIN, { others: { repository_id: "43" } })), false);
    assert.equal(await takes(TOKEN), false);
  });

  it("says a line a service, and with --all each statement", async () => {
    const told = await explained(resources([UPDATE, allow(["iam:CreateUser", "iam:GetRole"])]));
    const text = explanation(told);
    assert.match(text, /takes 1 of 2 roles on AWS \(audience sts\.amazonaws\.com\)/);
    assert.match(text, /^ {2}ecs {2}1 action \(1 write\)$/m);
    assert.match(text, /^ {2}iam {2}1 action \(1 read\), 1 on any resource, 1 more held back$/m);
    const all = explanation(told, { all: true });
    assert.match(all, /^ {2}\+ ecs:UpdateService\n {6}on arn:aws:ecs/m);
    assert.match(all, /^ {2}- iam:CreateUser, which a boundary or a denial holds back$/m);
  });

  it("finds a policy however it is attached, and says which it doesn't know", async () => {
    const alone = resources([UPDATE]).filter(({ type }) => !String(type).includes("Attachment"));
    const ways: Readonly<Record<string, Document>> = {
      "for one role": resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "x", {
        role: iam("role/shop-dev-deploy"),
        policyArn: iam("policy/own"),
      }),
      "for several": resource("aws:iam/policyAttachment:PolicyAttachment", "x", {
        roles: ["shop-dev-deploy"],
        policyArn: iam("policy/own"),
      }),
      inline: resource("aws:iam/rolePolicy:RolePolicy", "x", { role: "shop-dev-deploy", policy: policyText(UPDATE) }),
    };
    for (const [way, one] of Object.entries(ways)) {
      const { aws } = await explained([...alone, one]);
      assert.deepEqual(
        aws[0]?.grants.map(({ actions }) => actions),
        [["ecs:UpdateService"]],
        way,
      );
      assert.deepEqual(aws[0].role.unseen, [], way);
    }
    const foreign = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "x", {
      role: "shop-dev-deploy",
      policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
    });
    const text = explanation(await explained([...alone, foreign]));
    assert.match(text, /\? arn:aws:iam::aws:policy\/ReadOnlyAccess: not in this state/);
    const late = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "x", {
      role: "shop-dev-deploy",
      policyArn: UNKNOWN,
    });
    assert.match(explanation(await explained([...alone, late])), /\? a policy that isn't made yet: not in this state/);
  });

  it("says so where it doesn't know the boundary", async () => {
    const without = resources([UPDATE]).filter(({ urn }) => !String(urn).endsWith("::boundary"));
    const text = explanation(await explained(without));
    assert.match(text, /^AWS shop-dev-deploy, within arn:\S+policy\/boundary$/m);
    assert.match(text, /\? arn:\S+policy\/boundary: not in this state/);
  });

  it("counts an action once, allowed where one of its statements is", async () => {
    const other = allow("iam:GetRole", iam("role/x"));
    const boundary = [allow("*"), deny("iam:*", iam("role/x"))];
    const text = explanation(await explained(resources([allow("iam:GetRole", iam("role/y")), other], boundary)));
    assert.match(text, /^ {2}iam {2}1 action \(1 read\), 1 limited by a boundary or a denial$/m);
  });

  it("sums up what is more than a screen holds", async () => {
    const lines = explanation(await explained(resources([allow("*")]))).split("\n");
    assert.ok(lines.length < 100, `${lines.length} lines`);
    assert.match(lines.join("\n"), /^ {2}and \d{3} more services: \d{5} actions \(\d+ read, .*\)/m);
  });
});

describe("a state", () => {
  it("is refused where it is neither a state nor a preview, or empty", () => {
    assert.throws(() => statedIn("{}"), /Neither a state/);
    assert.throws(() => statedIn("Resources:"), /no JSON/);
    assert.throws(() => statedIn('{"version": 3, "deployment": {}}'), /holds no resource/);
    assert.throws(() => trustsIn(stated([])), /Nothing here trusts a token/);
  });

  it("may be a preview", () => {
    const steps = resources([UPDATE]).map((newState) => ({ op: "create", newState }));
    assert.equal(rolesIn(statedIn(JSON.stringify({ steps }))).length, 2);
  });

  it("tells roles whose trust isn't known before up", async () => {
    const unknown = resource("aws:iam/role:Role", "late", {
      name: "late",
      assumeRolePolicy: UNKNOWN,
    });
    assert.throws(() => trustsIn(stated([unknown])), /The trust of late isn't known before `up`/);
    const text = explanation(await explained([...resources([UPDATE]), unknown]));
    assert.match(text, /Not known before `up`: whom late trusts$/);
  });

  it("has nothing of what waits for its deletion", () => {
    const [role, ...rest] = resources([UPDATE]);
    assert.equal(rolesIn(stated([{ ...role, delete: true }, ...rest])).length, 1);
  });
});

describe("the matrix of trust", () => {
  const matrix = (subjects: readonly string[]) => matrixOf(trustsIn(stated(resources([UPDATE]))), subjects);

  it("has a row a subject and a column a role", () => {
    const lines = matrixTable(matrix([])).split("\n");
    assert.match(lines[0] ?? "", /^subject +AWS shop-dev-deploy +AWS shop-prod-deploy$/);
    assert.match(lines[1] ?? "", /main +yes +-$/);
    assert.match(lines[2] ?? "", /prod +- +yes$/);
    assert.equal(lines.length, 3);
  });

  it("has no row for a subject that a trust shuts out", () => {
    const others = resource("aws:iam/role:Role", "others", {
      name: "others",
      arn: iam("role/others"),
      assumeRolePolicy: trustText({ StringNotEquals: { "token.actions.githubusercontent.com:sub": MAIN } }),
    });
    const { rows } = matrixOf(trustsIn(stated([others])), []);
    assert.deepEqual(rows, []);
  });

  it("takes a subject that no trust names", () => {
    const table = matrixTable(matrix(["repo:tidegate/other:pull_request"]));
    assert.match(table, /other:pull_request +- +-$/);
  });

  it("calls roles by number where their names don't fit", () => {
    const lines = matrixTable(matrix([MAIN]), 60).split("\n");
    assert.deepEqual(lines.slice(0, 3), ["1  AWS shop-dev-deploy", "2  AWS shop-prod-deploy", ""]);
    assert.match(lines[3] ?? "", /^subject +1 +2$/);
    assert.match(lines[4] ?? "", /main +yes +-$/);
  });
});
