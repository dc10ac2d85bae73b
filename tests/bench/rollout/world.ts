/** A simulated world without faults, in which every duration is known: constant, or log-normal around the same means. */
import { DEFAULT_KNOBS } from "../../../components/rollout/defaults.ts";
import type { RolloutGoal } from "../../../components/rollout/drive/goal.ts";
import type { Ports } from "../../../components/rollout/drive/ports.ts";
import { surgeOf } from "../../../components/rollout/knobs.ts";
import { drawFaults } from "../../components/rollout/simulate/faults.ts";
import { isChange } from "../../components/rollout/simulate/log.ts";
import type { Entry } from "../../components/rollout/simulate/log.ts";
import { openLine } from "../../components/rollout/simulate/ports.ts";
import { Random } from "../../components/rollout/simulate/random.ts";
import { VirtualTime } from "../../components/rollout/simulate/time.ts";
import type { Paces } from "../../components/rollout/simulate/world/kernel.ts";
import { World } from "../../components/rollout/simulate/world/world.ts";
import type { Times } from "./bound.ts";

export type Shape = "constant" | "log-normal";

/** Mean seconds of everything that takes time in these worlds. */
const MEANS: Readonly<Record<keyof Paces, number>> = {
  launch: 0,
  provision: 30,
  boot: 60,
  vnic: 0,
  detach: 10,
  terminate: 20,
  notice: 0,
  balancer: 1,
  call: 0.05,
};

/** Those that vary where times are log-normal, with the spread of their logarithm: 0.25 is about a quarter of the mean. */
const VARYING: readonly (keyof Paces)[] = ["provision", "boot", "detach", "terminate"];
const SIGMA = 0.25;

const OLD = "configuration-old";
const NEW = "configuration-new";
const BEGIN = 1_700_000_000_000;
const LONGEST_SECONDS = 70 * 24 * 3600;

/** One world, ready to be rolled, and what came of it. */
export interface Course {
  readonly ports: Ports;
  readonly goal: RolloutGoal;
  readonly surge: number;
  /** What everything took, once the rollout is over. */
  times(): Times;
  /** Calls that were made, by kind. */
  readonly calls: { changes: number; reads: number; looks: number; addresses: number };
  /** The fewest that served and the most that were there, at any instant. */
  readonly worst: { serving: number; instances: number };
}

/** A surge of a tenth of the pool: 1 of 1, 1 of 4, 4 of 40, 40 of 400. */
export function openCourse(desired: number, shape: Shape, seed: number): Course {
  const knobs = { ...DEFAULT_KNOBS, surge: "10%", pollSeconds: 3 };
  const goal = { target: NEW, loadBalancerId: "balancer", backendSetName: "set", port: 8000, knobs, protect: [] };
  const random = new Random(seed, 1);
  const drawnTimes = new Map<keyof Paces, number[]>();
  const tally = new Tally(desired);
  const kernel = {
    // Idle is how every course ends: nobody waits any more when the rollout is over.
    time: new VirtualTime(BEGIN, BEGIN + 1000 * LONGEST_SECONDS, (why) => {
      if (why !== "idle") throw why === "late" ? new Error(`Rolling ${desired} instances takes too long.`) : why;
    }),
    random,
    log: (entry: Entry) => tally.take(entry),
    paces: fixedPaces(),
    memorySeconds: 0,
    draw: (pace: keyof Paces) => {
      const seconds = shape === "log-normal" && VARYING.includes(pace) ? logNormal(random, MEANS[pace]) : MEANS[pace];
      drawnTimes.set(pace, [...(drawnTimes.get(pace) ?? []), seconds]);
      return seconds;
    },
  };
  const world = new World(kernel, setupOf(desired));
  const line = openLine(
    {
      world,
      faults: { ...drawFaults(new Random(0, 0)), ...NO_FAULTS },
      begin: BEGIN,
      faultsEnd: BEGIN,
      goal,
      onTooMany: () => Promise.reject(new Error("It made more calls than it could need.")),
      calls: 0,
      killsLeft: 0,
    },
    () => {},
  );
  const spans = (...paces: (keyof Paces)[]) => {
    return paces.map((pace) => drawnTimes.get(pace) ?? []).reduce(added);
  };
  return {
    ports: line.ports,
    goal,
    surge: surgeOf(knobs.surge, desired),
    calls: tally.calls,
    worst: tally.worst,
    times: () => ({
      desired,
      surge: surgeOf(knobs.surge, desired),
      arrivals: spans("provision", "boot").map((span) => span + knobs.minHealthySeconds),
      departures: spans("detach", "terminate").map((span) => span + knobs.drainSeconds),
    }),
  };
}

const NO_FAULTS = { stale: 0, kills: 0, kill: 0 };

function added(some: readonly number[], others: readonly number[]): number[] {
  return some.map((value, index) => value + (others[index] ?? 0));
}

/** With this mean, by Box and Muller. */
function logNormal(random: Random, mean: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return mean * Math.exp(SIGMA * normal - (SIGMA * SIGMA) / 2);
}

function fixedPaces(): Paces {
  const pace = (name: keyof Paces) => [MEANS[name], MEANS[name]] as const;
  return {
    launch: pace("launch"),
    provision: pace("provision"),
    boot: pace("boot"),
    vnic: pace("vnic"),
    detach: pace("detach"),
    terminate: pace("terminate"),
    notice: pace("notice"),
    balancer: pace("balancer"),
    call: pace("call"),
  };
}

function setupOf(desired: number) {
  return {
    pool: { size: desired, configurationId: OLD, detachingShows: "hidden" as const },
    port: 8000,
    members: Array.from({ length: desired }, () => ({ configurationId: OLD, how: "serving" as const })),
    autoscaling: [{ id: "autoscaling", enabled: true, suspended: false }],
    configurations: [
      { id: OLD, createdAt: BEGIN - 2 },
      { id: NEW, createdAt: BEGIN - 1 },
    ],
    makings: {},
    probes: {},
    unmanaged: [],
  };
}

/** Counts calls and keeps the truth about capacity, from the world's own log. */
class Tally {
  readonly calls = { changes: 0, reads: 0, looks: 0, addresses: 0 };
  readonly worst: { serving: number; instances: number };
  readonly #instances = new Set<string>();
  readonly #healthy = new Set<string>();
  readonly #inService = new Set<string>();
  readonly #desired: number;
  #begun = false;

  constructor(desired: number) {
    this.#desired = desired;
    this.worst = { serving: desired, instances: desired };
  }

  take(entry: Entry): void {
    if (entry.kind === "called") {
      this.calls.changes += isChange(entry.method) ? 1 : 0;
      this.calls.reads += isChange(entry.method) ? 0 : 1;
      this.calls.looks += entry.method === "read" ? 1 : 0;
      this.calls.addresses += entry.method === "address" ? 1 : 0;
    } else if (entry.kind === "launched") {
      this.#instances.add(entry.id);
    } else if (entry.kind === "state" && entry.state === "TERMINATED") {
      this.#instances.delete(entry.id);
    } else if (entry.kind === "health") {
      put(this.#healthy, entry.id, entry.ok);
    } else if (entry.kind === "backend" && entry.id !== undefined) {
      put(this.#inService, entry.id, entry.change === "added" || entry.change === "undrain");
    }
    if (entry.kind !== "called") {
      this.#judge();
    }
  }

  /** From the moment on at which all serve for the first time. */
  #judge(): void {
    let serving = 0;
    for (const id of this.#healthy) {
      serving += this.#inService.has(id) ? 1 : 0;
    }
    this.#begun ||= serving >= this.#desired;
    if (this.#begun) {
      this.worst.serving = Math.min(this.worst.serving, serving);
    }
    this.worst.instances = Math.max(this.worst.instances, this.#instances.size);
  }
}

function put(set: Set<string>, id: string, there: boolean): void {
  if (there) {
    set.add(id);
  } else {
    set.delete(id);
  }
}
