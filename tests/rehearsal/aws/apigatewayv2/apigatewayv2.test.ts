import assert from "node:assert/strict";
import { textAt } from "../../../../rehearsal/aws/kind.ts";
import * as types from "../../../../rehearsal/aws/services/apigatewayv2/types.ts";
import { refused } from "../refused.ts";
import { ACCESS_LOGS, GatewayScene } from "./scene.ts";

describe("API Gateway on the embedded AWS", () => {
  let scene: GatewayScene;
  beforeEach(() => {
    scene = new GatewayScene();
  });

  it("gives APIs and their parts ids, addresses and ARNs", () => {
    const { api } = scene;
    assert.match(api.id, /^[a-z0-9]{10}$/);
    assert.equal(api.outputs["apiEndpoint"], `https://${api.id}.execute-api.eu-central-1.amazonaws.com`);
    assert.equal(api.outputs["executionArn"], `arn:aws:execute-api:eu-central-1:111122223333:${api.id}`);
    assert.equal(api.outputs["arn"], `arn:aws:apigateway:eu-central-1::/apis/${api.id}`);
    const stage = scene.stage();
    assert.equal(stage.id, "$default");
    assert.equal(stage.outputs["invokeUrl"], `https://${api.id}.execute-api.eu-central-1.amazonaws.com/`);
    assert.match(textAt(stage.outputs, "deploymentId") ?? "", /^[a-z0-9]{6}$/);
    const socket = scene.webSocket();
    assert.equal(socket.outputs["apiEndpoint"], `wss://${socket.id}.execute-api.eu-central-1.amazonaws.com`);
    const live = scene.stage({ apiId: socket.id, name: "live" });
    assert.equal(live.outputs["invokeUrl"], `wss://${socket.id}.execute-api.eu-central-1.amazonaws.com/live`);
  });

  it("lets two APIs have stages of one name", () => {
    scene.stage();
    const other = scene.http("other");
    const stage = scene.stage({ apiId: other.id });
    assert.equal(stage.outputs["name"], "$default");
    assert.match(textAt(stage.outputs, "invokeUrl") ?? "", new RegExp(other.id));
  });

  it("makes a VPC link available after a while, and shows it", () => {
    const { account, link, inside } = scene;
    assert.equal(account.settled(link).state, "pending");
    account.pass(60);
    assert.equal(account.settled(link).state, "ready");
    const asked = account.ask("aws:apigatewayv2/getVpcLink:getVpcLink", { vpcLinkId: link.id });
    assert.deepEqual(asked?.["subnetIds"], inside);
  });

  it("leads requests to Cloud Map over the link", () => {
    const target = `integrations/${scene.integration().id}`;
    assert.equal(scene.route({ target }).outputs["authorizationType"], "NONE");
  });

  it("leads events of a WebSocket API to a network load balancer over a link of the first kind", () => {
    const { account } = scene;
    const balancer = { name: "ws", internal: true, loadBalancerType: "network", subnets: scene.inside };
    const targetArn = account.make("aws:lb/loadBalancer:LoadBalancer", balancer).id;
    const link = account.make(types.VPC_LINK_V1, { name: "ws", targetArn });
    const apiId = scene.webSocket().id;
    const made = scene.integration({ apiId, connectionId: link.id, integrationUri: "http://ws.example.com/connect" });
    scene.route({ apiId, routeKey: "$connect", target: `integrations/${made.id}` });
    const deployment = account.make(types.DEPLOYMENT, { apiId });
    const stage = scene.stage({ apiId, name: "live", autoDeploy: null, deploymentId: deployment.id });
    refused(() => account.remove(deployment), "BadRequestException", /^Active stages pointing to this deployment/);
    refused(() => account.remove(link), "BadRequestException", /is referenced in/);
    account.remove(stage);
    account.remove(deployment);
  });

  it("stands under a name that a certificate covers", () => {
    scene.stage();
    const made = scene.domain("api.example.com");
    const target = JSON.stringify(made.outputs["domainNameConfiguration"]);
    assert.match(target, /"targetDomainName":"d-[a-z0-9]{10}\.execute-api\.eu-central-1\.amazonaws\.com"/);
    assert.match(target, /"hostedZoneId":"Z1U9ULNL0V5AJ3"/);
    const { id } = scene.mapping();
    assert.match(id, /^[a-z0-9]{6}$/);
    refused(() => scene.mapping(), "ConflictException", /ApiMapping key already exists/);
    refused(() => scene.account.remove(scene.api), "ConflictException", /still lead to it/);
  });

  it("takes an API's parts away with it", () => {
    scene.route({ target: `integrations/${scene.integration().id}` });
    scene.stage();
    scene.account.remove(scene.api);
    for (const type of [types.ROUTE, types.INTEGRATION, types.STAGE])
      assert.deepEqual(scene.account.cloud.list(type), []);
  });

  it("logs an HTTP API without any role, and a WebSocket API with the account's", () => {
    scene.logGroup();
    scene.stage({ accessLogSettings: ACCESS_LOGS });
    scene.account.make(types.ACCOUNT_SETTINGS, { cloudwatchRoleArn: "arn:aws:iam::111122223333:role/gateway" });
    scene.stage({ apiId: scene.webSocket().id, name: "live", accessLogSettings: ACCESS_LOGS });
  });
});
