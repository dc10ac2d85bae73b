import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/InternetGateway/ */
export const internetGateway = restResource({
  token: "oci:Core/internetGateway:InternetGateway",
  sdk: "core",
  thing: "InternetGateway",
  collection: "/20160918/internetGateways",
  item: "/20160918/internetGateways/{id}",
  ready: ["AVAILABLE"],
});
