/**
 * How a pool keeps itself as it was asked to be. Level-triggered: it looks at its members as they are, does what is
 * missing, and looks again when one of them changes. It needs no memory of what it began.
 * @see https://docs.oracle.com/iaas/Content/Compute/Concepts/instancemanagement.htm
 */
import {
  autoScalingConfigurations,
  detachedPoolLoadBalancers,
  instancePools,
  poolLaunches,
  poolMembers,
} from "../../collections.ts";
import { ServiceError } from "../../errors.ts";
import { eventKind } from "../../events.ts";
import type { Moment } from "../../moment.ts";
import { isDying, terminate } from "./instance-state.ts";
import { launchInto } from "./pool-launch.ts";
import type { Pool } from "./pool-launch.ts";
import { join, leave, membersOf } from "./pool-members.ts";
import type { Member } from "./pool-members.ts";
import { POOL_TENDS, noticePool } from "./pool-notice.ts";
import { chooseVictims } from "./pool-placement.ts";
import { recordFailure } from "./work-requests.ts";

/** World seconds until a launch, or a change at a load balancer, that was refused is tried again. */
const SECONDS_TO_RETRY = 30;
/** How long a terminated pool can still be read. */
const SECONDS_TERMINATED_SHOWS = 24 * 3600;

type State = Pool["lifecycleState"];

const tends = eventKind<{ poolId: string }>(POOL_TENDS, (moment, { poolId }) => tend(moment, poolId));

const vanishes = eventKind<{ poolId: string }>("compute.poolVanishes", (moment, { poolId }) => {
  instancePools.remove(moment.world, poolId);
  poolLaunches.remove(moment.world, poolId);
  detachedPoolLoadBalancers
    .list(moment.world)
    .filter((attachment) => attachment.instancePoolId === poolId)
    .forEach((attachment) => detachedPoolLoadBalancers.remove(moment.world, attachment.id));
});

/** Looks at a pool and does what is missing. */
export function tend(moment: Moment, poolId: string): void {
  const pool = instancePools.get(moment.world, poolId);
  if (pool === undefined || pool.lifecycleState === "TERMINATED") {
    return;
  }
  letDeadGo(moment, poolId);
  if (pool.lifecycleState === "TERMINATING") {
    return finish(moment, pool);
  }
  joinBalancers(moment, pool);
  if (pool.lifecycleState === "STOPPING" || pool.lifecycleState === "STARTING") {
    const goal = pool.lifecycleState === "STOPPING" ? "STOPPED" : "RUNNING";
    if (living(moment, poolId).every(({ instance }) => instance.lifecycleState === goal)) {
      setState(moment, pool, goal);
      noticePool(moment, poolId);
    }
    return;
  }
  if (pool.lifecycleState !== "STOPPED") {
    resize(moment, pool);
  }
}

/** Those that count: neither on their way out of the pool nor out of the world. */
export function living(moment: Moment, poolId: string): Member[] {
  return membersOf(moment.world, poolId).filter(({ member, instance }) => {
    return member.lifecycleState !== "DETACHING" && !isDying(instance.lifecycleState);
  });
}

function letDeadGo(moment: Moment, poolId: string): void {
  for (const { instance } of membersOf(moment.world, poolId)) {
    if (isDying(instance.lifecycleState)) {
      leave(moment, instance.id);
    }
    if (instance.lifecycleState === "TERMINATED") {
      poolMembers.remove(moment.world, instance.id);
    }
  }
}

function joinBalancers(moment: Moment, pool: Pool): void {
  const attachments = pool.loadBalancers?.filter(({ lifecycleState }) => lifecycleState !== "DETACHING") ?? [];
  const running = living(moment, pool.id).filter(({ instance }) => instance.lifecycleState === "RUNNING");
  for (const attachment of attachments) {
    orRetry(moment, pool, "AttachInstancePoolBackend", () => {
      running.forEach(({ instance }) => join(moment, instance.id, attachment));
    });
  }
}

/** More or fewer members, until there are as many as the pool's size says and all of them have settled. */
function resize(moment: Moment, pool: Pool): void {
  const before = living(moment, pool.id);
  if (before.length > pool.size) {
    const victims = chooseVictims(
      before.map(({ instance }) => instance),
      before.length - pool.size,
    );
    victims.forEach(({ id }) => {
      leave(moment, id);
      terminate(moment, id);
    });
  }
  for (let missing = pool.size - before.length; missing > 0; missing -= 1) {
    if (!orRetry(moment, pool, "LaunchInstance", () => launchInto(moment, pool))) {
      break;
    }
  }
  if (isSettled(moment, pool)) {
    setState(moment, pool, "RUNNING");
  } else if (pool.lifecycleState === "RUNNING") {
    setState(moment, pool, "SCALING");
  }
}

function isSettled(moment: Moment, pool: Pool): boolean {
  const members = membersOf(moment.world, pool.id);
  return (
    members.length === pool.size &&
    members.every(({ member, instance }) => {
      return (
        (member.lifecycleState ?? "ACTIVE") === "ACTIVE" && ["RUNNING", "STOPPED"].includes(instance.lifecycleState)
      );
    })
  );
}

function finish(moment: Moment, pool: Pool): void {
  const members = membersOf(moment.world, pool.id);
  members.forEach(({ instance }) => {
    leave(moment, instance.id);
    terminate(moment, instance.id);
  });
  if (members.length > 0) {
    return;
  }
  instancePools.change(moment, pool.id, { lifecycleState: "TERMINATED", loadBalancers: [] });
  autoScalingConfigurations
    .list(moment.world)
    .filter(({ resource }) => resource.id === pool.id)
    .forEach(({ id }) => autoScalingConfigurations.remove(moment.world, id));
  vanishes.schedule(moment, SECONDS_TERMINATED_SHOWS, { poolId: pool.id });
}

/** What OCI refuses in the background is no caller's error: it is put on record, and tried again later. */
function orRetry(moment: Moment, pool: Pool, operationType: string, attempt: () => void): boolean {
  try {
    attempt();
    return true;
  } catch (error) {
    if (!(error instanceof ServiceError)) {
      throw error;
    }
    const { compartmentId, id: identifier } = pool;
    recordFailure(moment, { operationType, compartmentId, entityType: "instancePool", identifier }, error);
    noticePool(moment, pool.id, SECONDS_TO_RETRY);
    return false;
  }
}

function setState(moment: Moment, pool: Pool, lifecycleState: State): void {
  if (instancePools.get(moment.world, pool.id)?.lifecycleState !== lifecycleState) {
    instancePools.change(moment, pool.id, { lifecycleState });
  }
}

export const poolEvents = [tends, vanishes];
