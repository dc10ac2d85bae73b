/** What the component declares, put into the embedded domain as the provider would: exactly the intended tokens are taken. */
import assert from "node:assert/strict";
import { PULUMI_ISSUER } from "../../../../components/trust/deployment.ts";
import { OidcSessions, ociDeployStatements, ociPreviewStatements } from "../../../../components/trust/oci/index.ts";
import type { OciRole, OidcSessionsArgs } from "../../../../components/trust/oci/index.ts";
import {
  ADMIN,
  AUDIENCE,
  CLIENT,
  field,
  openDomain,
  REPOSITORY,
} from "../../../rehearsal/oci/identity-domains/fixture.ts";
import type { Domain } from "../../../rehearsal/oci/identity-domains/fixture.ts";
import { build } from "../../oci/built.ts";

const USER_EXTENSION = "urn:ietf:params:scim:schemas:oracle:idcs:extension:user:User";
const compartmentId = "ocid1.compartment.oc1..dev";
const previews = (subject: OciRole["subjects"][number], kind: OciRole["accepts"][number], name: string): OciRole => ({
  name,
  subjects: [subject],
  accepts: [kind],
  compartmentId,
  statements: ociPreviewStatements,
});
const deploys = (...given: Parameters<typeof previews>): OciRole => ({
  ...previews(...given),
  statements: ociDeployStatements,
});
const RUN = { organization: "tidegate", project: "trivia-pay", stack: "dev" } as const;
const GITHUB: readonly OciRole[] = [
  previews({ repository: REPOSITORY, pullRequest: true }, "pullRequest", "preview"),
  deploys({ repository: REPOSITORY, environment: "dev" }, "environment", "deploy"),
];
const PULUMI: readonly OciRole[] = [
  previews({ ...RUN, operation: "preview" }, "deployment", "run-preview"),
  deploys({ ...RUN, operation: "update" }, "deployment", "run-deploy"),
];

/** Without what is the provider's business, and not the domain's. */
function document(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { idcsEndpoint: _endpoint, attributeSets: _sets, ...rest } = inputs;
  const { urnietfparamsscimschemasoracleidcsextensionuserUser: extension, ...own } = rest;
  return extension === undefined ? own : { ...own, [USER_EXTENSION]: extension };
}

describe("OidcSessions, in an identity domain", () => {
  let domain: Domain;
  const users = new Map<string, string>();
  before(async () => {
    domain = await openDomain();
    const { world } = domain;
    await world.send("DELETE", `${ADMIN}/IdentityPropagationTrusts/${domain.trustId}`);
    const common = { domainUrl: world.endpoint, clientIds: [CLIENT] };
    await declare({ ...common, audiences: [AUDIENCE], roles: GITHUB }, "github");
    await declare({ ...common, issuer: PULUMI_ISSUER, audiences: ["tidegate"], roles: PULUMI }, "pulumi");
  });

  /** Makes in the domain what the component declares. */
  async function declare(args: OidcSessionsArgs, name: string): Promise<void> {
    const { only, all } = await build((options) => new OidcSessions(name, args, options));
    const { world } = domain;
    for (const { name: user, inputs } of all("DomainsUser")) {
      const made = await world.send("POST", `${ADMIN}/Users`, document(inputs));
      assert.equal(made.status, 201, field(made, "detail"));
      users.set(`ocid1.domainsuser.oc1.test.${user}`, field(made, "id"));
    }
    // The mocks' ids stand where the domain's own would.
    const known = (inputs: Record<string, unknown>): Record<string, unknown> => {
      const text = [...users].reduce((all, [mock, id]) => all.replaceAll(mock, id), JSON.stringify(document(inputs)));
      return Object.fromEntries(Object.entries(Object(JSON.parse(text)) as object));
    };
    for (const { inputs } of all("DomainsGroup")) {
      const made = await world.send("POST", `${ADMIN}/Groups`, known(inputs));
      assert.equal(made.status, 201, field(made, "detail"));
    }
    const made = await world.send(
      "POST",
      `${ADMIN}/IdentityPropagationTrusts`,
      known(only("DomainsIdentityPropagationTrust").inputs),
    );
    assert.equal(made.status, 201, field(made, "detail"));
  }
  after(() => domain.world.close());

  const CASES: Readonly<Record<string, readonly [job: Readonly<Record<string, unknown>>, user: string | undefined]>> = {
    "a pull request previews": [{ branch: undefined, pullRequest: 3, environment: undefined }, "preview"],
    "the environment deploys": [{}, "deploy"],
    "a tag in the environment deploys": [{ branch: undefined, tag: "v1.2.3" }, "deploy"],
    "another environment does nothing": [{ environment: "prod" }, undefined],
    "a branch does nothing": [{ environment: undefined }, undefined],
    "another repository does nothing": [{ repository: "tidegate/other" }, undefined],
    "another audience does nothing": [{ audience: "sts.amazonaws.com" }, undefined],
  };
  for (const [what, [job, user]] of Object.entries(CASES)) {
    it(what, async () => {
      await exchanges(await domain.token(job), user === undefined ? undefined : `github-${user}`);
    });
  }

  const RUNS: Readonly<Record<string, readonly [run: Readonly<Record<string, unknown>>, user: string | undefined]>> = {
    "a run that previews previews": [{ operation: "preview" }, "run-preview"],
    "a run that updates deploys": [{ operation: "update" }, "run-deploy"],
    "a run that destroys does nothing": [{ operation: "destroy" }, undefined],
    "another stack's run does nothing": [{ operation: "update", stack: "prod" }, undefined],
    "another organisation's run does nothing": [{ operation: "update", organization: "mallory" }, undefined],
    "a run whose audience is a list does nothing": [{ operation: "update", claims: { aud: ["tidegate"] } }, undefined],
    "a run that says GitHub's subject does nothing": [
      { operation: "update", claims: { sub: `repo:${REPOSITORY}:environment:dev` } },
      undefined,
    ],
    "a run that says GitHub's issuer does nothing": [
      { operation: "update", claims: { iss: "https://token.actions.githubusercontent.com" } },
      undefined,
    ],
  };
  for (const [what, [run, user]] of Object.entries(RUNS)) {
    it(what, async () => {
      const token = await domain.world.send("POST", "/rehearsal/pulumi-cloud/tokens", { ...RUN, ...run });
      await exchanges(field(token, "value"), user === undefined ? undefined : `pulumi-${user}`);
    });
  }

  /** @param user whom the token becomes; undefined where it must be refused */
  async function exchanges(token: string, user: string | undefined): Promise<void> {
    const answer = await domain.exchange(token);
    assert.equal(answer.status, user === undefined ? 400 : 200, field(answer, "error_description"));
    if (user === undefined) return;
    const id = users.get(`ocid1.domainsuser.oc1.test.${user}`) ?? "";
    const expected = field(await domain.world.send("GET", `${ADMIN}/Users/${id}`), "ocid");
    const claims = Buffer.from(field(answer, "token").split(".")[1] ?? "", "base64url").toString();
    assert.ok(claims.includes(`"sub":"${expected}"`));
  }
});
