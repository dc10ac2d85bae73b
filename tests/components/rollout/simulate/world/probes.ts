import type { Instant } from "../../../../../components/rollout/plan/observation.ts";
import type { ProbeAnswer } from "../../../../../components/rollout/drive/ports.ts";

/** What a probe's URL answers. */
export interface ProbeManner {
  /** From when on it agrees; infinity: never. */
  readonly agreesFrom: Instant;
  /** Says no by saying nothing. */
  readonly silent: boolean;
}

const YES: ProbeAnswer = { agrees: true, words: "200 OK" };
const NO: ProbeAnswer = { agrees: false, words: "503 Service Unavailable" };
const SILENCE: ProbeAnswer = { agrees: false, words: "no answer within 10 s" };

export function answerOf(manner: ProbeManner | undefined, now: Instant): ProbeAnswer {
  if (manner === undefined) return NO;
  if (now >= manner.agreesFrom) return YES;
  return manner.silent ? SILENCE : NO;
}
