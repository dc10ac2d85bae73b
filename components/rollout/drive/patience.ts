/** What to do about calls that fail for now. */
import { INTERRUPTED } from "../plan/reasons.ts";
import type { EventSink } from "./events.ts";
import type { RolloutGoal } from "./goal.ts";
import { PortError } from "./ports.ts";
import type { Ports } from "./ports.ts";

/** Thrown when the world can't be seen or changed any more. What the rollout had begun, the next one finishes. */
export class RolloutInterrupted extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(`${INTERRUPTED} ${why}`, options);
    this.name = "RolloutInterrupted";
  }
}

/** Seconds until the next try after a call that was refused because something else was under way, or lost. */
const SECONDS_AFTER_TROUBLE = 3;

/**
 * Tries again and again while the trouble may pass.
 *
 * @throws RolloutInterrupted when it is for good, or has lasted for `maxWaitSeconds`
 */
export async function patiently<T>(
  ports: Ports,
  goal: RolloutGoal,
  sink: EventSink,
  doing: string,
  call: () => Promise<T>,
): Promise<T> {
  const since = ports.clock.now();
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof PortError)) {
        throw error;
      }
      if (isForGood(error) || ports.clock.now() - since > goal.knobs.maxWaitSeconds * 1000) {
        throw new RolloutInterrupted(`${doing}: ${error.message}`, { cause: error });
      }
      await trouble(ports, goal, sink, doing, error);
    }
  }
}

/** Tells a trouble and gives it a moment to pass. */
export async function trouble(
  ports: Ports,
  goal: RolloutGoal,
  sink: EventSink,
  doing: string,
  error: PortError,
): Promise<void> {
  sink({ kind: "trouble", at: ports.clock.now(), doing, why: error.message });
  await ports.clock.sleep(Math.min(SECONDS_AFTER_TROUBLE, goal.knobs.pollSeconds));
}

/** Whether trying again is of no use. */
export function isForGood({ kind }: PortError): boolean {
  return kind === "refused" || kind === "not-found";
}
