/** @see https://docs.oracle.com/iaas/api/#/en/autoscaling/20181001/AutoScalingConfiguration/ */
import type * as model from "oci-autoscaling/lib/model/index.js";
import { autoScalingConfigurations, autoScalingStates, instancePools } from "../../collections.ts";
import { conflict, invalidParameter, missingParameter, notFoundResource } from "../../errors.ts";
import { freshOcid } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { checkDisplayName, given } from "../compute/checks.ts";
import { needCompartment } from "../identity/compartment-tree.ts";
import { defaultName } from "../shared/default-name.ts";
import { sorted } from "../shared/listing.ts";
import { needKind } from "../shared/refuse.ts";
import { applyInitial, beginLooking, DEFAULT_COOLDOWN } from "./look.ts";
import { isThreshold, newPolicy } from "./policy-details.ts";
import type { GivenPolicy, Policy } from "./policy-details.ts";

export type Configuration = Wire<model.AutoScalingConfiguration>;

const LEAST_COOLDOWN = 300;
const MOST_SCHEDULED = 50;

function create(call: Call): Reply {
  const details = bodyOf<Wire<model.CreateAutoScalingConfigurationDetails>>(call);
  needCompartment(call.world, details.compartmentId);
  checkDisplayName(details.displayName);
  checkCooldown(details.coolDownInSeconds);
  checkResource(call.world, details.resource.id);
  if (details.policies.length === 0) {
    throw missingParameter("policies must hold at least one policy.");
  }
  const wanted: GivenPolicy[] = details.policies;
  const policies = wanted.map((policy, index) => newPolicy(call, policy, `policies[${index}]`));
  checkTogether(policies);
  const id = freshOcid(call, "autoscalingconfiguration", REGION);
  const configuration = autoScalingConfigurations.put(call, id, {
    id,
    compartmentId: details.compartmentId,
    displayName: details.displayName ?? defaultName("autoscalingconfiguration", call.now),
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    coolDownInSeconds: details.coolDownInSeconds ?? DEFAULT_COOLDOWN,
    isEnabled: details.isEnabled ?? true,
    resource: details.resource,
    policies,
    timeCreated: timestamp(call.now),
  });
  if (configuration.isEnabled) {
    beginLooking(call, id, true);
    applyInitial(call, configuration);
  }
  return showConfiguration(call, id);
}

function checkCooldown(seconds: number | undefined | null): void {
  if (seconds !== undefined && seconds !== null && (!Number.isInteger(seconds) || seconds < LEAST_COOLDOWN)) {
    throw invalidParameter(`coolDownInSeconds must be a whole number of ${LEAST_COOLDOWN} or more, not ${seconds}.`);
  }
}

function checkResource(world: World, poolId: string): void {
  needKind("resource.id", poolId, "instancepool");
  const pool = instancePools.get(world, poolId);
  if (pool === undefined || pool.lifecycleState === "TERMINATING" || pool.lifecycleState === "TERMINATED") {
    throw notFoundResource(poolId);
  }
  const other = autoScalingConfigurations.list(world).find(({ resource }) => resource.id === poolId);
  if (other !== undefined) {
    throw conflict(
      `The instance pool ${poolId} has an autoscaling configuration already: ${other.id}. It can have only one.`,
    );
  }
}

/** @throws ServiceError 400 where policies can't stand side by side: one on thresholds, or several on schedules */
export function checkTogether(policies: readonly Policy[]): void {
  const thresholds = policies.filter(isThreshold).length;
  if (thresholds > 1 || (thresholds === 1 && policies.length > 1)) {
    throw invalidParameter("policies may hold one threshold policy, or several scheduled ones, and not both.");
  }
  if (policies.length > MOST_SCHEDULED) {
    throw invalidParameter(`policies may hold at most ${MOST_SCHEDULED} scheduled policies, not ${policies.length}.`);
  }
}

/** A reply with a configuration as it is now. */
export function showConfiguration(call: Call, id: string): Reply {
  const configuration = autoScalingConfigurations.need({ world: call.world, now: call.now }, id);
  return replyWith({ ...configuration, ...countsOf(configuration) }, autoScalingConfigurations.etag(call.world, id));
}

function countsOf({ policies }: Configuration): Partial<Configuration> {
  const { min, max } = policies.find(isThreshold)?.capacity ?? {};
  return { ...(min !== undefined && { minResourceCount: min }), ...(max !== undefined && { maxResourceCount: max }) };
}

/** The configuration of a call. */
export function needConfiguration(call: Call): Configuration {
  return autoScalingConfigurations.need(call, call.params["autoScalingConfigurationId"] ?? "");
}

function list(call: Call): Reply {
  const { compartmentId, displayName } = call.query;
  needCompartment(call.world, compartmentId ?? "");
  const found = filtered(autoScalingConfigurations.list(call.world), { compartmentId, displayName });
  const summaries = found.map(({ policies: _policies, ...summary }) => summary);
  return { body: sorted(call, summaries, (item) => item.displayName ?? "") };
}

function update(call: Call): Reply {
  const before = needConfiguration(call);
  const details = bodyOf<Wire<model.UpdateAutoScalingConfigurationDetails>>(call);
  checkDisplayName(details.displayName);
  checkCooldown(details.coolDownInSeconds);
  const after = autoScalingConfigurations.change(call, before.id, given(details));
  if (after.isEnabled && !before.isEnabled) {
    const isFirst = autoScalingStates.get(call.world, after.id) === undefined;
    beginLooking(call, after.id, isFirst);
    if (isFirst) {
      applyInitial(call, after);
    }
  }
  return showConfiguration(call, after.id);
}

function remove(call: Call): Reply {
  const { id } = needConfiguration(call);
  autoScalingConfigurations.remove(call.world, id);
  autoScalingStates.remove(call.world, id);
  return { status: 204 };
}

function changeCompartment(call: Call): Reply {
  const { id } = needConfiguration(call);
  const { compartmentId } = bodyOf<Wire<model.ChangeAutoScalingCompartmentDetails>>(call);
  needCompartment(call.world, compartmentId);
  autoScalingConfigurations.change(call, id, { compartmentId });
  return { status: 204, etag: autoScalingConfigurations.etag(call.world, id) };
}

const ALL = "/20181001/autoScalingConfigurations";
const ONE = `${ALL}/{autoScalingConfigurationId}`;

export const configurationRoutes: readonly Route[] = [
  { operation: "autoscaling/CreateAutoScalingConfiguration", method: "POST", path: ALL, handle: create },
  { operation: "autoscaling/ListAutoScalingConfigurations", method: "GET", path: ALL, handle: list },
  {
    operation: "autoscaling/GetAutoScalingConfiguration",
    method: "GET",
    path: ONE,
    handle: (call) => showConfiguration(call, needConfiguration(call).id),
  },
  { operation: "autoscaling/UpdateAutoScalingConfiguration", method: "PUT", path: ONE, handle: update },
  { operation: "autoscaling/DeleteAutoScalingConfiguration", method: "DELETE", path: ONE, handle: remove },
  {
    operation: "autoscaling/ChangeAutoScalingConfigurationCompartment",
    method: "POST",
    path: `${ONE}/actions/changeCompartment`,
    handle: changeCompartment,
  },
];
