import assert from "node:assert/strict";
import { AD_1, COMPARTMENT, configurationDetails, launchOf, openStage, SUBNET } from "./stage.ts";
import type { Body, Stage } from "./stage.ts";

const ALL = "/20160918/instanceConfigurations";

describe("instance configurations", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  it("are read back word for word, user data included", async () => {
    const given = configurationDetails({
      agentConfig: { pluginsConfig: [{ name: "Custom Logs Monitoring", desiredState: "ENABLED" }] },
      instanceOptions: { areLegacyImdsEndpointsDisabled: true },
    });
    const { id } = await stage.ok("POST", ALL, given);
    const read = await stage.ok("GET", `${ALL}/${String(id)}`);
    assert.deepEqual(read["instanceDetails"], given["instanceDetails"]);
    assert.equal(read["displayName"], "api");
  });

  it("change their name and their tags alone", async () => {
    const id = await stage.configuration();
    const changed = await stage.ok("PUT", `${ALL}/${id}`, { freeformTags: { version: "2" } });
    assert.deepEqual(changed["freeformTags"], { version: "2" });
    assert.equal(changed["displayName"], "api");
    const refused = await stage.refused("PUT", `${ALL}/${id}`, { instanceDetails: { instanceType: "compute" } });
    assert.equal(refused.status, 400);
  });

  it("are listed without what they launch", async () => {
    const id = await stage.configuration();
    const [summary] = await stage.list(`${ALL}?compartmentId=${COMPARTMENT}`);
    assert.equal(summary?.["id"], id);
    assert.equal(summary["instanceDetails"], undefined);
  });

  it("can't be deleted while a pool uses them: the refusal names the pool", async () => {
    const instanceConfigurationId = await stage.configuration();
    const pool = await stage.pool({ instanceConfigurationId });
    const refused = await stage.refused("DELETE", `${ALL}/${instanceConfigurationId}`);
    assert.equal(refused.status, 409);
    assert.match(refused.text, /"Conflict"/);
    assert.ok(refused.text.includes(pool) && refused.text.includes("api-pool"), refused.text);
    await stage.ok("DELETE", `/20160918/instancePools/${pool}`);
    stage.pass(60);
    await stage.ok("DELETE", `${ALL}/${instanceConfigurationId}`);
    assert.equal((await stage.refused("GET", `${ALL}/${instanceConfigurationId}`)).status, 404);
  });

  it("are refused with an image's OCID of another kind, which the refusal names by its path", async () => {
    const source = { sourceType: "image", imageId: SUBNET };
    const refused = await stage.refused("POST", ALL, configurationDetails({ sourceDetails: source }));
    assert.equal(refused.status, 400);
    assert.match(refused.text, /launchDetails\.sourceDetails\.imageId/);
  });

  it("launch an instance, with what the call gives put over what they hold", async () => {
    const id = await stage.configuration();
    const body = { instanceType: "compute", launchDetails: { availabilityDomain: AD_1, displayName: "single" } };
    const instance = await stage.ok("POST", `${ALL}/${id}/actions/launch`, body);
    assert.equal(instance["displayName"], "single");
    assert.deepEqual(instance["metadata"], launchOf()["metadata"]);
    assert.equal(instance["instanceConfigurationId"], id);
    assert.match(String(instance["work"]), /^ocid1\.coreservicesworkrequest\./);
  });

  it("are made of an instance, without its user data", async () => {
    const instance = await stage.ok("POST", "/20160918/instances", { ...launchOf(), availabilityDomain: AD_1 });
    const created = await stage.ok("POST", ALL, {
      compartmentId: COMPARTMENT,
      source: "INSTANCE",
      instanceId: instance["id"],
    });
    const details = (created["instanceDetails"] as Body)["launchDetails"] as Body;
    assert.equal(details["shape"], "VM.Standard.A1.Flex");
    assert.deepEqual(details["metadata"], {});
  });

  it("are refused a change with the etag of an older version", async () => {
    const created = await stage.ok("POST", ALL, configurationDetails());
    await stage.ok("PUT", `${ALL}/${String(created["id"])}`, { displayName: "later" });
    const headers = { "if-match": String(created["etag"]) };
    const answer = await stage.world.send("DELETE", `${ALL}/${String(created["id"])}`, undefined, headers);
    assert.equal(answer.status, 412);
  });
});
