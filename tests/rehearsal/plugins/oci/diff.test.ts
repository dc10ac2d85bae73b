import assert from "node:assert/strict";
import { diffInputs } from "../../../../rehearsal/plugins/oci/diff.ts";
import type { Facts } from "../../../../rehearsal/plugins/oci/facts/types.ts";
import { makeSecret, UNKNOWN, type Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { testFacts } from "./facts.ts";

const CONFIGURATION = "oci:Core/instanceConfiguration:InstanceConfiguration";
const SUBNET = "oci:Core/subnet:Subnet";
const SECURITY_LIST = "oci:Core/securityList:SecurityList";

describe("Diff of the stand-in oci provider", function () {
  this.timeout(30_000);
  let facts: Facts;
  before(async () => {
    facts = await testFacts();
  });
  /** `path update` or `path update!`, where it replaces. */
  const diff = (token: string, olds: Properties, news: Properties): string[] => {
    const sides = facts.resources[token];
    assert.ok(sides !== undefined);
    const changes = diffInputs({ token, ...sides, ...facts }, olds, news);
    return changes.map(({ path, kind, replace }) => `${path} ${kind}${replace ? "!" : ""}`);
  };
  const launch = (change: Properties, rest: Properties = {}): Properties => ({
    compartmentId: "c",
    instanceDetails: { instanceType: "compute", launchDetails: { shape: "A1", shapeConfig: { ocpus: 1 }, ...change } },
    ...rest,
  });

  it("finds nothing where nothing changed", () => assert.deepEqual(diff(CONFIGURATION, launch({}), launch({})), []));

  it("replaces on a nested change and shows its path", () => {
    const news = launch({ shapeConfig: { ocpus: 2 } });
    assert.deepEqual(diff(CONFIGURATION, launch({}), news), [
      "instanceDetails.launchDetails.shapeConfig.ocpus update!",
    ]);
  });

  it("updates on a nested change that the provider updates in place", () => {
    const olds = launch({ shapeConfig: { resourceManagement: "STATIC" } });
    const news = launch({ shapeConfig: { resourceManagement: "DYNAMIC" } });
    const path = "instanceDetails.launchDetails.shapeConfig.resourceManagement";
    assert.deepEqual(diff(CONFIGURATION, olds, news), [`${path} update`]);
  });

  it("updates on a change beside the ones that replace", () => {
    assert.deepEqual(diff(CONFIGURATION, launch({}), launch({}, { displayName: "x" })), ["displayName add"]);
  });

  it("counts a value that is not known yet as a change, and replaces where that property does", () => {
    const olds = { compartmentId: "c", vcnId: "v", routeTableId: "r" };
    assert.deepEqual(diff(SUBNET, olds, { ...olds, vcnId: UNKNOWN.string, routeTableId: UNKNOWN.string }), [
      "vcnId update!",
      "routeTableId update",
    ]);
  });

  it("leaves alone what the program leaves out and OCI fills in", () => {
    assert.deepEqual(diff(SUBNET, { compartmentId: "c", displayName: "x", dnsLabel: "d" }, { compartmentId: "c" }), []);
  });

  it("deletes what the program leaves out and OCI doesn't fill in", () => {
    const rules = { ingressSecurityRules: [{ protocol: "6", source: "10.0.0.0/8" }] };
    assert.deepEqual(diff(SECURITY_LIST, { compartmentId: "c", ...rules }, { compartmentId: "c" }), [
      "ingressSecurityRules delete",
    ]);
  });

  it("takes the same elements in another order for the same set", () => {
    assert.deepEqual(diff(SUBNET, { securityListIds: ["a", "b"] }, { securityListIds: ["b", "a"] }), []);
    assert.deepEqual(diff(SUBNET, { securityListIds: ["a", "b"] }, { securityListIds: ["b", "c"] }).length, 2);
    assert.deepEqual(diff(SUBNET, { securityListIds: ["a", "a"] }, { securityListIds: ["a"] }), [
      "securityListIds[1] delete",
    ]);
  });

  it("keeps the order of a list that is none", () => {
    const policy = (statements: string[]): Properties => ({ compartmentId: "c", name: "p", statements });
    const changes = diff("oci:Identity/policy:Policy", policy(["a", "b"]), policy(["b", "a"]));
    assert.deepEqual(changes, ["statements[0] update", "statements[1] update"]);
  });

  it("compares maps by key", () => {
    const tags = (freeformTags: Properties): Properties => ({ freeformTags });
    assert.deepEqual(diff(SUBNET, tags({ a: "1", b: "2", "c.d": "3" }), tags({ a: "1", b: "3", e: "4" })), [
      "freeformTags.b update",
      'freeformTags["c.d"] delete',
      "freeformTags.e add",
    ]);
  });

  it("looks through secrets", () => {
    assert.deepEqual(diff(SUBNET, { displayName: makeSecret("a") }, { displayName: "a" }), []);
    assert.deepEqual(diff(SUBNET, { displayName: makeSecret("a") }, { displayName: makeSecret("b") }), [
      "displayName update",
    ]);
  });

  it("replaces where a block comes that sets a property which does", () => {
    const pool = (...placements: Properties[]): Properties => ({ size: 1, placementConfigurations: placements });
    const [one, two] = [{ availabilityDomain: "AD-1" }, { availabilityDomain: "AD-2" }];
    const inCluster = { ...two, computeClusterId: "cluster" };
    const token = "oci:Core/instancePool:InstancePool";
    assert.deepEqual(diff(token, pool(one), pool(one, two)), ["placementConfigurations[1] add"]);
    assert.deepEqual(diff(token, pool(one), pool(one, inCluster)), ["placementConfigurations[1] add!"]);
  });

  it("replaces where a block that replaces comes or goes", () => {
    const vault = { compartmentId: "c", displayName: "v", vaultType: "EXTERNAL" };
    const manager = { externalVaultEndpointUrl: "https://x", privateEndpointId: "p", oauthMetadata: {} };
    assert.deepEqual(diff("oci:Kms/vault:Vault", vault, { ...vault, externalKeyManagerMetadata: manager }), [
      "externalKeyManagerMetadata add!",
    ]);
  });
});
