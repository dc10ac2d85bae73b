/** Who answers under a URL: a load balancer by its DNS name, an HTTP API by its own, and what Route 53 says stands for them. */
import type { Cloud } from "../cloud.ts";
import { textAt, textsAt } from "../kind.ts";
import { objectsAt } from "../parts.ts";
import type { Resource } from "../resource.ts";
import { API } from "../services/apigatewayv2/types.ts";
import { listed, LOAD_BALANCERS } from "../services/lb/types.ts";
import { RECORD } from "../services/route53/names.ts";
import type { Answer } from "./answer.ts";
import { throughBalancer } from "./throughBalancer.ts";
import { isHostOf, throughGateway } from "./throughGateway.ts";

export function ask(method: string, url: URL, cloud: Cloud): Answer {
  const host = standsFor(url.hostname, cloud);
  const balancer = listed(LOAD_BALANCERS, cloud).find(({ outputs }) => dnsOf(outputs) === host);
  if (balancer !== undefined) return throughBalancer(balancer, url, cloud);
  const api = cloud.list(API).find((one) => isHostOf(one, host, cloud));
  return api === undefined
    ? { status: 0, why: `nobody is called ${url.hostname}` }
    : throughGateway(api, method, url, cloud);
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
