/** A rollout whose every argument is right, a cloud of plain values, and a driver that answers what a test wants. */
import type { HistoryEntry } from "@tidegate/rollout";
import type { RolloutEvent } from "../../../../components/rollout/drive/events.ts";
import type { RolloutGoal, RolloutResult } from "../../../../components/rollout/drive/goal.ts";
import type { ConfigurationSeen, Ports } from "../../../../components/rollout/drive/ports.ts";
import { PortError } from "../../../../components/rollout/drive/ports.ts";
import type { AutoscalingSeen, PoolSeen } from "../../../../components/rollout/plan/observation.ts";
import type { Parts, Where } from "../../../../components/rollout/provider/parts.ts";
import type { SurgeRolloutInputs, SurgeRolloutState } from "../../../../components/rollout/provider/properties.ts";

export const START = Date.UTC(2030, 0, 31, 12);

/** An OCID of a kind; the label tells it apart. */
export function ocid(kind: string, label: string, region = "eu-frankfurt-1"): string {
  return `ocid1.${kind}.oc1.${region}.${label.padStart(16, "a")}`;
}

export const OLD = ocid("instanceconfiguration", "old");
export const NEW = ocid("instanceconfiguration", "new");

export const RIGHT: SurgeRolloutInputs = {
  instancePoolId: ocid("instancepool", "pool"),
  compartmentId: ocid("compartment", "home", ""),
  loadBalancerId: ocid("loadbalancer", "balancer"),
  backendSetName: "api-backend",
  backendPort: 8000,
  shelf: "shelf-0a1b2c",
  targetConfigurationId: NEW,
  subnetId: ocid("subnet", "private"),
};

const SERVED: HistoryEntry = { configurationId: OLD, from: iso(START - 86_400_000), outcome: "adopted" };

/** What the state holds when OLD serves. */
export const STATE: SurgeRolloutState = {
  ...RIGHT,
  targetConfigurationId: OLD,
  servingConfigurationId: OLD,
  previousConfigurationId: "",
  servingSince: SERVED.from,
  outcome: "unchanged",
  history: [SERVED],
  reportFiles: [],
};

export const MOVED: RolloutResult = {
  outcome: "moved",
  serving: NEW,
  since: START + 600_000,
  previous: OLD,
  answers: [],
};

export const RETURNED: RolloutResult = {
  outcome: "returned",
  serving: OLD,
  since: START + 700_000,
  previous: "",
  failure: { cause: "The instance never became healthy.", instanceId: ocid("instance", "one"), ip: "10.20.1.7" },
  answers: ["503 at 12:09:50", "CONNECT_FAILED at 12:10:00"],
};

export const EVENTS: readonly RolloutEvent[] = [
  { kind: "started", at: START, resumed: false, from: OLD, to: NEW, desired: 2, surge: 1 },
  { kind: "looked", at: START + 1000, serving: 2, instances: 2, replaced: 0, desired: 2 },
  { kind: "finished", at: START + 660_000, outcome: "moved", serving: NEW, why: "" },
];

/** What a test changes about the world, and what it finds out. */
export interface World {
  readonly pool?: Partial<PoolSeen>;
  /** Thrown by every look at the pool. */
  readonly unreachable?: PortError;
  readonly autoscaling?: readonly AutoscalingSeen[];
  readonly result?: RolloutResult;
  readonly thrown?: Error;
  readonly configurations?: Readonly<Record<string, readonly ConfigurationSeen[]>>;
  /** Configurations that can't be removed. */
  readonly inUse?: readonly string[];
  /** Thrown when a report is written. */
  readonly disk?: Error;
}

export interface Told {
  readonly lines: string[];
  readonly goals: RolloutGoal[];
  readonly opened: Partial<Where>[];
  readonly restored: string[];
  readonly removed: string[];
  readonly shown: RolloutEvent[];
  readonly reports: { folder: string; events: readonly RolloutEvent[] }[];
}

export function fakeParts(world: World = {}): { readonly parts: Parts; readonly told: Told } {
  const told: Told = { lines: [], goals: [], opened: [], restored: [], removed: [], shown: [], reports: [] };
  const parts: Parts = {
    ports: async (where) => {
      told.opened.push(where);
      return portsOf(world, told);
    },
    configurations: async (where) => {
      told.opened.push(where);
      return configurationsOf(world, told, where.compartmentId);
    },
    rollOut: async (_ports, goal, sink) => {
      told.goals.push(goal);
      EVENTS.forEach(sink);
      if (world.thrown !== undefined) throw world.thrown;
      return world.result ?? MOVED;
    },
    narrator: async () => (event) => told.shown.push(event),
    say: (line) => told.lines.push(line),
    report: async (folder, events) => {
      if (world.disk !== undefined) throw world.disk;
      told.reports.push({ folder, events });
      return [`${folder}/latest.svg`];
    },
    randomKey: () => "0a1b2c",
  };
  return { parts, told };
}

function portsOf(world: World, told: Told): Ports {
  const never = (): never => {
    throw new Error("The provider leaves this to the driver.");
  };
  const read = async (): Promise<PoolSeen> => {
    if (world.unreachable !== undefined) throw world.unreachable;
    return { size: 2, configurationId: OLD, state: "RUNNING", etag: "1", ...world.pool };
  };
  return {
    pool: { read, attachments: never, members: never, departing: never, address: never, update: never, detach: never },
    balancer: { backends: never, health: never, setDrain: never, idle: never, explain: never },
    autoscaling: {
      list: async () => world.autoscaling ?? [],
      suspend: never,
      restore: async (id) => void told.restored.push(id),
    },
    configurations: { list: never, remove: never },
    probe: { ask: never },
    clock: { now: () => START, sleep: never },
  };
}

function configurationsOf(world: World, told: Told, compartmentId: string): Ports["configurations"] {
  return {
    list: async () => world.configurations?.[compartmentId] ?? [],
    remove: async (id) => {
      if (world.inUse?.includes(id)) throw new PortError("conflict", "the configuration is in use");
      told.removed.push(id);
    },
  };
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}
