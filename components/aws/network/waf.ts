import * as pulumi from "@pulumi/pulumi";
import { WebAcl } from "@pulumi/aws/wafv2/webAcl.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, wholeNumberFaults } from "@tidegate/faults";
import { CLOUDFRONT_REGION } from "./defaults.ts";
import { prefixFaults } from "./names.ts";

export interface WafArgs {
  /** What the web ACL's name begins with. */
  readonly prefix: string;
  /** `REGIONAL` for load balancers, REST APIs and Cognito user pools; `CLOUDFRONT` for distributions. */
  readonly scope: "REGIONAL" | "CLOUDFRONT";
  /** Requests of one address in five minutes above which it is refused, 10 to 2,000,000,000. */
  readonly rateLimit: number;
}

/**
 * A web ACL that refuses what AWS's managed rules know as an attack, and addresses that ask too often. It costs about $9 a
 * month and $0.60 a million requests.
 *
 * **AWS WAF can't stand before an HTTP or a WebSocket API** (API Gateway v2): only REST APIs take a web ACL. What stands
 * before an HTTP API is its throttling; to have WAF there too, put CloudFront before the API, with a web ACL of scope
 * `CLOUDFRONT`, and close the API's default host name.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/wafv2/webacl/
 */
export class Waf extends pulumi.ComponentResource {
  readonly webAclArn: pulumi.Output<string>;

  constructor(name: string, args: WafArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, wafFaults(args, ownName));
    super("tidegate-aws:index:Waf", name, {}, opts);
    const aclName = `${args.prefix}-${args.scope.toLowerCase()}`;
    this.webAclArn = new WebAcl(
      name,
      {
        name: aclName,
        scope: args.scope,
        region: args.scope === "CLOUDFRONT" ? CLOUDFRONT_REGION : undefined,
        defaultAction: { allow: {} },
        rules: [...MANAGED_RULES.map(managedRule), rateRule(args.rateLimit)],
        visibilityConfig: metrics(aclName),
      },
      { parent: this },
    ).arn;
    this.registerOutputs({ webAclArn: this.webAclArn });
  }
}

/** What is wrong with the prefix and the rate. */
export function wafFaults({ prefix, scope, rateLimit }: WafArgs, label: Label): Fault[] {
  const scopes: readonly string[] = ["REGIONAL", "CLOUDFRONT"];
  return [
    ...prefixFaults(label("prefix"), prefix, 100),
    ...(scopes.includes(scope) ? [] : [{ path: label("scope"), given: scope, accepted: scopes.join(" or ") }]),
    ...wholeNumberFaults(label("rateLimit"), rateLimit, 10, 2_000_000_000),
  ];
}

/** In the order in which they look at a request: addresses of bad repute, known exploits, then the common attacks. */
const MANAGED_RULES = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesCommonRuleSet",
];

function managedRule(name: string, priority: number) {
  return {
    name,
    priority,
    // The groups' own actions, which block.
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
    visibilityConfig: metrics(name),
  };
}

function rateRule(limit: number) {
  return {
    name: "rate",
    priority: MANAGED_RULES.length,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: { rateBasedStatement: { limit, aggregateKeyType: "IP" } },
    visibilityConfig: metrics("rate"),
  };
}

function metrics(metricName: string) {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}
