/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/Instance/ */
import type * as core from "oci-core/lib/model/index.js";
import { instances } from "../../collections.ts";
import { incorrectState, invalidParameter } from "../../errors.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import { needCompartment } from "../identity/compartment-tree.ts";
import { checkDisplayName, checkFaultDomain, given, wantedState } from "./checks.ts";
import {
  isDying,
  powerOn,
  SECONDS_TO_PROVISION,
  SECONDS_TO_START,
  SECONDS_TO_TERMINATE,
  terminate,
} from "./instance-state.ts";
import { launch } from "./launch.ts";
import { checkMetadata } from "./launch-checks.ts";
import type { LaunchDetails } from "./launch-checks.ts";
import { needShape, shapeConfigOf } from "./shape-config.ts";
import { sorted } from "../shared/listing.ts";
import { beginWork } from "./work-requests.ts";

/** Keys of metadata that stand from the launch on. */
const FIXED_METADATA = ["user_data", "ssh_authorized_keys"];

function create(call: Call): Reply {
  const { id, compartmentId } = launch(call, bodyOf<LaunchDetails>(call));
  return showInstance(call, id, launchWork(call, id, compartmentId));
}

/** The work request of a launch. */
export function launchWork(call: Call, identifier: string, compartmentId: string): Record<string, string> {
  return beginWork(call, {
    operationType: "LaunchInstance",
    compartmentId,
    entityType: "instance",
    identifier,
    actionType: "CREATED",
    seconds: SECONDS_TO_PROVISION + SECONDS_TO_START,
  });
}

/** A reply with an instance as it is now. */
export function showInstance(call: Call, id: string, headers?: Record<string, string>): Reply {
  return replyWith(instances.get(call.world, id), instances.etag(call.world, id), headers);
}

function show(call: Call): Reply {
  return showInstance(call, instances.need(call, call.params["instanceId"] ?? "").id);
}

function list(call: Call): Reply {
  const { compartmentId, availabilityDomain, displayName, capacityReservationId } = call.query;
  needCompartment(call.world, compartmentId ?? "");
  const lifecycleState = wantedState(call);
  const filters = { compartmentId, availabilityDomain, displayName, lifecycleState, capacityReservationId };
  return { body: sorted(call, filtered(instances.list(call.world), filters), (item) => item.displayName ?? "") };
}

/** The instance of a call that changes it. @throws ServiceError 409 when it is terminated or about to be */
export function needLiving(call: Call): Wire<core.Instance> {
  const instance = instances.need(call, call.params["instanceId"] ?? "");
  if (isDying(instance.lifecycleState)) {
    throw incorrectState(`The instance ${instance.id} is ${instance.lifecycleState}, and can't be changed any more.`);
  }
  return instance;
}

function update(call: Call): Reply {
  const instance = needLiving(call);
  const details = bodyOf<Wire<core.UpdateInstanceDetails>>(call);
  checkUpdate(details, instance);
  const { shape, shapeConfig, agentConfig, launchOptions, instanceOptions, availabilityConfig } = details;
  const changed: Partial<Wire<core.Instance>> = { ...plainFields(details) };
  if (shape || shapeConfig) {
    const offered = needShape(shape ?? instance.shape);
    changed.shape = offered.name;
    changed.shapeConfig = shapeConfigOf(offered, { ...asked(instance), ...shapeConfig });
  }
  changed.agentConfig = { ...instance.agentConfig, ...agentConfig };
  changed.launchOptions = { ...instance.launchOptions, ...launchOptions };
  changed.instanceOptions = { ...instance.instanceOptions, ...instanceOptions };
  changed.availabilityConfig = { ...instance.availabilityConfig, ...availabilityConfig };
  instances.change(call, instance.id, changed);
  const reboots = shape || shapeConfig || details.faultDomain || launchOptions;
  if (reboots && instance.lifecycleState === "RUNNING") {
    powerOn(call, instance.id);
  }
  const work = beginWork(call, {
    operationType: "UpdateInstance",
    compartmentId: instance.compartmentId,
    entityType: "instance",
    identifier: instance.id,
    actionType: "UPDATED",
    seconds: reboots ? SECONDS_TO_START : 1,
  });
  return showInstance(call, instance.id, work);
}

/** What the shape's configuration was made from: a change of one number leaves the other. */
function asked({ shapeConfig }: Wire<core.Instance>): { ocpus?: number; memoryInGBs?: number } {
  return {
    ...(shapeConfig?.ocpus !== undefined && { ocpus: shapeConfig.ocpus }),
    ...(shapeConfig?.memoryInGBs !== undefined && { memoryInGBs: shapeConfig.memoryInGBs }),
  };
}

function checkUpdate(details: Wire<core.UpdateInstanceDetails>, instance: Wire<core.Instance>): void {
  checkDisplayName(details.displayName);
  if (details.faultDomain) {
    checkFaultDomain(details.faultDomain);
  }
  if (details.sourceDetails) {
    throw invalidParameter(
      "sourceDetails can't be replaced: the rehearsal has no boot volumes. Launch another instance.",
    );
  }
  if (details.metadata) {
    const changed = FIXED_METADATA.find((key) => details.metadata?.[key] !== instance.metadata?.[key]);
    if (changed !== undefined) {
      throw invalidParameter(`metadata.${changed} can't be changed or removed after the launch.`);
    }
    checkMetadata({
      metadata: details.metadata,
      ...(details.extendedMetadata && { extendedMetadata: details.extendedMetadata }),
    });
  }
}

const PLAIN = [
  "capacityReservationId",
  "dedicatedVmHostId",
  "definedTags",
  "displayName",
  "extendedMetadata",
  "faultDomain",
  "freeformTags",
  "isAIEnterpriseEnabled",
  "metadata",
  "platformConfig",
  "securityAttributes",
  "timeMaintenanceRebootDue",
];

function plainFields(details: Wire<core.UpdateInstanceDetails>): Partial<Wire<core.Instance>> {
  return Object.fromEntries(Object.entries(given(details)).filter(([key]) => PLAIN.includes(key)));
}

function changeCompartment(call: Call): Reply {
  const instance = needLiving(call);
  const { compartmentId } = bodyOf<Wire<core.ChangeInstanceCompartmentDetails>>(call);
  needCompartment(call.world, compartmentId);
  instances.change(call, instance.id, { compartmentId });
  const work = beginWork(call, {
    operationType: "ChangeInstanceCompartment",
    compartmentId,
    entityType: "instance",
    identifier: instance.id,
    actionType: "UPDATED",
    seconds: 1,
  });
  return { status: 202, etag: instances.etag(call.world, instance.id), headers: work };
}

function remove(call: Call): Reply {
  const instance = needLiving(call);
  terminate(call, instance.id);
  const work = beginWork(call, {
    operationType: "TerminateInstance",
    compartmentId: instance.compartmentId,
    entityType: "instance",
    identifier: instance.id,
    actionType: "DELETED",
    seconds: SECONDS_TO_TERMINATE,
  });
  return { status: 204, headers: work };
}

const ALL = "/20160918/instances";
const ONE = `${ALL}/{instanceId}`;

export const instanceRoutes: readonly Route[] = [
  { operation: "core/LaunchInstance", method: "POST", path: ALL, handle: create },
  { operation: "core/ListInstances", method: "GET", path: ALL, handle: list },
  { operation: "core/GetInstance", method: "GET", path: ONE, handle: show },
  { operation: "core/UpdateInstance", method: "PUT", path: ONE, handle: update },
  { operation: "core/TerminateInstance", method: "DELETE", path: ONE, handle: remove },
  {
    operation: "core/ChangeInstanceCompartment",
    method: "POST",
    path: `${ONE}/actions/changeCompartment`,
    handle: changeCompartment,
  },
];
