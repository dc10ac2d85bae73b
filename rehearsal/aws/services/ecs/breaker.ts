/**
 * The deployment circuit breaker.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { objectAt } from "../../parts.ts";

export interface Breaker {
  readonly isOn: boolean;
  readonly rollsBack: boolean;
}

export function breakerOf(service: Properties): Breaker {
  const { enable, rollback } = objectAt(service, "deploymentCircuitBreaker");
  return { isOn: enable === true, rollsBack: rollback === true };
}

/**
 * Lost tasks at which it trips: half of the desired count, rounded up, but no fewer than 3 and no more than 200.
 * Examples: 1 task: 3; 25 tasks: 13; 800 tasks: 200.
 */
export function threshold(desired: number): number {
  return Math.min(200, Math.max(3, Math.ceil(desired / 2)));
}
