/** Power actions on all of a pool's instances. */
import { instancePools } from "../../collections.ts";
import type { Moment } from "../../moment.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { tryPower } from "./instance-actions.ts";
import type { Pool } from "./pool-launch.ts";
import { living, tend } from "./pool-tend.ts";
import { needPool, showPool } from "./pools.ts";

interface PoolAction {
  readonly states: readonly string[];
  /** The state that the pool is in meanwhile; where left out, it scales. */
  readonly meanwhile?: "STARTING" | "STOPPING";
}

const ACTIONS = {
  START: { states: ["STOPPED", "RUNNING"], meanwhile: "STARTING" },
  STOP: { states: ["RUNNING"], meanwhile: "STOPPING" },
  SOFTSTOP: { states: ["RUNNING"], meanwhile: "STOPPING" },
  RESET: { states: ["RUNNING", "SCALING"] },
  SOFTRESET: { states: ["RUNNING", "SCALING"] },
} satisfies Record<string, PoolAction>;

export type PoolPower = keyof typeof ACTIONS;

/** Does it to each of the pool's instances that is in a state for it. */
export function powerPool(moment: Moment, pool: Pool, action: PoolPower): void {
  const { meanwhile }: PoolAction = ACTIONS[action];
  if (meanwhile !== undefined) {
    instancePools.change(moment, pool.id, { lifecycleState: meanwhile });
  }
  living(moment, pool.id).forEach(({ instance }) => tryPower(moment, instance.id, action));
  tend(moment, pool.id);
}

/** Whether the pool is in a state for it. */
export function canPower(pool: Pool, action: PoolPower): boolean {
  const states: readonly string[] = ACTIONS[action].states;
  return states.includes(pool.lifecycleState);
}

function act(action: PoolPower): (call: Call) => Reply {
  return (call) => {
    const pool = needPool(call, ACTIONS[action].states);
    powerPool(call, pool, action);
    return showPool(call, pool.id);
  };
}

const ONE = "/20160918/instancePools/{instancePoolId}/actions";

export const poolActionRoutes: readonly Route[] = [
  { operation: "core/StartInstancePool", method: "POST", path: `${ONE}/start`, handle: act("START") },
  { operation: "core/StopInstancePool", method: "POST", path: `${ONE}/stop`, handle: act("STOP") },
  { operation: "core/SoftstopInstancePool", method: "POST", path: `${ONE}/softstop`, handle: act("SOFTSTOP") },
  { operation: "core/ResetInstancePool", method: "POST", path: `${ONE}/reset`, handle: act("RESET") },
  { operation: "core/SoftresetInstancePool", method: "POST", path: `${ONE}/softreset`, handle: act("SOFTRESET") },
];
