/** Who a subject becomes on OCI, and what it may do then. */
import assert from "node:assert/strict";
import { explain, explanation, matrixOf, tokenOf, trustsIn } from "../../../cli/trust/index.ts";
import type { Explained, Token } from "../../../cli/trust/index.ts";
import { MAIN, OCI_AUDIENCE, ociResources, PROD, resources, stated, STATEMENTS, UPDATE } from "./state.ts";
import type { Differing } from "./state.ts";

const TOKEN = tokenOf(MAIN);

async function explained(differing: Differing = {}, token: Token = TOKEN): Promise<Explained["oci"][number]> {
  const [trust] = (await explain(trustsIn(stated(ociResources(differing))), token)).oci;
  assert.ok(trust !== undefined);
  return trust;
}

/** What is different, and why nobody comes of it. */
const REFUSED: Readonly<Record<string, readonly [differing: Differing, why: RegExp, token?: Token]>> = {
  "a subject that no rule names": [{}, /^no rule fits it: sub eq "repo:.*main"$/, tokenOf(PROD)],
  "another audience": [{}, /^its aud is https:\/\/github\.com\/tidegate\/tidegate$/, tokenOf(MAIN, { aud: "other" })],
  "another issuer": [
    {},
    /trusts no token of https:\/\/api\.pulumi\.com\/oidc, but of/,
    tokenOf(MAIN, { issuer: "pulumi" }),
  ],
  "a trust that is not active": [{ trust: { active: false } }, /^it is not active$/],
  "a trust that no client may use": [{ trust: { oauthClients: [] } }, /lists no client/],
  "a trust that impersonates nobody": [{ trust: { allowImpersonation: false } }, /no rule fits it: there is none/],
  "a claim that isn't given": [{ trust: { clientClaimName: "azp" } }, /asks for the claim azp \(--claim azp=/],
  "a user who is not active": [{ user: { active: false } }, /becomes pay-dev-deploy, who is not active/],
  "a user of another state": [
    { trust: { impersonationServiceUsers: [{ rule: `sub eq ${MAIN}`, value: "elsewhere" }] } },
    /a user that this state doesn't hold/,
  ],
  "a rule that is none": [
    { trust: { impersonationServiceUsers: [{ rule: `sub ne ${MAIN}`, value: "deploy" }] } },
    /no rule fits it/,
  ],
};

/** A statement beside the right ones, and what is said of it. */
const WIDENING: readonly (readonly [statement: string, why: RegExp])[] = [
  ["Allow group Default/pay-dev-deploy to manage all-resources in compartment id x", /everything/],
  ["Allow group Default/pay-dev-deploy to read repos in tenancy", /whole tenancy/],
  ["Allow group 'Default'/'pay-dev-deploy' to manage policies in compartment id x", /no more than read of policies/],
  ["allow group pay-dev-deploy, Administrators to use groups in tenancy", /whole tenancy/],
  ["Allow group id ocid1.group.oc1..deploy to manage users in compartment x", /Allow group <group>|no more than read/],
  ["Allow any-user to read repos in compartment id x", /about everybody/],
];

const NONE_OF_ITS_OWN = [
  "Allow group Default/pay-dev-deploy-more to manage policies in tenancy",
  "Allow group Default/pay-dev to manage policies in tenancy",
  "Allow dynamic-group pay-dev-deploy to manage policies in tenancy",
  "Allow service objectstorage to use keys in tenancy",
];

describe("the explanation of a subject on OCI", () => {
  it("tells the service user, its rule, its groups and its statements", async () => {
    const { user, rule, why, statements } = await explained();
    assert.equal(why, "");
    assert.equal(rule, `sub eq "${MAIN}"`);
    assert.deepEqual([user?.name, user?.groups.map(({ name }) => name)], ["pay-dev-deploy", ["pay-dev-deploy"]]);
    assert.deepEqual(
      statements,
      STATEMENTS.map((text) => ({ policy: "pay-dev-deploy", text, widens: [] })),
    );
  });

  it("lets the first rule that fits decide", async () => {
    const first = { rule: 'sub eq "repo:tidegate/*"', value: "preview" };
    const second = { rule: `sub eq "${MAIN}"`, value: "deploy" };
    const name = async (...impersonationServiceUsers: object[]) =>
      (await explained({ trust: { impersonationServiceUsers } })).user?.name;
    assert.equal(await name(first, second), "pay-dev-preview");
    assert.equal(await name(second, first), "pay-dev-deploy");
  });

  it("asks a rule for a claim that is given beside", async () => {
    const trust = { impersonationServiceUsers: [{ rule: "repository_id eq 42", value: "deploy" }] };
    assert.equal(
      (await explained({ trust }, tokenOf(MAIN, { others: { repository_id: "42" } }))).user?.name,
      "pay-dev-deploy",
    );
    assert.equal((await explained({ trust })).user, undefined);
  });

  for (const [what, [differing, why, token]] of Object.entries(REFUSED)) {
    it(`refuses ${what}`, async () => {
      const found = await explained(differing, token);
      assert.equal(found.user, undefined);
      assert.match(found.why, why);
      assert.deepEqual(found.statements, []);
    });
  }

  for (const [statement, why] of WIDENING) {
    it(`flags: ${statement}`, async () => {
      const { statements } = await explained({ statements: [...STATEMENTS, statement] });
      assert.deepEqual(
        statements.map(({ widens }) => widens.length > 0),
        [false, false, true],
      );
      assert.match(statements[2]?.widens.join("; ") ?? "", why);
    });
  }

  it("leaves out what is about others", async () => {
    const { statements } = await explained({ statements: [...STATEMENTS, ...NONE_OF_ITS_OWN] });
    assert.deepEqual(
      statements.map(({ text }) => text),
      STATEMENTS,
    );
  });

  it("says it in words, both clouds together", async () => {
    const all = [...resources([UPDATE]), ...ociResources({ statements: [...STATEMENTS, WIDENING[0]?.[0] ?? ""] })];
    const text = explanation(await explain(trustsIn(stated(all)), TOKEN));
    assert.match(text, new RegExp(`^ {2}becomes pay-dev-deploy on OCI \\(audience ${OCI_AUDIENCE}\\)$`, "m"));
    assert.match(
      text,
      /^OCI pay-dev-deploy, by the rule sub eq "repo:.*" of the trust github, asked by the client client-1$/m,
    );
    assert.match(text, /^ {2}\+ Allow group .* to read repos in compartment id ocid1\.compartment\.oc1\.\.dev$/m);
    assert.match(text, /^ {2}! Allow group .*\n {6}widens: it lets do everything there$/m);
    const other = explanation(await explain(trustsIn(stated(all)), tokenOf(PROD)));
    assert.match(other, /^ {2}becomes nobody on OCI/m);
    assert.match(other, /^ {2}OCI github: no rule fits it/m);
  });
});

describe("the matrix of trust on OCI", () => {
  it("has a column for each service user that a rule names, beside the roles of AWS", () => {
    const { columns, rows } = matrixOf(trustsIn(stated([...resources([UPDATE]), ...ociResources()])), []);
    assert.deepEqual(
      columns.map(({ cloud, name }) => `${cloud} ${name}`),
      ["aws shop-dev-deploy", "aws shop-prod-deploy", "oci pay-dev-deploy"],
    );
    assert.deepEqual(
      rows.map(({ token, takes }) => [token.subject, ...takes]),
      [
        [MAIN, true, false, true],
        [PROD, false, true, false],
      ],
    );
  });

  it("has the subjects of rules, each under its trust's issuer", () => {
    const deployment = "pulumi:deploy:org:acme:project:shop:stack:dev:operation:update:scope:write";
    const trust = {
      issuer: "https://api.pulumi.com/oidc",
      clientClaimValues: ["acme"],
      impersonationServiceUsers: [{ rule: `sub eq "${deployment}"`, value: "deploy" }],
    };
    const trusts = trustsIn(stated([...resources([UPDATE]), ...ociResources({ trust })]));
    const found = (options = {}) =>
      matrixOf(trusts, [], options).rows.map(({ token, takes }) => [token.subject, takes.at(-1)]);
    assert.deepEqual(found(), [
      [MAIN, false],
      [PROD, false],
      [deployment, true],
    ]);
    assert.deepEqual(found({ issuer: "pulumi" }), [[deployment, true]]);
    const gitlab = {
      issuer: "https://gitlab.example",
      impersonationServiceUsers: [{ rule: "sub eq path:x", value: "deploy" }],
    };
    const { rows } = matrixOf(trustsIn(stated(ociResources({ trust: gitlab }))), [], { aud: OCI_AUDIENCE });
    assert.deepEqual(
      rows.map(({ token, takes }) => [token.issuer, takes]),
      [["https://gitlab.example", [true]]],
    );
  });
});
