import assert from "node:assert/strict";
import { ownName } from "@tidegate/faults";
import type { Statement } from "@tidegate/aws";
import { OidcRole, oidcRoleFaults } from "../../../../components/trust/aws/oidcRole.ts";
import type { OidcRoleArgs } from "../../../../components/trust/aws/oidcRole.ts";
import { PULUMI_ISSUER } from "../../../../components/trust/deployment.ts";
import type { DeploymentSubject } from "../../../../components/trust/deployment.ts";
import { ACCOUNT, build, known } from "../../aws/built.ts";
import { refuses } from "../../aws/faults.ts";

const HOST = "token.actions.githubusercontent.com";
const repository = "tidegate/clouds";
const read = (Sid: string, count = 1): Statement => ({
  Sid,
  Action: ["s3:GetObject"],
  Resource: Array.from({ length: count }, (_, index) => `arn:aws:s3:::clouds-state/${index}`.padEnd(60, "x")),
});
const RIGHT: OidcRoleArgs = {
  roleName: "order-tracking-prod-deploy",
  description: "Deploys order-tracking to prod",
  providerArn: `arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}`,
  subjects: [{ repository, environment: "prod" }],
  accepts: ["environment"],
  permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/trust-boundary`,
  statements: [read("State")],
};
const built = (change: Partial<OidcRoleArgs> = {}) =>
  build((options) => new OidcRole("deploy", { ...RIGHT, ...change }, options));
const trustOf = async (change: Partial<OidcRoleArgs> = {}) => {
  const { inputs } = (await built(change)).only("Role");
  const text = inputs["assumeRolePolicy"];
  assert.ok(typeof text === "string");
  return JSON.parse(text) as { Statement: { Condition: Record<string, Record<string, unknown>> }[] };
};

describe("a role for GitHub's tokens", () => {
  it("trusts one provider, one audience and exactly the subjects, and stays inside the boundary", async () => {
    const { inputs } = (await built()).only("Role");
    assert.deepEqual(inputs, {
      name: "order-tracking-prod-deploy",
      description: "Deploys order-tracking to prod",
      maxSessionDuration: 3600,
      permissionsBoundary: RIGHT.permissionsBoundary,
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Github",
            Effect: "Allow",
            Principal: { Federated: RIGHT.providerArn },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: {
              StringEquals: {
                [`${HOST}:aud`]: "sts.amazonaws.com",
                [`${HOST}:sub`]: ["repo:tidegate/clouds:environment:prod"],
              },
            },
          },
        ],
      }),
    });
  });

  it("takes another audience and issuer by their own names", async () => {
    const trust = await trustOf({ audience: "clouds", issuer: "https://github.acme.example/_services/token" });
    assert.deepEqual(Object.keys(trust.Statement[0]?.Condition["StringEquals"] ?? {}), [
      "github.acme.example/_services/token:aud",
      "github.acme.example/_services/token:sub",
    ]);
  });

  for (const [minutes, seconds, condition] of [
    [15, 3600, { "sts:DurationSeconds": "900" }],
    [59, 3600, { "sts:DurationSeconds": "3540" }],
    [60, 3600, undefined],
    [90, 5400, undefined],
    [720, 43_200, undefined],
  ] as const) {
    it(`lets a session last ${minutes} minutes`, async () => {
      const { inputs } = (await built({ sessionMinutes: minutes })).only("Role");
      assert.equal(inputs["maxSessionDuration"], seconds);
      const trust = await trustOf({ sessionMinutes: minutes });
      assert.deepEqual(trust.Statement[0]?.Condition["NumericLessThanEquals"], condition);
    });
  }

  it("carries its statements in as many managed policies as their sizes ask for, each attached", async () => {
    const statements = [read("A", 40), read("B", 40), read("C", 40), read("D", 1)];
    const { all, component } = await built({ statements });
    const texts = all("Policy").map(({ inputs }) => String(inputs["policy"]));
    assert.deepEqual(
      texts.map((text) => [...text.matchAll(/"Sid":"(\w)"/g)].map(([, sid]) => sid).join("")),
      ["AB", "CD"],
    );
    assert.ok(texts.every((text) => text.length <= 6144));
    assert.deepEqual(
      all("RolePolicyAttachment").map(({ inputs }) => inputs["policyArn"]),
      ["order-tracking-prod-deploy-1", "order-tracking-prod-deploy-2"].map(
        (name) => `arn:aws:iam::${ACCOUNT}:policy/${name}`,
      ),
    );
    assert.equal(await known(component.arn), `arn:aws:iam::${ACCOUNT}:role/order-tracking-prod-deploy`);
  });

  describe("refuses", () => {
    refuses<OidcRoleArgs>(
      RIGHT,
      (args) => oidcRoleFaults(args, ownName),
      (args) => new OidcRole("deploy", args),
      [
        ["a name that IAM doesn't take", { roleName: "a b" }, ["roleName"]],
        ["an empty audience", { audience: "" }, ["audience"]],
        ["an audience with a wildcard", { audience: "sts.*" }, ["audience"]],
        ["nobody to trust", { subjects: [] }, ["subjects"]],
        ["no kind of subject", { accepts: [] }, ["accepts"]],
        [
          "a wildcard in a subject",
          { subjects: [{ repository: "tidegate/*", environment: "prod" }] },
          ["subjects[0].repository"],
        ],
        [
          "a branch where the environment is asked for",
          { subjects: [{ repository, branch: "main" }] },
          ["subjects[0]"],
        ],
        ["a tag where the environment is asked for", { subjects: [{ repository, tag: "v1.0.0" }] }, ["subjects[0]"]],
        ["a subject twice", { subjects: [...RIGHT.subjects, ...RIGHT.subjects] }, ["subjects[1]"]],
        ["a session of 14 minutes", { sessionMinutes: 14 }, ["sessionMinutes"]],
        ["a session of 13 hours", { sessionMinutes: 780 }, ["sessionMinutes"]],
        ["a Sid twice", { statements: [read("A"), read("A")] }, ["statements[1]"]],
        ["a statement longer than a policy", { statements: [read("A", 100)] }, ["statements[0]"]],
        ["more than ten policies", { statements: Array.from("ABCDEFGHIJK", (sid) => read(sid, 60)) }, ["statements"]],
        [
          "everything, all at once",
          { roleName: "", audience: "", subjects: [{ repository: "clouds", branch: "x/" }], sessionMinutes: 0 },
          ["roleName", "audience", "subjects[0].repository", "subjects[0].branch", "subjects[0]", "sessionMinutes"],
        ],
      ],
    );
  });
});

const UPDATE: DeploymentSubject = {
  organization: "tidegate",
  project: "order-tracking",
  stack: "prod",
  operation: "update",
};
const PULUMIS: OidcRoleArgs = {
  ...RIGHT,
  providerArn: `arn:aws:iam::${ACCOUNT}:oidc-provider/api.pulumi.com/oidc`,
  issuer: PULUMI_ISSUER,
  subjects: [UPDATE, { ...UPDATE, operation: "destroy" }],
  accepts: ["deployment"],
};

describe("a role for the tokens of Pulumi Deployments", () => {
  it("trusts the organisation as audience, and exactly the stack's operations", async () => {
    const [statement] = (await trustOf(PULUMIS)).Statement;
    const claim = "pulumi:deploy:org:tidegate:project:order-tracking:stack:prod:operation";
    assert.deepEqual(statement, {
      Sid: "PulumiDeployments",
      Effect: "Allow",
      Principal: { Federated: PULUMIS.providerArn },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          "api.pulumi.com/oidc:aud": "tidegate",
          "api.pulumi.com/oidc:sub": [`${claim}:update:scope:write`, `${claim}:destroy:scope:write`],
        },
      },
    });
  });

  describe("refuses", () => {
    refuses<OidcRoleArgs>(
      PULUMIS,
      (args) => oidcRoleFaults(args, ownName),
      (args) => new OidcRole("deploy", args),
      [
        ["a workflow's subject", { subjects: RIGHT.subjects, accepts: RIGHT.accepts }, ["subjects[0]"]],
        [
          "a run under GitHub's issuer",
          { issuer: "https://token.actions.githubusercontent.com" },
          ["subjects[0]", "subjects[1]"],
        ],
        [
          "a run under an enterprise's issuer",
          { issuer: "https://github.acme.example/_services/token" },
          ["subjects[0]", "subjects[1]"],
        ],
        ["a run where an environment is asked for", { accepts: ["environment"] }, ["subjects[0]", "subjects[1]"]],
        [
          "another audience than the organisation",
          { audience: "sts.amazonaws.com" },
          ["subjects[0].organization", "subjects[1].organization"],
        ],
        [
          "two organisations",
          { subjects: [UPDATE, { ...UPDATE, organization: "other" }] },
          ["subjects[1].organization"],
        ],
        ["a wildcard in the stack", { subjects: [{ ...UPDATE, stack: "*" }] }, ["subjects[0].stack"]],
        ["a preview among updates", { subjects: [UPDATE, { ...UPDATE, operation: "preview" }] }, ["subjects"]],
        ["a run twice", { subjects: [UPDATE, { ...UPDATE }] }, ["subjects[1]"]],
      ],
    );
  });
});
