import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import * as types from "../../../../rehearsal/aws/services/ec2/types.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { refused } from "../refused.ts";
import { NetworkScene } from "./scene.ts";

describe("EC2's rarer refusals on the embedded AWS", () => {
  let scene: NetworkScene;
  beforeEach(() => {
    scene = new NetworkScene();
  });

  const make = (type: string, inputs: Properties): Resource => scene.account.make(type, inputs);
  const otherVpc = () =>
    make(types.VPC, { cidrBlock: "10.1.0.0/16", enableDnsHostnames: true, enableDnsSupport: true });
  const list = (entries: string[]) =>
    make(types.MANAGED_PREFIX_LIST, {
      name: "list",
      addressFamily: "IPv4",
      maxEntries: 1,
      entries: entries.map((cidr) => ({ cidr })),
    });
  const flowLog = (changes: Properties = {}) => {
    const trust = { Effect: "Allow", Principal: { Service: "vpc-flow-logs.amazonaws.com" }, Action: "sts:AssumeRole" };
    const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
    const name = `flow-${scene.account.cloud.hex(8)}`;
    make("aws:iam/role:Role", { name, assumeRolePolicy });
    const iamRoleArn = `arn:aws:iam::111122223333:role/${name}`;
    return make(types.FLOW_LOG, {
      vpcId: scene.vpc.id,
      trafficType: "ALL",
      logDestination: "arn:1",
      iamRoleArn,
      ...changes,
    });
  };

  const MISTAKES: Record<string, [code: string, words: RegExp, act: () => unknown]> = {
    "a VPC without a block": ["MissingParameter", /should be provided/, () => make(types.VPC, {})],
    "a second block over the first": [
      "InvalidVpc.Range",
      /conflicts with another CIDR/,
      () => make(types.VPC_CIDR, { vpcId: scene.vpc.id, cidrBlock: "10.0.0.0/24" }),
    ],
    "a route table of another VPC": [
      "InvalidParameterValue",
      /belong to different networks/,
      () => {
        const subnet = scene.subnet("10.0.9.0/24", "a");
        scene.associate(subnet.id, make(types.ROUTE_TABLE, { vpcId: otherVpc().id }).id);
      },
    ],
    "an endpoint in another VPC's subnet": [
      "InvalidParameter",
      /does not belong to the VPC/,
      () => {
        const serviceName = "com.amazonaws.eu-central-1.logs";
        make(types.VPC_ENDPOINT, {
          vpcId: otherVpc().id,
          serviceName,
          vpcEndpointType: "Interface",
          subnetIds: scene.inside,
        });
      },
    ],
    "an endpoint's policy that is none": [
      "InvalidParameter",
      /policy document is invalid/,
      () => {
        const endpoint = make(types.VPC_ENDPOINT, {
          vpcId: scene.vpc.id,
          serviceName: "com.amazonaws.eu-central-1.s3",
        });
        make(types.VPC_ENDPOINT_POLICY, { vpcEndpointId: endpoint.id, policy: JSON.stringify({ Statement: 1 }) });
      },
    ],
    "a flow log twice": ["FlowLogAlreadyExists", /existing Flow Log/, () => [flowLog(), flowLog()]],
    "a flow log without a role": [
      "InvalidParameter",
      /^DeliverLogsPermissionArn can't be empty/,
      () => make(types.FLOW_LOG, { vpcId: scene.vpc.id, trafficType: "ALL", logDestination: "arn:1" }),
    ],
    "a rule of a network ACL twice": [
      "NetworkAclEntryAlreadyExists",
      /identified by 100 already exists/,
      () => {
        const networkAclId = make(types.NETWORK_ACL, { vpcId: scene.vpc.id }).id;
        const rule = { networkAclId, ruleNumber: 100, protocol: "tcp", ruleAction: "allow", cidrBlock: "10.0.0.0/16" };
        make(types.NETWORK_ACL_RULE, { ...rule, egress: true });
        make(types.NETWORK_ACL_RULE, rule);
        make(types.NETWORK_ACL_RULE, { ...rule, egress: false });
      },
    ],
    "a network ACL with subnets, deleted": [
      "DependencyViolation",
      /networkAcl 'acl-\w+' has dependencies/,
      () => {
        const acl = make(types.NETWORK_ACL, { vpcId: scene.vpc.id });
        make(types.NETWORK_ACL_ASSOCIATION, { networkAclId: acl.id, subnetId: scene.inside[0] ?? "" });
        scene.account.remove(acl);
      },
    ],
    "a prefix list with too many entries": [
      "PrefixListMaxEntriesExceeded",
      /limit of 1 entries/,
      () => list(["10.0.0.0/16", "10.1.0.0/16"]),
    ],
    "a prefix list that a rule names, deleted": [
      "InvalidPrefixListID.InUse",
      /is in use/,
      () => {
        const { id } = list(["10.0.0.0/16"]);
        const rule = { ipProtocol: "tcp", fromPort: 443, toPort: 443, prefixListId: id };
        make(types.EGRESS_RULE, { securityGroupId: scene.group.id, ...rule });
        scene.account.remove(scene.account.cloud.get(types.MANAGED_PREFIX_LIST, id)!);
      },
    ],
    "a look for an endpoint service that isn't there": [
      "NotFound",
      /no matching EC2 VPC Endpoint Service/,
      () => scene.account.ask("aws:ec2/getVpcEndpointService:getVpcEndpointService", { service: "ecr" }),
    ],
  };
  for (const [mistake, [code, words, act]] of Object.entries(MISTAKES)) {
    it(`meet ${mistake}`, () => refused(act, code, words));
  }
});
