import assert from "node:assert/strict";
import { surgeRolloutProvider } from "../../../../components/rollout/provider/surgeRollout.ts";
import { fakeParts, ocid, RIGHT } from "./fixture.ts";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const provider = surgeRolloutProvider(fakeParts().parts);

describe("the provider of SurgeRollout, judging its arguments", () => {
  const failures = async (change: object) => {
    const { failures: found } = await provider.check(RIGHT, { ...RIGHT, ...change });
    return (found ?? []).map(({ property }) => property);
  };

  it("finds no fault in what is right, nor in what isn't known yet", async () => {
    assert.deepEqual(await failures({}), []);
    const ids = [
      "instancePoolId",
      "compartmentId",
      "loadBalancerId",
      "backendSetName",
      "shelf",
      "targetConfigurationId",
    ];
    assert.deepEqual(await failures(Object.fromEntries(ids.map((name) => [name, UNKNOWN]))), []);
    assert.deepEqual(await failures({ compartmentId: ocid("tenancy", "root", "") }), []);
  });

  const wrong: [string, object, string[]][] = [
    ["a pool that is an instance", { instancePoolId: ocid("instance", "x") }, ["instancePoolId"]],
    ["a target that is none", { targetConfigurationId: "latest" }, ["targetConfigurationId"]],
    ["a load balancer of another kind", { loadBalancerId: ocid("networkloadbalancer", "x") }, ["loadBalancerId"]],
    ["a subnet that is a VCN", { subnetId: ocid("vcn", "x") }, ["subnetId"]],
    ["a compartment that is none", { compartmentId: "home" }, ["compartmentId"]],
    ["an empty backend set", { backendSetName: "" }, ["backendSetName"]],
    ["port 0", { backendPort: 0 }, ["backendPort"]],
    ["an empty shelf", { shelf: "" }, ["shelf"]],
    ["a report outside of the project", { report: { folder: "../x" } }, ["report.folder"]],
    ["a knob", { surge: 0 }, ["surge"]],
    ["all at once", { backendPort: 0, surge: 0, shelf: "" }, ["backendPort", "shelf", "surge"]],
  ];
  for (const [what, change, properties] of wrong) {
    it(`refuses ${what}`, async () => {
      assert.deepEqual(await failures(change), properties);
    });
  }
});
