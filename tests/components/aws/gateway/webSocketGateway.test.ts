import assert from "node:assert/strict";
import type { WebSocketGatewayArgs } from "@tidegate/aws";
import { ownName, WebSocketGateway, webSocketGatewayFaults } from "@tidegate/aws";
import { ACCOUNT, arnOf, build, known } from "../built.ts";
import { refuses } from "../faults.ts";

const RIGHT: WebSocketGatewayArgs = {
  prefix: "quiz-dev",
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  securityGroupId: "sg-ws",
  targetPort: 8080,
  healthPath: "/health",
  throttling: { burst: 100, rate: 50 },
};
const gateway = (change: Partial<WebSocketGatewayArgs> = {}) =>
  build((options) => new WebSocketGateway("ws", { ...RIGHT, ...change }, options));
const HOST = "quiz-dev-ws-1234567890.eu-central-1.elb.amazonaws.com";

describe("WebSocketGateway", () => {
  it("reaches the service over an internal network load balancer and a VPC link of the first kind", async () => {
    const { only, component } = await gateway();
    assert.deepEqual(only("LoadBalancer").inputs, {
      name: "quiz-dev-ws",
      loadBalancerType: "network",
      internal: true,
      subnets: ["subnet-a", "subnet-b"],
      securityGroups: ["sg-ws"],
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
      enableCrossZoneLoadBalancing: true,
    });
    const { type, inputs } = only("VpcLink");
    assert.equal(type, "aws:apigateway/vpcLink:VpcLink");
    assert.equal(inputs["targetArn"], arnOf("aws:lb/loadBalancer:LoadBalancer", "quiz-dev-ws"));
    const targets = only("TargetGroup").inputs;
    assert.deepEqual(
      [targets["namePrefix"], targets["protocol"], targets["targetType"], targets["port"]],
      ["quiz-", "TCP", "ip", 8080],
    );
    const targetGroupArn = arnOf("aws:lb/targetGroup:TargetGroup", "ws-balancer-targets");
    assert.deepEqual(only("Listener").inputs["defaultActions"], [{ type: "forward", targetGroupArn }]);
    assert.equal(await known(component.targetGroupArn), targetGroupArn);
  });

  it("makes a request to the service of each event, with the connection's id", async () => {
    const { inputsOf } = await gateway({
      paths: { connect: "/in", disconnect: "/out", message: "/say" },
    });
    for (const [event, routeKey, path] of [
      ["connect", "$connect", "/in"],
      ["disconnect", "$disconnect", "/out"],
      ["message", "$default", "/say"],
    ] as const) {
      assert.deepEqual(inputsOf(`ws-${event}`), {
        apiId: "quiz-dev-ws",
        integrationType: "HTTP_PROXY",
        integrationMethod: "POST",
        integrationUri: `http://${HOST}${path}`,
        connectionType: "VPC_LINK",
        connectionId: "quiz-dev-ws",
        requestParameters: { "integration.request.header.connectionId": "context.connectionId" },
      });
      assert.deepEqual(inputsOf(`ws-${event}-route`), {
        apiId: "quiz-dev-ws",
        routeKey,
        target: `integrations/ws-${event}`,
      });
    }
  });

  it("tells its URL, what the service writes to connections under, and what that takes", async () => {
    const { component } = await gateway();
    assert.equal(await known(component.url), "wss://quiz-dev-ws.execute-api.eu-central-1.amazonaws.com/live");
    assert.equal(await known(component.callbackUrl), "https://quiz-dev-ws.execute-api.eu-central-1.amazonaws.com/live");
    const [statement, ...others] = component.statements();
    assert.deepEqual(others, []);
    assert.deepEqual(statement?.Action, ["execute-api:ManageConnections"]);
    const arns = await Promise.all((statement.Resource as never[]).map((arn) => known(arn)));
    assert.deepEqual(arns, [`arn:aws:execute-api:eu-central-1:${ACCOUNT}:quiz-dev-ws/live/*/@connections/*`]);
  });

  it("serves what was deployed, throttled, and deploys anew when a path changes", async () => {
    const stage = async (change: Partial<WebSocketGatewayArgs> = {}) => {
      const { only } = await gateway(change);
      return { stage: only("Stage").inputs, deployment: only("Deployment").inputs };
    };
    const first = await stage();
    assert.equal(first.stage["name"], "live");
    assert.equal(first.stage["deploymentId"], "ws-deployment");
    assert.equal(first.stage["autoDeploy"], undefined);
    assert.equal(first.stage["accessLogSettings"], undefined);
    assert.deepEqual((await stage()).deployment["triggers"], first.deployment["triggers"]);
    const paths = { connect: "/in", disconnect: "/ws/disconnect", message: "/ws/message" };
    assert.notDeepEqual((await stage({ paths })).deployment["triggers"], first.deployment["triggers"]);
    assert.notDeepEqual((await stage({ paused: true })).deployment["triggers"], first.deployment["triggers"]);
  });

  it("logs each event where it is told how long to keep it", async () => {
    const { only } = await gateway({ logRetentionDays: 30 });
    assert.deepEqual(only("LogGroup").inputs, {
      name: "/aws/vendedlogs/apigateway/quiz-dev-ws",
      retentionInDays: 30,
    });
    const { format } = only("Stage").inputs["accessLogSettings"] as { format: string };
    assert.equal((JSON.parse(format) as Record<string, string>)["connectionId"], "$context.connectionId");
  });

  it("refuses connections while paused, at no cost, under the same URL", async () => {
    const { all, inputsOf, component } = await gateway({ paused: true });
    for (const kind of ["LoadBalancer", "Listener", "VpcLink"]) {
      assert.deepEqual(all(kind), [], kind);
    }
    assert.equal(all("TargetGroup").length, 1);
    assert.equal(all("Route").length, 3);
    assert.deepEqual(inputsOf("ws-connect"), {
      apiId: "quiz-dev-ws",
      integrationType: "MOCK",
      templateSelectionExpression: "200",
      requestTemplates: { "200": '{"statusCode":503}' },
    });
    assert.equal(await known(component.url), "wss://quiz-dev-ws.execute-api.eu-central-1.amazonaws.com/live");
  });

  it("answers under a name of one's own where it has one", async () => {
    const { component, only } = await gateway({ domain: { domainName: "ws.example.com", zoneId: "Z0123456789" } });
    assert.equal(await known(component.url), "wss://ws.example.com");
    assert.equal(only("ApiMapping").inputs["stage"], "live");
  });

  refuses<WebSocketGatewayArgs>(
    RIGHT,
    (args) => webSocketGatewayFaults(args, ownName),
    (args) => new WebSocketGateway("ws", args),
    [
      ["a name that is too long for its load balancer", { prefix: "x".repeat(30) }, ["prefix"]],
      [
        "paths without a slash",
        { healthPath: "health", paths: { connect: "in", disconnect: "/out", message: "/say" } },
        ["healthPath", "paths.connect"],
      ],
      ["port 0", { targetPort: 0 }, ["targetPort"]],
      ["days that CloudWatch doesn't take", { logRetentionDays: 2 }, ["logRetentionDays"]],
    ],
  );
});
