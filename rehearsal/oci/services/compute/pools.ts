/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/InstancePool/ */
import type * as core from "oci-core/lib/model/index.js";
import { instancePools } from "../../collections.ts";
import { incorrectState } from "../../errors.ts";
import { freshOcid } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { needCompartment } from "../identity/compartment-tree.ts";
import { checkDisplayName, wantedState } from "./checks.ts";
import { checkConfiguration, checkLifecycle, checkSize, newAttachment, placementsOf } from "./pool-details.ts";
import { checkLaunchable } from "./pool-launch.ts";
import type { Pool } from "./pool-launch.ts";
import { attachSoon } from "./pool-load-balancers.ts";
import { membersOf } from "./pool-members.ts";
import type { Attachment } from "./pool-members.ts";
import { tend } from "./pool-tend.ts";
import { defaultName } from "../shared/default-name.ts";
import { sorted } from "../shared/listing.ts";

/** States in which a pool's size, place and configuration can be changed. */
const CHANGEABLE = ["RUNNING", "SCALING"];

function create(call: Call): Reply {
  const details = bodyOf<Wire<core.CreateInstancePoolDetails>>(call);
  needCompartment(call.world, details.compartmentId);
  checkDisplayName(details.displayName);
  checkSize(details.size);
  checkLifecycle(details.lifecycleManagement);
  checkConfiguration(call.world, details.instanceConfigurationId);
  const id = freshOcid(call, "instancepool", REGION);
  const attachments = (details.loadBalancers ?? []).reduce<Attachment[]>((others, wanted) => {
    return [...others, newAttachment(call, id, wanted, others)];
  }, []);
  const pool: Pool = {
    id,
    compartmentId: details.compartmentId,
    displayName: details.displayName ?? defaultName("instancepool", call.now),
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    instanceConfigurationId: details.instanceConfigurationId,
    poolType: "INSTANCE",
    placementConfigurations: placementsOf(details.placementConfigurations),
    size: details.size,
    loadBalancers: attachments,
    lifecycleState: "PROVISIONING",
    timeCreated: timestamp(call.now),
    ...optional(details),
  };
  checkLaunchable(call.world, pool);
  instancePools.put(call, id, pool);
  attachments.forEach((attachment) => attachSoon(call, attachment));
  tend(call, id);
  return showPool(call, id);
}

function optional(details: Wire<core.UpdateInstancePoolDetails>): Partial<Pool> {
  const { instanceDisplayNameFormatter, instanceHostnameFormatter, lifecycleManagement } = details;
  return {
    ...(instanceDisplayNameFormatter && { instanceDisplayNameFormatter }),
    ...(instanceHostnameFormatter && { instanceHostnameFormatter }),
    ...(lifecycleManagement && { lifecycleManagement }),
  };
}

/** A reply with a pool as it is now. */
export function showPool(call: Call, id: string): Reply {
  const pool = instancePools.need({ world: call.world, now: call.now }, id);
  return replyWith({ ...pool, currentSize: currentSize(call.world, id) }, instancePools.etag(call.world, id));
}

function currentSize(world: World, poolId: string): number {
  return membersOf(world, poolId).filter(({ instance }) => instance.lifecycleState === "RUNNING").length;
}

function list(call: Call): Reply {
  const { compartmentId, displayName } = call.query;
  needCompartment(call.world, compartmentId ?? "");
  const found = sorted(
    call,
    filtered(instancePools.list(call.world), { compartmentId, displayName, lifecycleState: wantedState(call) }),
    (item) => item.displayName ?? "",
  );
  return { body: found.map((pool) => summaryOf(call.world, pool)) };
}

function summaryOf(world: World, pool: Pool): Wire<core.InstancePoolSummary> {
  return {
    id: pool.id,
    compartmentId: pool.compartmentId,
    displayName: pool.displayName ?? "",
    instanceConfigurationId: pool.instanceConfigurationId,
    poolType: "INSTANCE",
    lifecycleState: pool.lifecycleState,
    availabilityDomains: pool.placementConfigurations.map((placement) => placement.availabilityDomain),
    size: pool.size,
    currentSize: currentSize(world, pool.id),
    timeCreated: pool.timeCreated,
    definedTags: pool.definedTags ?? {},
    freeformTags: pool.freeformTags ?? {},
  };
}

/** The pool of a call that changes it. @throws ServiceError 409 in a state that doesn't allow it */
export function needPool(call: Call, states?: readonly string[]): Pool {
  const pool = instancePools.need(call, call.params["instancePoolId"] ?? "");
  const { lifecycleState } = pool;
  if (lifecycleState === "TERMINATING" || lifecycleState === "TERMINATED") {
    throw incorrectState(`The instance pool ${pool.id} is ${lifecycleState}, and can't be changed any more.`);
  }
  if (states !== undefined && !states.includes(lifecycleState)) {
    throw incorrectState(
      `The instance pool ${pool.id} is ${lifecycleState}: this needs one that is ${states.join(" or ")}.`,
    );
  }
  return pool;
}

/** Members come and go in these states only. */
export function needChangeablePool(call: Call): Pool {
  return needPool(call, CHANGEABLE);
}

function update(call: Call): Reply {
  const details = bodyOf<Wire<core.UpdateInstancePoolDetails>>(call);
  const { displayName, freeformTags, definedTags, size, instanceConfigurationId, placementConfigurations } = details;
  const changesMembers = Boolean(instanceConfigurationId ?? placementConfigurations) || typeof size === "number";
  const pool = changesMembers ? needChangeablePool(call) : needPool(call);
  checkDisplayName(displayName);
  const changed: Pool = {
    ...pool,
    ...(displayName && { displayName }),
    ...(freeformTags && { freeformTags }),
    ...(definedTags && { definedTags }),
    ...(typeof size === "number" && { size }),
    ...(instanceConfigurationId && { instanceConfigurationId }),
    ...(placementConfigurations && { placementConfigurations: placementsOf(placementConfigurations) }),
    ...optional(details),
  };
  checkSize(changed.size);
  checkLifecycle(changed.lifecycleManagement);
  checkConfiguration(call.world, changed.instanceConfigurationId);
  if (instanceConfigurationId ?? placementConfigurations) {
    checkLaunchable(call.world, changed);
  }
  instancePools.put(call, pool.id, changed);
  tend(call, pool.id);
  return showPool(call, pool.id);
}

/** Changes how many instances a pool has, as autoscaling does. Says whether the pool was in a state for it. */
export function resizePool(moment: Moment, poolId: string, size: number): boolean {
  const pool = instancePools.get(moment.world, poolId);
  if (pool === undefined || !CHANGEABLE.includes(pool.lifecycleState)) {
    return false;
  }
  instancePools.change(moment, poolId, { size });
  tend(moment, poolId);
  return true;
}

function changeCompartment(call: Call): Reply {
  const { id } = needPool(call);
  const { compartmentId } = bodyOf<Wire<core.ChangeInstancePoolCompartmentDetails>>(call);
  needCompartment(call.world, compartmentId);
  instancePools.change(call, id, { compartmentId });
  return { status: 202, etag: instancePools.etag(call.world, id) };
}

function remove(call: Call): Reply {
  const { id } = needPool(call);
  instancePools.change(call, id, { lifecycleState: "TERMINATING" });
  tend(call, id);
  return { status: 204 };
}

function show(call: Call): Reply {
  return showPool(call, instancePools.need(call, call.params["instancePoolId"] ?? "").id);
}

const ALL = "/20160918/instancePools";
const ONE = `${ALL}/{instancePoolId}`;

export const poolRoutes: readonly Route[] = [
  { operation: "core/CreateInstancePool", method: "POST", path: ALL, handle: create },
  { operation: "core/ListInstancePools", method: "GET", path: ALL, handle: list },
  { operation: "core/GetInstancePool", method: "GET", path: ONE, handle: show },
  { operation: "core/UpdateInstancePool", method: "PUT", path: ONE, handle: update },
  { operation: "core/TerminateInstancePool", method: "DELETE", path: ONE, handle: remove },
  {
    operation: "core/ChangeInstancePoolCompartment",
    method: "POST",
    path: `${ONE}/actions/changeCompartment`,
    handle: changeCompartment,
  },
];
