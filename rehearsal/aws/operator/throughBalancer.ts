/** From the internet by a load balancer to a task. */
import type { Properties } from "../../plugins/protocol/values.ts";
import type { Cloud } from "../cloud.ts";
import { textAt, textsAt } from "../kind.ts";
import { numberAt, objectAt, objectsAt } from "../parts.ts";
import type { Resource } from "../resource.ts";
import { targetsOf } from "../services/lb/actions.ts";
import { byArn, LISTENER_RULES, LISTENERS, listed, TARGET_GROUPS } from "../services/lb/types.ts";
import { balancerReaches, vantagesOfBalancer } from "../steady/balancer.ts";
import { INTERNET, permits } from "../steady/permits.ts";
import { overInternet } from "../steady/way.ts";
import { applicationAnswer, runningWhere } from "./answer.ts";
import type { Answer } from "./answer.ts";

export function throughBalancer(balancer: Resource, url: URL, cloud: Cloud): Answer {
  const shut = outside(balancer, portOf(url), cloud);
  return shut === undefined ? insideBalancer(balancer, url, cloud) : { status: 0, why: shut };
}

/** For those whom the load balancer has let in: its listener, and what stands behind it. */
export function insideBalancer(balancer: Resource, url: URL, cloud: Cloud): Answer {
  const port = portOf(url);
  const listener = listed(LISTENERS, cloud).find(
    ({ inputs }) => inputs["loadBalancerArn"] === balancer.id && numberAt(inputs, "port") === port,
  );
  if (listener === undefined) return { status: 0, why: `no listener on port ${port}` };
  const isSecure = ["HTTPS", "TLS"].includes(textAt(listener.inputs, "protocol") ?? "HTTP");
  if (isSecure !== (url.protocol === "https:"))
    return { status: isSecure ? 400 : 0, why: `the listener speaks another protocol` };
  const action = actionFor(listener, url, cloud);
  return action === undefined ? { status: 503, why: "the listener has no action" } : act(action, balancer, url, cloud);
}

function portOf({ port, protocol }: URL): number {
  return Number(port) || (protocol === "https:" ? 443 : 80);
}

/** Why nobody on the internet gets an answer; undefined where they do. */
function outside(balancer: Resource, port: number, cloud: Cloud): string | undefined {
  if (balancer.inputs["internal"] === true) return "the load balancer is internal";
  for (const vantage of vantagesOfBalancer(balancer, cloud)) {
    if (!permits(vantage.securityGroups, "ingress", INTERNET, port, cloud)) {
      return `${vantage.securityGroups.join(", ")} lets nobody in on TCP ${port}`;
    }
    // Its interfaces have public addresses; of its security groups only the way back is asked, which is always open.
    const way = overInternet({ ...vantage, hasPublicIp: true }, cloud);
    if (!way.open && way.why.includes(vantage.subnetId)) return way.why;
  }
  return undefined;
}

/** The first rule by priority whose conditions all hold; else the default. Of conditions, paths and hosts are weighed. */
function actionFor(listener: Resource, url: URL, cloud: Cloud): Properties | undefined {
  const rules = listed(LISTENER_RULES, cloud)
    .filter(({ inputs }) => inputs["listenerArn"] === listener.id)
    .sort((a, b) => (numberAt(a.outputs, "priority") ?? 0) - (numberAt(b.outputs, "priority") ?? 0));
  const rule = rules.find(({ inputs }) => objectsAt(inputs, "conditions").every((condition) => holds(condition, url)));
  const actions = rule === undefined ? objectsAt(listener.inputs, "defaultActions") : objectsAt(rule.inputs, "actions");
  return actions.find((action) => !(textAt(action, "type") ?? "").startsWith("authenticate"));
}

function holds(condition: Properties, url: URL): boolean {
  const paths = textsAt(objectAt(condition, "pathPattern"), "values");
  const hosts = textsAt(objectAt(condition, "hostHeader"), "values");
  if (paths.length > 0) return paths.some((pattern) => glob(pattern).test(url.pathname));
  return hosts.length === 0 || hosts.some((pattern) => glob(pattern).test(url.hostname));
}

function glob(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`);
}

function act(action: Properties, balancer: Resource, url: URL, cloud: Cloud): Answer {
  switch (textAt(action, "type")) {
    case "redirect":
      return redirect(objectAt(action, "redirect"), url);
    case "fixed-response":
      return {
        status: Number(textAt(objectAt(action, "fixedResponse"), "statusCode") ?? 200),
        why: "a fixed response",
      };
    default:
      return forward(targetsOf(action)[0] ?? "", balancer, url, cloud);
  }
}

function redirect(to: Properties, url: URL): Answer {
  const part = (name: string, present: string): string =>
    (textAt(to, name) ?? `#{${name}}`).replace(`#{${name}}`, present);
  const protocol = part("protocol", url.protocol.replace(":", "").toUpperCase()).toLowerCase();
  const host = part("host", url.hostname);
  const port = part("port", url.port);
  const usual = port === "" || port === (protocol === "https" ? "443" : "80");
  const path = part("path", url.pathname.slice(1)).replace(/^\/?/, "/");
  const location = `${protocol}://${host}${usual ? "" : `:${port}`}${path}${url.search}`;
  return { status: textAt(to, "statusCode") === "HTTP_302" ? 302 : 301, why: "a redirect", location };
}

function forward(targetGroupArn: string, balancer: Resource, url: URL, cloud: Cloud): Answer {
  if (byArn(targetGroupArn, TARGET_GROUPS, cloud) === undefined)
    return { status: 503, why: "the target group is gone" };
  const itemIn = (spec: Properties) =>
    objectsAt(spec, "loadBalancers").find((one) => one["targetGroupArn"] === targetGroupArn);
  const [running] = runningWhere((spec) => itemIn(spec) !== undefined, cloud);
  if (running === undefined) return { status: 503, why: "the target group has no targets" };
  const port = numberAt(itemIn(running.spec) ?? {}, "containerPort") ?? 0;
  if (!running.vantages.every((task) => balancerReaches(balancer, task, port, cloud))) {
    return { status: 504, why: `the security groups don't let the load balancer through to TCP ${port} of the tasks` };
  }
  return applicationAnswer(running, port, url.pathname, cloud);
}
