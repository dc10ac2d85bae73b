/** The instances of a pool, and their places in the backend sets of its load balancers. */
import type * as core from "oci-core/lib/model/index.js";
import { instances, poolMembers, vnics } from "../../collections.ts";
import type { PoolMember } from "../../collections.ts";
import type { Moment } from "../../moment.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { attachBackend, detachBackend } from "../load-balancer/backends.ts";
import { attachmentsOf } from "./instance-state.ts";

export interface Member {
  readonly member: PoolMember;
  readonly instance: Wire<core.Instance>;
}

export type Attachment = Wire<core.InstancePoolLoadBalancerAttachment>;

/** Which set of which load balancer. */
export interface BackendSetRef {
  readonly loadBalancerId: string;
  readonly backendSetName: string;
}

/** A pool's members, in the order in which they joined. */
export function membersOf(world: World, poolId: string): Member[] {
  return poolMembers.list(world).flatMap((member) => {
    const instance = member.instancePoolId === poolId ? instances.get(world, member.instanceId) : undefined;
    return instance === undefined ? [] : [{ member, instance }];
  });
}

export function addMember(
  moment: Moment,
  { instanceId, instancePoolId, lifecycleState }: Pick<PoolMember, "instanceId" | "instancePoolId" | "lifecycleState">,
): void {
  poolMembers.put(moment, instanceId, {
    instanceId,
    instancePoolId,
    timeJoined: timestamp(moment.now),
    lifecycleState: lifecycleState ?? "ACTIVE",
    backends: [],
  });
}

export function sameSet(one: BackendSetRef, other: BackendSetRef): boolean {
  return one.loadBalancerId === other.loadBalancerId && one.backendSetName === other.backendSetName;
}

/**
 * Puts a member behind a load balancer, with its primary VNIC's address; nothing happens where it is already.
 * @throws ServiceError when the load balancer or the set is absent, or can't be changed now
 */
export function join(moment: Moment, instanceId: string, attachment: Attachment): void {
  const member = poolMembers.get(moment.world, instanceId);
  if (member === undefined || member.backends.some((backend) => sameSet(backend, attachment))) {
    return;
  }
  const vnicId = attachmentsOf(moment.world, instanceId)[0]?.vnicId ?? "";
  const ipAddress = vnics.get(moment.world, vnicId)?.privateIp;
  if (ipAddress === undefined) {
    return;
  }
  const { loadBalancerId, backendSetName, port } = attachment;
  const backendName = attachBackend(moment, { loadBalancerId, backendSetName, ipAddress, port });
  poolMembers.change(moment, instanceId, {
    backends: [...member.backends, { loadBalancerId, backendSetName, backendName }],
  });
}

/** Takes a member out of one backend set, or out of all that it is in. */
export function leave(moment: Moment, instanceId: string, set?: BackendSetRef): void {
  const member = poolMembers.get(moment.world, instanceId);
  const gone = member?.backends.filter((backend) => set === undefined || sameSet(backend, set)) ?? [];
  if (member === undefined || gone.length === 0) {
    return;
  }
  gone.forEach((backend) => detachBackend(moment, backend));
  poolMembers.change(moment, instanceId, { backends: member.backends.filter((backend) => !gone.includes(backend)) });
}
