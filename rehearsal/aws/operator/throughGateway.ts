/**
 * From the internet by an HTTP API, its VPC link and Cloud Map to a task. What is WebSocket's own stands in throughSocket.ts.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 */
import type { Properties } from "../../plugins/protocol/values.ts";
import type { Cloud } from "../cloud.ts";
import { textAt, textsAt } from "../kind.ts";
import { numberAt, objectAt } from "../parts.ts";
import type { Resource } from "../resource.ts";
import { INTEGRATION, partsOf, ROUTE, STAGE, VPC_LINK } from "../services/apigatewayv2/types.ts";
import { byArn, LISTENERS, LOAD_BALANCERS } from "../services/lb/types.ts";
import { connects } from "../steady/permits.ts";
import { vantagesIn } from "../steady/vantage.ts";
import { applicationAnswer, runningWhere } from "./answer.ts";
import type { Answer, Running } from "./answer.ts";
import { throughBalancer } from "./throughBalancer.ts";

/** @param staged the path behind the stage; undefined where no stage serves the URL */
export function throughGateway(
  api: Resource,
  method: string,
  url: URL,
  staged: string | undefined,
  cloud: Cloud,
): Answer {
  if (staged === undefined) return { status: 404, why: "the API has no stage for this path" };
  const route = routeFor(api, method, staged, cloud);
  if (route === undefined) return { status: 404, why: `the API has no route for ${method} ${staged}` };
  const asks = textAt(route.inputs, "authorizationType") ?? "NONE";
  // Nobody at this door has a token: 401 is what API Gateway says without one, 403 without a signature.
  if (asks !== "NONE") return { status: asks === "AWS_IAM" ? 403 : 401, why: `the route asks for ${asks}` };
  const integration = integrationOf(route, cloud);
  if (integration === undefined) return { status: 500, why: "the route has no integration" };
  return integrate(integration.inputs, new URL(staged, url), cloud);
}

export function integrationOf(route: Resource, cloud: Cloud): Resource | undefined {
  const wanted = (textAt(route.inputs, "target") ?? "").replace(/^integrations\//, "");
  return partsOf(textAt(route.inputs, "apiId") ?? "", INTEGRATION, cloud).find(({ id, outputs }) =>
    [id, outputs["integrationId"]].includes(wanted),
  );
}

/** The path behind the stage's name; `$default` has none. Undefined where no stage serves it. */
export function pathInStage(api: Resource, { pathname }: URL, cloud: Cloud): string | undefined {
  const names = partsOf(api.id, STAGE, cloud).map(
    ({ inputs, outputs }) => textAt(outputs, "name") ?? textAt(inputs, "name"),
  );
  const named = names.find((name) => pathname === `/${name ?? ""}` || pathname.startsWith(`/${name ?? ""}/`));
  if (named !== undefined && named !== "$default") return pathname.slice(named.length + 1) || "/";
  return names.includes("$default") ? pathname : undefined;
}

/** An exact path before one with variables, these before `$default`; among equals the method before ANY. */
function routeFor(api: Resource, method: string, path: string, cloud: Cloud): Resource | undefined {
  const ranked = partsOf(api.id, ROUTE, cloud).flatMap((route) => {
    const rank = rankOf(textAt(route.inputs, "routeKey") ?? "", method, path);
    return rank === undefined ? [] : [{ route, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank)[0]?.route;
}

function rankOf(key: string, method: string, path: string): number | undefined {
  if (key === "$default") return 100;
  const [verb = "", pattern = ""] = key.split(" ");
  if (verb !== "ANY" && verb !== method) return undefined;
  const expression = pattern
    .replace(/[.*^$()|[\]\\]/g, "\\$&")
    .replace(/\{\w+\+\}/g, ".+")
    .replace(/\{\w+\}/g, "[^/]+");
  if (!new RegExp(`^${expression}$`).test(path)) return undefined;
  const looseness = pattern.includes("+}") ? 40 : pattern.includes("{") ? 20 : 0;
  return looseness + (verb === "ANY" ? 1 : 0);
}

function integrate(integration: Properties, url: URL, cloud: Cloud): Answer {
  const uri = textAt(integration, "integrationUri") ?? "";
  if (textAt(integration, "connectionType") !== "VPC_LINK") {
    return { status: 200, why: `outside of the rehearsal: ${uri}` };
  }
  const link = cloud.get(VPC_LINK, textAt(integration, "connectionId") ?? "");
  if (link === undefined) return { status: 503, why: "the VPC link is gone" };
  const listener = byArn(uri, LISTENERS, cloud);
  const balancer = byArn(textAt(listener?.inputs ?? {}, "loadBalancerArn") ?? "", LOAD_BALANCERS, cloud);
  if (balancer !== undefined)
    return throughBalancer({ ...balancer, inputs: { ...balancer.inputs, internal: false } }, url, cloud);
  return discovered(uri, link, url, cloud);
}

/** By Cloud Map: the tasks of the service that registers there. */
function discovered(registryArn: string, link: Resource, url: URL, cloud: Cloud): Answer {
  const [running] = runningWhere((spec) => objectAt(spec, "serviceRegistries")["registryArn"] === registryArn, cloud);
  if (running === undefined) return { status: 503, why: "Cloud Map has no instances" };
  const port = registeredPort(running);
  const groups = textsAt(link.inputs, "securityGroupIds");
  const ends = vantagesIn(textsAt(link.inputs, "subnetIds"), groups, cloud);
  const isOpen = ends.every((end) => running.vantages.every((task) => connects(end, task, port, cloud)));
  if (!isOpen || ends.length === 0) {
    return { status: 503, why: `the security groups don't let the VPC link through to TCP ${port} of the tasks` };
  }
  return applicationAnswer(running, port, url.pathname, cloud);
}

/** A registry of A records alone knows no port: API Gateway then takes 80. */
function registeredPort({ spec }: Running): number {
  const registry = objectAt(spec, "serviceRegistries");
  return numberAt(registry, "containerPort") ?? numberAt(registry, "port") ?? 80;
}
