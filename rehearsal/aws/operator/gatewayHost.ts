/** Which API answers under a host name, AWS's own or a custom one, and what of the path is left for its routes. */
import type { Cloud } from "../cloud.ts";
import { textAt } from "../kind.ts";
import { objectAt } from "../parts.ts";
import type { Resource } from "../resource.ts";
import { API, API_MAPPING, DOMAIN_NAME } from "../services/apigatewayv2/types.ts";
import { pathInStage } from "./throughGateway.ts";

export interface Hosted {
  readonly api: Resource;
  /** The path behind the stage; undefined where no stage serves the URL. */
  readonly staged: string | undefined;
}

/**
 * API Gateway goes by the name that was asked for, not by where DNS leads: a custom name has to lead to its own domain.
 *
 * @param host where DNS leads from the URL's host
 */
export function hostedApi(url: URL, host: string, cloud: Cloud): Hosted | undefined {
  const own = cloud.list(API).find((api) => isHostOf(api, host, cloud));
  if (own !== undefined) return { api: own, staged: pathInStage(own, url, cloud) };
  const name = url.hostname.toLowerCase();
  const domain = cloud.list(DOMAIN_NAME).find(({ id, outputs }) => id === name && targetOf(outputs) === host);
  return domain === undefined ? undefined : mapped(domain, url, cloud);
}

const targetOf = (outputs: Resource["outputs"]): string =>
  (textAt(objectAt(outputs, "domainNameConfiguration"), "targetDomainName") ?? "").toLowerCase();

function isHostOf(api: Resource, host: string, cloud: Cloud): boolean {
  const own = `${api.id}.execute-api.${cloud.region}.amazonaws.com`;
  return host === own && api.inputs["disableExecuteApiEndpoint"] !== true;
}

/** The longest key that the path begins with; a mapping without one takes the rest. The stage is the mapping's. */
function mapped(domain: Resource, { pathname }: URL, cloud: Cloud): Hosted | undefined {
  const keyOf = ({ inputs }: Resource): string => textAt(inputs, "apiMappingKey") ?? "";
  const [mapping] = cloud
    .list(API_MAPPING)
    .filter(({ inputs }) => inputs["domainName"] === domain.id)
    .filter((one) => keyOf(one) === "" || `${pathname}/`.startsWith(`/${keyOf(one)}/`))
    .sort((a, b) => keyOf(b).length - keyOf(a).length);
  const api = mapping && cloud.get(API, textAt(mapping.inputs, "apiId") ?? "");
  if (mapping === undefined || api === undefined) return undefined;
  const key = keyOf(mapping);
  return { api, staged: key === "" ? pathname : pathname.slice(key.length + 1) || "/" };
}
