/** A pool as it is at one moment, as far as its log tells of it. */
import {
  autoScalingConfigurations,
  instancePools,
  instances as allInstances,
  loadBalancers,
  poolMembers,
} from "../collections.ts";
import type { PoolMember } from "../collections.ts";
import { believedHealth, wouldAnswer } from "../health/checks.ts";
import type { BackendRef } from "../health/diagnose.ts";
import type { Moment } from "../moment.ts";

export interface PoolSnapshot {
  readonly desired: number;
  readonly configurationId: string;
  readonly autoscalingEnabled: boolean;
  /** By OCID; TERMINATED ones left out. */
  readonly instances: Readonly<Record<string, InstanceSnapshot>>;
}

export interface InstanceSnapshot {
  /** OCI's lifecycle state. */
  readonly state: string;
  readonly configurationId: string;
  readonly isMember: boolean;
  readonly isServing: boolean;
  /** OK at each of its load balancers; false without one. */
  readonly isHealthy: boolean;
  /** World time in milliseconds; absent when it doesn't drain. */
  readonly drainingSince?: number;
  /** How it was when it left the pool or began to terminate, whichever was first. */
  readonly farewell?: Farewell;
}

export interface Farewell {
  readonly drainedSeconds?: number;
  readonly healthy: boolean;
}

/**
 * @param before the snapshot before this one: it knows since when something has been so
 * @returns undefined when there is no such pool
 */
export function poolSnapshot(moment: Moment, poolId: string, before?: PoolSnapshot): PoolSnapshot | undefined {
  const pool = instancePools.get(moment.world, poolId);
  if (pool === undefined) {
    return undefined;
  }
  const members = new Map(
    poolMembers
      .list(moment.world)
      .filter((member) => member.instancePoolId === poolId)
      .map((member) => [member.instanceId, member]),
  );
  const instances: Record<string, InstanceSnapshot> = {};
  for (const id of new Set([...Object.keys(before?.instances ?? {}), ...members.keys()])) {
    const found = instanceSnapshot(moment, id, members.get(id), before?.instances[id]);
    if (found !== undefined) {
      instances[id] = found;
    }
  }
  return {
    desired: pool.size,
    configurationId: pool.instanceConfigurationId,
    autoscalingEnabled: autoScalingConfigurations
      .list(moment.world)
      .some(({ resource, isEnabled }) => resource.id === poolId && isEnabled === true),
    instances,
  };
}

function instanceSnapshot(
  moment: Moment,
  id: string,
  member: PoolMember | undefined,
  before: InstanceSnapshot | undefined,
): InstanceSnapshot | undefined {
  const instance = allInstances.get(moment.world, id);
  if (instance === undefined || instance.lifecycleState === "TERMINATED") {
    return undefined;
  }
  const isMember = member !== undefined && member.lifecycleState !== "DETACHING";
  const backends = (isMember ? member.backends : []).map((backend) => backendSnapshot(moment, backend));
  const isDraining = backends.some(({ drains }) => drains);
  const isLeaving = instance.lifecycleState === "TERMINATING" || (before?.isMember === true && !isMember);
  const farewell = before?.farewell ?? (isLeaving ? farewellOf(moment, before) : undefined);
  return {
    state: instance.lifecycleState,
    configurationId: instance.instanceConfigurationId ?? "",
    isMember,
    isServing: backends.length > 0 && backends.every(({ serves }) => serves),
    isHealthy: backends.length > 0 && backends.every(({ isOk }) => isOk),
    ...(isDraining && { drainingSince: before?.drainingSince ?? moment.now }),
    // An instance that came back as a member is no longer on its way out.
    ...(farewell !== undefined && (isLeaving || !isMember) && { farewell }),
  };
}

function farewellOf(moment: Moment, before: InstanceSnapshot | undefined): Farewell {
  const since = before?.drainingSince;
  return {
    healthy: before?.isHealthy ?? false,
    ...(since !== undefined && { drainedSeconds: (moment.now - since) / 1000 }),
  };
}

function backendSnapshot(moment: Moment, ref: BackendRef): { drains: boolean; isOk: boolean; serves: boolean } {
  const set = loadBalancers.get(moment.world, ref.loadBalancerId)?.backendSets?.[ref.backendSetName];
  const backend = set?.backends.find(({ name }) => name === ref.backendName);
  if (backend === undefined) {
    return { drains: false, isOk: false, serves: false };
  }
  const isOk = believedHealth(moment, ref).status === "OK";
  return {
    drains: backend.drain,
    isOk,
    serves: isOk && !backend.drain && !backend.offline && wouldAnswer(moment, ref),
  };
}
