import type { Checkpoint } from "../../knobs.ts";
import type { Instant } from "../observation.ts";
import type { Situation } from "../situation.ts";

/** How many instances of the target there may be: the first checkpoint's share that hasn't been passed. */
export function checkpoints(situation: Situation): number {
  const next = nextCheckpoint(situation);
  return next === undefined ? situation.desired : shareOf(next, situation.desired);
}

/** The checkpoint that holds the rollout now or will next. 50 % of 5 instances are 3. */
export function nextCheckpoint(situation: Situation): Checkpoint | undefined {
  return situation.phase === "back"
    ? undefined
    : situation.knobs.checkpoints.find((checkpoint) => !isPassed(situation, checkpoint));
}

/** Whole instances of a checkpoint's per cent. */
export function shareOf({ percent }: Checkpoint, desired: number): number {
  return Math.ceil((percent * desired) / 100);
}

/** When a timed checkpoint ends; undefined for one that asks a probe, or that hasn't been reached. */
export function endOf({ seen }: Situation, { percent, waitSeconds }: Checkpoint): Instant | undefined {
  const since = seen.reached[percent];
  return since === undefined || waitSeconds === undefined ? undefined : since + waitSeconds * 1000;
}

/** The key of a checkpoint's probe in an observation. */
export function probeKey({ percent }: Checkpoint): string {
  return `checkpoint-${percent}`;
}

function isPassed(situation: Situation, checkpoint: Checkpoint): boolean {
  const { seen } = situation;
  if (seen.reached[checkpoint.percent] === undefined) {
    return false;
  }
  const end = endOf(situation, checkpoint);
  return end === undefined ? (seen.probes[probeKey(checkpoint)]?.agreed ?? 0) > 0 : end <= seen.at;
}
