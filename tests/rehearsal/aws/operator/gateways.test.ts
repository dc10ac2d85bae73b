import assert from "node:assert/strict";
import { ask } from "../../../../rehearsal/aws/operator/ask.ts";
import type { Answer } from "../../../../rehearsal/aws/operator/answer.ts";
import { objectAt, objectsAt } from "../../../../rehearsal/aws/parts.ts";
import { textOf } from "../../../../rehearsal/plugins/protocol/values.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { REGION } from "../account.ts";
import { issued, zoneIn } from "../domain.ts";
import { HEALTH_PATH, PORT, Scene, without } from "../steady/scene.ts";
import type { Change } from "../steady/scene.ts";

const PATHS = [HEALTH_PATH, "/", "/ws/connect", "/ws/message", "/ws/order"];

/** The scene's service behind a WebSocket API too: a network load balancer, a link of the first kind, three routes. */
function withSocket(parts: Readonly<Record<string, Change>> = {}): Scene {
  const socket: Change = (inputs, scene) => {
    behindNetworkBalancer(scene);
    routed(scene);
    const item = { targetGroupArn: scene.arn("ws-targets"), containerName: "api", containerPort: PORT };
    return { ...inputs, loadBalancers: [...objectsAt(inputs, "loadBalancers"), item] };
  };
  const scene = new Scene({
    parts: { ...parts, service: socket },
    image: (image) => ({ ...image, listens: { port: PORT, paths: PATHS, startSeconds: 5 } }),
  });
  scene.account.pass(90);
  return scene;
}

function behindNetworkBalancer(scene: Scene): void {
  const vpcId = scene.id("vpc");
  scene.make("ws-group", "aws:ec2/securityGroup:SecurityGroup", { vpcId, name: "ws", description: "ws" });
  const rule = { ipProtocol: "tcp", fromPort: PORT, toPort: PORT };
  scene.make("ws-out", "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", {
    ...rule,
    securityGroupId: scene.id("ws-group"),
    referencedSecurityGroupId: scene.id("task-group"),
  });
  scene.make("ws-task-in", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
    ...rule,
    securityGroupId: scene.id("task-group"),
    referencedSecurityGroupId: scene.id("ws-group"),
  });
  scene.make("nlb", "aws:lb/loadBalancer:LoadBalancer", {
    name: "ws",
    loadBalancerType: "network",
    internal: true,
    subnets: [scene.id("private-a"), scene.id("private-b")],
    securityGroups: [scene.id("ws-group")],
    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
  });
  scene.make("ws-targets", "aws:lb/targetGroup:TargetGroup", {
    name: "ws",
    port: PORT,
    protocol: "TCP",
    targetType: "ip",
    vpcId,
    healthCheck: { protocol: "HTTP", path: HEALTH_PATH, matcher: "200", interval: 15 },
  });
  scene.make("ws-listener", "aws:lb/listener:Listener", {
    loadBalancerArn: scene.arn("nlb"),
    port: 80,
    protocol: "TCP",
    defaultActions: [{ type: "forward", targetGroupArn: scene.arn("ws-targets") }],
  });
  scene.make("ws-link", "aws:apigateway/vpcLink:VpcLink", { name: "ws", targetArn: scene.arn("nlb") });
}

function routed(scene: Scene): void {
  scene.make("ws", "aws:apigatewayv2/api:Api", {
    name: "ws",
    protocolType: "WEBSOCKET",
    routeSelectionExpression: "$request.body.action",
  });
  const apiId = scene.id("ws");
  const host = textOf(scene.get("nlb").outputs["dnsName"]);
  const keys = { connect: "$connect", message: "$default", order: "order" };
  for (const [event, routeKey] of Object.entries(keys)) {
    scene.make(`ws-${event}-integration`, "aws:apigatewayv2/integration:Integration", {
      apiId,
      integrationType: "HTTP_PROXY",
      integrationMethod: "POST",
      integrationUri: `http://${host}/ws/${event}`,
      connectionType: "VPC_LINK",
      connectionId: scene.id("ws-link"),
    });
    const target = `integrations/${scene.id(`ws-${event}-integration`)}`;
    scene.make(`ws-${event}`, "aws:apigatewayv2/route:Route", { apiId, routeKey, target });
  }
  scene.make("ws-stage", "aws:apigatewayv2/stage:Stage", { apiId, name: "live", autoDeploy: true });
}

const hostOf = (scene: Scene, api: string) => `${scene.id(api)}.execute-api.${REGION}.amazonaws.com`;

function connect(scene: Scene, message?: string, path = "/live"): Answer {
  const url = new URL(`wss://${hostOf(scene, "ws")}${path}`);
  return ask({ method: "GET", url, ...(message !== undefined && { message }) }, scene.account.cloud);
}

describe("a client of a WebSocket API", () => {
  it("is connected by the VPC link, the network load balancer and a task", () => {
    assert.deepEqual(connect(withSocket()), { status: 101, why: "connected: a task of api" });
  });

  it("has its messages sent where the route says, and to $default what no route takes", () => {
    const scene = withSocket();
    assert.deepEqual(connect(scene, '{"action":"order"}').status, 200);
    assert.deepEqual(connect(scene, "hello").status, 200);
    const { account } = scene;
    account.remove(scene.get("ws-message"));
    assert.deepEqual(connect(scene, "hello"), { status: 403, why: "the API has no route for $default" });
    assert.equal(connect(scene, '{"action":"order"}').status, 200);
  });

  const SHUT: readonly [string, Readonly<Record<string, Change>>, number, RegExp][] = [
    ["no task came to be healthy", { "ws-out": without }, 503, /no targets/],
    [
      "the load balancer weighs PrivateLink by its rules",
      { nlb: (inputs) => ({ ...inputs, enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "on" }) },
      504,
      /don't let PrivateLink in on TCP 80/,
    ],
    ["the listener is on another port", { "ws-listener": (inputs) => ({ ...inputs, port: 81 }) }, 0, /no listener/],
    [
      "the service has no such path",
      { "ws-connect-integration": (inputs) => ({ ...inputs, integrationUri: `${textOf(inputs["integrationUri"])}s` }) },
      404,
      /knows no \/ws\/connects/,
    ],
    [
      "the API answers by itself",
      {
        "ws-connect-integration": ({ apiId = "" }) => ({
          apiId,
          integrationType: "MOCK",
          templateSelectionExpression: "200",
          requestTemplates: { "200": '{"statusCode":503}' },
        }),
      },
      503,
      /answers by itself/,
    ],
  ];
  for (const [name, parts, status, why] of SHUT) {
    it(`is refused where ${name}`, () => {
      const answer = connect(withSocket(parts));
      assert.deepEqual([answer.status, why.test(answer.why)], [status, true], answer.why);
    });
  }

  for (const rule of ["ws-out", "ws-task-in"]) {
    it(`is refused once the rule ${rule} is gone`, () => {
      const scene = withSocket();
      assert.equal(connect(scene).status, 101);
      scene.account.remove(scene.get(rule));
      const { status, why } = connect(scene);
      assert.equal(status, 504);
      assert.match(why, /let the load balancer through to TCP 8080 of the tasks/);
    });
  }

  it("is refused under another path than the stage's, and by HTTPS", () => {
    const scene = withSocket();
    assert.equal(connect(scene, undefined, "/other").status, 403);
    assert.equal(connect(scene, undefined, "/live/more").status, 403);
    const url = new URL(`https://${hostOf(scene, "ws")}/live`);
    assert.deepEqual(ask({ method: "GET", url }, scene.account.cloud).status, 403);
  });
});

describe("a route of an HTTP API that asks who somebody is", () => {
  it("answers nobody who has no signature, and others as before", () => {
    const scene = new Scene();
    scene.make("http", "aws:apigatewayv2/api:Api", { name: "http", protocolType: "HTTP" });
    const apiId = scene.id("http");
    const uri = { integrationType: "HTTP_PROXY", integrationMethod: "ANY", integrationUri: "https://example.com/" };
    scene.make("elsewhere", "aws:apigatewayv2/integration:Integration", { apiId, ...uri });
    const target = `integrations/${scene.id("elsewhere")}`;
    const signed = { apiId, target, routeKey: "$default", authorizationType: "AWS_IAM" };
    scene.make("signed", "aws:apigatewayv2/route:Route", signed);
    scene.make("open", "aws:apigatewayv2/route:Route", { apiId, target, routeKey: "GET /open" });
    scene.make("stage", "aws:apigatewayv2/stage:Stage", { apiId, name: "$default", autoDeploy: true });
    const asked = (path: string) =>
      ask({ method: "GET", url: new URL(`https://${hostOf(scene, "http")}${path}`) }, scene.account.cloud).status;
    assert.deepEqual([asked("/"), asked("/open")], [403, 200]);
  });
});

describe("an API under a domain of one's own", () => {
  function withDomain(changes: { readonly recordTo?: string; readonly mapped?: Properties } = {}): Scene {
    const scene = withSocket();
    const { account } = scene;
    const zone = zoneIn(account);
    const certificateArn = issued(account, "ws.example.com", zone.id).id;
    scene.make("domain", "aws:apigatewayv2/domainName:DomainName", {
      domainName: "ws.example.com",
      domainNameConfiguration: { certificateArn, endpointType: "REGIONAL", securityPolicy: "TLS_1_2" },
    });
    const mapping = { apiId: scene.id("ws"), domainName: "ws.example.com", stage: "live", ...changes.mapped };
    scene.make("mapping", "aws:apigatewayv2/apiMapping:ApiMapping", mapping);
    const { targetDomainName = "", hostedZoneId = "" } = objectAt(
      scene.get("domain").outputs,
      "domainNameConfiguration",
    );
    scene.make("record", "aws:route53/record:Record", {
      zoneId: zone.id,
      name: "ws.example.com",
      ...(changes.recordTo === undefined
        ? { type: "A", aliases: [{ name: targetDomainName, zoneId: hostedZoneId, evaluateTargetHealth: false }] }
        : { type: "CNAME", ttl: 60, records: [changes.recordTo] }),
    });
    return scene;
  }
  const connected = (scene: Scene, path = "") =>
    ask({ method: "GET", url: new URL(`wss://ws.example.com${path}`) }, scene.account.cloud);

  it("stands at the name's root, without its stage", () => {
    const scene = withDomain();
    assert.equal(connected(scene).status, 101);
    assert.equal(connected(scene, "/live").status, 403);
  });

  it("stands below the mapping's key", () => {
    const scene = withDomain({ mapped: { apiMappingKey: "v1" } });
    assert.equal(connected(scene, "/v1").status, 101);
    assert.equal(connected(scene).status, 0);
  });

  it("isn't found where DNS leads elsewhere, or nothing is mapped", () => {
    assert.equal(connected(withDomain({ recordTo: "d-elsewhere.example.org" })).status, 0);
    const scene = withDomain();
    scene.account.remove(scene.get("mapping"));
    assert.equal(connected(scene).status, 0);
  });
});
