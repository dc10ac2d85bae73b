import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  ociDeployStatements,
  OidcSessions,
  oidcSessionsFaults,
  ociPreviewStatements,
} from "../../../../components/trust/oci/index.ts";
import type { OidcSessionsArgs, OciRole } from "../../../../components/trust/oci/index.ts";
import { faultsOf } from "../../../support/faults.ts";
import { build, known } from "../../oci/built.ts";

const repository = "tidegate/tidegate";
const compartmentId = "ocid1.compartment.oc1..prod";
const PREVIEW: OciRole = {
  name: "trivia-pay-prod-preview",
  subjects: [{ repository, pullRequest: true }],
  accepts: ["pullRequest"],
  compartmentId,
  statements: ociPreviewStatements,
};
const DEPLOY: OciRole = {
  name: "trivia-pay-prod-deploy",
  subjects: [{ repository, environment: "prod" }],
  accepts: ["environment"],
  compartmentId,
  statements: (grant) => ociDeployStatements(grant, ["ocir-username"]),
};
const ARGS: OidcSessionsArgs = {
  domainUrl: "https://idcs-0123.identity.example:443",
  clientIds: ["0123456789abcdef"],
  audiences: ["https://github.com/tidegate/tidegate"],
  roles: [PREVIEW, DEPLOY],
};
const sessions = (args = ARGS) => build((options) => new OidcSessions("github", args, options));
const deploys = (change: Partial<OciRole>): OidcSessionsArgs => ({
  ...ARGS,
  roles: [PREVIEW, { ...DEPLOY, ...change }],
});

describe("OidcSessions", () => {
  it("trusts GitHub's tokens by issuer, key, audience and client", async () => {
    const { inputs } = (await sessions()).only("DomainsIdentityPropagationTrust");
    const told = [
      "type",
      "active",
      "issuer",
      "publicKeyEndpoint",
      "clientClaimName",
      "clientClaimValues",
      "oauthClients",
    ];
    assert.deepEqual(Object.fromEntries(told.map((key) => [key, inputs[key]])), {
      type: "JWT",
      active: true,
      issuer: "https://token.actions.githubusercontent.com",
      publicKeyEndpoint: "https://token.actions.githubusercontent.com/.well-known/jwks",
      clientClaimName: "aud",
      clientClaimValues: ARGS.audiences,
      oauthClients: ARGS.clientIds,
    });
  });

  it("maps each subject, whole, to the service user of its role", async () => {
    const { only } = await sessions();
    const { inputs } = only("DomainsIdentityPropagationTrust");
    assert.equal(inputs["allowImpersonation"], true);
    assert.deepEqual(inputs["impersonationServiceUsers"], [
      {
        rule: 'sub eq "repo:tidegate/tidegate:pull_request"',
        value: "ocid1.domainsuser.oc1.test.github-trivia-pay-prod-preview",
      },
      {
        rule: 'sub eq "repo:tidegate/tidegate:environment:prod"',
        value: "ocid1.domainsuser.oc1.test.github-trivia-pay-prod-deploy",
      },
    ]);
  });

  it("gives each role a service user without a password, alone in its group", async () => {
    const { all } = await sessions();
    for (const [index, { name }] of ARGS.roles.entries()) {
      const user = all("DomainsUser")[index]?.inputs ?? {};
      assert.equal(user["userName"], name);
      assert.deepEqual(user["urnietfparamsscimschemasoracleidcsextensionuserUser"], { serviceUser: true });
      assert.equal(user["password"], undefined);
      const group = all("DomainsGroup")[index]?.inputs ?? {};
      assert.equal(group["displayName"], name);
      assert.deepEqual(group["members"], [{ type: "User", value: `ocid1.domainsuser.oc1.test.github-${name}` }]);
    }
  });

  it("lets the group that deploys do the seven things, in its compartment", async () => {
    const { all } = await sessions();
    const policy = all("Policy").find(({ inputs }) => inputs["name"] === DEPLOY.name)?.inputs ?? {};
    assert.equal(policy["compartmentId"], compartmentId);
    const allow = "Allow group Default/trivia-pay-prod-deploy to";
    const place = `in compartment id ${compartmentId}`;
    assert.deepEqual(policy["statements"], [
      `${allow} manage instance-configurations ${place}`,
      `${allow} manage instance-pools ${place}`,
      `${allow} read secret-bundles ${place} where any {target.secret.name = 'ocir-username'}`,
      `${allow} use log-groups ${place}`,
      `${allow} use log-content ${place}`,
      `${allow} read repos ${place}`,
      `${allow} manage repos ${place}`,
    ]);
  });

  it("lets the group that previews read, and no secret's content", async () => {
    const { all } = await sessions();
    const policy = all("Policy").find(({ inputs }) => inputs["name"] === PREVIEW.name)?.inputs ?? {};
    const statements = policy["statements"];
    assert.ok(Array.isArray(statements) && statements.length > 0);
    for (const statement of statements.map(String)) {
      assert.match(statement, / to read (?!secret-bundles|secret-family|all-resources)/);
    }
  });

  it("names a domain other than the default one before its groups", async () => {
    const { all } = await sessions({ ...ARGS, domainName: "pipelines" });
    assert.match(String(all("Policy")[0]?.inputs["statements"]), /^Allow group pipelines\/trivia-pay-prod-preview to/);
  });

  it("hands on the service users' OCIDs and holds no secret", async () => {
    const { component, resources } = await sessions();
    assert.deepEqual(Object.keys(component.userIds), [PREVIEW.name, DEPLOY.name]);
    assert.equal(await known(component.trustId), "ocid1.domainsidentitypropagationtrust.oc1.test.github");
    assert.deepEqual(
      resources.map(({ type }) => type).filter((type) => /App|Credential|ApiKey|Password/.test(type)),
      [],
    );
  });

  it("waits for what isn't known yet", async () => {
    await sessions({ ...ARGS, domainUrl: pulumi.output(ARGS.domainUrl) });
  });
});

/** What is changed, where the fault lies, and what the message says of it. */
const FAULTS: readonly (readonly [what: string, args: OidcSessionsArgs, path: string, accepted: RegExp])[] = [
  ["no audience", { ...ARGS, audiences: [] }, "audiences", /one at least/],
  ["an empty audience", { ...ARGS, audiences: [""] }, "audiences[0]", /one audience/],
  [
    "a wildcard in the audience",
    { ...ARGS, audiences: ["https://github.com/*"] },
    "audiences[0]",
    /would stand for others/,
  ],
  ["no client", { ...ARGS, clientIds: [] }, "clientIds", /one at least/],
  ["a client with its secret", { ...ARGS, clientIds: ["id:word"] }, "clientIds[0]", /without a secret/],
  ["a domain in clear text", { ...ARGS, domainUrl: "http://idcs.example" }, "domainUrl", /https/],
  ["a quote in the domain's name", { ...ARGS, domainName: "De'fault" }, "domainName", /letters/],
  ["an issuer in clear text", { ...ARGS, issuer: "http://github.example" }, "issuer", /https/],
  ["no role", { ...ARGS, roles: [] }, "roles", /one role/],
  ["a role without subjects", deploys({ subjects: [] }), "roles[1].subjects", /one subject/],
  ["a blank in a role's name", deploys({ name: "a b" }), "roles[1].name", /letters/],
  ["a role's name twice", deploys({ name: PREVIEW.name }), "roles[1].name", /only once/],
  [
    "a repository without owner",
    deploys({ subjects: [{ repository: "tidegate", environment: "prod" }] }),
    "roles[1].subjects[0].repository",
    /owner\/name/,
  ],
  [
    "a wildcard in the repository",
    deploys({ subjects: [{ repository: "tidegate/*", environment: "prod" }] }),
    "roles[1].subjects[0].repository",
    /would stand for others/,
  ],
  [
    "an environment with a slash",
    deploys({ subjects: [{ repository, environment: "prod/eu" }] }),
    "roles[1].subjects[0].environment",
    /slash/,
  ],
  [
    "a branch where the environment is asked for",
    deploys({ subjects: [{ repository, branch: "main" }] }),
    "roles[1].subjects[0]",
    /by environment, not by branch/,
  ],
  [
    "a subject of two roles",
    deploys({ subjects: PREVIEW.subjects, accepts: ["pullRequest"] }),
    "roles[1].subjects[0]",
    /trivia-pay-prod-preview has it already/,
  ],
  ["no statement", deploys({ statements: () => [] }), "roles[1].statements", /1 to 50/],
];

/** Statements that a role may not have, and why. */
const STATEMENTS: readonly (readonly [rest: string, accepted: RegExp])[] = [
  ["to manage all-resources in $", /all-resources/],
  ["to read all-resources in $", /all-resources/],
  ["to manage policies in $", /no more than read of policies/],
  ["to use groups in $", /no more than read of groups/],
  ["to manage dynamic-groups in $", /dynamic-groups/],
  ["to manage users in $", /users/],
  ["to manage domains in $", /domains/],
  ["to manage instance-pools in tenancy", /Allow group/],
  ["to manage instance-pools in compartment other", /nowhere else/],
  ["to own instance-pools in $", /Allow group/],
];

describe("OidcSessions refuses", () => {
  for (const [what, args, path, accepted] of FAULTS) {
    it(what, () => {
      const [fault, ...others] = faultsOf(() => new OidcSessions("github", args));
      assert.equal(fault?.path, path);
      assert.match(fault.accepted, accepted);
      assert.deepEqual(others, []);
    });
  }

  for (const [rest, accepted] of STATEMENTS) {
    it(`a statement ${rest}`, () => {
      const statements: OciRole["statements"] = ({ group, place }) => [
        `Allow group ${group} ${rest.replace("$", place)}`,
      ];
      const faults = faultsOf(() => new OidcSessions("github", deploys({ statements })));
      assert.deepEqual(
        faults.map(({ path }) => path),
        ["roles[1].statements[0]"],
      );
      assert.match(faults[0]?.accepted ?? "", accepted);
    });
  }

  it("a statement about anybody else's group", () => {
    for (const who of ["group Default/Administrators", "any-user", "dynamic-group x"]) {
      const statements: OciRole["statements"] = ({ place }) => [`Allow ${who} to read repos in ${place}`];
      assert.equal(faultsOf(() => new OidcSessions("github", deploys({ statements }))).length, 1, who);
    }
  });

  it("everything at once, under the caller's names", () => {
    const args = { ...ARGS, audiences: [], clientIds: [], roles: [{ ...DEPLOY, subjects: [], name: "" }] };
    const faults = oidcSessionsFaults(args, (argument) => `foundation:${argument}`);
    assert.deepEqual(
      faults.map(({ path }) => path),
      ["foundation:clientIds", "foundation:audiences", "foundation:roles[0].name", "foundation:roles[0].subjects"],
    );
  });
});
