import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/NatGateway/ */
export const natGateway = restResource({
  token: "oci:Core/natGateway:NatGateway",
  sdk: "core",
  thing: "NatGateway",
  collection: "/20160918/natGateways",
  item: "/20160918/natGateways/{id}",
  ready: ["AVAILABLE"],
});
