/** What can be rehearsed, one line each, in the order in which all of it is. */
import { circleOfTrust } from "./circle-of-trust.ts";
import { foundation } from "./foundation.ts";
import type { System } from "./system.ts";
import { triviaPay } from "./trivia-pay.ts";
import { webSystem } from "./web-system.ts";

export const SYSTEMS: readonly System[] = [
  foundation,
  triviaPay,
  circleOfTrust,
  webSystem("order-tracking", "app_url"),
  webSystem("sandbox-broker", "api_url"),
];
