import { findsEach } from "../wrong-values.ts";

const metrics = { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName: "web" };
const BEHAVIOUR = { targetOriginId: "o", viewerProtocolPolicy: "https-only", cachePolicyId: "p" };

describe("a preview of names, gateways and the edge", () => {
  findsEach([
    {
      type: "aws:acm/certificate:Certificate",
      right: { domainName: "example.com", subjectAlternativeNames: ["www.example.com"] },
      wrong: { keyAlgorithm: "RSA_512", domainName: null, "subjectAlternativeNames[0]": "example" },
    },
    {
      type: "aws:route53/record:Record",
      right: { zoneId: "Z1", name: "www", type: "TXT", ttl: 60, records: ["x"] },
      wrong: { type: "ANY", ttl: -1 },
    },
    {
      type: "aws:servicediscovery/service:Service",
      right: { name: "api", dnsConfig: { namespaceId: "ns-1", dnsRecords: [{ type: "SRV", ttl: 10 }] } },
      wrong: {
        "dnsConfig.routingPolicy": "RANDOM",
        "healthCheckConfig.type": "ICMP",
        type: "DNS",
        "dnsConfig.dnsRecords[0].ttl": -1,
      },
    },
    {
      type: "aws:servicediscovery/instance:Instance",
      right: { serviceId: "srv-1", instanceId: "one" },
      wrong: { instanceId: "a b" },
    },
    {
      type: "aws:apigatewayv2/api:Api",
      right: { protocolType: "HTTP" },
      wrong: { ipAddressType: "ipv6", "corsConfiguration.maxAge": 90_000 },
    },
    {
      type: "aws:apigatewayv2/api:Api",
      right: { protocolType: "WEBSOCKET", routeSelectionExpression: "$request.body.action" },
      wrong: { corsConfiguration: {}, target: "https://example.com" },
    },
    {
      type: "aws:apigatewayv2/authorizer:Authorizer",
      right: { authorizerType: "JWT", identitySources: ["x"], jwtConfiguration: { issuer: "https://example.com" } },
      wrong: {
        authorizerPayloadFormatVersion: "3.0",
        authorizerResultTtlInSeconds: 3601,
        "jwtConfiguration.issuer": "example.com",
        authorizerUri: "arn:1",
        identitySources: null,
      },
    },
    {
      type: "aws:apigatewayv2/authorizer:Authorizer",
      right: { authorizerType: "REQUEST", authorizerUri: "arn:1" },
      wrong: { authorizerType: "BASIC", authorizerUri: null, jwtConfiguration: {} },
    },
    {
      type: "aws:apigatewayv2/integration:Integration",
      right: {
        apiId: "a",
        integrationType: "HTTP_PROXY",
        integrationMethod: "ANY",
        integrationUri: "https://example.com",
      },
      wrong: {
        integrationType: "FTP",
        connectionType: "VPN",
        integrationMethod: "LIST",
        payloadFormatVersion: "3.0",
        integrationUri: null,
      },
    },
    {
      type: "aws:apigatewayv2/route:Route",
      right: { apiId: "a", routeKey: "$default" },
      wrong: { authorizationType: "BASIC" },
    },
    {
      type: "aws:apigatewayv2/stage:Stage",
      right: { apiId: "a" },
      wrong: { "defaultRouteSettings.throttlingBurstLimit": -1, "defaultRouteSettings.loggingLevel": "DEBUG" },
    },
    {
      type: "aws:apigatewayv2/domainName:DomainName",
      right: { domainName: "api.example.com", domainNameConfiguration: { certificateArn: "arn:1" } },
      wrong: {
        "domainNameConfiguration.certificateArn": null,
        "domainNameConfiguration.endpointType": "EDGE",
        "domainNameConfiguration.securityPolicy": "TLS_1_0",
      },
    },
    {
      type: "aws:wafv2/webAcl:WebAcl",
      right: { scope: "REGIONAL", defaultAction: { allow: {} }, visibilityConfig: metrics },
      wrong: { description: "it's", "visibilityConfig.metricName": "a b" },
    },
    {
      type: "aws:wafv2/ipSet:IpSet",
      right: { scope: "REGIONAL", ipAddressVersion: "IPV4", addresses: ["10.0.0.0/16"] },
      wrong: { ipAddressVersion: "4", "addresses[0]": "10.0.0.1/16" },
    },
    { type: "aws:wafv2/ruleGroup:RuleGroup", right: { scope: "REGIONAL", capacity: 10 }, wrong: { capacity: 0 } },
    {
      type: "aws:cloudfront/distribution:Distribution",
      right: { defaultCacheBehavior: BEHAVIOUR, viewerCertificate: { cloudfrontDefaultCertificate: true } },
      wrong: {
        httpVersion: "http4",
        "restrictions.geoRestriction.restrictionType": "some",
        "viewerCertificate.minimumProtocolVersion": "TLSv1.1",
        "viewerCertificate.sslSupportMethod": "ip",
        "defaultCacheBehavior.viewerProtocolPolicy": "http",
      },
    },
    {
      type: "aws:cloudfront/distribution:Distribution",
      right: {
        defaultCacheBehavior: BEHAVIOUR,
        customErrorResponses: [{ errorCode: 404, responseCode: 200, responsePagePath: "/" }],
      },
      wrong: { "customErrorResponses[0].responsePagePath": "index.html" },
    },
    {
      type: "aws:cloudfront/originAccessControl:OriginAccessControl",
      right: { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
      wrong: { originAccessControlOriginType: "s4", signingBehavior: "often", signingProtocol: "sigv2" },
    },
    {
      type: "aws:cloudfront/function:Function",
      right: { runtime: "cloudfront-js-2.0", code: "" },
      wrong: { runtime: "js", code: "x".repeat(10_241) },
    },
    {
      type: "aws:route53/record:Record",
      right: { zoneId: "Z1", name: "www", type: "TXT", aliases: [] },
      wrong: { records: ["x"] },
    },
  ]);
});
