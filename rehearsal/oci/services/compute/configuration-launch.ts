/** Turns what an instance configuration holds into the details of a launch. */
import type * as core from "oci-core/lib/model/index.js";
import { invalidParameter } from "../../errors.ts";
import type { Wire } from "../../wire.ts";
import type { LaunchDetails } from "./launch-checks.ts";

export type ConfiguredDetails = Wire<core.InstanceConfigurationLaunchInstanceDetails>;
export type ConfiguredInstance = Wire<core.InstanceConfigurationInstanceDetails>;

/** What a pool, or a launch, decides besides the configuration. */
export interface Decided {
  readonly instanceConfigurationId: string;
  readonly compartmentId: string;
  readonly availabilityDomain: string;
  readonly faultDomain?: string;
  readonly subnetId?: string;
  readonly displayName?: string;
  readonly hostnameLabel?: string;
}

/**
 * The launch details inside a configuration; the first option where there are several.
 * @throws ServiceError 400 for what the rehearsal can't launch: block volumes and secondary VNICs
 */
export function configuredDetails(instance: ConfiguredInstance): ConfiguredDetails {
  const options = (instance as Wire<core.ComputeInstanceOptions>).options;
  const details = (options?.[0] ?? instance) as Wire<core.ComputeInstanceDetails>;
  if (details.blockVolumes?.length || details.secondaryVnics?.length) {
    throw invalidParameter(
      "instanceDetails.blockVolumes and instanceDetails.secondaryVnics can't be launched: the rehearsal has neither.",
    );
  }
  return details.launchDetails ?? {};
}

/** The details of a launch: the configuration's, with what was decided besides put over them. */
export function launchDetailsOf(configured: ConfiguredDetails, decided: Decided): LaunchDetails {
  // These two are no fields of a launch: a maintenance preference, and a mode that follows from the options.
  const { preferredMaintenanceAction: _preference, launchMode: _mode, ...kept } = configured;
  const { subnetId, hostnameLabel, displayName, faultDomain } = decided;
  const launch: Partial<LaunchDetails> = kept as Partial<LaunchDetails>;
  return {
    ...launch,
    compartmentId: decided.compartmentId,
    availabilityDomain: decided.availabilityDomain,
    instanceConfigurationId: decided.instanceConfigurationId,
    createVnicDetails: {
      ...launch.createVnicDetails,
      ...(subnetId !== undefined && { subnetId }),
      ...(hostnameLabel !== undefined && { hostnameLabel }),
    },
    ...(displayName !== undefined && { displayName }),
    ...(faultDomain !== undefined && { faultDomain }),
  };
}
