/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/DhcpOptions/ */
import type * as core from "oci-core/lib/model/index.js";
import { dhcpOptions, subnets, vcns } from "../../collections.ts";
import type { Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import { partRoutes } from "./part.ts";

type Option = Wire<core.DhcpOptions>["options"];

/** What every VCN's own options say: ask the resolver of the VCN. */
export function defaultOptions(domain: string | undefined): Option {
  const resolver: Wire<core.DhcpDnsOption> = {
    type: "DomainNameServer",
    serverType: "VcnLocalPlusInternet",
    customDnsServers: [],
  };
  const search: Wire<core.DhcpSearchDomainOption> = { type: "SearchDomain", searchDomainNames: [domain ?? ""] };
  return domain === undefined ? [resolver] : [resolver, search];
}

export const dhcpRoutes: readonly Route[] = partRoutes<
  Wire<core.DhcpOptions>,
  Wire<core.CreateDhcpDetails>,
  Wire<core.UpdateDhcpDetails>
>({
  noun: "DhcpOptions",
  plural: "DhcpOptions",
  ocid: "dhcpoptions",
  path: "dhcps",
  parameter: "dhcpId",
  prefix: "dhcpoptions",
  collection: dhcpOptions,
  create: (_call, details) => ({
    options: details.options,
    domainNameType: details.domainNameType ?? "CUSTOM_DOMAIN",
  }),
  update: (_call, _options, details) => details,
  users: (world, options) =>
    subnets
      .list(world)
      .filter((subnet) => subnet.dhcpOptionsId === options.id)
      .map((subnet) => subnet.id),
  isDefault: (world, options) => vcns.get(world, options.vcnId)?.defaultDhcpOptionsId === options.id,
});
