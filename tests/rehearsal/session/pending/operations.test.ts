import assert from "node:assert/strict";
import { hasPending, pendingCreatesOf, withoutPending } from "@tidegate/engine/pending";
import { creating, exported, provider, resource, resourcesIn, urnOf } from "./state.ts";
import type { Entry } from "./state.ts";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const vpc = resource(VPC, "net", { id: "vpc-1" });
const INPUTS = { cidrBlock: "10.0.0.0/24" };
const subnet = resource(SUBNET, "a", { inputs: INPUTS, dependencies: [vpc["urn"]] });

describe("The state that a killed engine leaves", () => {
  it("has something pending, whatever the engine was doing", () => {
    assert.equal(hasPending(exported([vpc])), false);
    assert.equal(hasPending(exported([vpc], [{ type: "deleting", resource: vpc }])), true);
    assert.equal(hasPending(exported([], [creating(vpc)])), true);
    assert.equal(hasPending({ version: 3, deployment: {} }), false);
  });

  it("has creates of resources to look for, and none of components", () => {
    const component = { urn: urnOf("shop:index:Web", "web"), type: "shop:index:Web", custom: false, inputs: {} };
    const state = exported([], [creating(component), creating(subnet), { type: "updating", resource: vpc }]);
    assert.deepEqual(
      pendingCreatesOf(state).map(({ urn }) => urn),
      [subnet["urn"]],
    );
  });

  it("gets what was found, with its inputs until a refresh reads the rest, and loses what wasn't", () => {
    const lost = resource(SUBNET, "b");
    const [made] = adopted([provider, vpc], [subnet, lost], ["subnet-1"]).slice(-1);
    assert.deepEqual(made, { ...subnet, id: "subnet-1", outputs: INPUTS });
    assert.deepEqual(
      adopted([provider, vpc], [subnet, lost], ["subnet-1"]).map(({ urn }) => urn),
      [provider["urn"], vpc["urn"], subnet["urn"]],
    );
  });

  for (const [what, more] of [
    ["its parent", { parent: vpc["urn"] }],
    ["what it depends on", { dependencies: [vpc["urn"]] }],
    ["what a property comes from", { propertyDependencies: { vpcId: [vpc["urn"]] } }],
    ["what it goes with", { deletedWith: vpc["urn"] }],
    ["what it is replaced with", { replaceWith: [vpc["urn"]] }],
  ] as const) {
    it(`holds what was found after ${what}, and before what was there in an earlier run`, () => {
      const found = resource(SUBNET, "a", more);
      const earlier = resource(SUBNET, "earlier", { id: "subnet-0" });
      assert.deepEqual(idsIn(adopted([provider, vpc, earlier], [found], ["subnet-1"])), [
        "p1",
        "vpc-1",
        "subnet-1",
        "subnet-0",
      ]);
    });
  }

  it("holds what was found after its provider", () => {
    const earlier = resource(SUBNET, "earlier", { id: "subnet-0" });
    const found = resource(SUBNET, "a");
    assert.deepEqual(idsIn(adopted([provider, earlier], [found], ["subnet-1"])), ["p1", "subnet-1", "subnet-0"]);
  });

  it("takes what is still to be deleted for no present one", () => {
    const old = { ...subnet, id: "subnet-0", delete: true };
    assert.deepEqual(leaving(adopted([provider, vpc, old], [subnet], ["subnet-1"])), ["subnet-0"]);
  });

  it("still has to delete what was being replaced, where the new one came first", () => {
    const old = { ...subnet, id: "subnet-0", inputs: { cidrBlock: "10.0.9.0/24" } };
    const after = adopted([provider, vpc, old], [subnet], ["subnet-1"]);
    assert.deepEqual(idsIn(after), ["p1", "vpc-1", "subnet-1", "subnet-0"]);
    assert.deepEqual(leaving(after), ["subnet-0"]);
  });

  it("forgets what was being replaced, where the old one went first", () => {
    const old = { ...subnet, id: "subnet-0", pendingReplacement: true };
    const after = adopted([provider, vpc, old], [subnet], ["subnet-1"]);
    assert.deepEqual(idsIn(after), ["p1", "vpc-1", "subnet-1"]);
    assert.deepEqual(leaving(after), []);
  });

  it("keeps what another up has made again, and deletes what the killed one had made", () => {
    const named = (name: string) => ({ ...subnet, inputs: { ...INPUTS, name, __defaults: ["name"] } });
    const again = { ...named("a-2222222"), id: "subnet-2" };
    const after = adopted([provider, vpc, again], [named("a-1111111")], ["subnet-1"]);
    assert.deepEqual(idsIn(after), ["p1", "vpc-1", "subnet-2", "subnet-1"]);
    assert.deepEqual(leaving(after), ["subnet-1"]);
  });

  it("keeps one of two that two killed runs have made of the same resource", () => {
    const after = adopted([provider, vpc], [subnet, subnet], ["subnet-1", "subnet-2"]);
    assert.deepEqual(idsIn(after), ["p1", "vpc-1", "subnet-1", "subnet-2"]);
    assert.deepEqual(leaving(after), ["subnet-2"]);
  });

  it("keeps everything else of the export", () => {
    const state = withoutPending({ ...exported([vpc], [creating(subnet)]), extra: 1 }, []);
    assert.deepEqual(state, { version: 3, extra: 1, deployment: { manifest: {}, resources: [vpc] } });
  });
});

/** The resources of a state after the first of its pending creates have been found under these ids. */
function adopted(resources: readonly Entry[], pending: readonly Entry[], ids: readonly string[]): Entry[] {
  const state = exported(resources, pending.map(creating));
  const creates = pendingCreatesOf(state);
  const found = ids.flatMap((id, index) => {
    const create = creates[index];
    return create === undefined ? [] : [{ create, id }];
  });
  return resourcesIn(withoutPending(state, found));
}

const idsIn = (resources: readonly Entry[]): unknown[] => resources.map(({ id }) => id);

const leaving = (resources: readonly Entry[]): unknown[] => idsIn(resources.filter((one) => one["delete"] === true));
