import assert from "node:assert/strict";
import { endpointsTo, policyOfEndpoint, subnetsOfEndpoint } from "../../../../rehearsal/aws/services/ec2/endpoints.ts";
import { routesOf } from "../../../../rehearsal/aws/services/ec2/routes.ts";
import * as types from "../../../../rehearsal/aws/services/ec2/types.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { caught, refused } from "../refused.ts";
import { NetworkScene } from "./scene.ts";

const named = (service: string): string => `com.amazonaws.eu-central-1.${service}`;
const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] };

describe("VPC endpoints on the embedded AWS", () => {
  let scene: NetworkScene;
  beforeEach(() => {
    scene = new NetworkScene();
  });

  const gateway = (changes: Properties = {}) =>
    scene.account.make(types.VPC_ENDPOINT, {
      vpcId: scene.vpc.id,
      serviceName: named("s3"),
      routeTableIds: [scene.privateTable.id],
      ...changes,
    });
  const interfaces = (changes: Properties = {}) =>
    scene.account.make(types.VPC_ENDPOINT, {
      vpcId: scene.vpc.id,
      serviceName: named("ecr.dkr"),
      vpcEndpointType: "Interface",
      subnetIds: scene.inside,
      securityGroupIds: [scene.group.id],
      privateDnsEnabled: true,
      ...changes,
    });

  it("of the type Gateway put a route into their tables", () => {
    const { account, privateSubnets, publicSubnets, publicTable } = scene;
    const endpoint = gateway();
    const prefixListId = endpoint.outputs["prefixListId"];
    const route = { prefixListId, target: "gateway-endpoint", targetId: endpoint.id, blackhole: false };
    assert.deepEqual(routesOf(privateSubnets[0].id, account.cloud).at(-1), route);
    assert.ok(!routesOf(publicSubnets[0].id, account.cloud).some(({ target }) => target === "gateway-endpoint"));
    account.make(types.VPC_ENDPOINT_ROUTE_TABLE, { vpcEndpointId: endpoint.id, routeTableId: publicTable.id });
    assert.deepEqual(routesOf(publicSubnets[0].id, account.cloud).at(-1), route);
    assert.deepEqual(account.look(endpoint)?.outputs["routeTableIds"], [scene.privateTable.id, publicTable.id]);
    const asked = account.ask("aws:ec2/getPrefixList:getPrefixList", { name: named("s3") });
    assert.equal(asked?.["id"], prefixListId);
  });

  it("of the type Interface have addresses, names and a policy", () => {
    const { account, vpc } = scene;
    const endpoint = interfaces();
    assert.equal(endpoint.outputs["state"], "available");
    assert.match(
      JSON.stringify(endpoint.outputs["dnsEntries"]),
      /vpce-\w+-\w{8}\.ecr\.dkr\.eu-central-1\.vpce\.amazonaws\.com/,
    );
    assert.match(JSON.stringify(endpoint.outputs["dnsEntries"]), /"\*\.dkr\.ecr\.eu-central-1\.amazonaws\.com"/);
    assert.equal(JSON.stringify(endpoint.outputs["networkInterfaceIds"]).match(/eni-/g)?.length, 2);
    assert.deepEqual(
      endpointsTo("ecr.dkr", vpc.id, account.cloud).map(({ id }) => id),
      [endpoint.id],
    );
    assert.match(policyOfEndpoint(endpoint, account.cloud), /"Principal":"\*"/);
    const policy = JSON.stringify({ ...POLICY, Id: "own" });
    account.make(types.VPC_ENDPOINT_POLICY, { vpcEndpointId: endpoint.id, policy });
    assert.equal(policyOfEndpoint(endpoint, account.cloud), policy);
  });

  it("take further subnets, one a zone, and the VPC's default group where none is given", () => {
    const { account, inside, vpc } = scene;
    const [first = "", second = ""] = inside;
    const endpoint = interfaces({ subnetIds: [first], securityGroupIds: null });
    assert.deepEqual(endpoint.outputs["securityGroupIds"], [vpc.outputs["defaultSecurityGroupId"]]);
    account.make(types.VPC_ENDPOINT_SUBNET, { vpcEndpointId: endpoint.id, subnetId: second });
    assert.deepEqual(subnetsOfEndpoint(endpoint, account.cloud), [first, second]);
    refused(
      () => account.make(types.VPC_ENDPOINT_SUBNET, { vpcEndpointId: endpoint.id, subnetId: scene.outside[0] ?? "" }),
      "DuplicateSubnetsInSameZone",
      /^Found another VPC endpoint subnet in the availability zone/,
    );
  });

  it("keep names, and get interfaces for what an update adds", () => {
    const endpoint = interfaces({ subnetIds: scene.inside.slice(0, 1) });
    const changed = scene.account.change(endpoint, { ...endpoint.inputs, subnetIds: scene.inside });
    assert.deepEqual(changed.outputs["dnsEntries"], endpoint.outputs["dnsEntries"]);
    assert.equal(JSON.stringify(changed.outputs["networkInterfaceIds"]).match(/eni-/g)?.length, 2);
  });

  const MISTAKES: Record<string, [code: string, words: RegExp, act: () => unknown]> = {
    "a service that isn't there": [
      "InvalidServiceName",
      /^The Vpc Endpoint Service 'com\.amazonaws\.eu-central-1\.ecr' does not exist$/,
      () => interfaces({ serviceName: named("ecr") }),
    ],
    "another region's service": [
      "InvalidServiceName",
      /us-east-1\.logs/,
      () => interfaces({ serviceName: "com.amazonaws.us-east-1.logs" }),
    ],
    "a gateway to a service without": [
      "InvalidParameter",
      /^Endpoint type \(Gateway\) does not match available service types \(\[Interface\]\)\.$/,
      () => gateway({ serviceName: named("sqs") }),
    ],
    "two subnets in one zone": [
      "DuplicateSubnetsInSameZone",
      /Found another/,
      () => interfaces({ subnetIds: [scene.inside[0] ?? "", scene.outside[0] ?? ""] }),
    ],
    "a security group that isn't there": [
      "InvalidGroup.NotFound",
      /'sg-1'/,
      () => interfaces({ securityGroupIds: ["sg-1"] }),
    ],
    "a second private name": [
      "InvalidParameter",
      /already a conflicting DNS domain for dkr\.ecr\.eu-central-1\.amazonaws\.com/,
      () => [interfaces(), interfaces()],
    ],
    "a second gateway for a table": [
      "RouteAlreadyExists",
      /already has a route with destination-prefix-list-id pl-/,
      () => [gateway(), gateway()],
    ],
    "private names in a VPC without host names": [
      "InvalidParameter",
      /requires both enableDnsSupport and enableDnsHostnames/,
      () => {
        scene.account.change(scene.vpc, { cidrBlock: "10.0.0.0/16" });
        interfaces();
      },
    ],
    "a policy that is none": [
      "InvalidParameter",
      /policy document is invalid/,
      () => gateway({ policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Maybe" }] }) }),
    ],
  };
  for (const [mistake, [code, words, act]] of Object.entries(MISTAKES)) {
    it(`are refused with ${mistake}`, () => refused(act, code, words));
  }

  const SLIPS: [inputs: Properties, property: string, words: RegExp][] = [
    [{ subnetIds: ["subnet-1"] }, "subnetIds", /cannot be specified when vpcEndpointType is "Gateway"/],
    [{ vpcEndpointType: "Interface", routeTableIds: ["rtb-1"] }, "routeTableIds", /cannot be specified/],
    [{ privateDnsEnabled: true }, "privateDnsEnabled", /cannot be true/],
    [{ policy: "{" }, "policy", /invalid JSON/],
  ];
  for (const [inputs, property, words] of SLIPS) {
    it(`are judged in a preview: ${JSON.stringify(inputs)}`, () => {
      caught(types.VPC_ENDPOINT, { vpcId: "vpc-1", serviceName: named("s3"), ...inputs }, property, words);
    });
  }
});

describe("flow logs on the embedded AWS", () => {
  const ROLE = "aws:iam/role:Role";
  const trust = (service: string): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
    });
  const made = (service: string) => {
    const { account, vpc } = new NetworkScene();
    const role = account.make(ROLE, { name: "flow", assumeRolePolicy: trust(service) });
    const iamRoleArn = role.outputs["arn"] ?? "";
    const logDestination = "arn:aws:logs:eu-central-1:111122223333:log-group:flow";
    return account.make(types.FLOW_LOG, { vpcId: vpc.id, trafficType: "ALL", iamRoleArn, logDestination });
  };

  it("are made with a role that their service may assume", () => {
    assert.match(made("vpc-flow-logs.amazonaws.com").id, /^fl-0\w{16}$/);
  });
  it("are refused with a role of another service", () => {
    refused(() => made("ecs-tasks.amazonaws.com"), "InvalidParameter", /Unable to assume given IAM role/);
  });
  it("are judged in a preview", () => {
    caught(types.FLOW_LOG, { vpcId: "vpc-1", subnetId: "subnet-1", trafficType: "ALL" }, "subnetId", /exactly one of/);
    caught(types.FLOW_LOG, { vpcId: "vpc-1" }, "trafficType", /is required/);
    caught(
      types.FLOW_LOG,
      { vpcId: "vpc-1", trafficType: "ALL", maxAggregationInterval: 30 },
      "maxAggregationInterval",
      /60/,
    );
  });
});
