/**
 * The states that an instance goes through, and what each of them brings with it.
 * @see https://docs.oracle.com/iaas/Content/Compute/Tasks/restartinginstance.htm
 */
import type * as core from "oci-core/lib/model/index.js";
import { boots, instances, poolMembers, vnicAttachments } from "../../collections.ts";
import { eventKind } from "../../events.ts";
import { seeded } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { wakes } from "../../wake.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { releaseVnic } from "../network/vnic.ts";
import { noticePool } from "./pool-notice.ts";

/** World seconds from PROVISIONING to STARTING, and from there to RUNNING. */
export const SECONDS_TO_PROVISION = 10;
export const SECONDS_TO_START = 15;
export const SECONDS_TO_STOP = 10;
/** A soft stop asks the operating system first. */
export const SECONDS_TO_SOFTSTOP = 30;
export const SECONDS_TO_TERMINATE = 20;
/** How long a terminated instance can still be read. */
export const SECONDS_TERMINATED_SHOWS = 24 * 3600;
/** A later boot doesn't install again: the service unit starts so many world seconds after the machine does. */
const REBOOT_SECONDS = { least: 20, most: 40 };

type State = "PROVISIONING" | "STARTING" | "RUNNING" | "STOPPING" | "STOPPED" | "TERMINATING" | "TERMINATED";

/** What follows by itself. */
const NEXT: Partial<Record<State, { state: State; seconds: number }>> = {
  PROVISIONING: { state: "STARTING", seconds: SECONDS_TO_PROVISION },
  STARTING: { state: "RUNNING", seconds: SECONDS_TO_START },
  STOPPING: { state: "STOPPED", seconds: SECONDS_TO_STOP },
  TERMINATING: { state: "TERMINATED", seconds: SECONDS_TO_TERMINATE },
};

const reaches = eventKind<{ id: string; from: string; to: State }>(
  "compute.instanceReaches",
  (moment, { id, from, to }) => {
    // What was overtaken, by a termination for example, doesn't happen any more.
    if (instances.get(moment.world, id)?.lifecycleState === from) {
      enter(moment, id, to);
    }
  },
);

const vanishes = eventKind<{ id: string }>("compute.instanceVanishes", (moment, { id }) => {
  instances.remove(moment.world, id);
  attachmentsOf(moment.world, id).forEach((attachment) => vnicAttachments.remove(moment.world, attachment.id));
});

/** Puts an instance into a state, with all that belongs to it; the state that follows by itself is scheduled. */
export function enter(moment: Moment, id: string, state: State, seconds?: number): void {
  instances.change(moment, id, { lifecycleState: state });
  const next = NEXT[state];
  if (next !== undefined) {
    reaches.schedule(moment, seconds ?? next.seconds, { id, from: state, to: next.state });
  }
  if (state === "STARTING") {
    setAttachments(moment, id, "ATTACHED");
  } else if (state === "TERMINATING") {
    setAttachments(moment, id, "DETACHING");
  } else if (state === "TERMINATED") {
    leave(moment, id);
  }
  const member = poolMembers.get(moment.world, id);
  if (member !== undefined) {
    noticePool(moment, member.instancePoolId);
  }
}

/** Starts a stopped machine, or one that is reset: what it serves comes back some time after the machine. */
export function powerOn(moment: Moment, id: string): void {
  if (boots.get(moment.world, id) !== undefined) {
    const { least, most } = REBOOT_SECONDS;
    const drawn = least + seeded(moment.world, `reboot/${id}/${moment.now}`) * (most - least);
    boots.change(moment, id, { servesAt: moment.now + Math.round((SECONDS_TO_START + drawn) * 1000) });
    wakes.schedule(moment, SECONDS_TO_START + drawn, {});
  }
  enter(moment, id, "STARTING");
}

/** Terminates an instance; nothing happens to one that is terminated or about to be. */
export function terminate(moment: Moment, id: string): void {
  const state = instances.get(moment.world, id)?.lifecycleState;
  if (state !== undefined && !isDying(state)) {
    enter(moment, id, "TERMINATING");
  }
}

export function isDying(state: Wire<core.Instance.LifecycleState>): boolean {
  return state === "TERMINATING" || state === "TERMINATED";
}

export function attachmentsOf(world: World, instanceId: string): Wire<core.VnicAttachment>[] {
  return vnicAttachments.list(world).filter((attachment) => attachment.instanceId === instanceId);
}

function leave(moment: Moment, id: string): void {
  for (const attachment of attachmentsOf(moment.world, id)) {
    releaseVnic(moment, attachment.vnicId ?? "");
  }
  setAttachments(moment, id, "DETACHED");
  boots.remove(moment.world, id);
  vanishes.schedule(moment, SECONDS_TERMINATED_SHOWS, { id });
}

function setAttachments(moment: Moment, instanceId: string, lifecycleState: string): void {
  for (const attachment of attachmentsOf(moment.world, instanceId)) {
    vnicAttachments.change(moment, attachment.id, { lifecycleState });
  }
}

export const instanceEvents = [reaches, vanishes];
