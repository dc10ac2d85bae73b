/** Whether a rollout comes further, and since when it is complete: what deadlines and bakes are measured from. */
import type { Observation, RolloutRecord } from "../plan/observation.ts";
import { endOf, nextCheckpoint, shareOf } from "../plan/guards/checkpoints.ts";
import { isComplete, isJudged } from "../plan/moves/concluding.ts";
import { available } from "../plan/moves/probing.ts";
import { situationOf } from "../plan/situation.ts";
import type { Situation } from "../plan/situation.ts";
import type { RolloutGoal } from "./goal.ts";
import type { Memory } from "./memory.ts";

/** Takes one look into account. Returns the observation as it stands then. */
export function reckon(seen: Observation, goal: RolloutGoal, memory: Memory): Observation {
  const situation = situationOf(seen, goal);
  if (situation.phase === "back" && memory.refusal?.phase === "forward") {
    memory.refusal = undefined;
  }
  if (memory.concluding !== undefined && isWritten(seen.pool.record, memory.concluding.record)) {
    memory.concluded = memory.concluding.outcome;
  }
  markCheckpoints(situation, memory);
  const complete = situation.flight !== undefined && isComplete(situation);
  memory.completeSince = complete ? (memory.completeSince ?? seen.at) : undefined;
  const reached = Object.fromEntries(memory.reached);
  const bakes = complete && isJudged({ ...situation, seen: { ...seen, reached } });
  if (comesFurther(situation, memory) || bakes || isPaused({ ...situation, seen: { ...seen, reached } })) {
    memory.progressAt = seen.at;
  }
  return {
    ...seen,
    progressAt: memory.progressAt,
    phaseSince: memory.phaseSince,
    reached,
    completeSince: memory.completeSince,
    ...(memory.refusal && { refusal: memory.refusal.words }),
    ...(memory.concluded && { concluded: memory.concluded }),
  };
}

/** Whether the record of a rollout that was concluded has arrived, also when the call that wrote it got no answer. */
function isWritten(found: RolloutRecord | undefined, wanted: RolloutRecord): boolean {
  return found?.phase === "done" && found.target === wanted.target && found.startedAt === wanted.startedAt;
}

/**
 * Further means: more available than ever in this phase, or fewer left to go than ever. An instance that comes and goes
 * again and again is no progress.
 */
function comesFurther(situation: Situation, memory: Memory): boolean {
  const now = { available: available(situation), unwanted: situation.unwanted.length + situation.seen.leaving.length };
  const key = `${situation.flight?.phase ?? "before"} ${situation.aim}`;
  if (memory.marks?.phase !== key) {
    memory.marks = { phase: key, ...now };
    memory.phaseSince = situation.seen.at;
    return true;
  }
  const further = now.available > memory.marks.available || now.unwanted < memory.marks.unwanted;
  memory.marks.available = Math.max(memory.marks.available, now.available);
  memory.marks.unwanted = Math.min(memory.marks.unwanted, now.unwanted);
  return further;
}

/** A checkpoint is reached once, however the instances do afterwards. */
function markCheckpoints(situation: Situation, memory: Memory): void {
  if (situation.flight === undefined || situation.phase === "back") {
    return;
  }
  const count = available(situation);
  for (const checkpoint of situation.knobs.checkpoints) {
    if (count >= shareOf(checkpoint, situation.desired) && !memory.reached.has(checkpoint.percent)) {
      memory.reached.set(checkpoint.percent, situation.seen.at);
    }
  }
}

/** A checkpoint that waits for its time stands still on purpose; one that asks a probe has its deadline. */
function isPaused(situation: Situation): boolean {
  const checkpoint = nextCheckpoint(situation);
  const end = checkpoint && endOf(situation, checkpoint);
  return end !== undefined && end > situation.seen.at;
}
