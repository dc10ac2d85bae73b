import type { Canary, Checkpoint, RolloutKnobs } from "../../../../components/rollout/knobs.ts";
import type { Random } from "./random.ts";
import type { Paces } from "./world/kernel.ts";

export const CANARY_URL = "https://canary.example/health";

/** Draws every knob. @param skipMatching where the story says so */
export function drawKnobs(
  random: Random,
  desired: number,
  skipMatching: boolean | undefined,
  paces: Paces,
): RolloutKnobs {
  const minHealthySeconds = random.pick([0, 0, 5, 30, Math.round(random.between(1, 120))]);
  const drainSeconds = random.pick([0, 5, 30, Math.round(random.between(1, 180))]);
  const slowest =
    paces.launch[1] + paces.provision[1] + paces.boot[1] + Math.max(0, paces.vnic[1]) + paces.terminate[1];
  const enough = slowest + minHealthySeconds + drainSeconds + 120;
  return {
    surge: random.chance(0.3) ? `${random.int(1, 100)}%` : random.chance(0.5) ? 1 : random.int(1, Math.min(desired, 8)),
    minHealthySeconds,
    drainSeconds,
    maxWaitSeconds: Math.round(enough * random.between(1.5, 4)) + 120,
    pollSeconds: Math.round(random.logBetween(3, 40)),
    bakeSeconds: random.chance(0.7) ? 0 : random.int(1, 400),
    checkpoints: random.chance(0.7) ? [] : drawCheckpoints(random),
    ...(random.chance(0.25) && { canary: drawCanary(random, desired) }),
    skipMatching: skipMatching ?? random.chance(0.85),
    ...(random.chance(0.5) && { subnetId: "subnet-private" }),
    autoRollback: random.chance(0.88),
    keepConfigurations: random.int(1, 6),
  };
}

function drawCheckpoints(random: Random): Checkpoint[] {
  const percents = Array.from({ length: random.int(1, 3) }, () => random.int(1, 99));
  return [...new Set(percents)]
    .sort((one, other) => one - other)
    .map((percent) => {
      return random.chance(0.6)
        ? { percent, waitSeconds: random.int(5, 600) }
        : { percent, probeUrl: `https://checkpoint.example/${percent}` };
    });
}

function drawCanary(random: Random, desired: number): Canary {
  return {
    count: random.int(1, Math.min(3, desired)),
    probeUrl: CANARY_URL,
    intervalSeconds: random.int(1, 30),
    successes: random.int(1, 3),
    failures: random.int(1, 3),
  };
}
