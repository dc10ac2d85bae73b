/** Everything a world can hold, by name. What a value looks like is declared by the official SDK. */
import type {
  ContainerImage,
  ContainerRepository,
  UpdateContainerConfigurationDetails,
} from "oci-artifacts/lib/model/index.js";
import type { AutoScalingConfiguration } from "oci-autoscaling/lib/model/index.js";
import type * as core from "oci-core/lib/model/index.js";
import type { Compartment, DynamicGroup, Policy, Tenancy } from "oci-identity/lib/model/index.js";
import type { Key, KeyVersion, Vault } from "oci-keymanagement/lib/model/index.js";
import type { LoadBalancer, WorkRequest as LoadBalancerWorkRequest } from "oci-loadbalancer/lib/model/index.js";
import type * as logging from "oci-logging/lib/model/index.js";
import type { Bucket, UpdateNamespaceMetadataDetails } from "oci-objectstorage/lib/model/index.js";
import type { Secret } from "oci-vault/lib/model/index.js";
import type { WorkRequest, WorkRequestError } from "oci-workrequests/lib/model/index.js";
import { collection } from "./collection.ts";
import type { Wire } from "./wire.ts";

// Networking
export const vcns = collection<Wire<core.Vcn>>("vcns");
export const subnets = collection<Wire<core.Subnet>>("subnets");
export const internetGateways = collection<Wire<core.InternetGateway>>("internetGateways");
export const natGateways = collection<Wire<core.NatGateway>>("natGateways");
export const serviceGateways = collection<Wire<core.ServiceGateway>>("serviceGateways");
export const routeTables = collection<Wire<core.RouteTable>>("routeTables");
export const securityLists = collection<Wire<core.SecurityList>>("securityLists");
export const dhcpOptions = collection<Wire<core.DhcpOptions>>("dhcpOptions");
export const networkSecurityGroups = collection<Wire<core.NetworkSecurityGroup>>("networkSecurityGroups");
/** By the security group's id: its rules, in order. */
export const securityRules = collection<Wire<core.SecurityRule>[]>("securityRules");
/** Of instances and of load balancers: whatever holds an address in a subnet. A load balancer's has its OCID as id. */
export const vnics = collection<Wire<core.Vnic>>("vnics");
export const vnicAttachments = collection<Wire<core.VnicAttachment>>("vnicAttachments");

// Compute
export const images = collection<Wire<core.Image>>("images");
export const instances = collection<Wire<core.Instance>>("instances");
export const instanceConfigurations = collection<Wire<core.InstanceConfiguration>>("instanceConfigurations");
export const instancePools = collection<Wire<core.InstancePool>>("instancePools");
/** By the instance's id: which pool it is in, and the load balancers it was attached to. */
export const poolMembers = collection<PoolMember>("poolMembers");
/** By the instance's id: how its boot goes. */
export const boots = collection<Boot>("boots");
export const computeWorkRequests = collection<Wire<WorkRequest>>("computeWorkRequests");
/** By the work request's id: what went wrong in it. */
export const computeWorkRequestErrors = collection<Wire<WorkRequestError>[]>("computeWorkRequestErrors");
/** By the pool's id: how many instances it has launched so far. */
export const poolLaunches = collection<{ count: number }>("poolLaunches");
/** Attachments of load balancers that are DETACHED: they can be read for a day. */
export const detachedPoolLoadBalancers =
  collection<Wire<core.InstancePoolLoadBalancerAttachment>>("detachedPoolLoadBalancers");
export const autoScalingConfigurations = collection<Wire<AutoScalingConfiguration>>("autoScalingConfigurations");
/** By the configuration's id: what autoscaling remembers between two looks at a pool. */
export const autoScalingStates = collection<AutoScalingState>("autoScalingStates");
/** By an instance pool's id, or `*` for every pool: the CPU load that its instances are under. */
export const cpuLoads = collection<{ percent: number }>("cpuLoads");

// Load balancing
export const loadBalancers = collection<Wire<LoadBalancer>>("loadBalancers");
export const loadBalancerWorkRequests = collection<Wire<LoadBalancerWorkRequest>>("loadBalancerWorkRequests");

// Key management, vault, secrets
export const vaults = collection<Wire<Vault>>("vaults");
export const keys = collection<Wire<Key>>("keys");
export const keyVersions = collection<Wire<KeyVersion>>("keyVersions");
export const secrets = collection<Wire<Secret>>("secrets");
/** By the secret's id: its versions, the oldest first. */
export const secretVersions = collection<StoredSecretVersion[]>("secretVersions");

// Logging
export const logGroups = collection<Wire<logging.LogGroup>>("logGroups");
export const logs = collection<Wire<logging.Log>>("logs");
export const unifiedAgentConfigurations =
  collection<Wire<logging.UnifiedAgentConfiguration>>("unifiedAgentConfigurations");
export const loggingWorkRequests = collection<Wire<logging.WorkRequest>>("loggingWorkRequests");

// Identity
export const tenancies = collection<Wire<Tenancy>>("tenancies");
export const compartments = collection<Wire<Compartment>>("compartments");
export const dynamicGroups = collection<Wire<DynamicGroup>>("dynamicGroups");
export const policies = collection<Wire<Policy>>("policies");

// Registry and object storage
export const containerRepositories = collection<Wire<ContainerRepository>>("containerRepositories");
export const containerImages = collection<Wire<ContainerImage>>("containerImages");
/** By the namespace: what was changed in the registry's settings. */
export const containerConfigurations = collection<Wire<UpdateContainerConfigurationDetails>>("containerConfigurations");
/** By the namespace: what was changed in its metadata. */
export const namespaceMetadata = collection<Wire<UpdateNamespaceMetadataDetails>>("namespaceMetadata");
export const buckets = collection<Wire<Bucket>>("buckets");
/** By `<bucket>/<object name>`. */
export const objects = collection<StoredObject>("objects");

export interface PoolMember {
  instanceId: string;
  instancePoolId: string;
  /** When it joined the pool, as an RFC 3339 text. */
  timeJoined: string;
  /** ACTIVE where left out. */
  lifecycleState?: "ATTACHING" | "ACTIVE" | "DETACHING";
  backends: { loadBalancerId: string; backendSetName: string; backendName: string }[];
}

export interface Boot {
  instanceId: string;
  /** World time at which cloud-init has run and the service unit starts, in milliseconds since the epoch. */
  servesAt: number;
  /** cloud-init's user data as the launch gave it, in base64. */
  userData: string;
  /** A fault of this instance: it never gets past its boot, or its application never answers well. */
  fault?: "fails-to-boot" | "never-healthy";
}

export interface AutoScalingState {
  /** World time of the latest look, in milliseconds since the epoch. */
  lookedAt: number;
  /** World time until which nothing is scaled, in milliseconds since the epoch. */
  coolsUntil: number;
  /** By the condition's id: since when its threshold has been breached, in milliseconds since the epoch. */
  breachedSince: Record<string, number>;
  /** The initial capacity is still to be applied: the pool was in no state for it. */
  initialDue: boolean;
}

export interface StoredSecretVersion {
  versionNumber: number;
  /** The content, in base64. */
  content: string;
  name?: string;
  stages: string[];
  timeCreated: string;
  timeOfDeletion?: string;
}

export interface StoredObject {
  name: string;
  /** The bytes, in base64. */
  content: string;
  contentType: string;
  md5: string;
  timeCreated: string;
  /** Headers of the upload that reads give back: content-encoding, opc-meta-* and their like. */
  headers?: Record<string, string>;
}
