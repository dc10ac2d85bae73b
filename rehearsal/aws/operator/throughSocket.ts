/**
 * From the internet by a WebSocket API to a task: over a VPC link of the first kind and its network load balancer.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html
 */
import { parseJson } from "../../plugins/aws/json.ts";
import { isObject } from "../../plugins/protocol/values.ts";
import type { Properties } from "../../plugins/protocol/values.ts";
import type { Cloud } from "../cloud.ts";
import { textAt } from "../kind.ts";
import { numberAt, objectAt } from "../parts.ts";
import type { Resource } from "../resource.ts";
import { partsOf, ROUTE, VPC_LINK_V1 } from "../services/apigatewayv2/types.ts";
import { byArn, LOAD_BALANCERS } from "../services/lb/types.ts";
import { INTERNET, permits } from "../steady/permits.ts";
import { vantagesOfBalancer } from "../steady/balancer.ts";
import type { Answer } from "./answer.ts";
import { insideBalancer } from "./throughBalancer.ts";
import { integrationOf } from "./throughGateway.ts";

/**
 * A client connects, and says something if there is a message.
 *
 * @param staged the path behind the stage; undefined where no stage serves the URL
 * @returns 101 for a connection without a message; else what the service answered, or why it wasn't asked
 */
export function throughSocket(
  api: Resource,
  staged: string | undefined,
  message: string | undefined,
  cloud: Cloud,
): Answer {
  if (staged !== "/") return { status: 403, why: "a WebSocket API is reached under its stage's name and nothing else" };
  const connected = connect(api, cloud);
  if (connected.status !== 101 || message === undefined) return connected;
  const key = routeKeyOf(api, message);
  const route = routeOf(api, key, cloud) ?? routeOf(api, "$default", cloud);
  return route === undefined ? { status: 403, why: `the API has no route for ${key}` } : send(route, cloud);
}

/** Without a route for it, a connection is taken unasked. */
function connect(api: Resource, cloud: Cloud): Answer {
  const route = routeOf(api, "$connect", cloud);
  const answer = route === undefined ? { status: 200, why: "nobody was asked" } : send(route, cloud);
  const isTaken = answer.status >= 200 && answer.status < 300;
  return isTaken ? { status: 101, why: `connected: ${answer.why}` } : answer;
}

function routeOf(api: Resource, key: string, cloud: Cloud): Resource | undefined {
  return partsOf(api.id, ROUTE, cloud).find(({ inputs }) => inputs["routeKey"] === key);
}

/** `$request.body.action` is the message's `action`. Other expressions are not read, and lead to `$default`. */
function routeKeyOf({ inputs }: Resource, message: string): string {
  const property = /^\$\{?request\.body\.(\w+)\}?$/.exec(textAt(inputs, "routeSelectionExpression") ?? "")?.[1];
  return (property === undefined ? undefined : textAt(jsonIn(message), property)) ?? "$default";
}

function send(route: Resource, cloud: Cloud): Answer {
  const integration = integrationOf(route, cloud)?.inputs;
  if (integration === undefined) return { status: 500, why: "the route has no integration" };
  if (textAt(integration, "integrationType") === "MOCK") return mocked(integration);
  const uri = textAt(integration, "integrationUri") ?? "";
  if (textAt(integration, "connectionType") !== "VPC_LINK") {
    return { status: 200, why: `outside of the rehearsal: ${uri}` };
  }
  const link = cloud.get(VPC_LINK_V1, textAt(integration, "connectionId") ?? "");
  const balancer = byArn(textAt(link?.inputs ?? {}, "targetArn") ?? "", LOAD_BALANCERS, cloud);
  return balancer === undefined ? { status: 503, why: "the VPC link is gone" } : linked(balancer, new URL(uri), cloud);
}

/** What the request template of a mock integration says. */
function mocked(integration: Properties): Answer {
  const key = textAt(integration, "templateSelectionExpression") ?? "$default";
  const template = textAt(objectAt(integration, "requestTemplates"), key) ?? "{}";
  return { status: numberAt(jsonIn(template), "statusCode") ?? 500, why: "the API answers by itself" };
}

/** API Gateway comes by PrivateLink, from addresses that no rule names but one for everybody. */
function linked(balancer: Resource, url: URL, cloud: Cloud): Answer {
  const port = Number(url.port) || 80;
  const isEnforced = textAt(balancer.inputs, "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic") !== "off";
  const groups = vantagesOfBalancer(balancer, cloud).flatMap(({ securityGroups }) => securityGroups);
  if (isEnforced && groups.length > 0 && !permits(groups, "ingress", INTERNET, port, cloud)) {
    return { status: 504, why: `the load balancer's security groups don't let PrivateLink in on TCP ${port}` };
  }
  return insideBalancer(balancer, url, cloud);
}

/** Empty where the text is no JSON object: a client may say anything. */
function jsonIn(text: string): Properties {
  const value = parseJson(text) ?? null;
  return isObject(value) ? value : {};
}
