import assert from "node:assert/strict";
import { explain, explanation, matrix, rolesIn, subjectsOf } from "../../../cli/trust/index.ts";
import type { TrustRole } from "../../../cli/trust/index.ts";
import {
  GITHUB_ISSUER,
  OidcRole,
  TrustBoundary,
  deployStatements,
  previewStatements,
  subjectText,
} from "@tidegate/trust";
import type { Subject } from "@tidegate/trust";
import { build, computedOf } from "./registered.ts";
import { ACCOUNT, SYSTEMS, boundaryOf } from "../../components/trust/aws/calls.ts";

const repository = "tidegate/tidegate";
const PROD: Subject = { repository, environment: "prod" };
const PULL: Subject = { repository, pullRequest: true };
const AUDIENCE = "sts.amazonaws.com";

/** The two roles of the first system, as the components register them. */
async function ownRoles(): Promise<TrustRole[]> {
  const [one] = Object.values(SYSTEMS);
  assert.ok(one);
  const { system, state } = one("prod");
  const { resources } = await build((options) => {
    const { arn: permissionsBoundary } = new TrustBoundary(
      "boundary",
      { boundaryName: "tidegate-boundary", account: ACCOUNT },
      options,
    );
    const providerArn = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
    const common = { description: "A test's", providerArn, permissionsBoundary };
    new OidcRole(
      "deploy",
      {
        ...common,
        roleName: "shop-prod-deploy",
        subjects: [PROD],
        accepts: ["environment"],
        statements: deployStatements(system, state, boundaryOf(system)),
      },
      options,
    );
    return new OidcRole(
      "preview",
      {
        ...common,
        roleName: "shop-prod-preview",
        subjects: [PULL],
        accepts: ["pullRequest"],
        statements: previewStatements(system, state),
      },
      options,
    );
  });
  return rolesIn(
    resources.map(({ type, name, inputs }) => ({
      type,
      name,
      values: { ...inputs, ...computedOf(type, name, inputs) },
    })),
  );
}

describe("the explanation of this project's own roles", function () {
  // Every action of a dozen statements is evaluated.
  this.timeout(60_000);
  let roles: TrustRole[];
  before(async () => {
    roles = await ownRoles();
  });

  it("gives each subject its own role and no other", () => {
    const table = matrix([PROD, PULL, { repository, branch: "main" } as const].map(subjectText), roles, {
      issuer: GITHUB_ISSUER,
      audience: AUDIENCE,
    });
    assert.deepEqual(
      table.split("\n").map((row) => row.replace(/\s+/g, " ")),
      [
        "subject shop-prod-deploy shop-prod-preview",
        "repo:tidegate/tidegate:environment:prod yes -",
        "repo:tidegate/tidegate:pull_request - yes",
        "repo:tidegate/tidegate:ref:refs/heads/main - -",
      ],
    );
    assert.deepEqual(
      roles.flatMap((role) => subjectsOf(role, GITHUB_ISSUER)),
      [PROD, PULL].map(subjectText),
    );
  });

  it("knows every document, and finds none of it held back by the boundary", () => {
    const claims = { issuer: GITHUB_ISSUER, audience: AUDIENCE, subject: subjectText(PROD) };
    const [deploy] = explain(roles, claims);
    assert.deepEqual(deploy?.role.unseen, []);
    assert.equal(deploy?.role.boundary?.name, "tidegate-boundary");
    assert.ok((deploy?.grants.length ?? 0) > 10);
    assert.deepEqual(
      deploy?.grants.flatMap(({ heldBack }) => heldBack),
      [],
    );
    assert.match(explanation(explain(roles, claims), claims), /\+ .*ecs:UpdateService/);
  });

  it("tells that a preview writes nothing", () => {
    const claims = { issuer: GITHUB_ISSUER, audience: AUDIENCE, subject: subjectText(PULL) };
    const preview = explain(roles, claims).find(({ takes }) => takes);
    const actions = preview?.grants.flatMap((grant) => grant.actions) ?? [];
    assert.ok(actions.length > 20);
    const writing = actions.filter((action) =>
      /:(Create|Put|Delete|Update|Register|Tag|Attach|Pass|Run|Send)/.test(action),
    );
    assert.deepEqual(writing, []);
  });
});
