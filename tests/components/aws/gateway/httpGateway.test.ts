import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { HttpGatewayArgs } from "@tidegate/aws";
import { HttpGateway, httpGatewayFaults, ownName } from "@tidegate/aws";
import { ACCOUNT, arnOf, build, known } from "../built.ts";
import { refuses } from "../faults.ts";

const RIGHT: HttpGatewayArgs = {
  prefix: "quiz-dev",
  subnetIds: ["subnet-a", "subnet-b"],
  securityGroupId: "sg-link",
  discoveryServiceArn: "arn:aws:servicediscovery:eu-central-1:111122223333:service/srv-api",
  logRetentionDays: 30,
  throttling: { burst: 100, rate: 50 },
};
const DOMAIN = { domain: { domainName: "api.example.com", zoneId: "Z0123456789" } };
const JWT = { jwt: { issuer: "https://login.example.com/pool", audience: ["quiz"] } };
const gateway = (change: Partial<HttpGatewayArgs> = {}) =>
  build((options) => new HttpGateway("api", { ...RIGHT, ...change }, options));

describe("HttpGateway", () => {
  it("hands every request to the service that Cloud Map knows, over the VPC link", async () => {
    const { only, component } = await gateway();
    const { type, inputs } = only("VpcLink");
    assert.equal(type, "aws:apigatewayv2/vpcLink:VpcLink");
    assert.deepEqual(inputs, {
      name: "quiz-dev",
      subnetIds: ["subnet-a", "subnet-b"],
      securityGroupIds: ["sg-link"],
    });
    assert.deepEqual(only("Integration").inputs, {
      apiId: "quiz-dev-http",
      integrationType: "HTTP_PROXY",
      integrationMethod: "ANY",
      integrationUri: RIGHT.discoveryServiceArn,
      connectionType: "VPC_LINK",
      connectionId: await known(component.vpcLinkId),
      payloadFormatVersion: "1.0",
    });
    assert.deepEqual(only("Route").inputs, {
      apiId: "quiz-dev-http",
      routeKey: "$default",
      target: "integrations/api-integration",
    });
    assert.equal(await known(component.url), "https://quiz-dev-http.execute-api.eu-central-1.amazonaws.com");
    assert.equal(await known(component.apiId), "quiz-dev-http");
  });

  it("deploys by itself, throttled, and logs each request as JSON", async () => {
    const { only } = await gateway();
    const { inputs } = only("Stage");
    assert.equal(inputs["name"], "$default");
    assert.equal(inputs["autoDeploy"], true);
    assert.deepEqual(inputs["defaultRouteSettings"], {
      throttlingBurstLimit: 100,
      throttlingRateLimit: 50,
      detailedMetricsEnabled: true,
    });
    const group = "/aws/vendedlogs/apigateway/quiz-dev-http";
    assert.deepEqual(only("LogGroup").inputs, { name: group, retentionInDays: 30 });
    const { destinationArn, format } = inputs["accessLogSettings"] as { destinationArn: string; format: string };
    assert.equal(destinationArn, `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:${group}`);
    const line = JSON.parse(format) as Record<string, string>;
    assert.equal(line["status"], "$context.status");
    assert.equal(line["integrationErrorMessage"], "$context.integrationErrorMessage");
    assert.ok(!format.includes("\n"));
  });

  it("answers under its own name alone where it has one, by TLS 1.2 or later", async () => {
    const { only, inputsOf, component } = await gateway(DOMAIN);
    assert.equal(only("Api").inputs["disableExecuteApiEndpoint"], true);
    assert.deepEqual(only("DomainName").inputs, {
      domainName: "api.example.com",
      domainNameConfiguration: {
        certificateArn: arnOf("aws:acm/certificate:Certificate", "api.example.com"),
        endpointType: "REGIONAL",
        securityPolicy: "TLS_1_2",
      },
    });
    assert.deepEqual(only("ApiMapping").inputs, {
      apiId: "quiz-dev-http",
      domainName: "api.example.com",
      stage: "$default",
    });
    assert.deepEqual(inputsOf("api-domain-a")["aliases"], [
      {
        name: "d-api.example.com.execute-api.eu-central-1.amazonaws.com",
        zoneId: "Z1U9ULNL0V5AJ3",
        evaluateTargetHealth: false,
      },
    ]);
    assert.equal(await known(component.url), "https://api.example.com");
  });

  it("keeps AWS's name open where it has no other", async () => {
    const { only } = await gateway();
    assert.equal(only("Api").inputs["disableExecuteApiEndpoint"], false);
  });

  it("asks for a token where it is told whose, but not for the routes that are open", async () => {
    const { all, only } = await gateway({ ...JWT, openRoutes: ["GET /v1/healthz"] });
    assert.deepEqual(only("Authorizer").inputs, {
      apiId: "quiz-dev-http",
      name: "jwt",
      authorizerType: "JWT",
      identitySources: ["$request.header.Authorization"],
      jwtConfiguration: { issuer: "https://login.example.com/pool", audiences: ["quiz"] },
    });
    const routes = all("Route").map(({ inputs }) => [inputs["routeKey"], inputs["authorizationType"]]);
    assert.deepEqual(routes, [
      ["$default", "JWT"],
      ["GET /v1/healthz", "NONE"],
    ]);
  });

  it("lets browsers of the named origins in, whose first question carries no token", async () => {
    const { all, only } = await gateway({ ...JWT, cors: { origins: ["https://quiz.example.com"] } });
    assert.deepEqual(only("Api").inputs["corsConfiguration"], {
      allowOrigins: ["https://quiz.example.com"],
      allowMethods: ["*"],
      allowHeaders: ["authorization", "content-type"],
      maxAge: 3600,
    });
    const open = all("Route").filter(({ inputs }) => inputs["authorizationType"] === "NONE");
    assert.deepEqual(
      open.map(({ inputs }) => inputs["routeKey"]),
      ["OPTIONS /{proxy+}"],
    );
  });

  it("takes origins and issuers that aren't known yet", () => {
    const cors = { origins: [pulumi.output("https://quiz.example.com")] };
    const jwt = { issuer: pulumi.output("https://login.example.com"), audience: [pulumi.output("quiz")] };
    assert.deepEqual(httpGatewayFaults({ ...RIGHT, cors, jwt }, ownName), []);
  });

  refuses<HttpGatewayArgs>(
    RIGHT,
    (args) => httpGatewayFaults(args, ownName),
    (args) => new HttpGateway("api", args),
    [
      ["limits above AWS's", { throttling: { burst: 5001, rate: 0 } }, ["throttling.burst", "throttling.rate"]],
      ["days that CloudWatch doesn't take", { logRetentionDays: 31 }, ["logRetentionDays"]],
      ["an origin with a path", { cors: { origins: ["https://quiz.example.com/"] } }, ["cors.origins[0]"]],
      ["every origin", { cors: { origins: ["*"] } }, ["cors.origins[0]"]],
      ["no origin", { cors: { origins: [] } }, ["cors.origins"]],
      ["open routes where all are open", { openRoutes: ["GET /"] }, ["openRoutes"]],
      [
        "an issuer without HTTPS, for nobody",
        { jwt: { issuer: "http://login.example.com", audience: [] } },
        ["jwt.issuer", "jwt.audience"],
      ],
      ["an open route without a method", { ...JWT, openRoutes: ["/v1/healthz"] }, ["openRoutes[0]"]],
      ["a domain that can't be", { domain: { domainName: "Api", zoneId: "Z0123456789" } }, ["domain.domainName"]],
    ],
  );
});
