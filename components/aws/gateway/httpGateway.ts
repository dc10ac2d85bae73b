import * as pulumi from "@pulumi/pulumi";
import { Api } from "@pulumi/aws/apigatewayv2/api.js";
import { Authorizer } from "@pulumi/aws/apigatewayv2/authorizer.js";
import { Integration } from "@pulumi/aws/apigatewayv2/integration.js";
import { Route } from "@pulumi/aws/apigatewayv2/route.js";
import { Stage } from "@pulumi/aws/apigatewayv2/stage.js";
import { VpcLink } from "@pulumi/aws/apigatewayv2/vpcLink.js";
import { ownName, refuse } from "@tidegate/faults";
import type { Domain } from "../network/domainCertificate.ts";
import { accessLog } from "./accessLog.ts";
import { DEFAULT } from "./defaults.ts";
import { GatewayDomain } from "./gatewayDomain.ts";
import { httpGatewayFaults } from "./httpGatewayFaults.ts";
import type { Throttling } from "./throttling.ts";
import { throttlingSettings } from "./throttling.ts";

export interface HttpGatewayArgs {
  /** What names begin with: `circle-of-trust-dev`. */
  readonly prefix: string;
  /** Subnets that the VPC link stands in. It can't change them later: another choice is another link. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** The VPC link's security group: `allow` lets it out to the service. */
  readonly securityGroupId: pulumi.Input<string>;
  /** ARN of the Cloud Map service, with SRV records, that the tasks stand under. */
  readonly discoveryServiceArn: pulumi.Input<string>;
  /** Days that access logs are kept. */
  readonly logRetentionDays: number;
  readonly throttling: Throttling;
  /** Web pages of these origins may call the API: `https://app.example.com`. Default: none. */
  readonly cors?: { readonly origins: readonly pulumi.Input<string>[] };
  /** A name of one's own; AWS's name of the API is closed then. Default: AWS's name. */
  readonly domain?: Domain;
  /** Requests must carry a token of this issuer, for this audience. Default: the service judges by itself. */
  readonly jwt?: { readonly issuer: pulumi.Input<string>; readonly audience: readonly pulumi.Input<string>[] };
  /** Routes that need no token where `jwt` asks for one: `GET /v1/healthz`. Default: none. */
  readonly openRoutes?: readonly string[];
}

/**
 * An HTTP API that hands every request to a service inside the VPC, over a VPC link, to a task that Cloud Map names.
 *
 * AWS WAF can't stand before it (see `Waf`): throttling does. It is served by HTTPS alone.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/apigatewayv2/integration/
 */
export class HttpGateway extends pulumi.ComponentResource {
  /** Where clients go, without a slash at the end. */
  readonly url: pulumi.Output<string>;
  readonly apiId: pulumi.Output<string>;
  readonly vpcLinkId: pulumi.Output<string>;

  constructor(name: string, args: HttpGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, httpGatewayFaults(args, ownName));
    super("tidegate-aws:index:HttpGateway", name, {}, opts);

    const api = this.api(name, args);
    const link = this.link(name, args);
    const target = this.integration(name, args, api, link);
    this.routes(name, args, api, target);
    const stage = this.stage(name, args, api);
    const domain =
      args.domain &&
      new GatewayDomain(`${name}-domain`, { ...args.domain, apiId: api.id, stageName: stage.id }, { parent: this });

    this.url = domain ? pulumi.interpolate`https://${domain.domainName}` : api.apiEndpoint;
    this.apiId = api.id;
    this.vpcLinkId = link.id;
    this.registerOutputs({ url: this.url, apiId: this.apiId, vpcLinkId: this.vpcLinkId });
  }

  private api(name: string, { prefix, cors, domain }: HttpGatewayArgs): Api {
    const corsConfiguration = cors && {
      allowOrigins: [...cors.origins],
      allowMethods: ["*"],
      allowHeaders: ["authorization", "content-type"],
      maxAge: 3600,
    };
    return new Api(
      name,
      {
        name: `${prefix}-http`,
        protocolType: "HTTP",
        disableExecuteApiEndpoint: domain !== undefined,
        corsConfiguration,
      },
      { parent: this },
    );
  }

  private link(name: string, { prefix, subnetIds, securityGroupId }: HttpGatewayArgs): VpcLink {
    return new VpcLink(
      `${name}-link`,
      { name: prefix, subnetIds, securityGroupIds: [securityGroupId] },
      { parent: this },
    );
  }

  private integration(name: string, args: HttpGatewayArgs, api: Api, link: VpcLink): pulumi.Output<string> {
    const integration = new Integration(
      `${name}-integration`,
      {
        apiId: api.id,
        integrationType: "HTTP_PROXY",
        integrationMethod: "ANY",
        integrationUri: args.discoveryServiceArn,
        connectionType: "VPC_LINK",
        connectionId: link.id,
        payloadFormatVersion: "1.0",
      },
      { parent: this },
    );
    return pulumi.interpolate`integrations/${integration.id}`;
  }

  private routes(name: string, args: HttpGatewayArgs, api: Api, target: pulumi.Output<string>): void {
    const child = { parent: this };
    const { jwt } = args;
    if (jwt === undefined) {
      new Route(`${name}-default`, { apiId: api.id, routeKey: DEFAULT, target }, child);
      return;
    }
    const authorizer = new Authorizer(
      `${name}-jwt`,
      {
        apiId: api.id,
        name: "jwt",
        authorizerType: "JWT",
        identitySources: ["$request.header.Authorization"],
        jwtConfiguration: { issuer: jwt.issuer, audiences: [...jwt.audience] },
      },
      child,
    );
    new Route(
      `${name}-default`,
      { apiId: api.id, routeKey: DEFAULT, target, authorizationType: "JWT", authorizerId: authorizer.id },
      child,
    );
    // Browsers ask without a token whether they may ask with one; the default route would refuse them.
    const open = [...(args.cors === undefined ? [] : ["OPTIONS /{proxy+}"]), ...(args.openRoutes ?? [])];
    for (const routeKey of open) {
      new Route(`${name}-${routeKey}`, { apiId: api.id, routeKey, target, authorizationType: "NONE" }, child);
    }
  }

  private stage(name: string, args: HttpGatewayArgs, api: Api): Stage {
    const child = { parent: this };
    return new Stage(
      `${name}-stage`,
      {
        apiId: api.id,
        name: DEFAULT,
        autoDeploy: true,
        defaultRouteSettings: { ...throttlingSettings(args.throttling), detailedMetricsEnabled: true },
        accessLogSettings: accessLog(`${name}-logs`, `${args.prefix}-http`, args.logRetentionDays, LOGGED, child),
      },
      child,
    );
  }
}

/** What is told of each request. The address and the path are personal data in some countries: mind the retention. */
const LOGGED = [
  "requestId",
  "requestTime",
  "identity.sourceIp",
  "httpMethod",
  "path",
  "routeKey",
  "protocol",
  "status",
  "responseLength",
  "responseLatency",
  "integrationStatus",
  "integrationLatency",
  "integrationErrorMessage",
  "authorizer.error",
];
