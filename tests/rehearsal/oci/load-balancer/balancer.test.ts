import assert from "node:assert/strict";
import { instancePools, vnics } from "../../../../rehearsal/oci/collections.ts";
import type { TestWorld } from "../world.ts";
import {
  backendSet,
  compartmentId,
  details,
  openBalanced,
  openWorldWithSubnets,
  otherCompartmentId,
  privateSubnetId,
  refused,
  workRequestOf,
} from "./fixture.ts";
import type { Balanced } from "./fixture.ts";

const BALANCERS = "/20170115/loadBalancers";

describe("a load balancer that is created", () => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openWorldWithSubnets();
  });
  afterEach(() => world.close());
  const create = (more: object = {}) => world.send("POST", BALANCERS, { ...details, ...more });
  const listed = async () =>
    (await world.send("GET", `${BALANCERS}?compartmentId=${compartmentId}`)).body as Record<string, unknown>[];

  it("is CREATING without an address at first, then ACTIVE with one, and its work request says so", async () => {
    const created = await create();
    assert.equal(created.status, 204, JSON.stringify(created.body));
    assert.equal((await workRequestOf(world, created)).lifecycleState, "ACCEPTED");
    assert.deepEqual(
      (await listed()).map((one) => [one["lifecycleState"], one["ipAddresses"]]),
      [["CREATING", []]],
    );
    world.advance(5);
    assert.equal((await workRequestOf(world, created)).lifecycleState, "IN_PROGRESS");
    world.advance(60);
    assert.equal((await workRequestOf(world, created)).lifecycleState, "SUCCEEDED");
    const [balancer] = await listed();
    assert.equal(balancer?.["lifecycleState"], "ACTIVE");
    assert.match(JSON.stringify(balancer["ipAddresses"]), /"ipAddress":"203\.0\.113\.\d+","isPublic":true/);
  });

  it("has a private address of its subnet when it is private", async () => {
    await create({ isPrivate: true, subnetIds: [privateSubnetId] });
    world.advance(60);
    assert.match(JSON.stringify((await listed())[0]?.["ipAddresses"]), /"ipAddress":"10\.0\.2\.\d+","isPublic":false/);
  });

  it("has the sets and listeners that came with its request", async () => {
    const { name, ...set } = backendSet;
    const backendSets = { [name]: { ...set, backends: [{ ipAddress: "10.0.2.9", port: 8080 }] } };
    const listeners = { http: { defaultBackendSetName: name, port: 80, protocol: "HTTP" } };
    assert.equal((await create({ backendSets, listeners })).status, 204);
    const text = JSON.stringify((await listed())[0]);
    assert.match(text, /"name":"10\.0\.2\.9:8080"/);
    assert.match(text, /"defaultBackendSetName":"api"/);
  });

  it("is refused with a listener whose backend set is not in the request", async () => {
    const listeners = { http: { defaultBackendSetName: "api", port: 80, protocol: "HTTP" } };
    assert.match(refused(await create({ listeners }), 400, "InvalidParameter"), /defaultBackendSetName.*api/);
    assert.deepEqual(await listed(), []);
  });

  it("is refused with a minimum bandwidth above the maximum, or below 10 Mbps", async () => {
    const shape = (least: number, most: number) => ({
      shapeDetails: { minimumBandwidthInMbps: least, maximumBandwidthInMbps: most },
    });
    assert.match(refused(await create(shape(200, 100)), 400, "InvalidParameter"), /must not be greater/);
    assert.match(refused(await create(shape(5, 100)), 400, "InvalidParameter"), /from 10 to 8000/);
    assert.match(refused(await create(shape(10, 9000)), 400, "InvalidParameter"), /from 10 to 8000/);
  });

  it("is refused with the flexible shape and no bandwidth", async () => {
    assert.match(refused(await create({ shapeDetails: undefined }), 400, "MissingParameter"), /shapeDetails/);
  });

  it("is refused as a public one in a subnet that prohibits public addresses", async () => {
    assert.match(refused(await create({ subnetIds: [privateSubnetId] }), 400, "InvalidParameter"), /prohibits public/);
  });

  it("is refused in a subnet or a compartment that isn't there", async () => {
    const subnet = privateSubnetId.replace(/.{4}$/, "zzzz");
    refused(await create({ subnetIds: [subnet] }), 404, "NotAuthorizedOrNotFound");
    const compartment = compartmentId.replace(/.{4}$/, "zzzz");
    refused(await create({ compartmentId: compartment }), 404, "NotAuthorizedOrNotFound");
    refused(await create({ subnetIds: [compartmentId] }), 400, "InvalidParameter");
  });
});

describe("an ACTIVE load balancer", () => {
  let balanced: Balanced;
  beforeEach(async () => {
    balanced = await openBalanced();
  });
  afterEach(() => balanced.world.close());

  it("keeps what an update leaves out", async () => {
    await balanced.change("PUT", "", { freeformTags: { team: "a" } });
    await balanced.change("PUT", "", { displayName: "renamed" });
    const balancer = await balanced.balancer();
    assert.equal(balancer["displayName"], "renamed");
    assert.deepEqual(balancer["freeformTags"], { team: "a" });
  });

  it("shows a change only when its work request has succeeded", async () => {
    const answer = await balanced.send("PUT", "", { displayName: "renamed" });
    assert.equal((await balanced.balancer())["displayName"], "ingress");
    balanced.world.advance(10);
    assert.equal((await workRequestOf(balanced.world, answer)).lifecycleState, "SUCCEEDED");
    assert.equal((await balanced.balancer())["displayName"], "renamed");
  });

  it("changes its bandwidth and its compartment", async () => {
    const shapeDetails = { minimumBandwidthInMbps: 20, maximumBandwidthInMbps: 40 };
    await balanced.change("PUT", "/updateShape", { shapeName: "flexible", shapeDetails });
    await balanced.change("POST", "/changeCompartment", { compartmentId: otherCompartmentId });
    const balancer = await balanced.balancer();
    assert.deepEqual(balancer["shapeDetails"], shapeDetails);
    assert.equal(balancer["compartmentId"], otherCompartmentId);
  });

  it("refuses security groups that aren't there", async () => {
    const answer = await balanced.send("PUT", "/networkSecurityGroups", {
      networkSecurityGroupIds: [balanced.id.replace("loadbalancer", "networksecuritygroup")],
    });
    refused(answer, 404, "NotAuthorizedOrNotFound");
  });

  it("is DELETING, then DELETED for a day with its address given back, then gone", async () => {
    const answer = await balanced.send("DELETE", "");
    assert.equal(answer.status, 204);
    assert.equal((await balanced.balancer())["lifecycleState"], "DELETING");
    balanced.world.advance(30);
    assert.equal((await balanced.balancer())["lifecycleState"], "DELETED");
    assert.equal((await workRequestOf(balanced.world, answer)).lifecycleState, "SUCCEEDED");
    assert.equal(vnics.get(balanced.world.runtime.world, balanced.id), undefined);
    balanced.world.advance(25 * 3600);
    refused(await balanced.send("GET", ""), 404, "NotAuthorizedOrNotFound");
  });

  it("takes no change while it is being deleted", async () => {
    await balanced.send("DELETE", "");
    assert.match(refused(await balanced.send("POST", "/backendSets", backendSet), 409, "IncorrectState"), /DELETING/);
  });

  it("is protected from deletion while it has listeners, if it was told so", async () => {
    await balanced.change("PUT", "", { isDeleteProtectionEnabled: true });
    await balanced.change("POST", "/backendSets", backendSet);
    await balanced.change("POST", "/listeners", {
      name: "http",
      defaultBackendSetName: "api",
      port: 80,
      protocol: "HTTP",
    });
    assert.match(refused(await balanced.send("DELETE", ""), 409, "Conflict"), /delete protection/);
    await balanced.change("DELETE", "/listeners/http");
    assert.equal((await balanced.send("DELETE", "")).status, 204);
  });

  it("can't lose a backend set, or be deleted, while an instance pool is attached to it", async () => {
    await balanced.change("POST", "/backendSets", backendSet);
    const { world, clock } = balanced.world.runtime;
    const poolId = balanced.id.replace("loadbalancer", "instancepool");
    const attachment = {
      id: "a",
      instancePoolId: poolId,
      loadBalancerId: balanced.id,
      backendSetName: "api",
      port: 8080,
      vnicSelection: "PrimaryVnic",
      lifecycleState: "ATTACHED",
    };
    instancePools.put({ world, now: clock.now() }, poolId, {
      id: poolId,
      compartmentId,
      instanceConfigurationId: "",
      lifecycleState: "RUNNING",
      placementConfigurations: [],
      size: 0,
      timeCreated: "",
      loadBalancers: [attachment],
    });
    assert.match(refused(await balanced.send("DELETE", "/backendSets/api"), 409, "Conflict"), /instancepool/);
    assert.match(refused(await balanced.send("DELETE", ""), 409, "Conflict"), /instancepool/);
  });

  it("refuses a change that comes with the etag of an older version", async () => {
    const { etag } = Object.fromEntries((await balanced.send("GET", "")).headers);
    await balanced.change("PUT", "", { displayName: "renamed" });
    const late = await balanced.world.send("PUT", balanced.path, { displayName: "late" }, { "if-match": etag ?? "" });
    refused(late, 412, "NoEtagMatch");
  });
});
