import assert from "node:assert/strict";
import { ADMIN, DEV_RULE, field, groupDocument, openDomain, trustDocument, USER_DOCUMENT } from "./fixture.ts";
import type { Domain } from "./fixture.ts";

describe("the domain's administration", () => {
  let domain: Domain;
  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.world.close());

  const users = `${ADMIN}/Users`;
  const trusts = `${ADMIN}/IdentityPropagationTrusts`;

  it("keeps a user, lists it by name, and lets it go", async () => {
    const created = await domain.world.send("POST", users, { ...USER_DOCUMENT, userName: "one" });
    assert.equal(created.status, 201);
    const id = field(created, "id");
    assert.match(id, /^[0-9a-f]{32}$/);
    assert.match(field(created, "ocid"), /^ocid1\.user\./);
    assert.equal(field(await domain.world.send("GET", `${users}/${id}`), "userName"), "one");
    const found = await domain.world.send("GET", `${users}?filter=${encodeURIComponent('userName eq "one"')}`);
    assert.equal(field(found, "totalResults"), "1");
    assert.equal((await domain.world.send("DELETE", `${users}/${id}`)).status, 204);
    assert.equal((await domain.world.send("GET", `${users}/${id}`)).status, 404);
  });

  it("asks who asks", async () => {
    const answer = await fetch(`${domain.world.endpoint}${users}`);
    assert.equal(answer.status, 401);
    await answer.body?.cancel();
  });

  it("gives nobody the same name, and an issuer one trust", async () => {
    assert.equal((await domain.world.send("POST", users, USER_DOCUMENT)).status, 409);
    const second = { ...trustDocument({ [DEV_RULE]: domain.userId }), name: "other" };
    assert.equal((await domain.world.send("POST", trusts, second)).status, 409);
  });

  it("keeps no password", async () => {
    const person = {
      ...USER_DOCUMENT,
      userName: "person",
      "urn:ietf:params:scim:schemas:oracle:idcs:extension:user:User": {},
    };
    const password = ["a", "b", "c"].join("-");
    const created = await domain.world.send("POST", users, { ...person, password });
    assert.equal(created.status, 201);
    assert.doesNotMatch(JSON.stringify(domain.world.runtime.world.collections), new RegExp(password));
    const service = await domain.world.send("POST", users, { ...USER_DOCUMENT, userName: "two", password });
    assert.equal(service.status, 400);
  });

  it("knows its groups' members", async () => {
    const right = await domain.world.send("POST", `${ADMIN}/Groups`, groupDocument("deployers", [domain.userId]));
    assert.equal(right.status, 201);
    const wrong = await domain.world.send("POST", `${ADMIN}/Groups`, groupDocument("others", ["nobody"]));
    assert.equal(wrong.status, 400);
    assert.match(field(wrong, "detail"), /user of this domain/);
  });

  it("lets a user leave its groups when it goes", async () => {
    const { world } = domain;
    const id = field(await world.send("POST", users, { ...USER_DOCUMENT, userName: "leaving" }), "id");
    const made = await world.send("POST", `${ADMIN}/Groups`, groupDocument("left", [id, domain.userId]));
    await world.send("DELETE", `${users}/${id}`);
    const { body } = await world.send("GET", `${ADMIN}/Groups/${field(made, "id")}?attributes=members`);
    assert.deepEqual(Reflect.get(Object(body) as object, "members"), [{ type: "User", value: domain.userId }]);
  });

  /** Queries, and whether their answers hold what is only returned on request. */
  const ASKED: readonly (readonly [query: string, isThere: boolean])[] = [
    ["", false],
    ["?attributeSets=default", false],
    ["?attributes=issuer", false],
    ["?attributeSets=all", true],
    ["?attributeSets=default,REQUEST", true],
    ["?attributeSets=default&attributeSets=all", true],
    ["?attributes=issuer,impersonationserviceusers", true],
  ];
  for (const [query, isThere] of ASKED) {
    it(`${isThere ? "tells" : "doesn't tell"} a trust's rules to whoever asks with "${query}"`, async () => {
      const document = trustDocument({ [DEV_RULE]: domain.userId });
      const path = `${trusts}/${domain.trustId}${query}`;
      for (const answer of [await domain.world.send("PUT", path, document), await domain.world.send("GET", path)]) {
        assert.equal(answer.status, 200);
        assert.equal("impersonationServiceUsers" in (Object(answer.body) as object), isThere);
        assert.equal(field(answer, "issuer"), document["issuer"]);
      }
    });
  }

  /** What is changed in a right trust, and what the refusal says. */
  const wrong: readonly (readonly [Record<string, unknown>, RegExp])[] = [
    [{ type: "SPNEGO" }, /type must be JWT/],
    [{ issuer: "" }, /issuer must be/],
    [{ publicKeyEndpoint: "" }, /publicKeyEndpoint must be/],
    [{ oauthClients: [] }, /oauthClients must be/],
    [{ allowImpersonation: false }, /allowImpersonation must be/],
    [{ impersonationServiceUsers: [] }, /impersonationServiceUsers must be/],
    [{ impersonationServiceUsers: [{ rule: DEV_RULE, value: "nobody" }] }, /service user of this domain/],
    [{ schemas: [] }, /schemas must be/],
    [{ clockSkewSeconds: -1 }, /clockSkewSeconds must be/],
  ];
  for (const [change, why] of wrong) {
    it(`refuses a trust with ${JSON.stringify(change)}`, async () => {
      const document = { ...trustDocument({ [DEV_RULE]: domain.userId }), ...change };
      const answer = await domain.world.send("PUT", `${trusts}/${domain.trustId}`, document);
      assert.equal(answer.status, 400);
      assert.match(field(answer, "detail"), why);
    });
  }
});
