import assert from "node:assert/strict";
import { textAt } from "../../../../rehearsal/aws/kind.ts";
import { opens, rulesOf } from "../../../../rehearsal/aws/services/ec2/rules.ts";
import * as types from "../../../../rehearsal/aws/services/ec2/types.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { UNKNOWN } from "../../../../rehearsal/plugins/protocol/values.ts";
import { caught, previewed, refused } from "../refused.ts";
import { NetworkScene } from "./scene.ts";

const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const HTTPS = { protocol: "tcp", fromPort: 443, toPort: 443 };
const INGRESS = { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/16" };

describe("security groups on the embedded AWS", () => {
  let scene: NetworkScene;
  beforeEach(() => {
    scene = new NetworkScene();
  });

  const group = (name: string, rules: Properties = {}) =>
    scene.account.make(types.SECURITY_GROUP, { vpcId: scene.vpc.id, name, ...rules });

  it("have the same rules however a program writes them", () => {
    const { account } = scene;
    const inline = group("inline", {
      ingress: [{ ...HTTPS, cidrBlocks: ["10.0.0.0/16"], self: true }],
      egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    });
    const old = group("old");
    const securityGroupId = old.id;
    account.make(types.SECURITY_GROUP_RULE, {
      securityGroupId,
      type: "ingress",
      ...HTTPS,
      cidrBlocks: ["10.0.0.0/16"],
    });
    account.make(types.SECURITY_GROUP_RULE, { securityGroupId, type: "ingress", ...HTTPS, self: true });
    const all = { protocol: "all", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
    account.make(types.SECURITY_GROUP_RULE, { securityGroupId, type: "egress", ...all });
    const fresh = group("fresh");
    account.make(types.INGRESS_RULE, { securityGroupId: fresh.id, ...INGRESS, ipProtocol: "6" });
    const { cidrIpv4: _, ...peer } = { ...INGRESS, securityGroupId: fresh.id, referencedSecurityGroupId: fresh.id };
    account.make(types.INGRESS_RULE, peer);
    account.make(types.EGRESS_RULE, { securityGroupId: fresh.id, ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" });
    for (const { id } of [inline, old, fresh]) {
      assert.deepEqual(rulesOf(id, account.cloud), [
        { direction: "ingress", ...HTTPS, cidr: "10.0.0.0/16" },
        { direction: "ingress", ...HTTPS, peerSecurityGroupId: id },
        { direction: "egress", protocol: "-1", fromPort: 0, toPort: 65_535, cidr: "0.0.0.0/0" },
      ]);
    }
  });

  it("have none but their own rules: not even those that AWS gives a new group", () => {
    assert.deepEqual(rulesOf(scene.group.id, scene.account.cloud), []);
  });

  it("open a port for a protocol, and for all of them", () => {
    const rule = { direction: "ingress", protocol: "tcp", fromPort: 8000, toPort: 8080 } as const;
    assert.equal(opens(rule, "ingress", "tcp", 8080), true);
    assert.equal(opens(rule, "ingress", "tcp", 8081), false);
    assert.equal(opens(rule, "ingress", "udp", 8080), false);
    assert.equal(opens(rule, "egress", "tcp", 8080), false);
    assert.equal(opens({ ...rule, protocol: "-1", fromPort: 0, toPort: 65_535 }, "ingress", "udp", 53), true);
  });

  it("come with a default one a VPC, which a program may empty", () => {
    const { account, vpc } = scene;
    const id = textAt(vpc.outputs, "defaultSecurityGroupId") ?? "";
    assert.equal(rulesOf(id, account.cloud).length, 2);
    const adopted = account.make(DEFAULT_GROUP, { vpcId: vpc.id });
    assert.equal(adopted.id, id);
    assert.deepEqual(rulesOf(id, account.cloud), []);
    account.remove(adopted);
    assert.deepEqual(rulesOf(id, account.cloud), []);
  });

  it("change a rule in place, also to what it was in part", () => {
    const { account } = scene;
    const rule = account.make(types.INGRESS_RULE, { securityGroupId: scene.group.id, ...INGRESS });
    account.change(rule, { ...rule.inputs, description: "the same rule, described" });
    account.change(rule, { ...rule.inputs, toPort: 444 });
    assert.equal(rulesOf(scene.group.id, account.cloud)[0]?.toPort, 444);
  });

  const MISTAKES: Record<string, [code: string, words: RegExp, act: (scene: NetworkScene) => unknown]> = {
    "the same name twice": [
      "InvalidGroup.Duplicate",
      /^The security group 'web' already exists for VPC 'vpc-\w+'$/,
      () => group("web"),
    ],
    "the name of the default one": ["InvalidParameterValue", /reserved security group name/, () => group("default")],
    "a group without a VPC": [
      "VPCIdNotSpecified",
      /No default VPC/,
      ({ account }) => account.make(types.SECURITY_GROUP, { name: "lost" }),
    ],
    "a rule of a group that isn't there": [
      "InvalidGroup.NotFound",
      /^The security group 'sg-1' does not exist$/,
      ({ account }) => account.make(types.INGRESS_RULE, { securityGroupId: "sg-1", ...INGRESS }),
    ],
    "a rule for a group that isn't there": [
      "InvalidGroup.NotFound",
      /'sg-1' does not exist/,
      () => group("new", { ingress: [{ ...HTTPS, securityGroups: ["sg-1"] }] }),
    ],
    "a rule for a prefix list that isn't there": [
      "InvalidPrefixListID.NotFound",
      /'pl-1' does not exist/,
      () => group("new", { egress: [{ ...HTTPS, prefixListIds: ["pl-1"] }] }),
    ],
    "the same rule twice, written in two ways": [
      "InvalidPermission.Duplicate",
      /"peer: 10\.0\.0\.0\/16, TCP, from port: 443, to port: 443, ALLOW" already exists/,
      ({ account }) => {
        const one = group("new", { ingress: [{ ...HTTPS, cidrBlocks: ["10.0.0.0/16"] }] });
        account.make(types.INGRESS_RULE, { securityGroupId: one.id, ...INGRESS });
      },
    ],
    "ports the wrong way round": [
      "InvalidParameterValue",
      /portRange/,
      () => group("new", { ingress: [{ ...HTTPS, fromPort: 444, cidrBlocks: ["10.0.0.0/16"] }] }),
    ],
    "a group that another's rule names, deleted": [
      "DependencyViolation",
      /^resource sg-\w+ has a dependent object$/,
      ({ account, group: web }) => {
        group("new", { ingress: [{ ...HTTPS, securityGroups: [web.id] }] });
        account.remove(web);
      },
    ],
    "a group that an endpoint wears, deleted": [
      "DependencyViolation",
      /has a dependent object/,
      ({ account, vpc, group: web, inside }) => {
        const serviceName = "com.amazonaws.eu-central-1.logs";
        const endpoint = { vpcId: vpc.id, serviceName, vpcEndpointType: "Interface", subnetIds: inside };
        account.make(types.VPC_ENDPOINT, { ...endpoint, securityGroupIds: [web.id] });
        account.remove(web);
      },
    ],
  };
  for (const [mistake, [code, words, act]] of Object.entries(MISTAKES)) {
    it(`are refused with ${mistake}`, () => refused(() => act(scene), code, words));
  }

  const rule = (changes: Properties) => ({ securityGroupId: "sg-1", ...INGRESS, ...changes });
  const SLIPS: [type: string, inputs: Properties, property: string, words: RegExp][] = [
    [types.SECURITY_GROUP, { description: "the team's" }, "description", /doesn't comply with restrictions/],
    [types.SECURITY_GROUP, { ingress: [HTTPS] }, "ingress[0]", /names nobody/],
    [
      types.SECURITY_GROUP,
      { egress: [{ protocol: "-1", fromPort: 0, toPort: 65535, cidrBlocks: ["0.0.0.0/0"] }] },
      "egress[0].fromPort",
      /must both be 0 to use the 'ALL' "-1" protocol/,
    ],
    [
      types.SECURITY_GROUP,
      { egress: [{ ...HTTPS, cidrBlocks: ["10.0.0.1/16"] }] },
      "egress[0].cidrBlocks[0]",
      /did you mean "10\.0\.0\.0\/16"/,
    ],
    [
      types.INGRESS_RULE,
      rule({ prefixListId: "pl-1" }),
      "cidrIpv4",
      /exactly one of .*cidrIpv4 and prefixListId are given/,
    ],
    [types.INGRESS_RULE, rule({ fromPort: null }), "fromPort", /required when ipProtocol is tcp/],
    [types.EGRESS_RULE, rule({ ipProtocol: "-1", toPort: -1 }), "fromPort", /cannot be 443 when ipProtocol is -1/],
    [types.EGRESS_RULE, rule({ toPort: 70_000 }), "toPort", /-1 - 65535/],
    [types.SECURITY_GROUP_RULE, { type: "ingress", ...HTTPS }, "cidrBlocks", /must be set/],
  ];
  for (const [type, inputs, property, words] of SLIPS) {
    it(`are judged in a preview: ${property} of ${JSON.stringify(inputs)}`, () =>
      caught(type, inputs, property, words));
  }

  it("are not judged by what is unknown yet", () => {
    const ingress = [
      { ...HTTPS, securityGroups: [UNKNOWN.string] },
      { ...HTTPS, cidrBlocks: UNKNOWN.list },
    ];
    assert.deepEqual(previewed(types.SECURITY_GROUP, { ingress, egress: UNKNOWN.list }), []);
    assert.deepEqual(
      previewed(types.INGRESS_RULE, rule({ cidrIpv4: null, referencedSecurityGroupId: UNKNOWN.string })),
      [],
    );
  });
});
