import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import * as gateway from "../../../../rehearsal/aws/services/apigatewayv2/types.ts";
import * as ec2 from "../../../../rehearsal/aws/services/ec2/types.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { GatewayScene } from "../apigatewayv2/scene.ts";
import { issued, zoneIn } from "../domain.ts";
import { refused } from "../refused.ts";

const metrics = { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName: "web" };
const group = (name: string, priority: number): Properties => ({
  name: `${name}-${priority}`,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
});

describe("rarer refusals of names, balancers, gateways and the edge on the embedded AWS", () => {
  let scene: GatewayScene;
  beforeEach(() => {
    scene = new GatewayScene();
  });

  const make = (type: string, inputs: Properties): Resource => scene.account.make(type, inputs);
  const ask = (token: string, args: Properties) => scene.account.ask(`aws:${token}`, args);
  const balancer = (changes: Properties = {}) =>
    make("aws:lb/loadBalancer:LoadBalancer", { name: "web", subnets: scene.outside, ...changes });
  const targets = (changes: Properties = {}) =>
    make("aws:lb/targetGroup:TargetGroup", {
      name: "web",
      port: 80,
      protocol: "HTTP",
      vpcId: scene.vpc.id,
      ...changes,
    });
  const listener = (changes: Properties) =>
    make("aws:lb/listener:Listener", {
      loadBalancerArn: balancer().id,
      port: 80,
      protocol: "HTTP",
      defaultActions: [{ type: "forward", targetGroupArn: targets().id }],
      ...changes,
    });
  const acl = (rules: Properties[]) =>
    make("aws:wafv2/webAcl:WebAcl", {
      name: "web",
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: metrics,
      rules,
    });
  const elsewhere = () => make(ec2.VPC, { cidrBlock: "10.1.0.0/16" }).id;
  const rule = (statement: Properties): Properties => ({ name: "one", priority: 0, action: { block: {} }, statement });

  const BAD = "BadRequestException";
  const MISTAKES: Record<string, [code: string, words: RegExp, act: () => unknown]> = {
    "a target group twice": ["DuplicateTargetGroupName", /\(web\) already exists/, () => [targets(), targets()]],
    "a target group of another VPC": [
      "InvalidConfigurationRequest",
      /not in the VPC/,
      () =>
        listener({
          defaultActions: [{ type: "forward", targetGroupArn: targets({ name: "far", vpcId: elsewhere() }).id }],
        }),
    ],
    "subnets of two VPCs": [
      "InvalidConfigurationRequest",
      /same VPC/,
      () => {
        const subnet = { vpcId: elsewhere(), cidrBlock: "10.1.0.0/24", availabilityZone: "eu-central-1c" };
        balancer({ subnets: [scene.outside[0] ?? "", make(ec2.SUBNET, subnet).id] });
      },
    ],
    "a listener without its load balancer": [
      "LoadBalancerNotFound",
      /not found/,
      () => listener({ loadBalancerArn: "arn:1" }),
    ],
    "a certificate that isn't there": [
      "CertificateNotFound",
      /not found/,
      () => {
        const certificateArn = "arn:aws:acm:eu-central-1:111122223333:certificate/none";
        listener({ port: 443, protocol: "HTTPS", certificateArn });
      },
    ],
    "a rule without its listener": [
      "ListenerNotFound",
      /not found/,
      () => make("aws:lb/listenerRule:ListenerRule", { listenerArn: "arn:1", actions: [], conditions: [] }),
    ],
    "a target without its group": [
      "TargetGroupNotFound",
      /not found/,
      () =>
        make("aws:lb/targetGroupAttachment:TargetGroupAttachment", { targetGroupArn: "arn:1", targetId: "10.0.0.9" }),
    ],
    "a look for a load balancer that isn't there": [
      "NotFound",
      /returned 0 results/,
      () => ask("lb/getLoadBalancer:getLoadBalancer", { name: "web" }),
    ],
    "a look for a zone by two names": [
      "InvalidInput",
      /exactly one of/,
      () => ask("route53/getZone:getZone", { name: "example.com", zoneId: "Z1" }),
    ],
    "a look for one of two zones": [
      "TooManyResults",
      /multiple/,
      () => [zoneIn(scene.account), zoneIn(scene.account), ask("route53/getZone:getZone", { name: "example.com" })],
    ],
    "a look for one of two certificates": [
      "TooManyResults",
      /mostRecent/,
      () => {
        const zone = zoneIn(scene.account);
        issued(scene.account, "example.com", zone.id);
        issued(scene.account, "example.com", zone.id);
        ask("acm/getCertificate:getCertificate", { domain: "example.com" });
      },
    ],
    "an authorizer without a payload format": [
      BAD,
      /AuthorizerPayloadFormatVersion is a required parameter/,
      () => scene.jwt({ authorizerType: "REQUEST", authorizerUri: "arn:1" }),
    ],
    "a domain name twice": [
      "ConflictException",
      /already exists/,
      () => [scene.domain("api.example.com"), scene.domain("api.example.com")],
    ],
    "a look for an API that isn't there": [
      "NotFound",
      /couldn't find/,
      () => ask("apigatewayv2/getApi:getApi", { apiId: "x" }),
    ],
    "a look for a VPC link that isn't there": [
      "NotFoundException",
      /Invalid VpcLink/,
      () => ask("apigatewayv2/getVpcLink:getVpcLink", { vpcLinkId: "x" }),
    ],
    "an integration that leads nowhere": [
      BAD,
      /Invalid HTTP endpoint/,
      () => scene.integration({ connectionType: "INTERNET", integrationUri: "example.com" }),
    ],
    "TLS settings of a WebSocket API": [
      BAD,
      /TlsConfig/,
      () => scene.integration({ apiId: scene.webSocket().id, tlsConfig: { serverNameToVerify: "example.com" } }),
    ],
    "a load balancer's ARN for a WebSocket API": [
      BAD,
      /Invalid HTTP endpoint/,
      () => {
        const network = balancer({ loadBalancerType: "network", name: "net" });
        const link = make(gateway.VPC_LINK_V1, { name: "net", targetArn: network.id });
        scene.integration({ apiId: scene.webSocket().id, connectionId: link.id, integrationUri: network.id });
      },
    ],
    "tokens on a WebSocket API's route": [
      BAD,
      /JWT authorization is supported for HTTP APIs only/,
      () => scene.socketRoute("$connect", { authorizationType: "JWT" }),
    ],
    "scopes without tokens": [
      BAD,
      /scopes are supported for JWT/,
      () => scene.route({ authorizationScopes: ["read"] }),
    ],
    "a stage under a name of one's own, deleted": [
      BAD,
      /Unable to delete stage/,
      () => {
        const stage = scene.stage();
        scene.domain("api.example.com");
        scene.mapping();
        scene.account.remove(stage);
      },
    ],
    "a VPC link in two VPCs": [
      BAD,
      /subnets of one VPC/,
      () => {
        const subnet = make(ec2.SUBNET, { vpcId: elsewhere(), cidrBlock: "10.1.0.0/24" });
        make(gateway.VPC_LINK, { subnetIds: [...scene.inside, subnet.id], securityGroupIds: [] });
      },
    ],
    "more rules than a web ACL can hold": [
      "WAFLimitsExceededException",
      /5600 capacity units/,
      () => acl(Array.from({ length: 8 }, (_, i) => group("AWSManagedRulesCommonRuleSet", i))),
    ],
    "a group of rules that isn't there": [
      "WAFNonexistentItemException",
      /doesn’t exist/,
      () => acl([rule({ ruleGroupReferenceStatement: { arn: "arn:1" } })]),
    ],
    "a set of addresses that isn't there": [
      "WAFNonexistentItemException",
      /doesn’t exist/,
      () => acl([rule({ ipSetReferenceStatement: { arn: "arn:1" } })]),
    ],
    "a set of addresses that a rule names, deleted": [
      "WAFAssociatedItemException",
      /being used/,
      () => {
        const inputs = { name: "set", scope: "REGIONAL", ipAddressVersion: "IPV4", addresses: [] };
        const set = make("aws:wafv2/ipSet:IpSet", inputs);
        acl([rule({ ipSetReferenceStatement: { arn: set.outputs["arn"] ?? "" } })]);
        scene.account.remove(set);
      },
    ],
    "a web ACL's logs to a group that isn't there": [
      "WAFNonexistentItemException",
      /doesn’t exist/,
      () => {
        const logDestinationConfigs = ["arn:aws:logs:eu-central-1:111122223333:log-group:aws-waf-logs-web"];
        const resourceArn = acl([]).outputs["arn"] ?? "";
        make("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", { resourceArn, logDestinationConfigs });
      },
    ],
    "a look for a web ACL that isn't there": [
      "WAFNonexistentItemException",
      /doesn’t exist/,
      () => ask("wafv2/getWebAcl:getWebAcl", { name: "web", scope: "REGIONAL" }),
    ],
    "a function at the edge twice": [
      "FunctionAlreadyExists",
      /same name already exists/,
      () => {
        const inputs = { name: "rewrite", runtime: "cloudfront-js-2.0", code: "" };
        for (let i = 0; i < 2; i += 1) make("aws:cloudfront/function:Function", inputs);
      },
    ],
    "a policy of CloudFront's twice": [
      "CachePolicyAlreadyExists",
      /already exists/,
      () => {
        for (let i = 0; i < 2; i += 1) make("aws:cloudfront/cachePolicy:CachePolicy", { name: "own" });
      },
    ],
    "a look for a distribution that isn't there": [
      "NoSuchDistribution",
      /does not exist/,
      () => ask("cloudfront/getDistribution:getDistribution", { id: "E1" }),
    ],
  };
  for (const [mistake, [code, words, act]] of Object.entries(MISTAKES)) {
    it(`meet ${mistake}`, () => refused(act, code, words));
  }
});
