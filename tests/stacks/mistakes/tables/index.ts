/** Every table of mistakes. */
import type { Mistake } from "../mistake.ts";
import { DATA } from "./data.ts";
import { EDGE } from "./edge.ts";
import { NETWORK } from "./network.ts";
import { NO_LAST_SNAPSHOT } from "./takingDown.ts";
import { TASKS } from "./tasks.ts";

export const MISTAKES: readonly Mistake[] = [...NETWORK, ...TASKS, ...DATA, ...EDGE, NO_LAST_SNAPSHOT];
