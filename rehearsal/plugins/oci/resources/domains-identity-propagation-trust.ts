import { scimResource } from "../scim-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/identity-domains/v1/IdentityPropagationTrust/ */
export const domainsIdentityPropagationTrust = scimResource({
  token: "oci:Identity/domainsIdentityPropagationTrust:DomainsIdentityPropagationTrust",
  kind: "IdentityPropagationTrust",
  collection: "identityPropagationTrusts",
});
