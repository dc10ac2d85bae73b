import { gzipSync } from "node:zlib";
import { STACK } from "./break.ts";
import type { Break } from "./break.ts";
import type { Planted } from "./secrets.ts";

const CONFIGURATION = "oci:Core/instanceConfiguration:InstanceConfiguration";
const LAUNCH = "instanceDetails.launchDetails";
const SECRET = "oci:Vault/secret:Secret";

export function triviaPay({ token }: Planted): readonly Break[] {
  const cloudInit = `#!/bin/sh\nexport API_TOKEN=${token}\nexec /opt/api\n`;
  const security = "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule";
  const rule = { networkSecurityGroupId: "ocid1.networksecuritygroup.oc1..aaaa", protocol: "all" };
  return [
    {
      policy: "metadata-v2",
      type: CONFIGURATION,
      set: [`${LAUNCH}.instanceOptions.areLegacyImdsEndpointsDisabled`, false],
    },
    {
      policy: "volumes-encrypted-in-transit",
      type: CONFIGURATION,
      set: [`${LAUNCH}.isPvEncryptionInTransitEnabled`, false],
    },
    { policy: "keys-protected", type: "oci:Kms/key:Key", unprotected: true },
    { policy: "keys-protected", type: "oci:Kms/vault:Vault", unprotected: true },
    { policy: "data-protected", type: SECRET, name: "ocir-username", unprotected: true },
    { policy: "required-tags", type: "oci:Core/vcn:Vcn", set: ["freeformTags", {}] },
    { policy: "instances-private", type: CONFIGURATION, set: [`${LAUNCH}.createVnicDetails.assignPublicIp`, true] },
    {
      policy: "storage-private",
      type: "oci:Artifacts/containerRepository:ContainerRepository",
      set: ["isPublic", true],
    },
    {
      policy: "image-tags-immutable",
      type: "oci:Artifacts/containerRepository:ContainerRepository",
      set: ["isImmutable", false],
    },
    {
      policy: "ingress-narrow",
      type: security,
      name: "all-in",
      added: { ...rule, direction: "INGRESS", source: "0.0.0.0/0", sourceType: "CIDR_BLOCK" },
    },
    {
      policy: "egress-narrow",
      type: security,
      name: "all-out",
      added: { ...rule, direction: "EGRESS", destination: "0.0.0.0/0", destinationType: "CIDR_BLOCK" },
    },
    {
      policy: "oci-balancer-tls",
      type: "oci:LoadBalancer/listener:Listener",
      set: ["sslConfiguration", { certificateName: "site", protocols: ["TLSv1.1"] }],
      found: { path: "sslConfiguration.protocols[0]" },
    },
    {
      policy: "pool-ships-logs",
      type: "oci:Logging/unifiedAgentConfiguration:UnifiedAgentConfiguration",
      removed: true,
      found: { type: "oci:Core/instancePool:InstancePool" },
    },
    {
      policy: "oci-statements-named",
      type: "oci:Identity/policy:Policy",
      set: ["statements", ["Allow any-user to manage all-resources in tenancy"]],
      found: { path: "statements[0]" },
    },
    {
      policy: "oci-no-keys",
      type: "oci:Identity/authToken:AuthToken",
      name: "pull-token",
      added: { userId: "ocid1.user.oc1..aaaa", description: "pulls images" },
      unprovided: true,
    },
    {
      policy: "no-secret-by-place",
      type: SECRET,
      name: "app-env",
      set: ["secretContent.content", Buffer.from(`TOKEN=${token}`).toString("base64")],
      also: [{ policy: "no-secret-by-content" }],
    },
    {
      policy: "no-secret-by-content",
      type: CONFIGURATION,
      set: [`${LAUNCH}.metadata.user_data`, gzipSync(cloudInit).toString("base64")],
    },
    {
      policy: "no-secret-by-content",
      type: "command:local:Command",
      name: "announce",
      added: { create: `announce --token ${token}` },
      found: { path: "create" },
    },
    {
      policy: "no-secret-in-dynamic-provider",
      type: "pulumi-nodejs:dynamic:Resource",
      name: "prober",
      added: { __provider: `exports.handler = () => fetch(url, { headers: { authorization: "Bearer ${token}" } });` },
      unprovided: true,
      found: { path: "__provider" },
    },
    {
      policy: "oci-balancer-access-logs",
      type: "oci:Logging/log:Log",
      name: "-access",
      removed: true,
      found: { type: "oci:LoadBalancer/loadBalancer:LoadBalancer", name: "" },
    },
    { policy: "no-secret-in-outputs", type: STACK, exported: ["apiToken", token] },
  ];
}
