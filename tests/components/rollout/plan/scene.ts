/** A pool in the midst of things, for the planner: right as it stands, so that a test changes one thing. */
import { DEFAULT_KNOBS } from "../../../../components/rollout/defaults.ts";
import type { RolloutGoal } from "../../../../components/rollout/drive/goal.ts";
import type { RolloutKnobs } from "../../../../components/rollout/knobs.ts";
import type {
  MemberSeen,
  Observation,
  PoolSeen,
  RolloutRecord,
} from "../../../../components/rollout/plan/observation.ts";

export const NOW = Date.UTC(2026, 0, 1, 12);
export const OLD = "ocid1.instanceconfiguration.oc1..old";
export const NEW = "ocid1.instanceconfiguration.oc1..new";
const PORT = 8000;

export function seconds(count: number): number {
  return NOW + count * 1000;
}

export function goalOf(knobs: Partial<RolloutKnobs> = {}): RolloutGoal {
  return {
    target: NEW,
    loadBalancerId: "ocid1.loadbalancer.oc1..lb",
    backendSetName: "api-backend",
    port: PORT,
    knobs: { ...DEFAULT_KNOBS, ...knobs },
    protect: [],
  };
}

export function record(changes: Partial<RolloutRecord> = {}): RolloutRecord {
  return {
    phase: "forward",
    target: NEW,
    lastGood: OLD,
    previous: "",
    desired: 3,
    startedAt: seconds(-600),
    ...changes,
  };
}

let count = 0;

/** Serving since an hour ago. */
export function member(configurationId: string, changes: Partial<MemberSeen> = {}): MemberSeen {
  count += 1;
  const ip = `10.20.1.${count % 250}`;
  return {
    id: `ocid1.instance.oc1..${String(count).padStart(4, "0")}`,
    name: `instance-${count}`,
    configurationId,
    state: "RUNNING",
    createdAt: seconds(-7200 + count),
    address: { vnicId: `ocid1.vnic.oc1..${count}`, subnetId: "ocid1.subnet.oc1..private", ip },
    noVnicMatches: false,
    backend: { name: `${ip}:${PORT}`, drain: false, offline: false, backup: false, weight: 1 },
    health: "OK",
    healthySince: seconds(-3600),
    ...changes,
  };
}

/** Running, and not OK yet. */
export function booting(configurationId: string, changes: Partial<MemberSeen> = {}): MemberSeen {
  const { healthySince, ...rest } = member(configurationId, { health: "CRITICAL", unhealthySince: seconds(-20) });
  assertHealthy(healthySince);
  return { ...rest, createdAt: seconds(-60), ...changes };
}

export function draining(of: MemberSeen, since: number): MemberSeen {
  if (of.backend === undefined) throw new Error("It has no backend that could drain.");
  return { ...of, backend: { ...of.backend, drain: true }, drainingSince: seconds(since) };
}

/** A rollout of three instances under way, the pool pointed at the new configuration. */
export function scene(
  members: readonly MemberSeen[],
  changes: Partial<Observation> = {},
  pool: Partial<PoolSeen> = {},
): Observation {
  return {
    at: NOW,
    pool: {
      size: members.length,
      configurationId: NEW,
      state: "RUNNING",
      etag: "etag-1",
      record: record(),
      ...pool,
    },
    autoscaling: [{ id: "ocid1.autoscalingconfiguration.oc1..a", enabled: false, suspended: true }],
    members,
    leaving: [],
    progressAt: seconds(-10),
    phaseSince: seconds(-6000),
    settled: true,
    probes: {},
    reached: {},
    completeSince: undefined,
    ...changes,
  };
}

function assertHealthy(since: number | undefined): void {
  if (since === undefined) throw new Error("The fixture of a serving member isn't healthy.");
}
