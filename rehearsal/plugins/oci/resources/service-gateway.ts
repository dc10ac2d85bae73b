import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/ServiceGateway/ */
export const serviceGateway = restResource({
  token: "oci:Core/serviceGateway:ServiceGateway",
  sdk: "core",
  thing: "ServiceGateway",
  collection: "/20160918/serviceGateways",
  item: "/20160918/serviceGateways/{id}",
  ready: ["AVAILABLE"],
});
