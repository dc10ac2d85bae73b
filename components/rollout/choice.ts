import { DEFAULT_CANARY, DEFAULT_KNOBS } from "./defaults.ts";
import type { Canary, RolloutKnobs } from "./knobs.ts";

/**
 * What a program says about its rollouts. Each knob, its unit and its default are described in RolloutKnobs. The subnet is
 * no choice here: it is the one that the instances live in.
 */
export interface RolloutChoice extends Partial<Omit<RolloutKnobs, "canary" | "subnetId">> {
  /** The first instances, and what judges them. Default: none. */
  readonly canary?: CanaryChoice;
}

/** A canary: how many, and whom to ask. The rest has defaults. */
export type CanaryChoice = Pick<Canary, "count" | "probeUrl"> & Partial<Canary>;

/** Every knob: those that were chosen, and the defaults of the others. */
export function knobsOf(choice: RolloutChoice, subnetId: string | undefined): RolloutKnobs {
  const { canary, ...others } = choice;
  return {
    ...DEFAULT_KNOBS,
    ...chosen(others),
    ...(canary !== undefined && { canary: { ...DEFAULT_CANARY, ...canary } }),
    ...(subnetId !== undefined && { subnetId }),
  };
}

/** The knobs alone, out of a bag that holds more. What is left out stays left out. */
export function choiceOf(bag: RolloutChoice): RolloutChoice {
  const { surge, minHealthySeconds, drainSeconds, maxWaitSeconds, pollSeconds, bakeSeconds } = bag;
  const { checkpoints, canary, skipMatching, autoRollback, keepConfigurations } = bag;
  return chosen({
    surge,
    minHealthySeconds,
    drainSeconds,
    maxWaitSeconds,
    pollSeconds,
    bakeSeconds,
    checkpoints,
    canary,
    skipMatching,
    autoRollback,
    keepConfigurations,
  });
}

/** A key that is there and undefined would hide the default. */
function chosen<T extends object>(bag: T): Partial<T> {
  return Object.fromEntries(Object.entries(bag).filter(([, value]) => value !== undefined)) as Partial<T>;
}
