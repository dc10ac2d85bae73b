import { findsEach } from "../wrong-values.ts";

const FORWARD = [{ type: "forward", targetGroupArn: "arn:1" }];

describe("a preview of load balancing", () => {
  findsEach([
    {
      type: "aws:lb/loadBalancer:LoadBalancer",
      right: { subnets: ["subnet-1", "subnet-2"] },
      wrong: {
        loadBalancerType: "classic",
        ipAddressType: "ipv6",
        desyncMitigationMode: "off",
        xffHeaderProcessingMode: "drop",
        clientKeepAlive: 30,
      },
    },
    {
      type: "aws:lb/targetGroup:TargetGroup",
      right: { port: 80, protocol: "HTTP", vpcId: "vpc-1" },
      wrong: {
        targetType: "task",
        namePrefix: "orders-",
        protocol: "FTP",
        protocolVersion: "HTTP3",
        ipAddressType: "dualstack",
        loadBalancingAlgorithmType: "random",
        port: 0,
        deregistrationDelay: 3601,
        slowStart: 10,
        "stickiness.type": "cookie",
        "healthCheck.healthyThreshold": 1,
        "healthCheck.unhealthyThreshold": 11,
        "healthCheck.interval": 301,
        "healthCheck.timeout": 1,
        "healthCheck.protocol": "ICMP",
        "healthCheck.port": "eighty",
      },
    },
    {
      type: "aws:lb/listener:Listener",
      right: { loadBalancerArn: "arn:1", port: 80, protocol: "HTTP", defaultActions: FORWARD },
      wrong: {
        protocol: "FTP",
        port: 65_536,
        defaultActions: [],
        "defaultActions[0].type": "drop",
        "defaultActions[0].order": 0,
      },
    },
    {
      type: "aws:lb/listener:Listener",
      right: { loadBalancerArn: "arn:1", defaultActions: [{ type: "redirect", redirect: { statusCode: "HTTP_301" } }] },
      wrong: {
        "defaultActions[0].redirect.statusCode": "301",
        "defaultActions[0].redirect.protocol": "https",
        "defaultActions[0].redirect.port": "any",
      },
    },
    {
      type: "aws:lb/listener:Listener",
      right: {
        loadBalancerArn: "arn:1",
        defaultActions: [{ type: "fixed-response", fixedResponse: { contentType: "text/plain" } }],
      },
      wrong: {
        "defaultActions[0].fixedResponse.contentType": "text/xml",
        "defaultActions[0].fixedResponse.statusCode": "301",
      },
    },
    {
      type: "aws:lb/listenerRule:ListenerRule",
      right: { listenerArn: "arn:1", actions: FORWARD, conditions: [{ pathPattern: { values: ["/"] } }] },
      wrong: { priority: 50_001, conditions: [], actions: [], "actions[0].targetGroupArn": null },
    },
    {
      type: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
      right: { targetGroupArn: "arn:1", targetId: "x" },
      wrong: { port: 0 },
    },
  ]);
});
