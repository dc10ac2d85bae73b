/** When a probe is asked: the canary's while it stands for judgement, a checkpoint's once it is reached. */
import type { Decision } from "../decision.ts";
import { CANARY_PROBE, hasPassed } from "../guards/canary.ts";
import { nextCheckpoint, probeKey } from "../guards/checkpoints.ts";
import { DEFAULT_CANARY } from "../../defaults.ts";
import { isAvailable } from "../situation.ts";
import type { Situation } from "../situation.ts";

export function probe(situation: Situation): Decision | undefined {
  return askCanary(situation) ?? askCheckpoint(situation);
}

function askCanary(situation: Situation): Decision | undefined {
  const { knobs, desired, seen } = situation;
  if (knobs.canary === undefined || hasPassed(situation)) {
    return undefined;
  }
  const asked = seen.probes[CANARY_PROBE];
  const stands = available(situation) >= Math.min(knobs.canary.count, desired);
  const due = asked === undefined || asked.askedAt + knobs.canary.intervalSeconds * 1000 <= seen.at;
  return stands && due ? { kind: "ask", key: CANARY_PROBE, url: knobs.canary.probeUrl } : undefined;
}

function askCheckpoint(situation: Situation): Decision | undefined {
  const checkpoint = nextCheckpoint(situation);
  if (checkpoint?.probeUrl === undefined || situation.seen.reached[checkpoint.percent] === undefined) {
    return undefined;
  }
  const asked = situation.seen.probes[probeKey(checkpoint)];
  const due = asked === undefined || asked.askedAt + DEFAULT_CANARY.intervalSeconds * 1000 <= situation.seen.at;
  return due ? { kind: "ask", key: probeKey(checkpoint), url: checkpoint.probeUrl } : undefined;
}

/** Wanted instances that count. */
export function available({ wanted, seen, knobs }: Situation): number {
  return wanted.filter((member) => isAvailable(member, seen.at, knobs)).length;
}
