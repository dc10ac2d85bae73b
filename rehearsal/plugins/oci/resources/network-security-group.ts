import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/NetworkSecurityGroup/ */
export const networkSecurityGroup = restResource({
  token: "oci:Core/networkSecurityGroup:NetworkSecurityGroup",
  sdk: "core",
  thing: "NetworkSecurityGroup",
  collection: "/20160918/networkSecurityGroups",
  item: "/20160918/networkSecurityGroups/{id}",
  ready: ["AVAILABLE"],
});
