/** The planner: one observation in, one decision out. It knows no time but the observation's, and does nothing. */
import type { RolloutGoal } from "../drive/goal.ts";
import type { Decision } from "./decision.ts";
import { GUARDS } from "./guards/index.ts";
import type { Guards } from "./guards/index.ts";
import { adopt, isThere, point, suspend } from "./moves/beginning.ts";
import { conclude, restore } from "./moves/concluding.ts";
import { fail } from "./moves/failing.ts";
import { probe } from "./moves/probing.ts";
import { detach, drain, grow, undrain } from "./moves/replacing.ts";
import { wait } from "./moves/waiting.ts";
import type { Observation } from "./observation.ts";
import { FAILED, WAITING } from "./reasons.ts";
import { situationOf } from "./situation.ts";
import type { Situation } from "./situation.ts";

/**
 * What to do next. The order of the moves is the order of their urgency: what gives capacity back comes before what
 * takes it, and what makes room before what fills it.
 */
export function decide(seen: Observation, goal: RolloutGoal, guards: Guards = GUARDS): Decision {
  const situation = situationOf(seen, goal);
  return (
    finish(situation) ??
    gone(situation) ??
    settle(situation) ??
    (isThere(situation) ? adopt(situation) : undefined) ??
    (isUnderWay(situation) ? suspend(situation) : undefined) ??
    fail(situation, guards) ??
    suspend(situation) ??
    point(situation) ??
    undrain(situation) ??
    detach(situation, guards) ??
    drain(situation, guards) ??
    grow(situation, guards) ??
    probe(situation) ??
    conclude(situation) ??
    wait(situation, guards)
  );
}

function finish(situation: Situation): Decision | undefined {
  const { concluded } = situation.seen;
  return concluded && (restore(situation) ?? { kind: "finish", outcome: concluded });
}

/** A rollout that is under way has its autoscaler rest before all else, unless that is what OCI refuses. */
function isUnderWay({ flight, seen }: Situation): boolean {
  return flight !== undefined && seen.refusal === undefined;
}

function gone({ seen }: Situation): Decision | undefined {
  const { state } = seen.pool;
  const failure = { cause: FAILED.poolGone(state) };
  return state === "TERMINATING" || state === "TERMINATED" ? { kind: "halt", failure } : undefined;
}

function settle({ seen }: Situation): Decision | undefined {
  return seen.settled ? undefined : { kind: "wait", why: WAITING.settle };
}
