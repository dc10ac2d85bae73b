import * as types from "../../../../rehearsal/aws/services/apigatewayv2/types.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { certificateFor, issued, zoneIn } from "../domain.ts";
import { caught, refused } from "../refused.ts";
import { ACCESS_LOGS, GatewayScene } from "./scene.ts";

describe("API Gateway on the embedded AWS", () => {
  let scene: GatewayScene;
  beforeEach(() => {
    scene = new GatewayScene();
  });

  const BAD = "BadRequestException";
  const MISTAKES: Record<string, [code: string, words: RegExp, act: () => unknown]> = {
    "a part of an API that isn't there": [
      "NotFoundException",
      /Invalid API identifier/,
      () => scene.route({ apiId: "x" }),
    ],
    "a route key that is none": [
      BAD,
      /not formatted properly for HTTP protocol/,
      () => scene.route({ routeKey: "/things" }),
    ],
    "a route twice": [
      "ConflictException",
      /^Route with key GET \/ already exists/,
      () => [scene.route({ routeKey: "GET /" }), scene.route({ routeKey: "GET /" })],
    ],
    "a route to an integration that isn't there": [
      "NotFoundException",
      /Invalid Integration identifier specified x1/,
      () => scene.route({ target: "integrations/x1" }),
    ],
    "a route to another API's integration": [
      "NotFoundException",
      /Invalid Integration/,
      () => scene.route({ target: `integrations/${scene.proxy(scene.http("other").id).id}` }),
    ],
    "an integration that a route needs, deleted": [
      "ConflictException",
      /referenced by Route \$default/,
      () => {
        const made = scene.integration();
        scene.route({ target: `integrations/${made.id}` });
        scene.account.remove(made);
      },
    ],
    "a token for a route without an authorizer": [
      BAD,
      /AuthorizerId is required/,
      () => scene.route({ authorizationType: "JWT" }),
    ],
    "an authorizer that isn't there": [
      "NotFoundException",
      /Invalid Authorizer/,
      () => scene.route({ authorizationType: "JWT", authorizerId: "x" }),
    ],
    "an authorizer of another kind than the route's": [
      BAD,
      /doesn't fit/,
      () => scene.route({ authorizationType: "CUSTOM", authorizerId: scene.jwt().id }),
    ],
    "an authorizer that a route needs, deleted": [
      BAD,
      /referenced by Route/,
      () => {
        const made = scene.jwt();
        scene.route({ authorizationType: "JWT", authorizerId: made.id });
        scene.account.remove(made);
      },
    ],
    "tokens for a WebSocket API": [BAD, /Only REQUEST authorizers/, () => scene.jwt({ apiId: scene.webSocket().id })],
    "authorization of messages": [
      BAD,
      /restricted to the \$connect route only/,
      () => scene.socketRoute("$default", { authorizationType: "AWS_IAM" }),
    ],
    "a VPC link that isn't there": [BAD, /Invalid VpcLink ID/, () => scene.integration({ connectionId: "x" })],
    "a VPC link to a URL": [
      BAD,
      /valid ELB listener ARN or a valid Cloud Map service ARN/,
      () => scene.integration({ integrationUri: "http://10.0.0.1" }),
    ],
    "a link of the second kind for a WebSocket API": [
      BAD,
      /Invalid VpcLink ID/,
      () => scene.integration({ apiId: scene.webSocket().id, integrationUri: "http://example.com" }),
    ],
    "a link of the first kind to an application load balancer": [
      BAD,
      /no network load balancer/,
      () => {
        const web = scene.account.make("aws:lb/loadBalancer:LoadBalancer", { name: "web", subnets: scene.outside });
        scene.account.make(types.VPC_LINK_V1, { name: "web", targetArn: web.id });
      },
    ],
    "an AWS integration of an HTTP API": [
      BAD,
      /AWS_PROXY and HTTP_PROXY only/,
      () => scene.integration({ integrationType: "AWS" }),
    ],
    "a payload format that proxies don't have": [
      BAD,
      /2\.0 is not supported/,
      () => scene.integration({ payloadFormatVersion: "2.0" }),
    ],
    "a VPC link in subnets that aren't there": [
      BAD,
      /'subnet-1'/,
      () => scene.account.make(types.VPC_LINK, { subnetIds: ["subnet-1"], securityGroupIds: [] }),
    ],
    "a VPC link with a group that isn't there": [
      BAD,
      /'sg-1'/,
      () => scene.account.make(types.VPC_LINK, { subnetIds: scene.inside, securityGroupIds: ["sg-1"] }),
    ],
    "a subnet under a VPC link, deleted": [
      "DependencyViolation",
      /has dependencies/,
      () => scene.account.remove(scene.privateSubnets[0]),
    ],
    "a stage twice": ["ConflictException", /^Stage already exists$/, () => [scene.stage(), scene.stage()]],
    "logs of a WebSocket API without the account's role": [
      BAD,
      /^CloudWatch Logs role ARN must be set in account settings to enable logging$/,
      () => {
        scene.logGroup();
        scene.stage({ apiId: scene.webSocket().id, name: "live", accessLogSettings: ACCESS_LOGS });
      },
    ],
    "logs to a group that isn't there": [
      BAD,
      /log group does not exist/,
      () => scene.stage({ accessLogSettings: ACCESS_LOGS }),
    ],
    "logs to something else": [
      BAD,
      /DestinationArn format invalid/,
      () => scene.stage({ accessLogSettings: { ...ACCESS_LOGS, destinationArn: "arn:aws:s3:::logs" } }),
    ],
    "execution logs of an HTTP API": [
      BAD,
      /not supported on protocolType HTTP/,
      () => scene.stage({ defaultRouteSettings: { loggingLevel: "INFO" } }),
    ],
    "$default of a WebSocket API": [BAD, /HTTP APIs only/, () => scene.stage({ apiId: scene.webSocket().id })],
    "a deployment without routes": [
      BAD,
      /because no routes exist/,
      () => scene.account.make(types.DEPLOYMENT, { apiId: scene.webSocket().id }),
    ],
    "a deployment of another API": [
      "NotFoundException",
      /Invalid Deployment/,
      () => {
        scene.route();
        const deploymentId = scene.account.make(types.DEPLOYMENT, { apiId: scene.api.id }).id;
        scene.stage({ apiId: scene.http("other").id, deploymentId });
      },
    ],
    "a certificate that isn't issued": [
      BAD,
      /is not issued in eu-central-1/,
      () => {
        const certificateArn = certificateFor(scene.account, "api.example.com").id;
        const inputs = { domainName: "api.example.com", domainNameConfiguration: { certificateArn } };
        scene.account.make(types.DOMAIN_NAME, inputs);
      },
    ],
    "another name's certificate": [
      BAD,
      /not covered by the certificate/,
      () => {
        const certificateArn = issued(scene.account, "example.com", zoneIn(scene.account).id).id;
        const inputs = { domainName: "api.example.com", domainNameConfiguration: { certificateArn } };
        scene.account.make(types.DOMAIN_NAME, inputs);
      },
    ],
    "a mapping of a name that isn't there": [
      "NotFoundException",
      /Invalid domain name/,
      () => [scene.stage(), scene.mapping()],
    ],
    "a mapping of a stage that isn't there": [
      BAD,
      /Invalid stage identifier/,
      () => [scene.domain("api.example.com"), scene.mapping({ stage: "live" })],
    ],
    "both kinds of APIs under one name": [
      BAD,
      /can't share a custom domain name/,
      () => {
        scene.stage();
        scene.domain("api.example.com");
        scene.mapping();
        const apiId = scene.webSocket().id;
        scene.stage({ apiId, name: "live" });
        scene.mapping({ apiId, stage: "live", apiMappingKey: "ws" });
      },
    ],
  };
  for (const [mistake, [code, words, act]] of Object.entries(MISTAKES)) {
    it(`refuses ${mistake}`, () => refused(act, code, words));
  }

  const SLIPS: [type: string, inputs: Properties, property: string, words: RegExp][] = [
    [types.API, { protocolType: "REST" }, "protocolType", /\["HTTP","WEBSOCKET"\]/],
    [types.API, { protocolType: "WEBSOCKET" }, "routeSelectionExpression", /such as \$request\.body\.action/],
    [
      types.API,
      { protocolType: "HTTP", routeSelectionExpression: "$request.body.action" },
      "routeSelectionExpression",
      /HTTP API/,
    ],
    [types.ROUTE, { apiId: "x", routeKey: "$default", target: "abc" }, "target", /integrations\//],
    [
      types.INTEGRATION,
      { apiId: "x", integrationType: "MOCK", connectionType: "VPC_LINK" },
      "connectionId",
      /required/,
    ],
    [
      types.INTEGRATION,
      { apiId: "x", integrationType: "MOCK", timeoutMilliseconds: 40_000 },
      "timeoutMilliseconds",
      /30000/,
    ],
    [
      types.INTEGRATION,
      { apiId: "x", integrationType: "HTTP_PROXY", integrationUri: "u" },
      "integrationMethod",
      /required/,
    ],
    [types.AUTHORIZER, { authorizerType: "JWT", identitySources: ["x"] }, "jwtConfiguration", /required/],
    [
      types.STAGE,
      { apiId: "x", accessLogSettings: { ...ACCESS_LOGS, format: "$context.status" } },
      "accessLogSettings.format",
      /requestId/,
    ],
    [
      types.DOMAIN_NAME,
      { domainName: "API.example.com", domainNameConfiguration: { certificateArn: "x" } },
      "domainName",
      /small/,
    ],
  ];
  for (const [type, inputs, property, words] of SLIPS) {
    it(`judges in a preview ${property} of ${JSON.stringify(inputs)}`, () => caught(type, inputs, property, words));
  }
});
