/** One story, drawn from its seed: the pool as it stands, the rollout's goal, and what is known of how it must end. */
import type { RolloutGoal } from "../../../../components/rollout/drive/goal.ts";
import { surgeOf } from "../../../../components/rollout/knobs.ts";
import type { RolloutKnobs } from "../../../../components/rollout/knobs.ts";
import type { Instant, RolloutRecord } from "../../../../components/rollout/plan/observation.ts";
import { CAPACITY_HAPPENINGS, drawFaults } from "./faults.ts";
import type { Faults } from "./faults.ts";
import { CANARY_URL, drawKnobs } from "./knobs.ts";
import { Random } from "./random.ts";
import type { Making } from "./world/machine.ts";
import type { Paces } from "./world/kernel.ts";
import type { ProbeManner } from "./world/probes.ts";
import type { SettledMember, WorldSetup } from "./world/world.ts";

export const TARGET = "configuration-target";
export const LAST_GOOD = "configuration-last-good";
export const BEFORE = "configuration-before";
export const ABANDONED = "configuration-abandoned";
export const FOREIGN = "configuration-foreign";
const PORT = 8000;
const BEGIN: Instant = 1_700_000_000_000;

/** How the pool stands when the rollout begins. */
const PLOTS = {
  /** A pool that no rollout has touched yet. */
  fresh: 6,
  /** One that a rollout has moved before. */
  settled: 6,
  /** A rollout to another target was given up half-way. */
  abandoned: 3,
  /** One was given up on its way back. */
  returning: 2,
  /** Nothing has ever served: the first rollout was given up. */
  unserved: 1,
  /** It runs the target already. */
  there: 1,
  /** It runs the target already, and every instance is to be replaced all the same. */
  again: 1,
} as const;

export type Plot = keyof typeof PLOTS;

export interface Scenario {
  readonly seed: number;
  readonly plot: Plot;
  readonly begin: Instant;
  readonly goal: RolloutGoal;
  readonly setup: WorldSetup;
  readonly paces: Paces;
  readonly faults: Faults;
  /** Seconds from the beginning after which there are no faults any more. */
  readonly faultSeconds: number;
  /** Seconds from the beginning by which it must have ended. */
  readonly limitSeconds: number;
  readonly desired: number;
  readonly lastGood: string;
  readonly previous: string;
  /** Nothing but the rollout can lower capacity. */
  readonly isCalm: boolean;
  /** How it has to end, where that is certain. */
  readonly must?: "move" | "not-move";
}

export function drawScenario(seed: number): Scenario {
  const random = new Random(seed, 1);
  const plot = drawPlot(random);
  const desired = drawDesired(random);
  const faults = drawFaults(random);
  const paces = drawPaces(random, faults);
  const knobs = drawKnobs(random, desired, plot === "again" ? false : plot === "there" ? true : undefined, paces);
  const surge = surgeOf(knobs.surge, desired);
  const lane = laneSeconds(paces, knobs);
  const waves = Math.ceil(desired / surge) + 2;
  const faultSeconds = waves * lane * random.between(0.2, 1.2);
  const probes = drawProbes(random, knobs, BEGIN, waves * lane);
  const setup = drawSetup(random, plot, { desired, surge, knobs, faults, probes });
  const goal = { target: TARGET, loadBalancerId: "balancer", backendSetName: "set", port: PORT, knobs, protect: [] };
  return {
    seed,
    plot,
    begin: BEGIN,
    goal,
    setup,
    paces,
    faults,
    faultSeconds,
    limitSeconds: faultSeconds + 1000 + 6 * waves * lane + 8 * knobs.maxWaitSeconds + pauses(knobs),
    desired,
    lastGood: servedLast(plot),
    previous: setup.pool.record === undefined || plot === "unserved" ? "" : BEFORE,
    isCalm: CAPACITY_HAPPENINGS.every((happening) => faults.happenings[happening] === 0),
    must: mustEnd(plot, faults, probes, knobs),
  };
}

/** What served before the rollout, and what it has to return to when it fails. Empty: nothing did. */
function servedLast(plot: Plot): string {
  if (plot === "unserved") return "";
  return plot === "there" || plot === "again" ? TARGET : LAST_GOOD;
}

function drawPlot(random: Random): Plot {
  const all = Object.entries(PLOTS).flatMap(([plot, weight]) => Array<Plot>(weight).fill(plot as Plot));
  return random.pick(all);
}

/** 1 to 40; most are small, for they show as much and take less. */
function drawDesired(random: Random): number {
  return random.chance(0.06) ? random.int(8, 40) : random.int(1, random.pick([2, 4, 7]));
}

function drawPaces(random: Random, faults: Faults): Paces {
  const boot = random.between(5, 150);
  const late = faults.lateVnics ? random.between(5, 60) : 0;
  return {
    launch: [1, random.between(2, 10)],
    provision: [2, random.between(5, 60)],
    boot: [boot * random.between(0.3, 1), boot],
    vnic: [late > 0 ? 0 : -10, late],
    detach: [1, random.between(2, 12)],
    terminate: [3, random.between(5, 60)],
    notice: [2, random.between(5, 40)],
    balancer: [0.5, 3],
    call: [0.05, 1],
  };
}

/** What one replacement takes at the most when nothing goes wrong. */
function laneSeconds(paces: Paces, knobs: RolloutKnobs): number {
  const { launch, provision, boot, vnic, detach, terminate } = paces;
  const steps = [launch, provision, boot, vnic, detach, terminate].reduce(
    (sum, [, most]) => sum + Math.max(0, most),
    0,
  );
  return steps + knobs.minHealthySeconds + knobs.drainSeconds + 6 * knobs.pollSeconds + 40;
}

function pauses(knobs: RolloutKnobs): number {
  const waits = knobs.checkpoints.reduce((sum, { waitSeconds = knobs.maxWaitSeconds }) => sum + waitSeconds, 0);
  return 6 * (knobs.bakeSeconds + waits);
}

/** Most probes agree from the beginning, some later, some never; a no is now and then a silence. */
function drawProbes(random: Random, knobs: RolloutKnobs, begin: Instant, seconds: number): Record<string, ProbeManner> {
  const urls = [knobs.canary?.probeUrl, ...knobs.checkpoints.map(({ probeUrl }) => probeUrl)];
  const manner = (): ProbeManner => {
    const agreesFrom = random.pick([0, 0, 0, begin + 1000 * random.between(0, seconds), Number.POSITIVE_INFINITY]);
    return { agreesFrom, silent: random.chance(0.3) };
  };
  return Object.fromEntries(urls.filter((url) => url !== undefined).map((url) => [url, manner()]));
}

interface Parts {
  readonly desired: number;
  readonly surge: number;
  readonly knobs: RolloutKnobs;
  readonly faults: Faults;
  readonly probes: Readonly<Record<string, ProbeManner>>;
}

function drawSetup(random: Random, plot: Plot, parts: Parts): WorldSetup {
  const { desired, faults, knobs, probes } = parts;
  const members = drawMembers(random, plot, parts);
  const record = recordOf(random, plot, desired);
  const others = Array.from({ length: random.int(0, 6) }, (_, i) => `configuration-old-${i}`);
  const shelf = [...others, BEFORE, LAST_GOOD, ABANDONED, TARGET];
  const slow =
    faults.slowBoots > 0
      ? { share: faults.slowBoots, boot: [knobs.maxWaitSeconds * 0.1, knobs.maxWaitSeconds * 1.5] as const }
      : undefined;
  const slowButGood = slow && {
    share: slow.share,
    boot: [knobs.maxWaitSeconds * 0.05, knobs.maxWaitSeconds * 0.4] as const,
  };
  const good: Making = { neverHealthy: 0, ...(slowButGood && { slow: slowButGood }) };
  const doubtful: Making = { neverHealthy: faults.neverHealthy, ...(slow && { slow }), elsewhere: faults.elsewhere };
  return {
    pool: {
      size: members.length,
      configurationId:
        { abandoned: ABANDONED, unserved: ABANDONED, there: TARGET, again: TARGET }[plot as string] ?? LAST_GOOD,
      ...(record && { record }),
      detachingShows: random.pick(["RUNNING", "DETACHING", "hidden"]),
    },
    port: PORT,
    members,
    autoscaling: drawAutoscaling(random, plot),
    configurations: shelf.map((id, i) => ({ id, createdAt: BEGIN - (shelf.length - i) * 86_400_000 })),
    makings: {
      [LAST_GOOD]: good,
      [BEFORE]: good,
      [TARGET]: plot === "again" || plot === "there" ? good : doubtful,
      [ABANDONED]: { neverHealthy: 1 },
    },
    probes,
    ...(random.chance(0.3) && { foreign: random.pick([LAST_GOOD, TARGET, FOREIGN]) }),
    unmanaged: random.chance(0.2) ? [`10.77.0.1:${PORT}`] : [],
  };
}

function drawMembers(random: Random, plot: Plot, { desired, surge, knobs }: Parts): SettledMember[] {
  const base = plot === "there" || plot === "again" ? TARGET : LAST_GOOD;
  const isShaky = random.chance(0.12) && plot !== "there";
  const usual = (): SettledMember => {
    const how = isShaky && random.chance(0.4) ? random.pick(["ailing", "STOPPED"] as const) : "serving";
    // What served last recovers in the end, or there would be no way back to it.
    return how === "ailing"
      ? { configurationId: base, how, recoversAfter: random.between(0, knobs.maxWaitSeconds * 0.4) }
      : { configurationId: base, how };
  };
  if (plot === "unserved")
    return Array.from({ length: desired }, () => ({ configurationId: ABANDONED, how: "ailing" }));
  const members = Array.from({ length: desired }, usual);
  if (plot !== "abandoned" && plot !== "returning") return members;
  const extra = random.int(0, surge);
  const left = members.map((member) => ({ ...member, draining: random.chance(0.15) }));
  const stranded = Array.from({ length: extra }, (): SettledMember => ({ configurationId: ABANDONED, how: "ailing" }));
  return [...left, ...stranded];
}

function recordOf(random: Random, plot: Plot, desired: number): RolloutRecord | undefined {
  const common = { lastGood: BEFORE, previous: "", desired, startedAt: BEGIN - 86_400_000 };
  const unfinished = {
    target: ABANDONED,
    lastGood: LAST_GOOD,
    previous: BEFORE,
    desired,
    startedAt: BEGIN - 3_600_000,
  };
  switch (plot) {
    case "fresh":
      return undefined;
    case "settled":
      return { ...common, phase: "done", target: LAST_GOOD };
    case "unserved":
      return { ...unfinished, phase: "forward", lastGood: "", previous: "" };
    case "abandoned":
      return { ...unfinished, phase: "forward" };
    case "returning":
      return { ...unfinished, phase: "back", cause: "It was ill." };
    case "there":
    case "again":
      return random.chance(0.5) ? undefined : { ...common, phase: "done", target: TARGET };
  }
}

/** None, one, or two; enabled, or disabled by the user. A rollout that was given up has left some suspended. */
function drawAutoscaling(random: Random, plot: Plot): WorldSetup["autoscaling"] {
  const mayRest = plot === "abandoned" || plot === "returning" || plot === "unserved";
  return Array.from({ length: random.pick([0, 1, 1, 2]) }, (_, i) => {
    const suspended = mayRest && random.chance(0.6);
    return { id: `autoscaling-${i}`, enabled: !suspended && random.chance(0.7), suspended };
  });
}

function mustEnd(
  plot: Plot,
  faults: Faults,
  probes: Readonly<Record<string, ProbeManner>>,
  knobs: RolloutKnobs,
): Scenario["must"] {
  if (plot === "there") return undefined;
  const isDoomed = faults.neverHealthy === 1 && plot !== "again";
  if (isDoomed || (knobs.canary !== undefined && probes[CANARY_URL]?.agreesFrom === Number.POSITIVE_INFINITY)) {
    return "not-move";
  }
  const agree = Object.values(probes).every(({ agreesFrom }) => agreesFrom === 0);
  const isWell =
    faults.neverHealthy === 0 && faults.slowBoots === 0 && !(faults.elsewhere && knobs.subnetId !== undefined);
  const isCalm = CAPACITY_HAPPENINGS.every((happening) => faults.happenings[happening] === 0);
  return agree && isWell && isCalm ? "move" : undefined;
}
