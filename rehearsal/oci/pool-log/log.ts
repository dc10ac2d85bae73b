/**
 * The world's own log of each pool: an entry whenever something about it changes, at the moment at which it does. It lies
 * in the world's file, and holds the last 2,000 entries of a pool until a day after the pool's end.
 */
import { instancePools } from "../collections.ts";
import { ledger } from "../ledger.ts";
import type { Moment } from "../moment.ts";
import type { World } from "../world.ts";
import { differences } from "./differences.ts";
import type { Difference } from "./differences.ts";
import type { PoolLogEntry } from "./entry.ts";
import { poolSnapshot } from "./snapshot.ts";
import type { PoolSnapshot } from "./snapshot.ts";

export const MOST_ENTRIES = 2000;

/** OCIDs stand as their places in `ids`: the whole file is written with every request, and each entry has many of them. */
interface StoredLog {
  ids: string[];
  entries: StoredEntry[];
  last: PoolSnapshot;
}

interface StoredEntry extends Omit<
  PoolLogEntry,
  "instanceId" | "configurationId" | "members" | "instances" | "serving" | "configurations"
> {
  instanceId?: number;
  configurationId: number;
  members: number[];
  instances: number[];
  serving: number[];
  configurations: number[];
}

const logs = ledger<StoredLog>("poolLogs");

/** Notes what has changed about every pool since the last look. */
export function watchPools(moment: Moment): void {
  instancePools.list(moment.world).forEach(({ id }) => watchPool(moment, id));
  logs
    .entries(moment.world)
    .filter(([id]) => instancePools.get(moment.world, id) === undefined)
    .forEach(([id]) => logs.remove(moment.world, id));
}

function watchPool(moment: Moment, poolId: string): void {
  const log = logs.get(moment.world, poolId);
  const snapshot = poolSnapshot(moment, poolId, log?.last);
  if (snapshot === undefined) {
    return;
  }
  const ids = [...(log?.ids ?? [])];
  const found = differences(log?.last, snapshot, moment.now);
  const added = found.map((difference) => store(ids, moment.now, difference, snapshot));
  const entries = [...(log?.entries ?? []), ...added].slice(-MOST_ENTRIES);
  logs.put(moment.world, poolId, { ids, entries, last: snapshot });
}

function store(ids: string[], at: number, difference: Difference, snapshot: PoolSnapshot): StoredEntry {
  const place = (id: string): number => {
    const found = ids.indexOf(id);
    return found >= 0 ? found : ids.push(id) - 1;
  };
  const { instanceId, ...told } = difference;
  const present = Object.entries(snapshot.instances);
  return {
    at,
    ...told,
    ...(instanceId !== undefined && { instanceId: place(instanceId) }),
    desired: snapshot.desired,
    configurationId: place(snapshot.configurationId),
    members: present.filter(([, one]) => one.isMember).map(([id]) => place(id)),
    instances: present.map(([id]) => place(id)),
    serving: present.filter(([, one]) => one.isServing).map(([id]) => place(id)),
    configurations: present.map(([, one]) => place(one.configurationId)),
    autoscalingEnabled: snapshot.autoscalingEnabled,
  };
}

/** A pool's log, the oldest entry first; undefined where no such pool was ever seen. */
export function poolLog(world: World, poolId: string): PoolLogEntry[] | undefined {
  const log = logs.get(world, poolId);
  return log?.entries.map((entry) => read(log.ids, entry));
}

function read(ids: readonly string[], entry: StoredEntry): PoolLogEntry {
  const idOf = (place: number) => ids[place] ?? "";
  const { instanceId, ...kept } = entry;
  return {
    ...kept,
    ...(instanceId !== undefined && { instanceId: idOf(instanceId) }),
    configurationId: idOf(entry.configurationId),
    members: entry.members.map(idOf),
    instances: entry.instances.map(idOf),
    serving: entry.serving.map(idOf),
    configurations: entry.configurations.map(idOf),
  };
}
