/** What stands in the logs. */
import { createHash } from "node:crypto";
import { collection } from "../../collection.ts";
import { logs } from "../../collections.ts";
import { nextNumber } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { timestamp } from "../../wire.ts";
import type { Json } from "../../wire.ts";
import type { World } from "../../world.ts";

/** Of each log the latest entries are kept. */
export const ENTRIES_KEPT = 1000;
const DAY_MS = 24 * 3600 * 1000;

export interface NewEntry {
  readonly logId: string;
  /** What happened; agents put each line of a file under `message`. */
  readonly data: Json;
  /** Who wrote it, for example a host name or a load balancer's name. Default: the log's display name. */
  readonly source?: string;
  /** What it is about, for example the path of a file. Default: empty. */
  readonly subject?: string;
}

export interface LogEntry {
  readonly id: string;
  readonly logId: string;
  /** World time, as an RFC 3339 text. */
  readonly time: string;
  readonly data: Json;
  readonly source?: string;
  readonly subject?: string;
}

/** By the log's id: its entries, the oldest first. */
const logEntries = collection<LogEntry[]>("logEntries");

/**
 * Writes an entry to a log, at the present moment. A log that is disabled or not ACTIVE takes nothing, as in OCI.
 * @returns the entry, or undefined where the log took none
 * @throws ServiceError 404 where there is no such log
 */
export function appendLogEntry(moment: Moment, entry: NewEntry): LogEntry | undefined {
  const { logId } = entry;
  const log = logs.need({ world: moment.world, now: moment.now }, logId);
  if (log.isEnabled === false || !["ACTIVE", "UPDATING"].includes(log.lifecycleState)) {
    return undefined;
  }
  const written: LogEntry = { ...entry, id: freshUuid(moment), time: timestamp(moment.now) };
  const before = logEntries.get(moment.world, logId) ?? [];
  logEntries.put(moment, logId, [...before, written].slice(-ENTRIES_KEPT));
  return written;
}

/** A log's entries that are within its retention, the oldest first. */
export function entriesOf(moment: Moment, logId: string): readonly LogEntry[] {
  const days = logs.get(moment.world, logId)?.retentionDuration ?? 0;
  const oldest = timestamp(moment.now - days * DAY_MS);
  return (logEntries.get(moment.world, logId) ?? []).filter((entry) => entry.time >= oldest);
}

export function forgetEntries(world: World, logId: string): void {
  logEntries.remove(world, logId);
}

function freshUuid(moment: Moment): string {
  const hex = createHash("sha256")
    .update(`${moment.world.seed}/entry/${nextNumber(moment)}`)
    .digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
