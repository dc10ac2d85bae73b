import assert from "node:assert/strict";
import type { WafArgs } from "@tidegate/aws";
import { ownName, Waf, wafFaults } from "@tidegate/aws";
import { build, known } from "../built.ts";
import { refuses } from "../faults.ts";

const RIGHT: WafArgs = { prefix: "quiz-dev", scope: "REGIONAL", rateLimit: 2000 };
const acl = async (change: Partial<WafArgs> = {}) =>
  build((options) => new Waf("waf", { ...RIGHT, ...change }, options));

describe("Waf", () => {
  it("lets requests pass that no rule refuses: AWS's own rules first, then the rate", async () => {
    const { only, component } = await acl();
    const { inputs } = only("WebAcl");
    assert.deepEqual(inputs["defaultAction"], { allow: {} });
    const rules = inputs["rules"] as { name: string; priority: number; overrideAction?: object; action?: object }[];
    assert.deepEqual(
      rules.map(({ name, priority }) => [name, priority]),
      [
        ["AWSManagedRulesAmazonIpReputationList", 0],
        ["AWSManagedRulesKnownBadInputsRuleSet", 1],
        ["AWSManagedRulesCommonRuleSet", 2],
        ["rate", 3],
      ],
    );
    assert.deepEqual(
      rules.slice(0, 3).map(({ overrideAction }) => overrideAction),
      [{ none: {} }, { none: {} }, { none: {} }],
    );
    assert.deepEqual(rules[3]?.action, { block: { customResponse: { responseCode: 429 } } });
    assert.match(await known(component.webAclArn), /^arn:aws:wafv2:.*quiz-dev-regional/);
  });

  it("stands in us-east-1 for CloudFront, and in the stack's region for the rest", async () => {
    const regional = (await acl()).only("WebAcl").inputs;
    const global = (await acl({ scope: "CLOUDFRONT" })).only("WebAcl").inputs;
    assert.deepEqual([regional["scope"], regional["region"]], ["REGIONAL", undefined]);
    assert.deepEqual([global["scope"], global["region"]], ["CLOUDFRONT", "us-east-1"]);
  });

  refuses<WafArgs>(
    RIGHT,
    (args) => wafFaults(args, ownName),
    (args) => new Waf("waf", args),
    [
      ["a rate below AWS's least", { rateLimit: 9 }, ["rateLimit"]],
      ["a scope that there isn't", { scope: "GLOBAL" as "REGIONAL" }, ["scope"]],
    ],
  );
});
