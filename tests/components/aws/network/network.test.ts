import assert from "node:assert/strict";
import type { InterfaceEndpoint, NetworkArgs } from "@tidegate/aws";
import { Network, networkFaults, ownName } from "@tidegate/aws";
import { ACCOUNT, build, idOf, known } from "../built.ts";
import { refuses } from "../faults.ts";

const RIGHT: NetworkArgs = {
  prefix: "quiz-dev",
  cidr: "10.20.0.0/16",
  availabilityZoneCount: 2,
  nat: "none",
  endpoints: ["ecr.api", "logs"],
};
const network = (change: Partial<NetworkArgs> = {}) =>
  build((options) => new Network("net", { ...RIGHT, ...change }, options));

describe("Network", () => {
  it("asks awsx for one public, one private and one isolated subnet a zone, with room for four zones", async () => {
    const { only, component } = await network();
    const { type, inputs } = only("Vpc");
    assert.equal(type, "awsx:ec2:Vpc");
    assert.deepEqual(inputs, {
      cidrBlock: "10.20.0.0/16",
      numberOfAvailabilityZones: 2,
      availabilityZoneCidrMask: 18,
      natGateways: { strategy: "None" },
      subnetStrategy: "Auto",
      subnetSpecs: [
        { type: "Public", cidrMask: 20 },
        { type: "Private", cidrMask: 20 },
        { type: "Isolated", cidrMask: 20 },
      ],
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: "quiz-dev" },
    });
    assert.equal(await known(component.vpcId), "vpc-net-vpc");
    assert.deepEqual(await known(component.privateSubnetIds), ["subnet-private-1", "subnet-private-2"]);
  });

  it("gives each zone the same addresses, however many there are", async () => {
    const addresses = async (availabilityZoneCount: number) => {
      const { inputs } = (await network({ availabilityZoneCount })).only("Vpc");
      return [inputs["availabilityZoneCidrMask"], inputs["subnetSpecs"]];
    };
    assert.deepEqual(await addresses(2), await addresses(4));
  });

  for (const [nat, strategy] of [
    ["one", "Single"],
    ["per-az", "OnePerAz"],
  ] as const) {
    it(`makes NAT gateways: ${nat}`, async () => {
      assert.deepEqual((await network({ nat })).only("Vpc").inputs["natGateways"], { strategy });
    });
  }

  it("leads every subnet to S3 and DynamoDB inside AWS's network", async () => {
    const { all, component } = await network({ endpoints: [] });
    const gateways = all("VpcEndpoint");
    assert.deepEqual(
      gateways.map(({ inputs }) => [inputs["serviceName"], inputs["vpcEndpointType"]]),
      [
        ["com.amazonaws.eu-central-1.s3", "Gateway"],
        ["com.amazonaws.eu-central-1.dynamodb", "Gateway"],
      ],
    );
    const tables = ["public", "private", "isolated"].flatMap((kind) => [`rtb-${kind}-1`, `rtb-${kind}-2`]);
    for (const { inputs } of gateways) {
      assert.deepEqual(inputs["routeTableIds"], tables);
      assert.equal(inputs["vpcId"], "vpc-net-vpc");
    }
    assert.equal(await known(component.s3PrefixListId), "pl-net-endpoints-s3");
    assert.equal(await known(component.dynamodbPrefixListId), "pl-net-endpoints-dynamodb");
  });

  it("has no endpoint group where no interface endpoint is asked for", async () => {
    const { component, all } = await network({ endpoints: [] });
    assert.equal(component.endpointSecurityGroupId, undefined);
    assert.deepEqual(all("SecurityGroup"), []);
  });

  it("puts interface endpoints into the private subnets, under the services' own names, open to the VPC on 443", async () => {
    const { component, inputsOf, only } = await network();
    assert.ok(component.endpointSecurityGroupId);
    const group = await known(component.endpointSecurityGroupId);
    assert.equal(group, idOf("aws:ec2/securityGroup:SecurityGroup", "net-endpoints-group"));
    for (const service of RIGHT.endpoints) {
      const { tags, ...inputs } = inputsOf(`net-endpoints-${service}`);
      assert.deepEqual(tags, { Name: `quiz-dev-${service}` });
      assert.deepEqual(inputs, {
        vpcId: "vpc-net-vpc",
        serviceName: `com.amazonaws.eu-central-1.${service}`,
        vpcEndpointType: "Interface",
        subnetIds: ["subnet-private-1", "subnet-private-2"],
        securityGroupIds: [group],
        privateDnsEnabled: true,
      });
    }
    const { description, ...rule } = only("SecurityGroupIngressRule").inputs;
    assert.equal(description, "The VPC to AWS services");
    assert.deepEqual(rule, {
      securityGroupId: group,
      cidrIpv4: "10.20.0.0/16",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
  });

  it("lets nobody to the endpoints where the stack names who may", async () => {
    const { all } = await network({ endpointsOpenToVpc: false });
    assert.deepEqual(all("SecurityGroupIngressRule"), []);
    assert.equal(all("SecurityGroup").length, 1);
  });

  it("gives endpoints the policies that are asked for, and no other", async () => {
    const { inputsOf } = await network({ endpointPolicies: { s3: '{"s3":1}', logs: '{"logs":1}' } });
    assert.equal(inputsOf("net-endpoints-s3")["policy"], '{"s3":1}');
    assert.equal(inputsOf("net-endpoints-logs")["policy"], '{"logs":1}');
    assert.equal(inputsOf("net-endpoints-ecr.api")["policy"], undefined);
  });

  it("leaves the default security group without a rule", async () => {
    const { inputs } = (await network()).only("DefaultSecurityGroup");
    assert.deepEqual(inputs, { vpcId: "vpc-net-vpc" });
  });

  it("keeps flow logs only where it is told how long", async () => {
    assert.deepEqual((await network()).all("FlowLog"), []);
    const { only } = await network({ flowLogRetentionDays: 14 });
    assert.deepEqual(only("LogGroup").inputs, { name: "/aws/vpc/quiz-dev", retentionInDays: 14 });
    const { inputs } = only("FlowLog");
    assert.equal(inputs["trafficType"], "ALL");
    assert.equal(inputs["vpcId"], "vpc-net-vpc");
    assert.equal(inputs["iamRoleArn"], `arn:aws:iam::${ACCOUNT}:role/quiz-dev-flow-logs`);
    assert.equal(inputs["logDestination"], `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:/aws/vpc/quiz-dev`);
  });

  it("lets flow logs write to their own group, for this account alone", async () => {
    const { only } = await network({ flowLogRetentionDays: 14 });
    const trust = parsed(only("Role").inputs["assumeRolePolicy"]);
    assert.deepEqual(trust[0]?.["Principal"], { Service: "vpc-flow-logs.amazonaws.com" });
    assert.deepEqual(trust[0]["Condition"], { StringEquals: { "aws:SourceAccount": ACCOUNT } });
    const group = `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:/aws/vpc/quiz-dev`;
    const allowed = parsed(only("RolePolicy").inputs["policy"]).map(({ Action, Resource }) => [Action, Resource]);
    assert.deepEqual(allowed, [
      [
        ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        [group, `${group}:*`],
      ],
      [["logs:DescribeLogGroups"], ["*"]],
    ]);
  });

  describe("and its arguments", () => {
    refuses<NetworkArgs>(
      RIGHT,
      (args) => networkFaults(args, ownName),
      (args) => new Network("net", args),
      [
        ["host bits", { cidr: "10.20.0.1/16" }, ["cidr"]],
        ["a VPC wider than AWS takes", { cidr: "10.0.0.0/8" }, ["cidr"]],
        ["a VPC without room for a load balancer", { cidr: "10.20.0.0/23" }, ["cidr"]],
        ["one zone", { availabilityZoneCount: 1 }, ["availabilityZoneCount"]],
        ["more zones than there is room for", { availabilityZoneCount: 5 }, ["availabilityZoneCount"]],
        ["an endpoint twice", { endpoints: ["logs", "logs"] }, ["endpoints[1]"]],
        ["an endpoint that isn't offered", { endpoints: ["s3" as InterfaceEndpoint] }, ["endpoints[0]"]],
        ["days that CloudWatch doesn't take", { flowLogRetentionDays: 10 }, ["flowLogRetentionDays"]],
        ["a NAT that there isn't", { nat: "two" as "one" }, ["nat"]],
        [
          "several faults at once",
          { prefix: "Quiz", cidr: "x", availabilityZoneCount: 0 },
          ["prefix", "cidr", "availabilityZoneCount"],
        ],
      ],
    );
  });
});

function parsed(policy: unknown): Record<string, unknown>[] {
  const { Statement } = JSON.parse(String(policy)) as { Statement: Record<string, unknown>[] };
  return Statement;
}
