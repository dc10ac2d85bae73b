/** What goes wrong in one world: one struct, drawn from its seed. */
import type { Random } from "./random.ts";

export interface Faults {
  /** Calls are refused with 429, without effect. Each share is of all calls, 0 to 1. */
  readonly throttle: number;
  /** Changes are refused with 409 because something else is under way, without effect. */
  readonly busy: number;
  /** 5xx, without effect. */
  readonly brokenBefore: number;
  /** 5xx, after it took effect. */
  readonly brokenAfter: number;
  /** No answer in time, without effect. */
  readonly lostBefore: number;
  /** No answer in time, after it took effect. */
  readonly lostAfter: number;
  /** Reads are answered as the world was up to `staleSeconds` ago. */
  readonly stale: number;
  /** 0 to 8. */
  readonly staleSeconds: number;
  /** The process is killed at a call. */
  readonly kill: number;
  readonly kills: number;
  /** Boots that take long, share and factor. */
  readonly slowBoots: number;
  /** Instances of the target that never become healthy. */
  readonly neverHealthy: number;
  /** Instances of the target have their VNIC in another subnet. */
  readonly elsewhere: boolean;
  /** VNICs that show only some time after their instance runs. */
  readonly lateVnics: boolean;
  /** How often each of these happens: times for the whole rollout. */
  readonly happenings: Readonly<Record<Happening, number>>;
}

/** What happens to a world from outside. */
export const HAPPENINGS = [
  /** An instance is terminated under the pool's hands. */
  "death",
  /** An application stops answering for some minutes. */
  "illness",
  /** The same, for seconds. */
  "flap",
  /** A person stops an instance, and starts it again later. */
  "stop",
  /** A person enables an autoscaling configuration. */
  "enable",
  /** A person gives the pool another size. */
  "resize",
  /** The autoscaler changes the size, if one is enabled. */
  "autoscale",
  /** Someone terminates an instance of their own in the same compartment. */
  "foreign",
  /** Someone deletes the configuration that the rollout would have to return to, unless the pool points at it. */
  "tidying",
] as const;

export type Happening = (typeof HAPPENINGS)[number];

/** Those that take capacity away, or add instances, without the rollout's doing. */
export const CAPACITY_HAPPENINGS: readonly Happening[] = ["death", "illness", "flap", "stop", "resize", "autoscale"];

const KINDS = [
  "throttle",
  "busy",
  "brokenBefore",
  "brokenAfter",
  "lostBefore",
  "lostAfter",
  "stale",
  "kill",
  "slowBoots",
  "neverHealthy",
  "elsewhere",
  "lateVnics",
  ...HAPPENINGS,
] as const;

type Kind = (typeof KINDS)[number];

/** A sixth of the worlds has none, a third one kind, the rest several; one in ten nearly all. */
export function drawFaults(random: Random): Faults {
  const kinds = drawKinds(random);
  const share = (kind: Kind, most: number) => (kinds.has(kind) ? random.logBetween(0.005, most) : 0);
  return {
    throttle: share("throttle", 0.3),
    busy: share("busy", 0.3),
    brokenBefore: share("brokenBefore", 0.15),
    brokenAfter: share("brokenAfter", 0.15),
    lostBefore: share("lostBefore", 0.05),
    lostAfter: share("lostAfter", 0.1),
    stale: kinds.has("stale") ? random.logBetween(0.02, 1) : 0,
    staleSeconds: kinds.has("stale") ? random.between(1, 8) : 0,
    kill: share("kill", 0.2),
    kills: kinds.has("kill") ? random.int(1, 5) : 0,
    slowBoots: share("slowBoots", 1),
    neverHealthy: kinds.has("neverHealthy") ? (random.chance(0.6) ? 1 : random.between(0.05, 0.9)) : 0,
    elsewhere: kinds.has("elsewhere") && random.chance(0.5),
    lateVnics: kinds.has("lateVnics"),
    happenings: drawHappenings(random, kinds),
  };
}

function drawKinds(random: Random): ReadonlySet<Kind> {
  const number = random.pick([0, 1, 1, 2, 3, 5]);
  if (random.chance(0.1)) return new Set(KINDS.filter(() => random.chance(0.8)));
  return new Set(Array.from({ length: number }, () => random.pick(KINDS)));
}

function drawHappenings(random: Random, kinds: ReadonlySet<Kind>): Record<Happening, number> {
  const times = (kind: Happening) => (kinds.has(kind) ? random.int(1, 6) : 0);
  return {
    death: times("death"),
    illness: times("illness"),
    flap: times("flap"),
    stop: times("stop"),
    enable: times("enable"),
    resize: times("resize"),
    autoscale: times("autoscale"),
    foreign: times("foreign"),
    tidying: kinds.has("tidying") ? 1 : 0,
  };
}
