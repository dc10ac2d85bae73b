/** What a pool launches: its instance configuration, in the place and with the name that the pool decides. */
import type * as core from "oci-core/lib/model/index.js";
import { instanceConfigurations, poolLaunches } from "../../collections.ts";
import { invalidParameter, notFoundResource } from "../../errors.ts";
import { seeded } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { configuredDetails, launchDetailsOf } from "./configuration-launch.ts";
import { isDying } from "./instance-state.ts";
import { launch } from "./launch.ts";
import { checkLaunch } from "./launch-checks.ts";
import type { LaunchDetails } from "./launch-checks.ts";
import { addMember, membersOf } from "./pool-members.ts";
import { placeNext } from "./pool-placement.ts";

export type Pool = Wire<core.InstancePool>;
type PoolPlacement = Wire<core.InstancePoolPlacementConfiguration>;

const COUNT = /\$\{launchCount\}/g;

/**
 * Looks whether the pool could launch in each of its placements.
 * @throws ServiceError 400 or 404 naming what is wrong
 */
export function checkLaunchable(world: World, pool: Pool): void {
  pool.placementConfigurations.forEach((placement) => {
    checkLaunch(world, detailsFor(world, pool, placement, placement.faultDomains?.[0]));
  });
}

/** Launches one more instance into the pool. @throws ServiceError as a launch does */
export function launchInto(moment: Moment, pool: Pool): void {
  const members = membersOf(moment.world, pool.id)
    .map(({ instance }) => instance)
    .filter((instance) => !isDying(instance.lifecycleState));
  const place = placeNext(pool.placementConfigurations, members);
  if (place === undefined) {
    throw invalidParameter(`The instance pool ${pool.id} has no placement configuration.`);
  }
  const details = detailsFor(moment.world, pool, place.placement, place.faultDomain);
  const count = (poolLaunches.get(moment.world, pool.id)?.count ?? 0) + 1;
  const { id } = launch(moment, { ...details, ...namesOf(moment.world, pool, count, details) }, pool.id);
  poolLaunches.put(moment, pool.id, { count });
  addMember(moment, { instanceId: id, instancePoolId: pool.id });
}

function detailsFor(
  world: World,
  pool: Pool,
  placement: PoolPlacement,
  faultDomain: string | undefined,
): LaunchDetails {
  const configuration = instanceConfigurations.get(world, pool.instanceConfigurationId);
  if (configuration?.instanceDetails === undefined) {
    throw notFoundResource(pool.instanceConfigurationId);
  }
  const configured = configuredDetails(configuration.instanceDetails);
  const subnetId = subnetOf(placement);
  return launchDetailsOf(configured, {
    instanceConfigurationId: configuration.id,
    compartmentId: configured.compartmentId ?? pool.compartmentId,
    availabilityDomain: placement.availabilityDomain,
    ...(faultDomain !== undefined && { faultDomain }),
    ...(subnetId !== undefined && { subnetId }),
  });
}

/** A placement's subnet stands over the configuration's. */
export function subnetOf(placement: PoolPlacement): string | undefined {
  return placement.primaryVnicSubnets?.subnetId ?? placement.primarySubnetId ?? undefined;
}

/** The configuration's display name is not used: OCI calls a pool's instances `inst-<5 characters>-<pool's name>`. */
function namesOf(world: World, pool: Pool, count: number, details: LaunchDetails): Partial<LaunchDetails> {
  const { instanceDisplayNameFormatter: display, instanceHostnameFormatter: host } = pool;
  const drawn = Math.floor(seeded(world, `pool-name/${pool.id}/${count}`) * 36 ** 5);
  const displayName = display
    ? display.replaceAll(COUNT, String(count))
    : `inst-${drawn.toString(36).padStart(5, "0")}-${pool.displayName}`;
  return {
    displayName,
    ...(host && {
      createVnicDetails: { ...details.createVnicDetails, hostnameLabel: host.replaceAll(COUNT, String(count)) },
    }),
  };
}
