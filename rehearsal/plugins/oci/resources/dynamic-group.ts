import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/identity/20160918/DynamicGroup/ */
export const dynamicGroup = restResource({
  token: "oci:Identity/dynamicGroup:DynamicGroup",
  sdk: "identity",
  thing: "DynamicGroup",
  collection: "/20160918/dynamicGroups",
  item: "/20160918/dynamicGroups/{id}",
  ready: ["ACTIVE"],
  move: null,
});
