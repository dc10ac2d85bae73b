import assert from "node:assert/strict";
import { textAt } from "../../../../rehearsal/aws/kind.ts";
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { certificateFor, issued, zoneIn } from "../domain.ts";
import { NetworkScene } from "../ec2/scene.ts";
import { refused } from "../refused.ts";

const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
const LISTENER = "aws:lb/listener:Listener";
const RULE = "aws:lb/listenerRule:ListenerRule";

const TARGETS = { port: 8080, protocol: "HTTP", targetType: "ip", vpcId: "vpc-1" };

describe("load balancers on the embedded AWS", () => {
  let scene: NetworkScene;
  beforeEach(() => {
    scene = new NetworkScene();
  });

  const balancer = (changes: Properties = {}) =>
    scene.account.make(LOAD_BALANCER, {
      name: "web",
      subnets: scene.outside,
      securityGroups: [scene.group.id],
      ...changes,
    });
  const targets = (changes: Properties = {}) =>
    scene.account.make(TARGET_GROUP, { ...TARGETS, name: "web", vpcId: scene.vpc.id, ...changes });
  const forward = (group: Resource) => [{ type: "forward", targetGroupArn: group.id }];
  const listener = (on: Resource, changes: Properties) =>
    scene.account.make(LISTENER, { loadBalancerArn: on.id, port: 80, protocol: "HTTP", ...changes });

  it("have names, ARNs and zones as AWS makes them", () => {
    const web = balancer();
    assert.match(
      web.id,
      /^arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer\/app\/web\/[0-9a-f]{16}$/,
    );
    assert.match(textAt(web.outputs, "arnSuffix") ?? "", /^app\/web\/[0-9a-f]{16}$/);
    assert.match(textAt(web.outputs, "dnsName") ?? "", /^web-\d+\.eu-central-1\.elb\.amazonaws\.com$/);
    assert.equal(web.outputs["zoneId"], "Z215JYRZR1TBD5");
    assert.equal(web.outputs["vpcId"], scene.vpc.id);
    const inner = {
      name: "inner",
      internal: true,
      loadBalancerType: "network",
      subnets: scene.inside,
      securityGroups: null,
    };
    const network = balancer(inner);
    assert.match(textAt(network.outputs, "dnsName") ?? "", /^inner-[0-9a-f]{16}\.elb\.eu-central-1\.amazonaws\.com$/);
    assert.equal(network.outputs["zoneId"], "Z3F0SRJ5LGBH90");
  });

  it("are provisioned for a while", () => {
    const web = balancer();
    assert.equal(scene.account.settled(web).state, "pending");
    scene.account.pass(60);
    assert.equal(scene.account.settled(web).state, "ready");
  });

  it("lead to target groups by listeners and their rules", () => {
    const { account } = scene;
    const group = targets();
    const web = balancer();
    assert.deepEqual(account.look(group)?.outputs["loadBalancerArns"], []);
    const http = listener(web, {
      defaultActions: [{ type: "fixed-response", fixedResponse: { contentType: "text/plain" } }],
    });
    assert.match(http.id, /:listener\/app\/web\/[0-9a-f]{16}\/[0-9a-f]{16}$/);
    const rule = {
      listenerArn: http.id,
      actions: forward(group),
      conditions: [{ pathPattern: { values: ["/api/*"] } }],
    };
    assert.equal(account.make(RULE, rule).outputs["priority"], 1);
    assert.deepEqual(account.look(group)?.outputs["loadBalancerArns"], [web.id]);
    refused(() => account.remove(group), "ResourceInUse", /currently in use by a listener or a rule/);
    refused(() => account.make(RULE, { ...rule, priority: 1 }), "PriorityInUse", /^Priority '1' is currently in use$/);
    account.remove(web);
    account.remove(group);
  });

  it("fill in a health check's defaults", () => {
    const check = targets({ healthCheck: { path: "/ok", interval: 15 } }).outputs["healthCheck"];
    const usual = {
      enabled: true,
      healthyThreshold: 3,
      port: "traffic-port",
      protocol: "HTTP",
      timeout: 5,
      matcher: "200",
    };
    assert.deepEqual(check, { ...usual, unhealthyThreshold: 3, path: "/ok", interval: 15 });
  });

  it("serve HTTPS with a certificate that is issued", () => {
    const zone = zoneIn(scene.account);
    const certificateArn = issued(scene.account, "example.com", zone.id).id;
    const https = listener(balancer(), {
      port: 443,
      protocol: "HTTPS",
      certificateArn,
      defaultActions: forward(targets()),
    });
    assert.equal(https.outputs["sslPolicy"], "ELBSecurityPolicy-2016-08");
  });

  it("are known by either module's token", () => {
    const old = scene.account.make("aws:alb/loadBalancer:LoadBalancer", { name: "old", subnets: scene.outside });
    assert.equal(listener(old, { defaultActions: forward(targets()) }).inputs["loadBalancerArn"], old.id);
    assert.deepEqual(old.outputs["securityGroups"], [scene.vpc.outputs["defaultSecurityGroupId"]]);
  });

  const MISTAKES: Record<string, [code: string, words: RegExp, act: () => unknown]> = {
    "one subnet": [
      "ValidationError",
      /^At least two subnets in two different Availability Zones must be specified$/,
      () => balancer({ subnets: scene.outside.slice(0, 1) }),
    ],
    "two subnets in one zone": [
      "InvalidConfigurationRequest",
      /multiple subnets in the same Availability Zone/,
      () => balancer({ subnets: [scene.outside[0] ?? "", scene.inside[0] ?? ""] }),
    ],
    "a subnet that isn't there": [
      "SubnetNotFound",
      /'subnet-1'/,
      () => balancer({ subnets: ["subnet-1", "subnet-2"] }),
    ],
    "a security group that isn't there": [
      "InvalidConfigurationRequest",
      /^One or more security groups are invalid$/,
      () => balancer({ securityGroups: ["sg-1"] }),
    ],
    "an address on the internet, in a VPC without a gateway": [
      "InvalidSubnet",
      /^VPC vpc-\w+ has no internet gateway$/,
      () => {
        scene.account.remove(scene.gateway);
        balancer();
      },
    ],
    "a name twice": ["DuplicateLoadBalancerName", /\(web\) already exists/, () => [balancer(), balancer()]],
    "deletion protection, when deleted": [
      "OperationNotPermitted",
      /cannot be deleted because deletion protection is enabled/,
      () => scene.account.remove(balancer({ enableDeletionProtection: true })),
    ],
    "a subnet taken from under it": [
      "DependencyViolation",
      /has dependencies/,
      () => [balancer(), scene.account.remove(scene.publicSubnets[0])],
    ],
    "two listeners on a port": [
      "DuplicateListener",
      /already exists on this port/,
      () => {
        const web = balancer();
        const defaultActions = forward(targets());
        return [listener(web, { defaultActions }), listener(web, { defaultActions })];
      },
    ],
    "a target group of another's": [
      "TargetGroupAssociationLimit",
      /cannot be associated with more than one load balancer/,
      () => {
        const defaultActions = forward(targets());
        return [listener(balancer(), { defaultActions }), listener(balancer({ name: "two" }), { defaultActions })];
      },
    ],
    "a target group that isn't there": [
      "TargetGroupNotFound",
      /not found/,
      () => listener(balancer(), { defaultActions: [{ type: "forward", targetGroupArn: "arn:1" }] }),
    ],
    "a TCP target group behind HTTP": [
      "InvalidLoadBalancerAction",
      /protocol 'TCP'/,
      () => listener(balancer(), { defaultActions: forward(targets({ protocol: "TCP" })) }),
    ],
    "a TCP listener on an application load balancer": [
      "ValidationError",
      /^Listener protocol 'TCP' must be one of 'HTTP, HTTPS'$/,
      () => listener(balancer(), { protocol: "TCP", defaultActions: forward(targets()) }),
    ],
    "a redirect to itself": [
      "InvalidLoadBalancerAction",
      /creates a loop/,
      () =>
        listener(balancer(), {
          defaultActions: [{ type: "redirect", redirect: { statusCode: "HTTP_301", port: "80" } }],
        }),
    ],
    "a certificate that isn't issued yet": [
      "UnsupportedCertificate",
      /must have a fully-qualified domain name/,
      () => {
        const certificateArn = certificateFor(scene.account, "example.com").id;
        listener(balancer(), { port: 443, protocol: "HTTPS", certificateArn, defaultActions: forward(targets()) });
      },
    ],
    "another region's certificate": [
      "ValidationError",
      /is not valid/,
      () => {
        const certificateArn = issued(scene.account, "example.com", zoneIn(scene.account).id, "us-east-1").id;
        listener(balancer(), { port: 443, protocol: "HTTPS", certificateArn, defaultActions: forward(targets()) });
      },
    ],
    "a certificate that it serves, deleted": [
      "ResourceInUseException",
      /is in use/,
      () => {
        const certificate = issued(scene.account, "example.com", zoneIn(scene.account).id);
        const https = { port: 443, protocol: "HTTPS", certificateArn: certificate.id };
        listener(balancer(), { ...https, defaultActions: forward(targets()) });
        scene.account.remove(certificate);
      },
    ],
    "a target group's VPC that isn't there": ["InvalidVpcID.NotFound", /'vpc-1'/, () => targets({ vpcId: "vpc-1" })],
    "a target that is no address": [
      "ValidationError",
      /is not a valid IPv4 address/,
      () => {
        const inputs = { targetGroupArn: targets().id, targetId: "i-1" };
        scene.account.make("aws:lb/targetGroupAttachment:TargetGroupAttachment", inputs);
      },
    ],
  };
  for (const [mistake, [code, words, act]] of Object.entries(MISTAKES)) {
    it(`are refused with ${mistake}`, () => refused(act, code, words));
  }
});
