/** Planted bugs: what each rule must notice. None of them changes the world, only what the rollout does or believes. */
import { decide, GUARDS } from "../../../../components/rollout/drive/index.ts";
import type { Decision, Guards, Observation } from "../../../../components/rollout/drive/index.ts";
import type { RolloutGoal, RolloutResult } from "../../../../components/rollout/drive/goal.ts";
import type { PoolChange, Ports } from "../../../../components/rollout/drive/ports.ts";
import type { BackendSeen } from "../../../../components/rollout/plan/observation.ts";
import type { RolloutKnobs } from "../../../../components/rollout/knobs.ts";
import type { Bend } from "./run.ts";
import { BEFORE } from "./scenario.ts";
import type { Scenario } from "./scenario.ts";

export interface PlantedBug {
  readonly name: string;
  /** The rule that has to notice. */
  readonly rule: string;
  readonly bend: Bend;
}

export const PLANTED_BUGS: readonly PlantedBug[] = [
  { name: "drains without counting who serves", rule: "capacity", bend: without({ capacity: () => 99 }) },
  { name: "adds without counting who is there", rule: "room", bend: without({ room: () => 99 }) },
  { name: "goes on without the canary", rule: "caps", bend: without({ canary: ({ desired }) => desired }) },
  { name: "goes on past checkpoints", rule: "caps", bend: without({ checkpoints: ({ desired }) => desired }) },
  { name: "detaches as soon as it drains", rule: "drained", bend: without({ drained: () => true }) },
  { name: "has no deadline", rule: "ends", bend: without({ deadline: () => undefined }) },
  { name: "drains for no time", rule: "drained", bend: knob({ drainSeconds: 0 }) },
  { name: "counts an instance at its first good answer", rule: "counts", bend: knob({ minHealthySeconds: 0 }) },
  { name: "keeps one configuration only", rule: "pruned", bend: knob({ keepConfigurations: 1 }) },
  { name: "takes one more for surge", rule: "room", bend: { ports: growsByOneMore } },
  { name: "has a fast clock", rule: "drained", bend: { ports: fastClock } },
  { name: "forgets to drain and believes it did", rule: "drained", bend: { ports: drainsInMindOnly } },
  { name: "drains another one too", rule: "capacity", bend: { ports: drainsAnother } },
  { name: "detaches another one too", rule: "drained", bend: { ports: detachesAnother } },
  { name: "takes every backend for healthy", rule: "capacity", bend: { ports: allHealthy } },
  { name: "shrinks the pool instead of detaching", rule: "drained", bend: { ports: shrinks } },
  { name: "forgets who is leaving", rule: "room", bend: bendPool(() => ({ departing: async () => [] })) },
  { name: "changes the pool whatever its etag", rule: "record", bend: { ports: noEtag } },
  { name: "writes down the wrong last-good", rule: "record", bend: { ports: wrongLastGood } },
  { name: "does not write down that it is done", rule: "record", bend: { ports: neverDone } },
  { name: "returns to the version it leaves", rule: "outcome", bend: { ports: returnsToTarget } },
  { name: "says moved when it returned", rule: "outcome", bend: { result: boast } },
  { name: "says moved after the first instance", rule: "outcome", bend: { decide: finishEarly } },
  { name: "leaves autoscaling on", rule: "autoscaling", bend: { ports: neverSuspends } },
  { name: "leaves autoscaling off", rule: "autoscaling", bend: { ports: neverRestores } },
  { name: "enables what the user had disabled", rule: "autoscaling", bend: { ports: restoresAll } },
  { name: "takes every answer of a probe for a yes", rule: "caps", bend: { ports: yesSayer } },
  { name: "does not prune", rule: "pruned", bend: { ports: neverPrunes } },
  { name: "prunes last-good before the end", rule: "pruned", bend: { ports: prunesLastGood } },
  { name: "detaches an instance that isn't the pool's", rule: "outside", bend: { ports: detachesForeign } },
  { name: "drains a backend that isn't the pool's", rule: "outside", bend: { ports: drainsUnmanaged } },
  { name: "never sees the pool", rule: "ends", bend: bendPool(() => ({ read: () => new Promise(() => {}) })) },
];

/** The planner with some of its guards put aside. */
function without(guards: Partial<Guards>): Bend {
  return { decide: (seen, goal) => decide(seen, goal, { ...GUARDS, ...guards }) };
}

function knob(knobs: Partial<RolloutKnobs>): Bend {
  return { goal: (goal: RolloutGoal) => ({ ...goal, knobs: { ...goal.knobs, ...knobs } }) };
}

function bendPool(bend: (pool: Ports["pool"]) => Partial<Ports["pool"]>): Bend {
  return { ports: (ports) => ({ ...ports, pool: { ...ports.pool, ...bend(ports.pool) } }) };
}

function fastClock(ports: Ports, { begin }: Scenario): Ports {
  return { ...ports, clock: { ...ports.clock, now: () => begin + 3 * (ports.clock.now() - begin) } };
}

function drainsInMindOnly(ports: Ports): Ports {
  const drained = new Set<string>();
  const backends = async () => {
    return (await ports.balancer.backends()).map((backend) => ({ ...backend, drain: drained.has(backend.name) }));
  };
  const setDrain = async ({ name }: BackendSeen, drain: boolean) => {
    if (drain) drained.add(name);
    else drained.delete(name);
  };
  return { ...ports, balancer: { ...ports.balancer, backends, setDrain } };
}

function drainsAnother(ports: Ports): Ports {
  const setDrain = async (backend: BackendSeen, drain: boolean) => {
    await ports.balancer.setDrain(backend, drain);
    const other = (await ports.balancer.backends()).find((one) => !one.drain && one.name !== backend.name);
    if (drain && other !== undefined) await ports.balancer.setDrain(other, true);
  };
  return { ...ports, balancer: { ...ports.balancer, setDrain } };
}

function detachesAnother(ports: Ports): Ports {
  const detach = async (id: string) => {
    await ports.pool.detach(id);
    const other = (await ports.pool.members()).find((one) => one.id !== id && one.state === "RUNNING");
    if (other !== undefined) await ports.pool.detach(other.id);
  };
  return { ...ports, pool: { ...ports.pool, detach } };
}

function allHealthy(ports: Ports): Ports {
  const health = async () => ({ total: (await ports.balancer.health()).total, notOk: new Map() });
  return { ...ports, balancer: { ...ports.balancer, health } };
}

function shrinks(ports: Ports): Ports {
  const detach = async () => {
    const { size, etag } = await ports.pool.read();
    await ports.pool.update({ size: size - 1 }, etag);
  };
  return { ...ports, pool: { ...ports.pool, detach } };
}

/** Every change goes through, also when the pool isn't any more as it was read. */
function noEtag(ports: Ports): Ports {
  const update = async (change: PoolChange) => ports.pool.update(change, (await ports.pool.read()).etag);
  return { ...ports, pool: { ...ports.pool, update } };
}

function bendChange(ports: Ports, bend: (change: PoolChange) => PoolChange): Ports {
  return { ...ports, pool: { ...ports.pool, update: (change, etag) => ports.pool.update(bend(change), etag) } };
}

function growsByOneMore(ports: Ports): Ports {
  return bendChange(ports, (change) => (change.size === undefined ? change : { ...change, size: change.size + 1 }));
}

function wrongLastGood(ports: Ports): Ports {
  return bendChange(ports, (change) => {
    const { record } = change;
    return record?.phase === "forward" ? { ...change, record: { ...record, lastGood: BEFORE } } : change;
  });
}

function neverDone(ports: Ports): Ports {
  const update = async (change: PoolChange, etag: string) => {
    if (change.record?.phase !== "done") await ports.pool.update(change, etag);
  };
  return { ...ports, pool: { ...ports.pool, update } };
}

function returnsToTarget(ports: Ports): Ports {
  return bendChange(ports, (change) => {
    const { record } = change;
    if (record?.phase !== "back") return change;
    return { ...change, configurationId: record.target, record: { ...record, lastGood: record.target } };
  });
}

function boast(result: RolloutResult): RolloutResult {
  return result.outcome === "returned" ? { ...result, outcome: "moved" } : result;
}

function finishEarly(seen: Observation, goal: RolloutGoal): Decision {
  const decision = decide(seen, goal);
  return decision.kind === "detach" ? { kind: "finish", outcome: "moved" } : decision;
}

function neverSuspends(ports: Ports): Ports {
  const list = async () => (await ports.autoscaling.list()).map((one) => ({ ...one, enabled: false }));
  return { ...ports, autoscaling: { ...ports.autoscaling, list } };
}

function neverRestores(ports: Ports): Ports {
  const list = async () => (await ports.autoscaling.list()).map((one) => ({ ...one, suspended: false }));
  return { ...ports, autoscaling: { ...ports.autoscaling, list } };
}

function restoresAll(ports: Ports): Ports {
  const restore = async () => {
    for (const { id } of await ports.autoscaling.list()) await ports.autoscaling.restore(id);
  };
  return { ...ports, autoscaling: { ...ports.autoscaling, restore } };
}

function yesSayer(ports: Ports): Ports {
  return { ...ports, probe: { ask: async (url) => ({ ...(await ports.probe.ask(url)), agrees: true }) } };
}

function neverPrunes(ports: Ports): Ports {
  return { ...ports, configurations: { ...ports.configurations, list: async () => [] } };
}

function prunesLastGood(ports: Ports, { lastGood }: Scenario): Ports {
  const detach = async (id: string) => {
    await ports.configurations.remove(lastGood);
    await ports.pool.detach(id);
  };
  return { ...ports, pool: { ...ports.pool, detach } };
}

function detachesForeign(ports: Ports, { setup }: Scenario): Ports {
  const detach = async (id: string) => {
    if (setup.foreign !== undefined) await ports.pool.detach(`foreign-${setup.members.length + 1}`).catch(() => {});
    await ports.pool.detach(id);
  };
  return { ...ports, pool: { ...ports.pool, detach } };
}

function drainsUnmanaged(ports: Ports, { setup }: Scenario): Ports {
  const setDrain = async (backend: BackendSeen, drain: boolean) => {
    await ports.balancer.setDrain(backend, drain);
    for (const name of setup.unmanaged) await ports.balancer.setDrain({ ...backend, name }, drain);
  };
  return { ...ports, balancer: { ...ports.balancer, setDrain } };
}
