/** Whether an instance runs. RDS starts a stopped one by itself after seven days. */
import type { Cloud } from "../../cloud.ts";
import { numberAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";

const SEVEN_DAYS = 7 * 24 * 3600 * 1000;

export function statusOf({ notes }: Resource, cloud: Cloud): "available" | "stopped" {
  const stoppedAt = numberAt(notes, "stoppedAt");
  return stoppedAt !== undefined && cloud.now < stoppedAt + SEVEN_DAYS ? "stopped" : "available";
}

export function stop(instance: Resource, cloud: Cloud): void {
  if (statusOf(instance, cloud) === "stopped") return;
  cloud.put({ ...instance, notes: { ...instance.notes, stoppedAt: cloud.now } });
}

export function start(instance: Resource, cloud: Cloud): void {
  const notes = { ...instance.notes };
  delete notes["stoppedAt"];
  cloud.put({ ...instance, notes });
}
