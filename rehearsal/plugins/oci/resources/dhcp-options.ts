import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/DhcpOptions/ */
export const dhcpOptions = restResource({
  token: "oci:Core/dhcpOptions:DhcpOptions",
  sdk: "core",
  thing: "DhcpOptions",
  collection: "/20160918/dhcps",
  item: "/20160918/dhcps/{id}",
  models: { create: "CreateDhcpDetails", update: "UpdateDhcpDetails" },
  ready: ["AVAILABLE"],
});
