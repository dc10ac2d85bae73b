/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/InstancePoolInstance/ */
import type * as core from "oci-core/lib/model/index.js";
import { instancePools, instances, poolMembers } from "../../collections.ts";
import { conflict, incorrectState, invalidParameter, notFoundResource } from "../../errors.ts";
import { eventKind } from "../../events.ts";
import { believedHealth } from "../../health/checks.ts";
import type { Moment } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import { needCompartment } from "../identity/compartment-tree.ts";
import { needKind } from "../shared/refuse.ts";
import { attachmentsOf, terminate } from "./instance-state.ts";
import { subnetOf } from "./pool-launch.ts";
import type { Pool } from "./pool-launch.ts";
import { addMember, leave, membersOf } from "./pool-members.ts";
import type { Member } from "./pool-members.ts";
import { noticePool } from "./pool-notice.ts";
import { tend } from "./pool-tend.ts";
import { needChangeablePool } from "./pools.ts";
import { sorted } from "../shared/listing.ts";
import { beginWork } from "./work-requests.ts";

const SECONDS_TO_ATTACH = 10;
const SECONDS_TO_DETACH = 10;

const attached = eventKind<{ id: string }>("compute.poolInstanceAttached", (moment, { id }) => {
  const member = poolMembers.get(moment.world, id);
  if (member?.lifecycleState === "ATTACHING") {
    poolMembers.change(moment, id, { lifecycleState: "ACTIVE" });
    noticePool(moment, member.instancePoolId);
  }
});

const detached = eventKind<{ id: string; terminates: boolean }>(
  "compute.poolInstanceDetached",
  (moment, { id, terminates }) => {
    const member = poolMembers.get(moment.world, id);
    if (member?.lifecycleState !== "DETACHING") {
      return;
    }
    poolMembers.remove(moment.world, id);
    if (terminates) {
      terminate(moment, id);
    }
    noticePool(moment, member.instancePoolId);
  },
);

function list(call: Call): Reply {
  const { compartmentId, displayName } = call.query;
  needCompartment(call.world, compartmentId ?? "");
  const pool = needAnyPool(call);
  // An instance may live in another compartment than its pool: either finds it.
  const members = membersOf(call.world, pool.id).filter(({ instance }) => {
    const homes = [pool.compartmentId, instance.compartmentId];
    return instance.lifecycleState !== "TERMINATED" && homes.includes(compartmentId ?? "");
  });
  const summaries = members.map((member) => summaryOf(call, pool, member));
  return { body: sorted(call, filtered(summaries, { displayName }), (item) => item.displayName ?? "") };
}

function needAnyPool(call: Call): Pool {
  return instancePools.need({ world: call.world, now: call.now }, call.params["instancePoolId"] ?? "");
}

function summaryOf(moment: Moment, pool: Pool, { member, instance }: Member): Wire<core.InstanceSummary> {
  return {
    id: instance.id,
    availabilityDomain: instance.availabilityDomain,
    compartmentId: instance.compartmentId,
    displayName: instance.displayName ?? "",
    faultDomain: instance.faultDomain ?? "",
    instanceConfigurationId: instance.instanceConfigurationId ?? pool.instanceConfigurationId,
    region: instance.region,
    shape: instance.shape,
    state: inWords(instance.lifecycleState),
    timeCreated: instance.timeCreated,
    loadBalancerBackends: member.backends.map((backend) => {
      return { ...backend, backendHealthStatus: believedHealth(moment, backend).status };
    }),
  };
}

/** Here alone OCI writes an instance's state as a word, "Running", and not as RUNNING. */
function inWords(state: string): string {
  return state.charAt(0) + state.slice(1).toLowerCase();
}

function poolInstanceOf(moment: Moment, pool: Pool, found: Member): Wire<core.InstancePoolInstance> {
  const summary = summaryOf(moment, pool, found);
  const lifecycleState = found.member.lifecycleState ?? "ACTIVE";
  return { ...summary, shape: found.instance.shape, instancePoolId: pool.id, lifecycleState };
}

function needMember(call: Call, pool: Pool, instanceId: string): Member {
  const found = membersOf(call.world, pool.id).find(({ instance }) => instance.id === instanceId);
  if (found === undefined) {
    throw notFoundResource(instanceId);
  }
  return found;
}

function show(call: Call): Reply {
  const pool = needAnyPool(call);
  const found = needMember(call, pool, call.params["instanceId"] ?? "");
  return replyWith(poolInstanceOf(call, pool, found), poolMembers.etag(call.world, found.instance.id));
}

function attach(call: Call): Reply {
  const pool = needChangeablePool(call);
  const { instanceId } = bodyOf<Wire<core.AttachInstancePoolInstanceDetails>>(call);
  checkAttachable(call, pool, instanceId);
  addMember(call, { instanceId, instancePoolId: pool.id, lifecycleState: "ATTACHING" });
  instancePools.change(call, pool.id, { size: pool.size + 1 });
  attached.schedule(call, SECONDS_TO_ATTACH, { id: instanceId });
  tend(call, pool.id);
  const work = beginWork(call, {
    operationType: "AttachInstancePoolInstance",
    compartmentId: pool.compartmentId,
    entityType: "instancePool",
    identifier: pool.id,
    actionType: "UPDATED",
    seconds: SECONDS_TO_ATTACH,
  });
  const location = `${call.world.endpoint}/20160918/instancePools/${pool.id}/instances/${instanceId}`;
  const body = poolInstanceOf(call, pool, needMember(call, pool, instanceId));
  return { ...replyWith(body, poolMembers.etag(call.world, instanceId), { ...work, location }), status: 201 };
}

/** @see https://docs.oracle.com/iaas/Content/Compute/Tasks/updatinginstancepool.htm#attach-instance */
function checkAttachable(call: Call, pool: Pool, instanceId: string): void {
  needKind("instanceId", instanceId, "instance");
  const instance = instances.get(call.world, instanceId);
  if (instance === undefined) {
    throw notFoundResource(instanceId);
  }
  const member = poolMembers.get(call.world, instanceId);
  if (member !== undefined) {
    throw conflict(`The instance ${instanceId} is attached to the instance pool ${member.instancePoolId} already.`);
  }
  if (instance.lifecycleState !== "RUNNING") {
    throw incorrectState(
      `The instance ${instanceId} is ${instance.lifecycleState}: it must be RUNNING to be attached.`,
    );
  }
  const subnetId = attachmentsOf(call.world, instanceId)[0]?.subnetId;
  const fits = pool.placementConfigurations.some((placement) => {
    return placement.availabilityDomain === instance.availabilityDomain && subnetOf(placement) === subnetId;
  });
  if (!fits) {
    throw invalidParameter(
      `The instance ${instanceId} is in ${instance.availabilityDomain} and the subnet ${subnetId}, ` +
        `which is no placement of the instance pool ${pool.id}.`,
    );
  }
}

function detach(call: Call): Reply {
  const pool = needChangeablePool(call);
  const details = bodyOf<Wire<core.DetachInstancePoolInstanceDetails>>(call);
  const { member, instance } = needMember(call, pool, details.instanceId);
  if (member.lifecycleState === "DETACHING") {
    throw incorrectState(`The instance ${instance.id} is being detached from the instance pool ${pool.id} already.`);
  }
  leave(call, instance.id);
  poolMembers.change(call, instance.id, { lifecycleState: "DETACHING" });
  if (details.isDecrementSize ?? true) {
    instancePools.change(call, pool.id, { size: pool.size - 1 });
  }
  detached.schedule(call, SECONDS_TO_DETACH, { id: instance.id, terminates: details.isAutoTerminate ?? false });
  tend(call, pool.id);
  const work = beginWork(call, {
    operationType: "DetachInstancePoolInstance",
    compartmentId: pool.compartmentId,
    entityType: "instancePool",
    identifier: pool.id,
    actionType: "UPDATED",
    seconds: SECONDS_TO_DETACH,
  });
  return { status: 202, headers: work };
}

const ONE = "/20160918/instancePools/{instancePoolId}";

export const poolInstanceEvents = [attached, detached];

export const poolInstanceRoutes: readonly Route[] = [
  { operation: "core/ListInstancePoolInstances", method: "GET", path: `${ONE}/instances`, handle: list },
  { operation: "core/AttachInstancePoolInstance", method: "POST", path: `${ONE}/instances`, handle: attach },
  { operation: "core/GetInstancePoolInstance", method: "GET", path: `${ONE}/instances/{instanceId}`, handle: show },
  {
    operation: "core/DetachInstancePoolInstance",
    method: "POST",
    path: `${ONE}/actions/detachInstance`,
    handle: detach,
  },
];
