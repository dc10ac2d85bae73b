import type { Bag, Finding, ResourcePolicy } from "@tidegate/policy";
import { pathText } from "@tidegate/policy";
import { refusedFindings } from "./refused.ts";
import type { Refused } from "./refused.ts";
import { isBag, isGiven } from "./values.ts";

const APP = "oci:Identity/domainsApp:DomainsApp";
const USER = "oci:Identity/domainsUser:DomainsUser";
const CAPABILITIES = "oci:Identity/userCapabilitiesManagement:UserCapabilitiesManagement";

/** Each in both of its forms, the tenancy's and the identity domain's. */
const REFUSED: Refused = {
  "oci:Identity/apiKey:ApiKey": "is an API signing key",
  "oci:Identity/authToken:AuthToken": "is an auth token",
  "oci:Identity/customerSecretKey:CustomerSecretKey": "is a customer secret key",
  "oci:Identity/dbCredential:DbCredential": "is a database password",
  "oci:Identity/domainsApiKey:DomainsApiKey": "is an API signing key",
  "oci:Identity/domainsAuthToken:DomainsAuthToken": "is an auth token",
  "oci:Identity/domainsCustomerSecretKey:DomainsCustomerSecretKey": "is a customer secret key",
  "oci:Identity/domainsMyApiKey:DomainsMyApiKey": "is an API signing key",
  "oci:Identity/domainsMyAuthToken:DomainsMyAuthToken": "is an auth token",
  "oci:Identity/domainsMyCustomerSecretKey:DomainsMyCustomerSecretKey": "is a customer secret key",
  "oci:Identity/domainsMyOauth2clientCredential:DomainsMyOauth2clientCredential": "is an OAuth client's secret",
  "oci:Identity/domainsMySmtpCredential:DomainsMySmtpCredential": "is an SMTP password",
  "oci:Identity/domainsMyUserDbCredential:DomainsMyUserDbCredential": "is a database password",
  "oci:Identity/domainsOauth2clientCredential:DomainsOauth2clientCredential": "is an OAuth client's secret",
  "oci:Identity/domainsOauthClientCertificate:DomainsOauthClientCertificate": "is an OAuth client's certificate",
  "oci:Identity/domainsSmtpCredential:DomainsSmtpCredential": "is an SMTP password",
  "oci:Identity/domainsUserDbCredential:DomainsUserDbCredential": "is a database password",
  "oci:Identity/smtpCredential:SmtpCredential": "is an SMTP password",
  "oci:Identity/uiPassword:UiPassword": "is a user's password",
};

/** OCI has none of the keys that last, and no client with a secret. */
export const ociNoKeys: ResourcePolicy = {
  name: "oci-no-keys",
  about: "resource",
  description:
    "There are no API signing keys, auth tokens, customer secret keys or passwords of OCI's users, and no application with a client secret.",
  remedy:
    "Let programs in by token exchange through a public application, instances by their principal, and people by federation.",
  sources: [
    "https://docs.oracle.com/en-us/iaas/Content/Identity/usercredentials/credentials-user.htm",
    "https://docs.oracle.com/en-us/iaas/Content/Identity/api-getstarted/json_web_token_exchange.htm",
    "trivia-pay's requirements: no long-lived API keys",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: [...Object.keys(REFUSED), APP, CAPABILITIES, USER],
  judge: ({ type, props }) => [
    ...refusedFindings(REFUSED, type),
    ...(type === APP ? appFindings(props) : []),
    ...(type === CAPABILITIES ? capabilityFindings(props) : []),
    ...(type === USER ? userFindings(props) : []),
  ],
};

function appFindings({ clientType, isOauthClient }: Bag): Finding[] {
  return isOauthClient !== false && typeof clientType === "string" && clientType.toLowerCase() !== "public"
    ? [{ path: "clientType", rule: "confidential", says: "is a client with a secret" }]
    : [];
}

/** What a user may make by hand is out of every program's sight. */
function capabilityFindings(props: Bag, ...within: readonly string[]): Finding[] {
  return CAPABLE.filter((name) => props[name] === true).map((name) => ({
    path: pathText([...within, name]),
    rule: "capability",
    says: "lets the user have keys",
  }));
}

/** A domain's user has its capabilities with it, and may be made with a password. */
function userFindings(props: Bag): Finding[] {
  const { password, [USER_CAPABILITIES]: capabilities } = props;
  return [
    ...(isGiven(password) ? [{ path: "password", rule: "key", says: "is a user's password" }] : []),
    ...(isBag(capabilities) ? capabilityFindings(capabilities, USER_CAPABILITIES) : []),
  ];
}

const USER_CAPABILITIES = "urnietfparamsscimschemasoracleidcsextensioncapabilitiesUser";

const CAPABLE = [
  "canUseApiKeys",
  "canUseAuthTokens",
  "canUseCustomerSecretKeys",
  "canUseDbCredentials",
  "canUseOauth2clientCredentials",
  "canUseSmtpCredentials",
];
