/** Who answers under a URL: a load balancer by its DNS name, an HTTP API by its own, and what Route 53 says stands for them. */
import type { Cloud } from "../cloud.ts";
import { textAt, textsAt } from "../kind.ts";
import { objectsAt } from "../parts.ts";
import type { Resource } from "../resource.ts";
import { isWebSocket } from "../services/apigatewayv2/types.ts";
import { listed, LOAD_BALANCERS } from "../services/lb/types.ts";
import { RECORD } from "../services/route53/names.ts";
import type { Answer } from "./answer.ts";
import { hostedApi } from "./gatewayHost.ts";
import { throughBalancer } from "./throughBalancer.ts";
import { throughGateway } from "./throughGateway.ts";
import { throughSocket } from "./throughSocket.ts";

export interface Request {
  readonly method: string;
  readonly url: URL;
  /** What a client of a WebSocket API says once it is connected. */
  readonly message?: string;
}

export function ask({ method, url, message }: Request, cloud: Cloud): Answer {
  const host = standsFor(url.hostname, cloud);
  const balancer = listed(LOAD_BALANCERS, cloud).find(({ outputs }) => dnsOf(outputs) === host);
  if (balancer !== undefined) return throughBalancer(balancer, url, cloud);
  const hosted = hostedApi(url, host, cloud);
  if (hosted === undefined) return { status: 0, why: `nobody is called ${url.hostname}` };
  const { api, staged } = hosted;
  const speaksSocket = url.protocol === "wss:";
  if (isWebSocket(api) !== speaksSocket) {
    return { status: 403, why: `the API is one of ${speaksSocket ? "HTTP" : "WebSocket"}` };
  }
  return speaksSocket ? throughSocket(api, staged, message, cloud) : throughGateway(api, method, url, staged, cloud);
}

const dnsOf = (outputs: Resource["outputs"]): string => (textAt(outputs, "dnsName") ?? "").toLowerCase();

/** Follows alias and CNAME records, ten at most. */
function standsFor(hostname: string, cloud: Cloud): string {
  let host = hostname.toLowerCase();
  for (let hops = 0; hops < 10; hops += 1) {
    const next = recordTarget(host, cloud);
    if (next === undefined || next === host) return host;
    host = next;
  }
  return host;
}

function recordTarget(host: string, cloud: Cloud): string | undefined {
  const record = cloud.everywhere(RECORD).find(({ inputs, outputs }) => {
    const names = [textAt(outputs, "fqdn"), textAt(inputs, "name")].map((name) =>
      name?.toLowerCase().replace(/\.$/, ""),
    );
    return names.includes(host) && ["A", "AAAA", "CNAME"].includes(textAt(inputs, "type") ?? "");
  });
  if (record === undefined) return undefined;
  const alias = textAt(objectsAt(record.inputs, "aliases")[0] ?? {}, "name");
  return (alias ?? textsAt(record.inputs, "records")[0])
    ?.toLowerCase()
    .replace(/\.$/, "")
    .replace(/^dualstack\./, "");
}
