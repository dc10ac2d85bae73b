import assert from "node:assert/strict";
import { explain, explanation, matrixOf, trustsIn, tokenOf } from "../../../cli/trust/index.ts";
import type { Explained, ExplainedRole, Stated, Trusts } from "../../../cli/trust/index.ts";
import {
  deployStatements,
  ociDeployStatements,
  ociPreviewStatements,
  OidcRole,
  OidcSessions,
  previewStatements,
  subjectText,
  TrustBoundary,
} from "@tidegate/trust";
import type { Subject } from "@tidegate/trust";
import { build, buildOci, computedOf, mockId } from "./registered.ts";
import { ACCOUNT, SYSTEMS, boundaryOf } from "../../components/trust/aws/calls.ts";

const repository = "tidegate/tidegate";
const PROD: Subject = { repository, environment: "prod" };
const PULL: Subject = { repository, pullRequest: true };
const MAIN: Subject = { repository, branch: "main" };

/** The two roles of the first system, as the components register them. */
async function ownRoles(): Promise<Stated[]> {
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
  return resources.map(({ type, name, inputs }) => ({
    type,
    name,
    id: name,
    values: { ...inputs, ...computedOf(type, name, inputs) },
  }));
}

/** The two service users of a system on OCI. */
async function ownSessions(): Promise<Stated[]> {
  const place = { compartmentId: "ocid1.compartment.oc1..prod" };
  const { resources } = await buildOci(
    (options) =>
      new OidcSessions(
        "github",
        {
          domainUrl: "https://idcs-0123.identity.example:443",
          clientIds: ["client"],
          audiences: [`https://github.com/${repository}`],
          roles: [
            {
              ...place,
              name: "pay-prod-deploy",
              subjects: [PROD],
              accepts: ["environment"],
              statements: (grant) => ociDeployStatements(grant),
            },
            {
              ...place,
              name: "pay-prod-preview",
              subjects: [PULL],
              accepts: ["pullRequest"],
              statements: ociPreviewStatements,
            },
          ],
        },
        options,
      ),
  );
  return resources.map(({ type, name, inputs }) => ({ type, name, id: mockId(type, name), values: inputs }));
}

describe("the explanation of this project's own roles", function () {
  // Every action of a dozen statements is evaluated.
  this.timeout(60_000);
  let trusts: Trusts;
  let told: { readonly prod: Explained; readonly pull: Explained };
  before(async () => {
    trusts = trustsIn([...(await ownRoles()), ...(await ownSessions())]);
    const of = (subject: Subject) => explain(trusts, tokenOf(subjectText(subject)));
    told = { prod: await of(PROD), pull: await of(PULL) };
  });

  function taken(whose: "prod" | "pull"): ExplainedRole {
    const found = told[whose].aws.find(({ takes }) => takes);
    assert.ok(found !== undefined);
    return found;
  }

  it("gives each subject its own role and no other, on both clouds", () => {
    const { columns, rows } = matrixOf(trusts, [PROD, PULL, MAIN].map(subjectText));
    assert.deepEqual(
      columns.map(({ name }) => name),
      ["shop-prod-deploy", "shop-prod-preview", "pay-prod-deploy", "pay-prod-preview"],
    );
    assert.deepEqual(
      rows.map(({ takes }) => takes),
      [
        [true, false, true, false],
        [false, true, false, true],
        [false, false, false, false],
      ],
    );
    assert.deepEqual(
      matrixOf(trusts, []).rows.map(({ token }) => token.subject),
      [PROD, PULL].map(subjectText),
    );
  });

  it("knows every document, and finds none of it held back by the boundary", () => {
    const deploy = taken("prod");
    assert.deepEqual(deploy.role.unseen, []);
    assert.equal(deploy.role.boundary?.name, "tidegate-boundary");
    assert.ok(deploy.grants.length > 10);
    const judged = deploy.grants.flatMap((grant) => grant.judged);
    assert.deepEqual(
      judged.filter(({ allowed }) => allowed.length === 0),
      [],
    );
  });

  it("knows every action that they name", () => {
    const grants = [...taken("prod").grants, ...taken("pull").grants];
    const unknown = grants.flatMap(({ judged }) => judged.filter(({ level }) => level === "unknown"));
    assert.deepEqual(
      unknown.map(({ action }) => action),
      [],
    );
  });

  it("finds no way to widen rights, neither by deploying nor by previewing", () => {
    assert.deepEqual(taken("prod").widenings, []);
    assert.deepEqual(taken("pull").widenings, []);
    const { oci } = told.prod;
    const statements = oci.flatMap((one) => one.statements);
    assert.equal(statements.length, 7);
    assert.deepEqual(
      statements.flatMap(({ widens }) => widens),
      [],
    );
  });

  it("tells that a preview writes nothing, and leaves every permission as it is", () => {
    const judged = taken("pull").grants.flatMap((grant) => grant.judged);
    assert.ok(judged.length > 20);
    // AWS counts every use of a key as writing.
    const others = judged.filter(
      ({ level, action }) => level !== "Read" && level !== "List" && action !== "kms:Decrypt",
    );
    assert.deepEqual(
      others.map(({ action }) => action),
      [],
    );
  });

  it("has room on a screen", () => {
    const lines = explanation(told.prod).split("\n");
    assert.ok(lines.length < 60, `${lines.length} lines`);
  });
});
