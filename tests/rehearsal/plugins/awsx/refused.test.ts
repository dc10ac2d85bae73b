/** What the awsx stand-in refuses before it registers anything but the component's name. */
import assert from "node:assert/strict";
import { InputsError } from "../../../../rehearsal/plugins/protocol/provider.ts";
import { UNKNOWN, type Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { build, testProvider } from "./built.ts";
import { FakeMonitor } from "./fake-monitor.ts";

const RIGHT = { numberOfAvailabilityZones: 2, subnetStrategy: "Auto" };

const CASES: readonly (readonly [string, Properties, RegExp])[] = [
  ["a misspelt argument", { natGateway: { strategy: "None" } }, /did you mean `natGateways`\?/],
  ["an argument of another type", { cidrBlock: 5 }, /`cidrBlock` must be a string, and is the number 5/],
  ["a misspelt argument inside a spec", { subnetSpecs: [{ type: "Public", cidrmask: 20 }] }, /`cidrMask`\?/],
  ["a spec without a type", { subnetSpecs: [{ name: "a" }] }, /`subnetSpecs\[0\]\.type` is required/],
  ["a strategy that doesn't exist", { subnetStrategy: "Automatic" }, /must be one of Legacy, Auto, AutoMerge, Exact/],
  ["a NAT strategy that doesn't exist", { natGateways: { strategy: "One" } }, /must be one of None, Single, OnePerAz/],
  ["a subnet type that doesn't exist", { subnetSpecs: [{ type: "Hidden" }] }, /must be one of Public, Private/],
  ["names and a number of zones", { availabilityZoneNames: ["a"] }, /only one of `availabilityZoneNames` and/],
  ["an IPAM pool without a block or a length", { ipv4IpamPoolId: "p" }, /one of `cidrBlock` and `ipv4NetmaskLength`/],
  [
    "a count that is only known later",
    { numberOfAvailabilityZones: UNKNOWN.number },
    /`numberOfAvailabilityZones` decides which children there are, and is only known after the update/,
  ],
  ["more zones than there are", { numberOfAvailabilityZones: 7 }, /span 7 availability zones, and the region has 4/],
  ["a region that is only known later", { region: UNKNOWN.string }, /`region` must be plain text/],
  [
    "NAT gateways without private subnets",
    { subnetSpecs: [{ type: "Public" }] },
    /OnePerAz \(the default is OnePerAz\) needs public subnets, which gateways stand in, and private or isolated ones/,
  ],
  [
    "addresses without gateways",
    { natGateways: { strategy: "None", elasticIpAllocationIds: ["a"] } },
    /has 1 elements, and the strategy None takes none/,
  ],
  [
    "fewer addresses than gateways",
    { natGateways: { strategy: "OnePerAz", elasticIpAllocationIds: ["a"] } },
    /takes none, or one for each of the 2 availability zones/,
  ],
  ["subnets that don't fit", { cidrBlock: "10.0.0.0/27" }, /a default layout needs a \/26/],
];

describe("the awsx stand-in refuses", () => {
  for (const [what, wrong, reason] of CASES) {
    it(`${what}, and makes no child`, async () => {
      const monitor = new FakeMonitor();
      await assert.rejects(build("awsx:ec2:Vpc", { ...RIGHT, ...wrong }, {}, { monitor }), (error) => {
        assert.match(textsOf(error), reason);
        return true;
      });
      assert.deepEqual(
        monitor.registrations.filter(({ custom }) => custom),
        [],
      );
    });
  }

  it("everything that is wrong at once", async () => {
    const wrong = { subnetStrategy: "A", natGateways: { strategy: "B" }, subnetSpecs: [{ type: "C" }] };
    await assert.rejects(build("awsx:ec2:Vpc", wrong), (error) => {
      assert.ok(error instanceof InputsError);
      const properties = error.failures.map(({ property }) => property);
      assert.deepEqual(properties, ["natGateways.strategy", "subnetSpecs[0].type", "subnetStrategy"]);
      return true;
    });
  });

  it("components that need Docker or EC2, other types, and functions, and says what to do", async () => {
    await assert.rejects(build("awsx:ecr:Image", { repositoryUrl: "r" }), /builds and pushes an image/);
    await assert.rejects(build("awsx:ecs:EC2Service", {}), /use the Fargate one/);
    await assert.rejects(build("awsx:ec2:Vpcs", {}), /nearest it knows is `awsx:ec2:Vpc`/);
    const provider = await testProvider();
    await assert.rejects(provider.invoke("awsx:ec2:getDefaultVpc"), /use `new awsx\.ec2\.DefaultVpc` instead/);
    await assert.rejects(provider.create({ type: "awsx:ec2:Vpc" }), /makes components only/);
  });
});

function textsOf(error: unknown): string {
  if (error instanceof InputsError) return error.failures.map(({ reason }) => reason).join("\n");
  return error instanceof Error ? error.message : String(error);
}
