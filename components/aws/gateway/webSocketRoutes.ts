import * as pulumi from "@pulumi/pulumi";
import { Integration } from "@pulumi/aws/apigatewayv2/integration.js";
import { Route } from "@pulumi/aws/apigatewayv2/route.js";
import type { GatewayBalancer } from "./gatewayBalancer.ts";

/** Where the service gets each event. */
export interface WebSocketPaths {
  readonly connect: string;
  readonly disconnect: string;
  /** Whatever a client says. */
  readonly message: string;
}

/** What was made. */
export interface WebSocketRoutes {
  readonly resources: pulumi.Resource[];
  /** Differs whenever the API must be deployed again. */
  readonly fingerprint: pulumi.Output<string>;
}

/**
 * The routes of a WebSocket API, each with its integration: a POST to the service, or, without a way to it, an answer that
 * refuses the connection. Deployments are snapshots of both, and keep what they refer to in use.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html
 */
export function webSocketRoutes(
  name: string,
  apiId: pulumi.Output<string>,
  paths: WebSocketPaths,
  link: GatewayBalancer["link"],
  opts: pulumi.CustomResourceOptions,
): WebSocketRoutes {
  const made = EVENTS.map(([event, routeKey]) => {
    const what = link === undefined ? REFUSED : serviceRequest(link, paths[event]);
    const integration = new Integration(`${name}-${event}`, { apiId, ...what }, opts);
    const target = pulumi.interpolate`integrations/${integration.id}`;
    const route = new Route(`${name}-${event}-route`, { apiId, routeKey, target }, opts);
    return { route, target };
  });
  // The host is part of it: an integration keeps its id where only its address changes.
  const addresses = EVENTS.map(([event]) => paths[event]).join(" ");
  const fingerprint = pulumi.interpolate`${pulumi.all(made.map(({ target }) => target)).apply((all) => all.join(" "))} ${link?.host ?? "refused"} ${addresses}`;
  return { resources: made.map(({ route }) => route), fingerprint };
}

const EVENTS = [
  ["connect", "$connect"],
  ["disconnect", "$disconnect"],
  ["message", "$default"],
] as const;

function serviceRequest(link: NonNullable<GatewayBalancer["link"]>, path: string) {
  return {
    integrationType: "HTTP_PROXY",
    integrationMethod: "POST",
    integrationUri: pulumi.interpolate`http://${link.host}${path}`,
    connectionType: "VPC_LINK",
    connectionId: link.id,
    requestParameters: { "integration.request.header.connectionId": "context.connectionId" },
  };
}

/** An integration that asks nobody, and says that the service isn't there. */
const REFUSED = {
  integrationType: "MOCK",
  templateSelectionExpression: "200",
  requestTemplates: { "200": JSON.stringify({ statusCode: 503 }) },
};
