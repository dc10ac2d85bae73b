/**
 * Lists whose order OCI doesn't keep and Oracle's Terraform provider declares as sets (or compares as such): two with
 * the same elements are the same. By property name, because the API uses each name in one sense.
 */
const SETS: ReadonlySet<string> = new Set([
  "cidrBlocks",
  "clientClaimValues",
  "egressSecurityRules",
  "faultDomains",
  "impersonationServiceUsers",
  "ingressSecurityRules",
  "ipv4cidrBlocks",
  "ipv6cidrBlocks",
  "ipv6privateCidrBlocks",
  "loadBalancers",
  "members",
  "networkSecurityGroupIds",
  "nsgIds",
  "oauthClients",
  "routeRules",
  "securityListIds",
  "services",
  "subnetIds",
]);

export const isSet = (name: string): boolean => SETS.has(name);
