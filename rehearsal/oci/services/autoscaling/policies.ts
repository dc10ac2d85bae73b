/** @see https://docs.oracle.com/iaas/api/#/en/autoscaling/20181001/AutoScalingPolicy/ */
import type * as model from "oci-autoscaling/lib/model/index.js";
import { autoScalingConfigurations } from "../../collections.ts";
import { invalidParameter, notFoundResource } from "../../errors.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import { checkDisplayName, given } from "../compute/checks.ts";
import { sorted } from "../shared/listing.ts";
import { checkTogether, needConfiguration } from "./configurations.ts";
import { checkPolicy, newPolicy, rulesOf } from "./policy-details.ts";
import type { GivenPolicy, Policy } from "./policy-details.ts";

function create(call: Call): Reply {
  const { id, policies } = needConfiguration(call);
  const wanted = bodyOf<GivenPolicy>(call);
  checkDisplayName(wanted.displayName);
  const policy = newPolicy(call, wanted, "policy");
  checkTogether([...policies, policy]);
  return store(call, id, [...policies, policy], policy);
}

/** A policy has no version of its own: its etag is the configuration's. */
function store(call: Call, configurationId: string, policies: Policy[], policy: Policy): Reply {
  autoScalingConfigurations.change(call, configurationId, { policies });
  return replyWith(policy, autoScalingConfigurations.etag(call.world, configurationId));
}

function needPolicy(call: Call): { configurationId: string; policies: Policy[]; policy: Policy } {
  const { id: configurationId, policies } = needConfiguration(call);
  const wanted = call.params["autoScalingPolicyId"] ?? "";
  const policy = policies.find(({ id }) => id === wanted);
  if (policy === undefined) {
    throw notFoundResource(wanted);
  }
  return { configurationId, policies, policy };
}

function show(call: Call): Reply {
  const { configurationId, policy } = needPolicy(call);
  return replyWith(policy, autoScalingConfigurations.etag(call.world, configurationId));
}

function list(call: Call): Reply {
  const found = sorted(
    call,
    filtered(needConfiguration(call).policies, { displayName: call.query["displayName"] }),
    (item) => {
      return item.displayName ?? "";
    },
  );
  return {
    body: found.map(({ id, displayName, policyType, isEnabled }) => ({ id, displayName, policyType, isEnabled })),
  };
}

function update(call: Call): Reply {
  const { configurationId, policies, policy } = needPolicy(call);
  const details = bodyOf<Wire<model.UpdateAutoScalingPolicyDetails>>(call);
  if (details.policyType !== policy.policyType) {
    throw invalidParameter(`policyType of the policy ${policy.id} is ${policy.policyType}, and can't be changed.`);
  }
  checkDisplayName(details.displayName);
  const { rules } = details as Wire<model.UpdateThresholdPolicyDetails>;
  const changed = { ...policy, ...given(details), ...(rules && { rules: rulesOf(call, rules) }) };
  checkPolicy(changed, "policy");
  return store(
    call,
    configurationId,
    policies.map((other) => (other === policy ? changed : other)),
    changed,
  );
}

function remove(call: Call): Reply {
  const { configurationId, policies, policy } = needPolicy(call);
  autoScalingConfigurations.change(call, configurationId, { policies: policies.filter((other) => other !== policy) });
  return { status: 204 };
}

const ALL = "/20181001/autoScalingConfigurations/{autoScalingConfigurationId}/policies";
const ONE = `${ALL}/{autoScalingPolicyId}`;

export const policyRoutes: readonly Route[] = [
  { operation: "autoscaling/CreateAutoScalingPolicy", method: "POST", path: ALL, handle: create },
  { operation: "autoscaling/ListAutoScalingPolicies", method: "GET", path: ALL, handle: list },
  { operation: "autoscaling/GetAutoScalingPolicy", method: "GET", path: ONE, handle: show },
  { operation: "autoscaling/UpdateAutoScalingPolicy", method: "PUT", path: ONE, handle: update },
  { operation: "autoscaling/DeleteAutoScalingPolicy", method: "DELETE", path: ONE, handle: remove },
];
