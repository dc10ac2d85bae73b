/** What is broken in the real stacks of prod, by system. */
import type { Break } from "./break.ts";
import { circleOfTrust } from "./circle-of-trust.ts";
import { foundation } from "./foundation.ts";
import { orderTracking } from "./order-tracking.ts";
import { sandboxBroker } from "./sandbox-broker.ts";
import type { Planted } from "./secrets.ts";
import { triviaPay } from "./trivia-pay.ts";

/** @param planted drawn for this run */
export function breaksOf(planted: Planted): Readonly<Record<string, readonly Break[]>> {
  return {
    "order-tracking": orderTracking(planted),
    "circle-of-trust": circleOfTrust(planted),
    "sandbox-broker": sandboxBroker(planted),
    "trivia-pay": triviaPay(planted),
    foundation: foundation(planted),
  };
}
