/** What a rollout waits for when nothing can be done, and until when at the most. */
import type { Decision } from "../decision.ts";
import { endOf, nextCheckpoint } from "../guards/checkpoints.ts";
import { CANARY_PROBE, hasPassed } from "../guards/canary.ts";
import type { Guards } from "../guards/index.ts";
import type { Instant } from "../observation.ts";
import { WAITING } from "../reasons.ts";
import { isServing } from "../situation.ts";
import type { Situation } from "../situation.ts";
import { bakedAt } from "./concluding.ts";
import { available } from "./probing.ts";

/** The wait's reason, and the earliest instant at which time alone changes something. */
export function wait(situation: Situation, guards: Guards): Decision {
  const { seen } = situation;
  const until = instants(situation)
    .filter((instant) => instant > seen.at)
    .toSorted((one, other) => one - other)[0];
  return { kind: "wait", why: reason(situation, guards), ...(until !== undefined && { until }) };
}

function instants(situation: Situation): Instant[] {
  const { seen, knobs, wanted, unwanted } = situation;
  const minHealthy = knobs.minHealthySeconds * 1000;
  const checkpoint = nextCheckpoint(situation);
  const asked = seen.probes[CANARY_PROBE]?.askedAt;
  return [
    ...wanted.map((member) => (isServing(member) ? (member.healthySince ?? 0) + minHealthy : 0)),
    ...unwanted.map((member) => (member.drainingSince ?? 0) + knobs.drainSeconds * 1000),
    ...unwanted.map((member) => (isServing(member) ? 0 : (member.unhealthySince ?? 0) + minHealthy)),
    (checkpoint && endOf(situation, checkpoint)) ?? 0,
    asked === undefined ? 0 : asked + (knobs.canary?.intervalSeconds ?? 0) * 1000,
    bakedAt(situation) ?? 0,
    seen.progressAt + knobs.maxWaitSeconds * 1000 + 1,
  ];
}

function reason(situation: Situation, guards: Guards): string {
  const { seen, wanted, unwanted, pending } = situation;
  const checkpoint = nextCheckpoint(situation);
  if (checkpoint !== undefined && seen.reached[checkpoint.percent] !== undefined) {
    return WAITING.checkpoint(checkpoint.percent);
  }
  if (!hasPassed(situation) && available(situation) >= guards.canary(situation)) {
    return WAITING.canary;
  }
  if (pending > 0 || wanted.some((member) => !isServing(member))) {
    return WAITING.boot;
  }
  if (available(situation) < wanted.length) {
    return WAITING.minHealthy;
  }
  if (unwanted.some((member) => member.backend?.drain === true)) {
    return WAITING.drain;
  }
  if (seen.leaving.length > 0) {
    return WAITING.leave;
  }
  if (unwanted.some((member) => !isServing(member))) {
    return WAITING.unhealthy;
  }
  return bakedAt(situation) === undefined ? WAITING.capacity : WAITING.bake;
}
