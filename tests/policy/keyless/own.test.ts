/** What the project's own stacks and components make passes, and its trusts with one thing broken don't. */
import assert from "node:assert/strict";
import { InstanceIdentity, StateBucket } from "@tidegate/oci";
import { documentsOf } from "@tidegate/policy/documents";
import type { DocumentUse } from "@tidegate/policy/documents";
import type { Bag, JudgedResource } from "@tidegate/policy";
import { readProperties } from "@tidegate/policy";
import { ociDeployStatements, ociPreviewStatements, OidcSessions } from "@tidegate/trust";
import type { OidcSessionsArgs } from "@tidegate/trust";
import { build } from "../../components/oci/built.ts";
import { runProgram } from "../../stacks/program.ts";
import { ENVIRONMENTS } from "../../stacks/project.ts";
import { allFindings, resource } from "./judged.ts";

const HOST = "token.actions.githubusercontent.com";
const ROLE = "aws:iam/role:Role";
const TRUST = "oci:Identity/domainsIdentityPropagationTrust:DomainsIdentityPropagationTrust";

/** In each account one environment makes the provider that the others look for. */
const CHANGES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  foundation: { ociTenancyId: "", oidcProvider: "create" },
};

const place = { compartmentId: "ocid1.compartment.oc1..test" };
const repository = "tidegate/tidegate";
const SESSIONS: OidcSessionsArgs = {
  domainUrl: "https://idcs-0123.identity.example:443",
  clientIds: ["0123456789abcdef"],
  audiences: ["https://github.com/tidegate/tidegate"],
  roles: [
    {
      ...place,
      name: "preview",
      subjects: [{ repository, pullRequest: true }],
      accepts: ["pullRequest"],
      statements: ociPreviewStatements,
    },
    {
      ...place,
      name: "deploy",
      subjects: [{ repository, environment: "prod" }],
      accepts: ["environment"],
      statements: (grant) => ociDeployStatements(grant, ["ocir-username"]),
    },
  ],
};

describe("keyless: the project's own", () => {
  const made: JudgedResource[] = [];

  for (const system of ["foundation", "circle-of-trust", "order-tracking", "sandbox-broker"]) {
    for (const environment of ENVIRONMENTS) {
      it(`${system} in ${environment} passes`, async () => {
        await passes(await runProgram({ system, environment, changes: CHANGES[system] ?? {} }), made);
      });
    }
  }

  it("what OCI's components make passes", async () => {
    const instances = { ...place, tenancyId: "ocid1.tenancy.oc1..test", secretIds: ["s"], logGroupId: "l" };
    const bucket = { ...place, region: "eu-frankfurt-1", bucketName: "states", protect: true };
    // One after the other: Pulumi's mocks are the process's.
    const identity = await build((options) => new InstanceIdentity("orders", instances, options));
    const states = await build((options) => new StateBucket("states", bucket, options));
    const sessions = await build((options) => new OidcSessions("github", SESSIONS, options));
    await passes([...identity.resources, ...states.resources, ...sessions.resources], made);
  });

  it("was looked at: statements of each kind, trusts and policies of both clouds", () => {
    const count = (use: DocumentUse): number =>
      made.flatMap((one) => documentsOf(one, use)).flatMap(({ statements }) => statements ?? []).length;
    const counts = { identity: count("identity"), resource: count("resource"), trust: count("trust") };
    assert.ok(counts.identity > 200 && counts.resource > 20 && counts.trust > 30, JSON.stringify(counts));
    assert.ok(made.some(({ type }) => type === TRUST));
    assert.ok(made.some(({ type }) => type === "oci:Identity/policy:Policy"));
  });

  /** What a role for GitHub's tokens is trusted by, changed in one place, and the rule that sees it. */
  const roles: readonly (readonly [string, (trust: string) => string, RegExp])[] = [
    ["any branch", (trust) => trust.replace(/"repo:[^"]+"/, '"repo:tidegate/*"'), /subject-wildcard/],
    ["patterns of subjects", (trust) => trust.replace("StringEquals", "StringLike"), /subject-inexact/],
    ["whoever doesn't say", (trust) => trust.replace("StringEquals", "StringEqualsIfExists"), /audience-inexact/],
    ["any audience", (trust) => trust.replace(`"${HOST}:aud":"sts.amazonaws.com",`, ""), /audience-missing/],
    ["any subject", (trust) => trust.replace(`${HOST}:sub`, `${HOST}:actor`), /subject-missing/],
    ["another issuer", (trust) => trust.replace(`oidc-provider/${HOST}`, "oidc-provider/x.example"), /unknown-issuer/],
    ["everybody", (trust) => trust.replace(/\{"Federated":"[^"]+"\}/, '"*"'), /any-principal/],
  ];
  for (const [what, change, expected] of roles) {
    it(`no role of the foundation may trust ${what}`, async () => {
      const given = made.filter(({ type, props }) => type === ROLE && trustOf(props).includes(`${HOST}:sub`));
      assert.ok(given.length >= 16);
      for (const one of given) {
        const text = trustOf(one.props);
        assert.notEqual(change(text), text);
        assert.deepEqual(await allFindings({ ...one, props: { ...one.props, assumeRolePolicy: text } }), []);
        const broken = { ...one, props: { ...one.props, assumeRolePolicy: change(text) } };
        assert.match((await allFindings(broken)).join("\n"), expected);
      }
    });
  }

  it("what components refuse of a domain's trust is refused here too", async () => {
    const given = made.find(({ type }) => type === TRUST);
    assert.ok(given);
    const rule = (subject: string): Bag => ({
      impersonationServiceUsers: [{ rule: `sub eq "${subject}"`, value: "u" }],
    });
    const broken: readonly Bag[] = [
      { clientClaimValues: [] },
      { clientClaimValues: ["https://github.com/*"] },
      { oauthClients: [] },
      { issuer: `http://${HOST}` },
      { impersonationServiceUsers: [] },
      rule("repo:tidegate/*:environment:prod"),
    ];
    for (const change of broken) {
      const findings = await allFindings({ ...given, props: { ...given.props, ...change } });
      assert.equal(findings.length, 1, JSON.stringify(change));
    }
  });
});

/** None of the pack's policies finds anything; what was judged is added to the rest. */
async function passes(
  given: readonly {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
  }[],
  made: JudgedResource[],
): Promise<void> {
  const own = given.map(({ type, name, inputs }) => resource(type, readProperties(inputs).props, name));
  const found = await Promise.all(
    own.map(async (one) => (await allFindings(one)).map((text) => `${one.name}: ${text}`)),
  );
  assert.deepEqual(found.flat(), []);
  made.push(...own);
}

/** Pulumi's mocks leave the provider's ARN out. */
function trustOf({ assumeRolePolicy: text }: Bag): string {
  const provider = JSON.stringify({ Federated: `arn:aws:iam::111122223333:oidc-provider/${HOST}` });
  return typeof text === "string" ? text.replace('"Principal":{}', `"Principal":${provider}`) : "";
}
