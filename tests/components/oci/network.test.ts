import assert from "node:assert/strict";
import { Network, networkFaults, ownName } from "@tidegate/oci";
import { ANSWERS, build, known, mockId } from "./built.ts";
import { RIGHT } from "./service.ts";

const ARGS = { ...RIGHT, dnsLabel: "quiz" };
const network = () => build((options) => new Network("net", ARGS, options));

describe("Network", () => {
  it("stands on a VCN of the given addresses", async () => {
    const { inputs } = (await network()).only("Vcn");
    assert.deepEqual(inputs["cidrBlocks"], ["10.20.0.0/16"]);
    assert.equal(inputs["dnsLabel"], "quiz");
    assert.equal(inputs["compartmentId"], RIGHT.compartmentId);
  });

  it("keeps the private subnet free of public addresses and of traffic from the internet, the public one not", async () => {
    const { inputsOf } = await network();
    const inner = inputsOf("net-private");
    assert.equal(inner["prohibitPublicIpOnVnic"], true);
    assert.equal(inner["prohibitInternetIngress"], true);
    assert.equal(inner["cidrBlock"], "10.20.1.0/24");
    const outer = inputsOf("net-public");
    assert.equal(outer["prohibitPublicIpOnVnic"], undefined);
    assert.equal(outer["cidrBlock"], "10.20.0.0/24");
  });

  it("gives both subnets a security list without a rule, in place of the VCN's own", async () => {
    const { all, only } = await network();
    const list = only("SecurityList");
    assert.equal(list.inputs["ingressSecurityRules"], undefined);
    assert.equal(list.inputs["egressSecurityRules"], undefined);
    for (const { inputs } of all("Subnet")) {
      assert.deepEqual(inputs["securityListIds"], [mockId(list.type, list.name)]);
    }
  });

  it("routes the public subnet to the internet gateway, the private one to NAT and to Oracle's services", async () => {
    const { all, only } = await network();
    const to = (kind: string) => mockId(only(kind).type, only(kind).name);
    const rules = Object.fromEntries(all("RouteTable").map(({ name, inputs }) => [name, ends(inputs["routeRules"])]));
    assert.deepEqual(rules, {
      "net-public-routes": [["0.0.0.0/0", "CIDR_BLOCK", to("InternetGateway")]],
      "net-private-routes": [
        ["0.0.0.0/0", "CIDR_BLOCK", to("NatGateway")],
        ["all-fra-services-in-oracle-services-network", "SERVICE_CIDR_BLOCK", to("ServiceGateway")],
      ],
    });
    const tables = Object.fromEntries(all("Subnet").map(({ name, inputs }) => [name, inputs["routeTableId"]]));
    assert.deepEqual(tables, {
      "net-public": mockId("RouteTable", "net-public-routes"),
      "net-private": mockId("RouteTable", "net-private-routes"),
    });
  });

  it("opens the service gateway to all of the region's services, not to Object Storage alone", async () => {
    const { component, only } = await network();
    assert.deepEqual(only("ServiceGateway").inputs["services"], [{ serviceId: "ocid1.service.oc1.test.all" }]);
    assert.equal(await known(component.serviceCidr), "all-fra-services-in-oracle-services-network");
  });

  const wrong: [string, Partial<typeof ARGS>, string[]][] = [
    ["a VCN with host bits", { vcnCidr: "10.20.0.1/16" }, ["vcnCidr"]],
    ["a VCN that is too large", { vcnCidr: "10.0.0.0/8" }, ["vcnCidr"]],
    ["a subnet that is no CIDR block", { publicSubnetCidr: "10.20.0.0" }, ["publicSubnetCidr"]],
    ["a subnet outside of the VCN", { privateSubnetCidr: "10.21.1.0/24" }, ["privateSubnetCidr"]],
    ["subnets that overlap", { privateSubnetCidr: "10.20.0.128/25" }, ["privateSubnetCidr"]],
    ["a DNS label with a hyphen", { dnsLabel: "my-quiz" }, ["dnsLabel"]],
    [
      "three faults at once",
      { vcnCidr: "x", publicSubnetCidr: "y", dnsLabel: "" },
      ["vcnCidr", "publicSubnetCidr", "dnsLabel"],
    ],
  ];
  for (const [what, change, paths] of wrong) {
    it(`refuses ${what}`, () => {
      const faults = networkFaults({ ...ARGS, ...change }, ownName);
      assert.deepEqual(
        faults.map(({ path }) => path),
        paths,
      );
    });
  }

  it("finds no fault in addresses that are right", () => {
    assert.deepEqual(networkFaults(ARGS, ownName), []);
  });

  it("knows the region's services by their name, whatever their order", async () => {
    const services = [...ANSWERS.services].reverse();
    const { component } = await build((options) => new Network("net", ARGS, options), { ...ANSWERS, services });
    assert.equal(await known(component.serviceCidr), "all-fra-services-in-oracle-services-network");
  });
});

function ends(rules: unknown): unknown[] {
  assert.ok(Array.isArray(rules));
  return rules.map((rule: Record<string, unknown>) => [
    rule["destination"],
    rule["destinationType"],
    rule["networkEntityId"],
  ]);
}
