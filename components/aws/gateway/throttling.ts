import type { Fault, Label } from "@tidegate/faults";
import { wholeNumberFaults } from "@tidegate/faults";

/**
 * How many requests an API takes before it answers 429.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export interface Throttling {
  /** Requests at once, 1 to 5000: the account's own limit unless AWS raised it. */
  readonly burst: number;
  /** Requests a second in the long run, 1 to 10,000. */
  readonly rate: number;
}

/** The throttling as a stage names it. */
export function throttlingSettings({ burst, rate }: Throttling) {
  return { throttlingBurstLimit: burst, throttlingRateLimit: rate };
}

/** What is wrong with the two limits: `throttling.burst`, `throttling.rate`. */
export function throttlingFaults({ burst, rate }: Throttling, label: Label): Fault[] {
  return [
    ...wholeNumberFaults(label("throttling.burst"), burst, 1, 5000),
    ...wholeNumberFaults(label("throttling.rate"), rate, 1, 10_000),
  ];
}
