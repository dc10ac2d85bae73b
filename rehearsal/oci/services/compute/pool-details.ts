/** What a pool's creation and its changes are held against. */
import type * as core from "oci-core/lib/model/index.js";
import { instanceConfigurations, loadBalancers } from "../../collections.ts";
import { conflict, invalidParameter, missingParameter, notFound, notFoundResource } from "../../errors.ts";
import { freshOcid } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { REGION } from "../../tenancy.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { needKind } from "../shared/refuse.ts";
import { checkAvailabilityDomain, checkFaultDomain } from "./checks.ts";
import { subnetOf } from "./pool-launch.ts";
import { sameSet } from "./pool-members.ts";
import type { Attachment } from "./pool-members.ts";

type GivenPlacement = Wire<core.CreateInstancePoolPlacementConfigurationDetails>;

/** Sizes that OCI takes without a raised service limit. */
const LARGEST_SIZE = 500;

/** @throws ServiceError 400 */
export function checkSize(size: number): void {
  if (!Number.isInteger(size) || size < 0 || size > LARGEST_SIZE) {
    throw invalidParameter(`size must be a whole number from 0 to ${LARGEST_SIZE}, not ${size}.`);
  }
}

/** @throws ServiceError 400 for actions before a termination: the rehearsal would terminate without waiting for them */
export function checkLifecycle(management: Wire<core.InstancePoolLifecycleManagementDetails> | undefined): void {
  if (management?.lifecycleActions.preTermination?.isEnabled) {
    throw invalidParameter(
      "lifecycleManagement.lifecycleActions.preTermination can't be enabled: the rehearsal has no actions before a termination.",
    );
  }
}

/** @throws ServiceError 400 for another kind, 404 where there is none */
export function checkConfiguration(world: World, id: string): void {
  needKind("instanceConfigurationId", id, "instanceconfiguration");
  if (instanceConfigurations.get(world, id) === undefined) {
    throw notFoundResource(id);
  }
}

/**
 * The placements as a pool shows them.
 * @throws ServiceError 400 without any, with one availability domain twice, or without a subnet
 */
export function placementsOf(given: readonly GivenPlacement[]): Wire<core.InstancePoolPlacementConfiguration>[] {
  if (given.length === 0) {
    throw missingParameter(
      "placementConfigurations must hold one placement for each availability domain, and is empty.",
    );
  }
  const seen = new Set<string>();
  return given.map((placement, index) => {
    const path = `placementConfigurations[${index}]`;
    checkAvailabilityDomain(placement.availabilityDomain);
    if (seen.has(placement.availabilityDomain)) {
      throw invalidParameter(
        `${path}.availabilityDomain ${placement.availabilityDomain} stands in another placement already.`,
      );
    }
    seen.add(placement.availabilityDomain);
    placement.faultDomains?.forEach(checkFaultDomain);
    if (placement.secondaryVnicSubnets?.length) {
      throw invalidParameter(`${path}.secondaryVnicSubnets can't be given: the rehearsal has no secondary VNICs.`);
    }
    const subnetId = subnetOf(placement);
    if (subnetId === undefined) {
      throw missingParameter(`${path}.primarySubnetId or ${path}.primaryVnicSubnets is required.`);
    }
    needKind(`${path}.primarySubnetId`, subnetId, "subnet");
    return { ...placement, primarySubnetId: subnetId };
  });
}

/**
 * A load balancer's attachment, as it is at first.
 * @throws ServiceError 400 for the port or the VNIC, 404 without that load balancer or set, 409 where it is attached
 */
export function newAttachment(
  moment: Moment,
  instancePoolId: string,
  details: Wire<core.AttachLoadBalancerDetails>,
  others: readonly Attachment[],
): Attachment {
  const { loadBalancerId, backendSetName, port, vnicSelection } = details;
  needKind("loadBalancerId", loadBalancerId, "loadbalancer");
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw invalidParameter(`port must be a whole number from 1 to 65535, not ${port}.`);
  }
  if (vnicSelection !== "PrimaryVnic") {
    throw invalidParameter(
      `vnicSelection '${vnicSelection}' names no VNIC of the pool's instances: they have a PrimaryVnic and no other.`,
    );
  }
  const balancer = loadBalancers.get(moment.world, loadBalancerId);
  if (balancer === undefined || balancer.lifecycleState === "DELETED") {
    throw notFoundResource(loadBalancerId);
  }
  if (balancer.backendSets?.[backendSetName] === undefined) {
    throw notFound(`The load balancer ${loadBalancerId} has no backend set '${backendSetName}'.`);
  }
  if (others.some((other) => sameSet(other, details))) {
    throw conflict(
      `The backend set '${backendSetName}' of ${loadBalancerId} is attached to the instance pool ${instancePoolId} already.`,
    );
  }
  const id = freshOcid(moment, "instancepoolloadbalancerattachment", REGION);
  return { id, instancePoolId, loadBalancerId, backendSetName, port, vnicSelection, lifecycleState: "ATTACHING" };
}
