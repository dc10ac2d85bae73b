/** The systems that can be rehearsed, one line each. */
import { orderTracking } from "./order-tracking.ts";
import type { System } from "./system.ts";
import { triviaPay } from "./trivia-pay.ts";

export const SYSTEMS: readonly System[] = [triviaPay, orderTracking];
