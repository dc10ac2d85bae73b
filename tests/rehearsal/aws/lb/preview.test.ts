import assert from "node:assert/strict";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { caught, previewed } from "../refused.ts";

const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
const LISTENER = "aws:lb/listener:Listener";
const RULE = "aws:lb/listenerRule:ListenerRule";

const TARGETS = { port: 8080, protocol: "HTTP", targetType: "ip", vpcId: "vpc-1" };

describe("load balancers in a preview", () => {
  const LISTENS = {
    loadBalancerArn: "arn:1",
    port: 443,
    protocol: "HTTPS",
    defaultActions: [{ type: "forward", targetGroupArn: "arn:2" }],
  };
  const SLIPS: [type: string, inputs: Properties, property: string, words: RegExp][] = [
    [LOAD_BALANCER, { subnets: ["a"], idleTimeout: 5000 }, "idleTimeout", /1 - 4000/],
    [LOAD_BALANCER, {}, "subnets", /exactly one of subnets, subnetMappings/],
    [TARGET_GROUP, { ...TARGETS, vpcId: null }, "vpcId", /required when targetType is not "lambda"/],
    [TARGET_GROUP, { ...TARGETS, healthCheck: { path: "health" } }, "healthCheck.path", /begins with \//],
    [
      TARGET_GROUP,
      { ...TARGETS, healthCheck: { interval: 5, timeout: 5 } },
      "healthCheck.timeout",
      /greater than the timeout/,
    ],
    [
      TARGET_GROUP,
      { ...TARGETS, healthCheck: { protocol: "TCP", path: "/" } },
      "healthCheck.path",
      /cannot be specified/,
    ],
    [TARGET_GROUP, { ...TARGETS, healthCheck: { matcher: "ok" } }, "healthCheck.matcher", /codes such as/],
    [LISTENER, LISTENS, "certificateArn", /required when protocol is "HTTPS"/],
    [LISTENER, { ...LISTENS, protocol: "HTTP", certificateArn: "arn:3" }, "certificateArn", /cannot be specified/],
    [LISTENER, { ...LISTENS, certificateArn: "arn:3", sslPolicy: "strong" }, "sslPolicy", /security policy/],
    [
      LISTENER,
      { ...LISTENS, certificateArn: "arn:3", defaultActions: [{ type: "redirect" }] },
      "defaultActions[0].redirect",
      /required/,
    ],
    [
      RULE,
      { listenerArn: "arn:1", actions: LISTENS.defaultActions, conditions: [{}] },
      "conditions[0]",
      /exactly one of/,
    ],
  ];
  for (const [type, inputs, property, words] of SLIPS) {
    it(`are judged: ${property} of ${JSON.stringify(inputs)}`, () => caught(type, inputs, property, words));
  }

  it("take the security policies that AWS has today", () => {
    const names = [
      "TLS13-1-2-2021-06",
      "TLS13-1-2-Res-2021-06",
      "TLS13-1-3-2021-06",
      "TLS13-1-2-Res-PQ-2025-09",
      "2016-08",
      "FS-1-2-Res-2020-10",
      "TLS13-1-2-Ext2-2021-06",
      "TLS13-1-2-FIPS-2023-04",
      "TLS-1-2-Ext-2018-06",
    ];
    for (const name of names) {
      const inputs = { ...LISTENS, certificateArn: "arn:3", sslPolicy: `ELBSecurityPolicy-${name}` };
      assert.deepEqual(previewed(LISTENER, inputs), [], name);
    }
  });

  it("have names that AWS takes", async () => {
    const { balancerName, targetGroupName } = await import("../../../../rehearsal/aws/services/lb/names.ts");
    const right = ["web", "order-tracking-dev", "a".repeat(32)];
    const wrong = ["-web", "web-", "web_1", "", "internal-web"];
    assert.deepEqual(
      right.map((name) => balancerName.pattern.test(name)),
      [true, true, true],
    );
    assert.deepEqual(
      wrong.map((name) => balancerName.pattern.test(name)),
      [false, false, false, false, false],
    );
    assert.equal(targetGroupName.pattern.test("internal-web"), true);
  });
});
