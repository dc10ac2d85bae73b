import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/identity/20160918/Policy/ */
export const policy = restResource({
  token: "oci:Identity/policy:Policy",
  sdk: "identity",
  thing: "Policy",
  collection: "/20160918/policies",
  item: "/20160918/policies/{id}",
  ready: ["ACTIVE"],
  move: null,
});
