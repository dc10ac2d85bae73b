import assert from "node:assert/strict";
import { checkInputs, type Fault } from "../../../../rehearsal/plugins/declared/check.ts";
import type { Facts } from "../../../../rehearsal/plugins/oci/facts/types.ts";
import { makeSecret, UNKNOWN, type Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { testFacts } from "./facts.ts";

const POOL = "oci:Core/instancePool:InstancePool";
const GOOD: Properties = {
  compartmentId: "ocid1.compartment.oc1..x",
  instanceConfigurationId: "ocid1.instanceconfiguration.oc1..x",
  size: 2,
  freeformTags: { team: "trivia" },
  placementConfigurations: [
    { availabilityDomain: "AD-1", faultDomains: ["FAULT-DOMAIN-1"], primarySubnetId: "ocid1.subnet.oc1..x" },
  ],
};

describe("Check of the stand-in oci provider", function () {
  this.timeout(30_000);
  let facts: Facts;
  before(async () => {
    facts = await testFacts();
  });
  const check = (change: Properties): Fault[] =>
    checkInputs({ ...GOOD, ...change }, facts.resources[POOL]?.inputs ?? {}, facts.inputTypes);
  const faulty = (change: Properties): string[] => check(change).map(({ property }) => property);

  it("accepts what the declarations allow", () => assert.deepEqual(check({}), []));

  it("accepts unknown and secret values, at any depth", () => {
    const placement = { availabilityDomain: UNKNOWN.string, faultDomains: [makeSecret("FAULT-DOMAIN-1")] };
    assert.deepEqual(check({ size: UNKNOWN.number, placementConfigurations: [makeSecret(placement)] }), []);
    assert.deepEqual(check({ placementConfigurations: UNKNOWN.list, instanceConfigurationId: makeSecret("x") }), []);
  });

  it("refuses an unknown property and names the one that was meant", () => {
    const [fault] = check({ placementConfiguration: [] });
    assert.equal(fault?.property, "placementConfiguration");
    assert.match(fault.reason, /did you mean `placementConfigurations`\?/);
  });

  it("makes no guess where nothing is close", () => {
    assert.doesNotMatch(check({ zzzzzz: 1 })[0]?.reason ?? "", /did you mean/);
  });

  it("refuses an unknown property inside a block by its path", () => {
    assert.deepEqual(faulty({ placementConfigurations: [{ availabilityDomain: "AD-1", primarySubnet: "x" }] }), [
      "placementConfigurations[0].primarySubnet",
    ]);
  });

  it("refuses what is required and missing, or null", () => {
    const { size: _, ...rest } = GOOD;
    const inputs = facts.resources[POOL]?.inputs ?? {};
    assert.deepEqual(
      checkInputs(rest, inputs, facts.inputTypes).map(({ property }) => property),
      ["size"],
    );
    assert.deepEqual(faulty({ size: null }), ["size"]);
    assert.deepEqual(faulty({ placementConfigurations: [{}] }), ["placementConfigurations[0].availabilityDomain"]);
  });

  it("refuses another type, at every depth, a secret's included", () => {
    assert.deepEqual(faulty({ size: "2" }), ["size"]);
    assert.deepEqual(faulty({ placementConfigurations: {} }), ["placementConfigurations"]);
    assert.deepEqual(faulty({ freeformTags: { team: 7 } }), ['freeformTags["team"]']);
    assert.deepEqual(
      faulty({ placementConfigurations: [{ availabilityDomain: "AD-1", faultDomains: "FAULT-DOMAIN-1" }] }),
      ["placementConfigurations[0].faultDomains"],
    );
    assert.deepEqual(faulty({ displayName: makeSecret(7) }), ["displayName"]);
  });

  it("tells all faults at once", () => {
    assert.deepEqual(faulty({ size: "2", displayNam: "x", compartmentId: null }).sort(), [
      "compartmentId",
      "displayNam",
      "size",
    ]);
  });

  it("doesn't print a secret's value", () => {
    const inputs = facts.resources["oci:Vault/secret:Secret"]?.inputs ?? {};
    const hidden = { secretContent: makeSecret("top-secret-value") };
    const faults = checkInputs(hidden, inputs, facts.inputTypes);
    assert.ok(faults.some(({ property }) => property === "secretContent"));
    assert.doesNotMatch(JSON.stringify(faults), /top-secret-value/);
  });
});
