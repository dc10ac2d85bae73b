import { scimResource } from "../scim-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/identity-domains/v1/User/ */
export const domainsUser = scimResource({
  token: "oci:Identity/domainsUser:DomainsUser",
  kind: "User",
  collection: "users",
});
