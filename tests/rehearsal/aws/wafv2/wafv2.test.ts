import assert from "node:assert/strict";
import { WEB_ACL, WEB_ACL_ASSOCIATION, WEB_ACL_LOGGING } from "../../../../rehearsal/aws/services/wafv2/webAcl.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { NetworkScene } from "../ec2/scene.ts";
import { caught, refused } from "../refused.ts";

const metrics = { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName: "web" };
const managed = (name: string, priority: number): Properties => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
  visibilityConfig: metrics,
});
const rate = (changes: Properties = {}): Properties => ({
  name: "rate",
  priority: 9,
  action: { block: {} },
  statement: { rateBasedStatement: { limit: 1000, aggregateKeyType: "IP" } },
  visibilityConfig: metrics,
  ...changes,
});
const ACL = { name: "web", scope: "REGIONAL", defaultAction: { allow: {} }, visibilityConfig: metrics };

describe("AWS WAF on the embedded AWS", () => {
  let scene: NetworkScene;
  beforeEach(() => {
    scene = new NetworkScene();
  });

  const acl = (changes: Properties = {}, region = "eu-central-1") =>
    scene.account.make(WEB_ACL, { ...ACL, ...changes }, region);
  const balancer = () =>
    scene.account.make("aws:lb/loadBalancer:LoadBalancer", { name: "web", subnets: scene.outside });
  const associate = (webAclArn: Properties[string], resourceArn: Properties[string]) =>
    scene.account.make(WEB_ACL_ASSOCIATION, { webAclArn, resourceArn });

  it("counts the capacity of a web ACL, and names it", () => {
    const made = acl({ rules: [managed("AWSManagedRulesCommonRuleSet", 0), rate()] });
    assert.equal(made.outputs["capacity"], 702);
    assert.equal(made.outputs["arn"], `arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/web/${made.id}`);
    const edge = acl({ scope: "CLOUDFRONT" }, "us-east-1");
    assert.equal(edge.outputs["arn"], `arn:aws:wafv2:us-east-1:111122223333:global/webacl/web/${edge.id}`);
  });

  it("stands before a load balancer, and can't be deleted there", () => {
    const made = acl();
    const association = associate(made.outputs["arn"]!, balancer().id);
    refused(() => scene.account.remove(made), "WAFAssociatedItemException", /associated with another resource/);
    scene.account.remove(association);
    scene.account.remove(made);
  });

  const INVALID = "WAFInvalidParameterException";
  const MISTAKES: Record<string, [code: string, words: RegExp, act: () => unknown]> = {
    "a web ACL for CloudFront in another region than us-east-1": [
      INVALID,
      /^Error reason: The scope is not valid\., field: SCOPE_VALUE, parameter: CLOUDFRONT$/,
      () => acl({ scope: "CLOUDFRONT" }),
    ],
    "a name twice": ["WAFDuplicateItemException", /duplicate of an existing one/, () => [acl(), acl()]],
    "managed rules that aren't there": [
      INVALID,
      /AWSManagedRulesEverything/,
      () => acl({ rules: [managed("AWSManagedRulesEverything", 0)] }),
    ],
    "an HTTP API to stand before": [
      INVALID,
      /The ARN isn't valid.*field: RESOURCE_ARN/,
      () => associate(acl().outputs["arn"]!, "arn:aws:apigateway:eu-central-1::/apis/a1b2c3d4e5/stages/$default"),
    ],
    "a network load balancer to stand before": [
      INVALID,
      /RESOURCE_ARN/,
      () => {
        const network = { name: "net", subnets: scene.outside, loadBalancerType: "network" };
        associate(acl().outputs["arn"]!, scene.account.make("aws:lb/loadBalancer:LoadBalancer", network).id);
      },
    ],
    "a load balancer that isn't there": [
      "WAFNonexistentItemException",
      /doesn’t exist/,
      () => associate(acl().outputs["arn"]!, `${balancer().id.slice(0, -1)}x`),
    ],
    "a web ACL that isn't there": [
      "WAFNonexistentItemException",
      /doesn’t exist/,
      () => associate("arn:1", balancer().id),
    ],
    "logs to a group with another name than AWS asks for": [
      INVALID,
      /LOG_DESTINATION/,
      () => {
        const logDestinationConfigs = ["arn:aws:logs:eu-central-1:111122223333:log-group:waf"];
        scene.account.make(WEB_ACL_LOGGING, { resourceArn: acl().outputs["arn"]!, logDestinationConfigs });
      },
    ],
  };
  for (const [mistake, [code, words, act]] of Object.entries(MISTAKES)) {
    it(`refuses ${mistake}`, () => refused(act, code, words));
  }

  const SLIPS: [inputs: Properties, property: string, words: RegExp][] = [
    [{ ...ACL, scope: "GLOBAL" }, "scope", /CLOUDFRONT/],
    [{ ...ACL, defaultAction: {} }, "defaultAction.allow", /exactly one of/],
    [{ ...ACL, rules: [rate(), rate({ name: "two" })] }, "rules[1].priority", /two rules have the priority 9/],
    [{ ...ACL, rules: [rate({ action: null })] }, "rules[0].action", /is required/],
    [{ ...ACL, rules: [rate({ overrideAction: { none: {} } })] }, "rules[0].action", /exactly one of/],
    [{ ...ACL, rules: [{ ...managed("x", 0), overrideAction: null }] }, "rules[0].overrideAction", /group of rules/],
    [
      { ...ACL, rules: [rate({ statement: { rateBasedStatement: { limit: 5 } } })] },
      "rules[0].statement.rateBasedStatement.limit",
      /10/,
    ],
  ];
  for (const [inputs, property, words] of SLIPS) {
    it(`judges in a preview ${property} of ${JSON.stringify(inputs)}`, () => caught(WEB_ACL, inputs, property, words));
  }
});
