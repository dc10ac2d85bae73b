/** The systems that can be rehearsed, one line each. */
import { circleOfTrust } from "./circle-of-trust.ts";
import type { System } from "./system.ts";
import { triviaPay } from "./trivia-pay.ts";
import { webSystem } from "./web-system.ts";

export const SYSTEMS: readonly System[] = [
  triviaPay,
  circleOfTrust,
  webSystem("order-tracking", "app_url"),
  webSystem("sandbox-broker", "api_url"),
];
