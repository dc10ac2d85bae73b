/** What the roles of a pipeline may do on OCI: their statements, as the component writes them, held against calls. */
import assert from "node:assert/strict";
import {
  ociDeployStatements,
  ociPreviewStatements,
  ociStateStatements,
} from "../../../../components/trust/oci/statements.ts";
import { domainUserMay } from "../../../../rehearsal/oci/services/identity-domains/index.ts";
import type { AccessRequest } from "../../../../rehearsal/oci/services/identity/access.ts";
import { COMPARTMENTS, TENANCY_ID } from "../../../../rehearsal/oci/tenancy.ts";
import { ADMIN, field, groupDocument, openDomain, USER_DOCUMENT } from "./fixture.ts";
import type { Domain } from "./fixture.ts";

const [dev = "", prod = ""] = COMPARTMENTS.map(({ id }) => id);
type Role = "deploy" | "preview";
type Call = readonly [verb: AccessRequest["verb"], resource: string, target?: Readonly<Record<string, string>>];

const OCIR = { "target.secret.name": "ocir-username" };
const APP = { "target.secret.name": "app-env" };
const STATE = { "target.bucket.name": "trivia-pay-dev-state" };

/** Calls that a role's purpose needs, on its own system. */
const NEEDED: Readonly<Record<Role, readonly Call[]>> = {
  deploy: [
    ["manage", "instance-configurations"],
    ["manage", "instance-pools"],
    ["read", "secret-bundles", OCIR],
    ["use", "log-groups"],
    ["use", "log-content"],
    ["read", "repos"],
    ["manage", "repos"],
    ["read", "buckets", STATE],
    ["manage", "objects", STATE],
  ],
  preview: [
    ["read", "instance-configurations"],
    ["read", "instance-pools"],
    ["read", "instances"],
    ["read", "subnets"],
    ["read", "load-balancers"],
    ["read", "vaults"],
    ["read", "secrets"],
    ["read", "log-groups"],
    ["read", "repos"],
  ],
};

/** Calls that neither may make, wherever. */
const NEVER: readonly Call[] = [
  ["manage", "policies"],
  ["manage", "groups"],
  ["use", "groups"],
  ["manage", "users"],
  ["manage", "dynamic-groups"],
  ["manage", "domains"],
  ["manage", "identity-providers"],
  ["manage", "credentials"],
  ["manage", "compartments"],
  ["manage", "keys"],
  ["manage", "vaults"],
  ["manage", "secrets"],
  ["read", "secret-bundles", APP],
  ["read", "objects", { "target.bucket.name": "order-tracking-dev-state" }],
  ["read", "buckets", { "target.bucket.name": "order-tracking-dev-state" }],
];

describe("what a pipeline's roles may do on OCI", () => {
  let domain: Domain;
  const users: Record<Role, string> = { deploy: "", preview: "" };
  before(async () => {
    domain = await openDomain();
    const { world } = domain;
    for (const role of ["deploy", "preview"] as const) {
      const name = `trivia-pay-dev-${role}-x`;
      const user = await world.send("POST", `${ADMIN}/Users`, { ...USER_DOCUMENT, userName: name });
      users[role] = field(user, "id");
      await world.send("POST", `${ADMIN}/Groups`, groupDocument(name, [users[role]]));
      const grant = { group: `Default/${name}`, place: `compartment id ${dev}` };
      const statements =
        role === "preview"
          ? ociPreviewStatements(grant)
          : [...ociDeployStatements(grant, ["ocir-username"]), ...ociStateStatements(grant, "trivia-pay-dev-state")];
      const policy = { compartmentId: dev, name, description: "What it may do", statements };
      assert.equal((await world.send("POST", "/20160918/policies", policy)).status, 200);
    }
  });
  after(() => domain.world.close());

  const may = (role: Role, compartmentId: string, [verb, resource, target = {}]: Call) =>
    domainUserMay(domain.world.runtime.present(), users[role], { verb, resource, compartmentId, target });

  for (const role of ["deploy", "preview"] as const) {
    for (const call of NEEDED[role]) {
      it(`${role}: ${call[0]} ${call[1]} on its own system, not on its neighbour's`, () => {
        const own = may(role, dev, call);
        assert.ok(own.allowed, own.why);
        assert.equal(may(role, prod, call).allowed, false);
        assert.equal(may(role, TENANCY_ID, call).allowed, false);
      });
    }
    for (const call of NEVER) {
      it(`${role}: never ${call[0]} ${call[1]} ${JSON.stringify(call[2] ?? {})}`, () => {
        for (const place of [dev, prod, TENANCY_ID]) {
          assert.equal(may(role, place, call).allowed, false);
        }
      });
    }
  }

  it("preview: changes nothing that deploy changes, and reads no secret's content", () => {
    for (const [verb, resource, target] of NEEDED.deploy) {
      if (verb === "read" && resource !== "secret-bundles" && resource !== "buckets") continue;
      assert.equal(may("preview", dev, [verb, resource, target]).allowed, false, `${verb} ${resource}`);
    }
  });

  it("nobody without a group, and nobody who is gone", () => {
    const request: AccessRequest = { verb: "read", resource: "repos", compartmentId: dev, target: {} };
    const moment = domain.world.runtime.present();
    assert.match(domainUserMay(moment, domain.userId, request).why, /Its groups: none/);
    assert.match(domainUserMay(moment, "nobody", request).why, /no active user/);
  });
});
