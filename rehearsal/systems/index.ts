/** The systems that can be rehearsed, one line each. */
import type { System } from "./system.ts";
import { triviaPay } from "./trivia-pay.ts";

export const SYSTEMS: readonly System[] = [triviaPay];
