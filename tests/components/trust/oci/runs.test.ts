/** OidcSessions for the runs of Pulumi Deployments. */
import assert from "node:assert/strict";
import { PULUMI_ISSUER } from "../../../../components/trust/deployment.ts";
import type { DeploymentSubject } from "../../../../components/trust/deployment.ts";
import { ociDeployStatements, OidcSessions, ociPreviewStatements } from "../../../../components/trust/oci/index.ts";
import type { OidcSessionsArgs, OciRole } from "../../../../components/trust/oci/index.ts";
import { faultsOf } from "../../../support/faults.ts";
import { build } from "../../oci/built.ts";

const compartmentId = "ocid1.compartment.oc1..prod";
const UPDATE: DeploymentSubject = {
  organization: "tidegate",
  project: "trivia-pay",
  stack: "prod",
  operation: "update",
};
const PREVIEW: OciRole = {
  name: "preview",
  subjects: [{ ...UPDATE, operation: "preview" }],
  accepts: ["deployment"],
  compartmentId,
  statements: ociPreviewStatements,
};
const DEPLOY: OciRole = {
  name: "deploy",
  subjects: [UPDATE, { ...UPDATE, operation: "destroy" }],
  accepts: ["deployment"],
  compartmentId,
  statements: ociDeployStatements,
};
const ARGS: OidcSessionsArgs = {
  domainUrl: "https://idcs-0123.identity.example:443",
  clientIds: ["0123456789abcdef"],
  issuer: PULUMI_ISSUER,
  audiences: ["tidegate"],
  roles: [PREVIEW, DEPLOY],
};
const deploys = (change: Partial<OciRole>): OidcSessionsArgs => ({
  ...ARGS,
  roles: [PREVIEW, { ...DEPLOY, ...change }],
});
const WORKFLOW = { repository: "tidegate/clouds", environment: "prod" };

/** What is changed, where the fault lies, and what the message says of it. */
const FAULTS: readonly (readonly [what: string, args: OidcSessionsArgs, path: string, accepted: RegExp])[] = [
  [
    "a workflow under Pulumi's issuer",
    deploys({ subjects: [WORKFLOW], accepts: ["environment"] }),
    "roles[1].subjects[0]",
    /signs no workflow's token/,
  ],
  [
    "a run where an environment is asked for",
    deploys({ subjects: [UPDATE], accepts: ["environment"] }),
    "roles[1].subjects[0]",
    /not by deployment/,
  ],
  [
    "an organisation that is no audience",
    deploys({ subjects: [{ ...UPDATE, organization: "other" }] }),
    "roles[1].subjects[0].organization",
    /^tidegate: the audience/,
  ],
  [
    "a preview among updates",
    deploys({ subjects: [UPDATE, { ...UPDATE, stack: "dev", operation: "preview" }] }),
    "roles[1].subjects",
    /previews in a role of their own/,
  ],
  ["a preview of two roles", deploys({ subjects: PREVIEW.subjects }), "roles[1].subjects[0]", /preview has it already/],
  [
    "a wildcard in the project",
    deploys({ subjects: [{ ...UPDATE, project: "*" }] }),
    "roles[1].subjects[0].project",
    /others/,
  ],
  [
    "a run of Pulumi's under GitHub's issuer",
    { ...ARGS, issuer: "https://token.actions.githubusercontent.com", roles: [{ ...DEPLOY, subjects: [UPDATE] }] },
    "roles[0].subjects[0]",
    /signs no token of Pulumi Deployments/,
  ],
];

describe("OidcSessions for Pulumi Deployments", () => {
  it("trusts Pulumi's tokens by issuer, key and organisation, each operation as its role's user", async () => {
    const { only } = await build((options) => new OidcSessions("pulumi", ARGS, options));
    const { inputs } = only("DomainsIdentityPropagationTrust");
    const told = ["description", "issuer", "publicKeyEndpoint", "clientClaimValues"];
    assert.deepEqual(
      told.map((key) => inputs[key]),
      [
        "Runs of Pulumi Deployments, each subject as one service user",
        "https://api.pulumi.com/oidc",
        "https://api.pulumi.com/oidc/.well-known/jwks",
        ["tidegate"],
      ],
    );
    const rule = (operation: string): string =>
      `sub eq "pulumi:deploy:org:tidegate:project:trivia-pay:stack:prod:operation:${operation}:scope:write"`;
    const user = "ocid1.domainsuser.oc1.test.pulumi";
    assert.deepEqual(inputs["impersonationServiceUsers"], [
      { rule: rule("preview"), value: `${user}-preview` },
      { rule: rule("update"), value: `${user}-deploy` },
      { rule: rule("destroy"), value: `${user}-deploy` },
    ]);
  });

  for (const [what, args, path, accepted] of FAULTS) {
    it(`refuses ${what}`, () => {
      const [fault, ...others] = faultsOf(() => new OidcSessions("pulumi", args));
      assert.equal(fault?.path, path);
      assert.match(fault.accepted, accepted);
      assert.deepEqual(others, []);
    });
  }
});
