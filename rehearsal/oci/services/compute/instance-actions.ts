/**
 * Power actions: on one instance, and on each of a pool's.
 * @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/Instance/InstanceAction
 */
import { instances } from "../../collections.ts";
import { incorrectState, invalidParameter } from "../../errors.ts";
import type { Moment } from "../../moment.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { enter, powerOn, SECONDS_TO_SOFTSTOP, SECONDS_TO_STOP } from "./instance-state.ts";
import { needLiving, showInstance } from "./instances.ts";

interface PowerAction {
  /** The state that an instance must be in. */
  readonly from: "RUNNING" | "STOPPED";
  readonly perform: (moment: Moment, id: string) => void;
}

const reset: PowerAction = { from: "RUNNING", perform: powerOn };

const ACTIONS: Readonly<Record<string, PowerAction>> = {
  START: { from: "STOPPED", perform: powerOn },
  STOP: { from: "RUNNING", perform: (moment, id) => enter(moment, id, "STOPPING", SECONDS_TO_STOP) },
  SOFTSTOP: { from: "RUNNING", perform: (moment, id) => enter(moment, id, "STOPPING", SECONDS_TO_SOFTSTOP) },
  RESET: reset,
  SOFTRESET: reset,
  SENDDIAGNOSTICINTERRUPT: reset,
  DIAGNOSTICREBOOT: reset,
  REBOOTMIGRATE: reset,
};

/** Does it to the instance, where it is in a state for it. Says whether it was. */
export function tryPower(moment: Moment, id: string, action: string): boolean {
  const found = ACTIONS[action];
  const state = instances.get(moment.world, id)?.lifecycleState;
  if (found === undefined || state !== found.from) {
    return false;
  }
  found.perform(moment, id);
  return true;
}

function act(call: Call): Reply {
  const instance = needLiving(call);
  const action = call.query["action"] ?? "";
  const found = ACTIONS[action];
  if (found === undefined) {
    throw invalidParameter(`action must be one of ${Object.keys(ACTIONS).join(", ")}, not '${action}'.`);
  }
  if (!tryPower(call, instance.id, action)) {
    throw incorrectState(
      `The instance ${instance.id} is ${instance.lifecycleState}: ${action} needs one that is ${found.from}.`,
    );
  }
  return showInstance(call, instance.id);
}

export const instanceActionRoutes: readonly Route[] = [
  { operation: "core/InstanceAction", method: "POST", path: "/20160918/instances/{instanceId}", handle: act },
];
