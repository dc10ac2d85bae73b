/** What makes a rollout turn back, or halt where it can't. */
import type { Decision, Failure } from "../decision.ts";
import { CANARY_PROBE } from "../guards/canary.ts";
import { about } from "../guards/deadline.ts";
import type { Guards } from "../guards/index.ts";
import { FAILED } from "../reasons.ts";
import type { Situation } from "../situation.ts";

export function fail(situation: Situation, guards: Guards): Decision | undefined {
  const failure = failureOf(situation, guards);
  return failure && turnBack(situation, failure);
}

function failureOf(situation: Situation, guards: Guards): Failure | undefined {
  const { seen } = situation;
  if (seen.refusal !== undefined) {
    return { cause: FAILED.refused(seen.refusal) };
  }
  return canarySaysNo(situation) ?? misplaced(situation) ?? guards.deadline(situation);
}

/** A return needs a configuration to return to, a rollout that hasn't turned already, and leave to do so. */
function turnBack({ flight, phase, knobs }: Situation, failure: Failure): Decision {
  if (flight === undefined || phase === "back" || flight.lastGood === "" || !knobs.autoRollback) {
    return { kind: "halt", failure };
  }
  return { kind: "turn-back", record: { ...flight, phase: "back", cause: failure.cause }, failure };
}

function canarySaysNo({ phase, knobs, seen, wanted }: Situation): Failure | undefined {
  const refused = seen.probes[CANARY_PROBE]?.refused ?? 0;
  if (phase === "back" || knobs.canary === undefined || refused < knobs.canary.failures) {
    return undefined;
  }
  return about(wanted[0], FAILED.canary(refused, seen.probes[CANARY_PROBE]?.last ?? ""));
}

/** Whether forward or not begun: an instance outside of the chosen subnet can't be told from its neighbours. */
function misplaced({ phase, seen, knobs }: Situation): Failure | undefined {
  const member = phase === "back" ? undefined : seen.members.find((one) => one.noVnicMatches);
  return member && about(member, FAILED.noVnic(member, knobs.subnetId ?? ""));
}
