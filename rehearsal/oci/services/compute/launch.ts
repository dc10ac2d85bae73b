/** Launches an instance: for LaunchInstance, for an instance configuration, and for a pool. */
import type * as core from "oci-core/lib/model/index.js";
import { boots, instances, vnicAttachments } from "../../collections.ts";
import { instanceFault } from "../../faults/index.ts";
import { readBootPlan } from "../../machine/cloud-init.ts";
import { freshOcid, seeded } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { FAULT_DOMAINS, REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import { wakes } from "../../wake.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { allocateVnic } from "../network/vnic.ts";
import { defaultName } from "../shared/default-name.ts";
import { enter, isDying } from "./instance-state.ts";
import { checkLaunch } from "./launch-checks.ts";
import type { CheckedLaunch, LaunchDetails } from "./launch-checks.ts";

/** World seconds from launch until cloud-init has run and the service unit starts. */
const BOOT_SECONDS = { least: 60, most: 120 };

const LAUNCH_OPTIONS: Wire<core.LaunchOptions> = {
  bootVolumeType: "PARAVIRTUALIZED",
  firmware: "UEFI_64",
  networkType: "PARAVIRTUALIZED",
  remoteDataVolumeType: "PARAVIRTUALIZED",
  isPvEncryptionInTransitEnabled: false,
  isConsistentVolumeNamingEnabled: true,
};

const AGENT_CONFIG: Wire<core.InstanceAgentConfig> = {
  isMonitoringDisabled: false,
  isManagementDisabled: false,
  areAllPluginsDisabled: false,
};

/**
 * @param poolId the pool that the instance is for, where it is for one
 * @throws ServiceError as `checkLaunch` and `allocateVnic` do; nothing has been made then
 */
export function launch(moment: Moment, details: LaunchDetails, poolId?: string): Wire<core.Instance> {
  const checked = checkLaunch(moment.world, details);
  const id = freshOcid(moment, "instance", REGION);
  const displayName = details.displayName ?? defaultName("instance", moment.now);
  attachPrimaryVnic(moment, id, displayName, details, checked);
  instances.put(moment, id, instanceOf(moment, { id, displayName, details, checked }));
  const seconds = BOOT_SECONDS.least + seeded(moment.world, `boot/${id}`) * (BOOT_SECONDS.most - BOOT_SECONDS.least);
  const userData = details.metadata?.["user_data"] ?? "";
  const { instanceConfigurationId = "" } = details;
  const fault = instanceFault(moment, [poolId ?? id, instanceConfigurationId, tagIn(userData)]);
  const servesAt = moment.now + Math.round(seconds * 1000);
  boots.put(moment, id, { instanceId: id, servesAt, userData, ...(fault !== undefined && { fault }) });
  wakes.schedule(moment, seconds, {});
  enter(moment, id, "PROVISIONING");
  return instances.need({ world: moment.world, now: moment.now }, id);
}

/** The tag of the image that the user data runs, as faults name it: `:2.0.0`. */
function tagIn(userData: string): string {
  return /:[^:/]*$/.exec(readBootPlan(userData).plan?.settings["IMAGE"] ?? "")?.[0] ?? "";
}

function attachPrimaryVnic(
  moment: Moment,
  instanceId: string,
  displayName: string,
  details: LaunchDetails,
  { subnetId }: CheckedLaunch,
): void {
  const wanted = details.createVnicDetails;
  const hostnameLabel = wanted?.hostnameLabel ?? details.hostnameLabel;
  const vnic = allocateVnic(moment, {
    subnetId,
    compartmentId: details.compartmentId,
    displayName: wanted?.displayName ?? displayName,
    nsgIds: wanted?.nsgIds ?? [],
    availabilityDomain: details.availabilityDomain,
    ...(typeof wanted?.assignPublicIp === "boolean" && { assignPublicIp: wanted.assignPublicIp }),
    ...(wanted?.privateIp && { assignPrivateIp: wanted.privateIp }),
    ...(hostnameLabel && { hostnameLabel }),
  });
  const id = freshOcid(moment, "vnicattachment", REGION);
  vnicAttachments.put(moment, id, {
    id,
    instanceId,
    compartmentId: details.compartmentId,
    availabilityDomain: details.availabilityDomain,
    lifecycleState: "ATTACHING",
    nicIndex: 0,
    subnetId,
    vnicId: vnic.id,
    timeCreated: timestamp(moment.now),
  });
}

interface Making {
  id: string;
  displayName: string;
  details: LaunchDetails;
  checked: CheckedLaunch;
}

function instanceOf(moment: Moment, { id, displayName, details, checked }: Making): Wire<core.Instance> {
  const given = details as Partial<Wire<core.Instance>>;
  return {
    id,
    displayName,
    compartmentId: details.compartmentId,
    availabilityDomain: details.availabilityDomain,
    faultDomain: details.faultDomain ?? emptiestFaultDomain(moment.world, details.availabilityDomain),
    region: REGION,
    shape: checked.shape.name,
    shapeConfig: checked.shapeConfig,
    imageId: checked.imageId,
    sourceDetails: { bootVolumeVpusPerGB: 10, ...details.sourceDetails, sourceType: "image", imageId: checked.imageId },
    metadata: details.metadata ?? {},
    extendedMetadata: details.extendedMetadata ?? {},
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    systemTags: {},
    launchMode: "PARAVIRTUALIZED",
    launchOptions: launchOptionsOf(details),
    instanceOptions: { areLegacyImdsEndpointsDisabled: false, ...details.instanceOptions },
    availabilityConfig: {
      isLiveMigrationPreferred: true,
      recoveryAction: "RESTORE_INSTANCE",
      ...details.availabilityConfig,
    },
    agentConfig: { ...AGENT_CONFIG, ...details.agentConfig },
    isCrossNumaNode: false,
    lifecycleState: "PROVISIONING",
    timeCreated: timestamp(moment.now),
    ...pick(given, KEPT),
  };
}

/** Fields that an instance shows as its launch gave them. */
const KEPT = [
  "capacityReservationId",
  "clusterPlacementGroupId",
  "dedicatedVmHostId",
  "instanceConfigurationId",
  "ipxeScript",
  "isAIEnterpriseEnabled",
  "placementConstraintDetails",
  "platformConfig",
  "preemptibleInstanceConfig",
  "securityAttributes",
] as const;

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  const picked: Partial<Pick<T, K>> = {};
  for (const key of keys) {
    const value = from[key];
    if (value !== undefined && value !== null) {
      picked[key] = value;
    }
  }
  return picked;
}

function launchOptionsOf(details: LaunchDetails): Wire<core.LaunchOptions> {
  const inTransit = details.isPvEncryptionInTransitEnabled;
  return {
    ...LAUNCH_OPTIONS,
    ...details.launchOptions,
    ...(typeof inTransit === "boolean" && { isPvEncryptionInTransitEnabled: inTransit }),
  };
}

/** Where OCI may choose, instances are spread. */
function emptiestFaultDomain(world: World, availabilityDomain: string): string {
  const living = instances.list(world).filter((instance) => {
    return instance.availabilityDomain === availabilityDomain && !isDying(instance.lifecycleState);
  });
  const count = (name: string) => living.filter((instance) => instance.faultDomain === name).length;
  return [...FAULT_DOMAINS].sort((one, other) => count(one) - count(other))[0] ?? "";
}
