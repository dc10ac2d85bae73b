/** Every guard by its name, so that a test can take one away and see what it was good for. */
import { canary } from "./canary.ts";
import { capacity } from "./capacity.ts";
import { checkpoints } from "./checkpoints.ts";
import { deadline } from "./deadline.ts";
import { drained } from "./drained.ts";
import { lanes } from "./lanes.ts";
import { room } from "./room.ts";
import { unhealthy } from "./unhealthy.ts";

export const GUARDS = { capacity, room, lanes, canary, checkpoints, drained, unhealthy, deadline } as const;

export type Guards = typeof GUARDS;
