/** The machine's clock. */
import type { Clock } from "./awaitSteady.ts";

export const machineClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
