/** What has changed between two snapshots of a pool, as its log tells it. */
import type { PoolChange, PoolLogEntry } from "./entry.ts";
import type { InstanceSnapshot, PoolSnapshot } from "./snapshot.ts";

export type Difference = Pick<PoolLogEntry, "what" | "instanceId" | "detail" | "drainedSeconds" | "healthy">;

/** @param now world time in milliseconds: that of `after` */
export function differences(before: PoolSnapshot | undefined, after: PoolSnapshot, now: number): Difference[] {
  const found: Difference[] = before === undefined ? [{ what: "created" }] : settingsChanged(before, after);
  const ids = new Set([...Object.keys(before?.instances ?? {}), ...Object.keys(after.instances)]);
  for (const id of ids) {
    const changes = instanceChanged(before?.instances[id], after.instances[id], now);
    found.push(...changes.map((change) => ({ ...change, instanceId: id })));
  }
  return found;
}

function settingsChanged(before: PoolSnapshot, after: PoolSnapshot): Difference[] {
  const found: Difference[] = [];
  if (before.configurationId !== after.configurationId) {
    found.push({ what: "pointed", detail: `${before.configurationId} to ${after.configurationId}` });
  }
  if (before.desired !== after.desired) {
    found.push({ what: "resized", detail: `${before.desired} to ${after.desired}` });
  }
  if (before.autoscalingEnabled !== after.autoscalingEnabled) {
    found.push({ what: after.autoscalingEnabled ? "autoscaling-on" : "autoscaling-off" });
  }
  return found;
}

function instanceChanged(
  before: InstanceSnapshot | undefined,
  after: InstanceSnapshot | undefined,
  now: number,
): Difference[] {
  if (after === undefined) {
    return [{ what: "terminated" }];
  }
  if (before === undefined) {
    return [{ what: after.state === "RUNNING" ? "attached" : "launched", detail: after.configurationId }];
  }
  const found: Difference[] = [];
  if (before.isMember && !after.isMember) {
    found.push({ what: "detached", ...after.farewell });
  } else if (!before.isMember && after.isMember) {
    found.push({ what: "attached", detail: after.configurationId });
  } else if (before.drainingSince !== after.drainingSince) {
    found.push(drainChanged(before, now));
  }
  if (before.isServing !== after.isServing) {
    found.push({ what: after.isServing ? "serving" : "not-serving" });
  }
  if (before.state !== after.state) {
    found.push(stateChanged(before, after));
  }
  return found;
}

function drainChanged({ drainingSince }: InstanceSnapshot, now: number): Difference {
  return drainingSince === undefined
    ? { what: "drain-on" }
    : { what: "drain-off", drainedSeconds: (now - drainingSince) / 1000 };
}

function stateChanged(before: InstanceSnapshot, after: InstanceSnapshot): Difference {
  const detail = `${before.state} to ${after.state}`;
  if (after.state === "TERMINATING") {
    return { what: "terminating", detail, ...after.farewell };
  }
  const what: PoolChange = after.state === "RUNNING" ? "running" : "state";
  return { what, detail };
}
