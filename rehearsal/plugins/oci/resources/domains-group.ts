import { scimResource } from "../scim-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/identity-domains/v1/Group/ */
export const domainsGroup = scimResource({
  token: "oci:Identity/domainsGroup:DomainsGroup",
  kind: "Group",
  collection: "groups",
});
