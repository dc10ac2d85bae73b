import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/RouteTable/ */
export const routeTable = restResource({
  token: "oci:Core/routeTable:RouteTable",
  sdk: "core",
  thing: "RouteTable",
  collection: "/20160918/routeTables",
  item: "/20160918/routeTables/{id}",
  ready: ["AVAILABLE"],
  // A create requires the list, and the provider takes none as empty. An update without it leaves the routes as they are.
  body: (body, _inputs, live) => (live === undefined ? { routeRules: [], ...body } : body),
});
