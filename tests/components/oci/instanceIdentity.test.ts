import assert from "node:assert/strict";
import { InstanceIdentity } from "@tidegate/oci";
import { build } from "./built.ts";

const ARGS = {
  tenancyId: "ocid1.tenancy.oc1..test",
  compartmentId: "ocid1.compartment.oc1..test",
  secretIds: ["ocid1.vaultsecret.oc1.test.a", "ocid1.vaultsecret.oc1.test.b"],
  logGroupId: "ocid1.loggroup.oc1.test.logs",
};
const identity = () => build((options) => new InstanceIdentity("quiz-dev", ARGS, options));

describe("InstanceIdentity", () => {
  it("groups the compartment's instances, at the tenancy's root", async () => {
    const { inputs } = (await identity()).only("DynamicGroup");
    assert.equal(inputs["compartmentId"], ARGS.tenancyId);
    assert.equal(inputs["name"], "quiz-dev-instances");
    assert.equal(inputs["matchingRule"], "ALL {instance.compartment.id = 'ocid1.compartment.oc1..test'}");
  });

  it("lets them read these secrets and push to this log group, and nothing else", async () => {
    const { inputs } = (await identity()).only("Policy");
    assert.equal(inputs["compartmentId"], ARGS.compartmentId);
    assert.deepEqual(inputs["statements"], [
      "Allow dynamic-group quiz-dev-instances to read secret-bundles in compartment id ocid1.compartment.oc1..test " +
        "where any {target.secret.id = 'ocid1.vaultsecret.oc1.test.a', target.secret.id = 'ocid1.vaultsecret.oc1.test.b'}",
      "Allow dynamic-group quiz-dev-instances to use log-content in compartment id ocid1.compartment.oc1..test " +
        "where all {target.loggroup.id = 'ocid1.loggroup.oc1.test.logs', request.permission = 'LOG_CONTENT_PUSH'}",
    ]);
  });
});
