import type { Canary, RolloutKnobs } from "./knobs.ts";

/** A rollout's knobs where nothing else is said. */
export const DEFAULT_KNOBS: RolloutKnobs = {
  surge: 1,
  minHealthySeconds: 30,
  drainSeconds: 120,
  maxWaitSeconds: 1800,
  pollSeconds: 5,
  bakeSeconds: 0,
  checkpoints: [],
  skipMatching: true,
  autoRollback: true,
  keepConfigurations: 3,
};

/** The same of a canary. */
export const DEFAULT_CANARY: Pick<Canary, "intervalSeconds" | "successes" | "failures"> = {
  intervalSeconds: 10,
  successes: 3,
  failures: 3,
};
