import * as pulumi from "@pulumi/pulumi";
import { Api } from "@pulumi/aws/apigatewayv2/api.js";
import { Deployment } from "@pulumi/aws/apigatewayv2/deployment.js";
import { Stage } from "@pulumi/aws/apigatewayv2/stage.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, portFaults, refuse } from "@tidegate/faults";
import type { Statement } from "../iam/policy.ts";
import { LB_NAME_LENGTH } from "../network/defaults.ts";
import type { Domain } from "../network/domainCertificate.ts";
import { domainFaults } from "../network/domainCertificate.ts";
import { prefixFaults, urlPathFaults } from "../network/names.ts";
import { retentionFaults } from "../watch/retention.ts";
import { accessLog } from "./accessLog.ts";
import { WEBSOCKET_PATHS, WEBSOCKET_STAGE } from "./defaults.ts";
import { GatewayBalancer } from "./gatewayBalancer.ts";
import { GatewayDomain } from "./gatewayDomain.ts";
import type { Throttling } from "./throttling.ts";
import { throttlingFaults, throttlingSettings } from "./throttling.ts";
import type { WebSocketPaths } from "./webSocketRoutes.ts";
import { webSocketRoutes } from "./webSocketRoutes.ts";

export interface WebSocketGatewayArgs {
  /** What names begin with, up to 29 characters: `circle-of-trust-dev`. */
  readonly prefix: string;
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets in two zones or more. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** The security group of the internal load balancer: `allow` lets it out to the service's port. */
  readonly securityGroupId: pulumi.Input<string>;
  /** The port that the service's tasks serve on. */
  readonly targetPort: number;
  /** The path that a healthy task answers with 200. */
  readonly healthPath: string;
  /** Where the service gets what clients do, by POST. Default: /ws/connect, /ws/disconnect, /ws/message. */
  readonly paths?: WebSocketPaths;
  readonly throttling: Throttling;
  /**
   * Days that access logs are kept. The account needs a role for it in this region (`aws apigateway update-account`), or
   * AWS refuses the stage. Default: no access logs.
   */
  readonly logRetentionDays?: number;
  /** A name of one's own. Default: AWS's name. */
  readonly domain?: Domain;
  /** Whether the way into the VPC is gone for now: connections are refused, and the URL stays. Default: false. */
  readonly paused?: boolean;
}

/**
 * A WebSocket API whose events (connect, disconnect, message) are requests to a service inside the VPC. Each carries the
 * connection's id in the header `connectionId`; the service writes to a connection by a POST to
 * `<callbackUrl>/@connections/<id>`, signed by its role: see `statements`.
 *
 * Tasks must reach `callbackUrl`, which is on the internet: by NAT, or with a public address. An interface endpoint for
 * `execute-api` doesn't lead there.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
 */
export class WebSocketGateway extends pulumi.ComponentResource {
  /** Where clients connect: `wss://`. */
  readonly url: pulumi.Output<string>;
  /** What the service writes to connections under: `https://`. */
  readonly callbackUrl: pulumi.Output<string>;
  readonly apiId: pulumi.Output<string>;
  readonly executionArn: pulumi.Output<string>;
  /** The service registers its tasks here. */
  readonly targetGroupArn: pulumi.Output<string>;

  constructor(name: string, args: WebSocketGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, webSocketGatewayFaults(args, ownName));
    super("tidegate-aws:index:WebSocketGateway", name, {}, opts);
    const child = { parent: this };

    const balancer = new GatewayBalancer(
      `${name}-balancer`,
      { ...args, prefix: `${args.prefix}-ws`, paused: args.paused ?? false },
      child,
    );
    const api = new Api(
      name,
      { name: `${args.prefix}-ws`, protocolType: "WEBSOCKET", routeSelectionExpression: "$request.body.action" },
      child,
    );
    const routes = webSocketRoutes(name, api.id, args.paths ?? WEBSOCKET_PATHS, balancer.link, child);
    const deployment = new Deployment(
      `${name}-deployment`,
      { apiId: api.id, triggers: { routes: routes.fingerprint } },
      // AWS refuses a deployment without routes.
      { parent: this, dependsOn: routes.resources },
    );
    const stage = this.stage(name, args, api, deployment);
    const domain =
      args.domain && new GatewayDomain(`${name}-domain`, { ...args.domain, apiId: api.id, stageName: stage.id }, child);

    this.url = domain ? pulumi.interpolate`wss://${domain.domainName}` : stageUrl(api);
    this.callbackUrl = stageUrl(api).apply((url) => url.replace(/^wss:/, "https:"));
    this.apiId = api.id;
    this.executionArn = api.executionArn;
    this.targetGroupArn = balancer.targetGroupArn;
    this.registerOutputs({ url: this.url, callbackUrl: this.callbackUrl, apiId: this.apiId });
  }

  /** What a service needs to write to connections, to look at one, and to close it. */
  statements(): Statement[] {
    return [
      {
        Sid: "WebSocketConnections",
        Action: ["execute-api:ManageConnections"],
        Resource: [pulumi.interpolate`${this.executionArn}/${WEBSOCKET_STAGE}/*/@connections/*`],
      },
    ];
  }

  private stage(name: string, args: WebSocketGatewayArgs, api: Api, deployment: Deployment): Stage {
    const child = { parent: this };
    const { prefix, logRetentionDays: days } = args;
    return new Stage(
      `${name}-stage`,
      {
        apiId: api.id,
        name: WEBSOCKET_STAGE,
        deploymentId: deployment.id,
        defaultRouteSettings: { ...throttlingSettings(args.throttling), detailedMetricsEnabled: true },
        accessLogSettings:
          days === undefined ? undefined : accessLog(`${name}-logs`, `${prefix}-ws`, days, LOGGED, child),
      },
      child,
    );
  }
}

/** The arguments that a caller chooses. */
export type WebSocketGatewayChoice = Pick<
  WebSocketGatewayArgs,
  "prefix" | "targetPort" | "healthPath" | "paths" | "throttling" | "logRetentionDays" | "domain"
>;

/** What is wrong with the names, the port, the paths, the limits and the domain. */
export function webSocketGatewayFaults(args: WebSocketGatewayChoice, label: Label): Fault[] {
  const { logRetentionDays: days, domain } = args;
  const { connect, disconnect, message } = args.paths ?? WEBSOCKET_PATHS;
  return [
    ...prefixFaults(label("prefix"), args.prefix, LB_NAME_LENGTH - "-ws".length),
    ...portFaults(label("targetPort"), args.targetPort),
    ...urlPathFaults(label("healthPath"), args.healthPath),
    ...urlPathFaults(label("paths.connect"), connect),
    ...urlPathFaults(label("paths.disconnect"), disconnect),
    ...urlPathFaults(label("paths.message"), message),
    ...throttlingFaults(args.throttling, label),
    ...(days === undefined ? [] : retentionFaults(label("logRetentionDays"), days)),
    ...(domain === undefined ? [] : domainFaults(domain, (part) => label(`domain.${part}`))),
  ];
}

function stageUrl(api: Api): pulumi.Output<string> {
  return pulumi.interpolate`${api.apiEndpoint}/${WEBSOCKET_STAGE}`;
}

/** What is told of each event. */
const LOGGED = [
  "requestId",
  "requestTime",
  "identity.sourceIp",
  "connectionId",
  "eventType",
  "routeKey",
  "status",
  "error.message",
  "integration.latency",
];
