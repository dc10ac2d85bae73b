import assert from "node:assert/strict";
import { InvalidArguments, SecurityGroups } from "@tidegate/oci";
import type { Registered } from "./built.ts";
import { build, mockId } from "./built.ts";

const ARGS = {
  compartmentId: "ocid1.compartment.oc1..test",
  vcnId: "ocid1.vcn.oc1.test.vcn",
  lbIngressCidrs: ["173.245.48.0/20", "103.21.244.0/22"],
  listenerPort: 80,
  backendPort: 8123,
  serviceCidr: "all-fra-services-in-oracle-services-network",
};
const LB = mockId("NetworkSecurityGroup", "doors-lb");
const API = mockId("NetworkSecurityGroup", "doors-api");
const groups = (change: Partial<typeof ARGS> = {}) =>
  build((options) => new SecurityGroups("doors", { ...ARGS, ...change }, options));

describe("SecurityGroups", () => {
  it("has these rules and no other", async () => {
    const { all } = await groups();
    assert.deepEqual(all("NetworkSecurityGroupSecurityRule").map(asText).sort(), [
      `${API} EGRESS 0.0.0.0/0 CIDR_BLOCK tcp 443-443`,
      `${API} EGRESS all-fra-services-in-oracle-services-network SERVICE_CIDR_BLOCK tcp 443-443`,
      `${API} INGRESS ${LB} NETWORK_SECURITY_GROUP tcp 8123-8123`,
      `${LB} EGRESS ${API} NETWORK_SECURITY_GROUP tcp 8123-8123`,
      `${LB} INGRESS 103.21.244.0/22 CIDR_BLOCK tcp 80-80`,
      `${LB} INGRESS 173.245.48.0/20 CIDR_BLOCK tcp 80-80`,
    ]);
  });

  it("keeps state, so that answers need no rule", async () => {
    const { all } = await groups();
    const stateless = all("NetworkSecurityGroupSecurityRule").map(({ inputs }) => inputs["stateless"]);
    assert.deepEqual(new Set(stateless), new Set([false]));
  });

  it("moves both ends of the way to the API with the backend port, and nothing else", async () => {
    const rules = async (backendPort: number) =>
      (await groups({ backendPort })).all("NetworkSecurityGroupSecurityRule").map(asText);
    const before = await rules(8123);
    const after = await rules(9000);
    assert.deepEqual(
      after,
      before.map((rule) => rule.replaceAll("8123", "9000")),
    );
    assert.equal(after.filter((rule) => rule.includes("9000")).length, 2);
  });

  it("refuses ports and blocks that can't be, all at once, and registers nothing", async () => {
    const change = { lbIngressCidrs: ["10.0.0.1/8", "10.0.0.0/8", "10.0.0.0/8"], listenerPort: 0, backendPort: 70000 };
    await assert.rejects(groups(change), (error) => {
      assert.ok(error instanceof InvalidArguments);
      const paths = error.faults.map(({ path }) => path);
      assert.deepEqual(paths, ["lbIngressCidrs[0]", "lbIngressCidrs[2]", "listenerPort", "backendPort"]);
      return true;
    });
  });

  it("refuses an empty list of clients", async () => {
    await assert.rejects(groups({ lbIngressCidrs: [] }), /lbIngressCidrs: given \[\]; accepted: at least one/);
  });
});

function asText({ inputs }: Registered): string {
  const port = inputs["tcpOptions"] as { destinationPortRange: { min: number; max: number } };
  const end = inputs["source"] ?? inputs["destination"];
  const endType = inputs["sourceType"] ?? inputs["destinationType"];
  assert.equal(inputs["protocol"], "6");
  const { min, max } = port.destinationPortRange;
  return [inputs["networkSecurityGroupId"], inputs["direction"], end, endType, "tcp", `${min}-${max}`].join(" ");
}
