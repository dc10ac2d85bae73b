/** The tenancy's identity domains, by the official SDK. */
import assert from "node:assert/strict";
import { IdentityClient } from "oci-identity";
import { makeOcid } from "../../../../rehearsal/oci/ocid.ts";
import { COMPARTMENTS, DOMAIN_ID, DOMAIN_URL, TENANCY_ID } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { TestWorld } from "../world.ts";

describe("identity domains", () => {
  let world: TestWorld;
  let client: IdentityClient;
  before(async () => {
    world = await openWorld();
    client = new IdentityClient({ authenticationDetailsProvider: world.provider });
    client.endpoint = world.endpoint;
  });
  after(() => world.close());

  it("are one, under a host of the form that OCI's have, the same in every world", async () => {
    const { items } = await client.listDomains({ compartmentId: TENANCY_ID, displayName: "Default" });
    assert.deepEqual(
      items.map(({ id, url }) => ({ id, url })),
      [{ id: DOMAIN_ID, url: DOMAIN_URL }],
    );
    assert.match(DOMAIN_URL, /^https:\/\/idcs-[0-9a-f]{32}\.identity\.oraclecloud\.com:443$/);
    assert.equal((await client.getDomain({ domainId: DOMAIN_ID })).domain.displayName, "Default");
  });

  it("are none of another name or compartment", async () => {
    assert.deepEqual((await client.listDomains({ compartmentId: TENANCY_ID, name: "other" })).items, []);
    assert.deepEqual((await client.listDomains({ compartmentId: COMPARTMENTS[0]?.id ?? "" })).items, []);
    await assert.rejects(client.getDomain({ domainId: makeOcid("domain", "", "none") }), { statusCode: 404 });
  });
});
