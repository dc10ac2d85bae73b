/**
 * Which input, when it changes, makes a new resource instead of an update.
 *
 * Source: the flag `willReplaceOnChanges` in the oci provider's own schema (4.x), which the provider derives from
 * `ForceNew` in Oracle's Terraform provider. A path names properties without list indexes; `.**` takes in everything
 * below as well; a leading `!` takes a path out again.
 * @see https://www.pulumi.com/registry/packages/oci/api-docs/
 */
export const REPLACES: Readonly<Record<string, readonly string[]>> = {
  "oci:Artifacts/containerRepository:ContainerRepository": ["displayName"],
  "oci:Autoscaling/autoScalingConfiguration:AutoScalingConfiguration": [
    "autoScalingResources.**",
    "policies.**",
    "!policies.id",
    "!policies.rules.id",
    "!policies.timeCreated",
  ],
  "oci:Budget/budget:Budget": ["compartmentId", "targetCompartmentId", "targetType", "targets"],
  "oci:Budget/rule:Rule": ["budgetId"],
  "oci:Core/defaultSecurityList:DefaultSecurityList": ["manageDefaultResourceId"],
  "oci:Core/dhcpOptions:DhcpOptions": ["vcnId"],
  "oci:Core/instance:Instance": [
    "availabilityDomain",
    "clusterPlacementGroupId",
    "computeClusterId",
    "createVnicDetails.assignIpv6ip",
    "createVnicDetails.assignPrivateDnsRecord",
    "createVnicDetails.ipv6addressIpv6subnetCidrPairDetails.**",
    "createVnicDetails.privateIp",
    "createVnicDetails.privateIpId",
    "createVnicDetails.securityAttributes",
    "createVnicDetails.subnetCidr",
    "createVnicDetails.subnetId",
    "createVnicDetails.vlanId",
    "hostnameLabel",
    "image",
    "instanceConfigurationId",
    "ipxeScript",
    "isPvEncryptionInTransitEnabled",
    "launchOptions.firmware",
    "launchOptions.isConsistentVolumeNamingEnabled",
    "launchOptions.remoteDataVolumeType",
    "placementConstraintDetails.**",
    "platformConfig.areVirtualInstructionsEnabled",
    "platformConfig.isAccessControlServiceEnabled",
    "platformConfig.isInputOutputMemoryManagementUnitEnabled",
    "platformConfig.isMeasuredBootEnabled",
    "platformConfig.isMemoryEncryptionEnabled",
    "platformConfig.isSecureBootEnabled",
    "platformConfig.isTrustedPlatformModuleEnabled",
    "platformConfig.numaNodesPerSocket",
    "platformConfig.percentageOfCoresEnabled",
    "preemptibleInstanceConfig.**",
    "sourceDetails.bootVolumeVpusPerGb",
    "sourceDetails.instanceSourceImageFilterDetails.**",
    "subnetId",
  ],
  "oci:Core/instanceConfiguration:InstanceConfiguration": [
    "gmcConfigs.**",
    "instanceDetails.**",
    "!instanceDetails.launchDetails.availabilityConfig.isLiveMigrationPreferred",
    "!instanceDetails.launchDetails.shapeConfig.resourceManagement",
    "!instanceDetails.launchDetails.sourceDetails.instanceSourceImageFilterDetails.compartmentId",
    "!instanceDetails.options.blockVolumes.createDetails.compartmentId",
    "!instanceDetails.options.launchDetails.availabilityConfig.isLiveMigrationPreferred",
    "!instanceDetails.options.launchDetails.compartmentId",
    "!instanceDetails.options.launchDetails.shapeConfig.resourceManagement",
    "!instanceDetails.options.launchDetails.sourceDetails.instanceSourceImageFilterDetails.compartmentId",
    "instanceId",
    "source",
  ],
  "oci:Core/instancePool:InstancePool": ["placementConfigurations.computeClusterId"],
  "oci:Core/internetGateway:InternetGateway": ["vcnId"],
  "oci:Core/natGateway:NatGateway": ["publicIpId", "vcnId"],
  "oci:Core/networkSecurityGroup:NetworkSecurityGroup": ["vcnId"],
  "oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule": ["networkSecurityGroupId"],
  "oci:Core/routeTable:RouteTable": ["vcnId"],
  "oci:Core/securityList:SecurityList": ["vcnId"],
  "oci:Core/serviceGateway:ServiceGateway": ["vcnId"],
  "oci:Core/subnet:Subnet": [
    "availabilityDomain",
    "dnsLabel",
    "prohibitInternetIngress",
    "prohibitPublicIpOnVnic",
    "vcnId",
  ],
  "oci:Core/vcn:Vcn": ["cidrBlock", "dnsLabel"],
  "oci:Identity/compartment:Compartment": [],
  "oci:Identity/domainsGroup:DomainsGroup": ["idcsEndpoint"],
  "oci:Identity/domainsIdentityPropagationTrust:DomainsIdentityPropagationTrust": [
    "claimValidations.name",
    "idcsEndpoint",
    "name",
  ],
  "oci:Identity/domainsUser:DomainsUser": ["idcsEndpoint"],
  "oci:Identity/dynamicGroup:DynamicGroup": ["compartmentId", "name"],
  "oci:Identity/policy:Policy": ["compartmentId", "name"],
  "oci:Kms/key:Key": ["externalKeyReference.**", "keyShape.**", "managementEndpoint", "protectionMode"],
  "oci:Kms/vault:Vault": ["externalKeyManagerMetadata.**", "vaultType"],
  "oci:LoadBalancer/backend:Backend": ["backendsetName", "ipAddress", "loadBalancerId", "port"],
  "oci:LoadBalancer/backendSet:BackendSet": ["loadBalancerId", "name"],
  "oci:LoadBalancer/listener:Listener": ["loadBalancerId", "name"],
  "oci:LoadBalancer/loadBalancer:LoadBalancer": ["isPrivate", "subnetIds"],
  "oci:Logging/log:Log": ["configuration.**", "!configuration.source.parameters", "logType"],
  "oci:Logging/logGroup:LogGroup": [],
  "oci:Logging/unifiedAgentConfiguration:UnifiedAgentConfiguration": [],
  "oci:ObjectStorage/bucket:Bucket": ["name", "namespace", "storageTier"],
  "oci:Vault/secret:Secret": ["keyId", "secretName", "vaultId"],
};

/** Whether a change at `path` (`policies.rules.action`, no indexes) replaces a resource of this type. */
export function replaces(token: string, path: string): boolean {
  const rules = REPLACES[token] ?? [];
  const covers = (rule: string): boolean =>
    rule.endsWith(".**") ? path === rule.slice(0, -3) || path.startsWith(rule.slice(0, -2)) : path === rule;
  return rules.some((rule) => !rule.startsWith("!") && covers(rule)) && !rules.includes(`!${path}`);
}
