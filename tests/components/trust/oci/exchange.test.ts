/** What the component declares, put into the embedded domain as the provider would: exactly the intended tokens are taken. */
import assert from "node:assert/strict";
import { OidcSessions, ociDeployStatements, ociPreviewStatements } from "../../../../components/trust/oci/index.ts";
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
const place = { accepts: ["environment", "pullRequest"], compartmentId: "ocid1.compartment.oc1..dev" } as const;

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
    const subject = { repository: REPOSITORY };
    const { only, all } = await build(
      (options) =>
        new OidcSessions(
          "github",
          {
            domainUrl: world.endpoint,
            clientIds: [CLIENT],
            audiences: [AUDIENCE],
            roles: [
              {
                ...place,
                name: "preview",
                subjects: [{ ...subject, pullRequest: true }],
                statements: ociPreviewStatements,
              },
              {
                ...place,
                name: "deploy",
                subjects: [{ ...subject, environment: "dev" }],
                statements: ociDeployStatements,
              },
            ],
          },
          options,
        ),
    );
    for (const { name, inputs } of all("DomainsUser")) {
      const made = await world.send("POST", `${ADMIN}/Users`, document(inputs));
      assert.equal(made.status, 201, field(made, "detail"));
      users.set(`ocid1.domainsuser.oc1.test.${name}`, field(made, "id"));
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
    const trust = only("DomainsIdentityPropagationTrust").inputs;
    const made = await world.send("POST", `${ADMIN}/IdentityPropagationTrusts`, known(trust));
    assert.equal(made.status, 201, field(made, "detail"));
  });
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
      const answer = await domain.exchange(await domain.token(job));
      assert.equal(answer.status, user === undefined ? 400 : 200, field(answer, "error_description"));
      if (user !== undefined) {
        const id = users.get(`ocid1.domainsuser.oc1.test.github-${user}`) ?? "";
        const expected = field(await domain.world.send("GET", `${ADMIN}/Users/${id}`), "ocid");
        const claims = Buffer.from(field(answer, "token").split(".")[1] ?? "", "base64url").toString();
        assert.ok(claims.includes(`"sub":"${expected}"`));
      }
    });
  }
});
