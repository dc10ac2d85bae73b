import type { PoolSeen } from "../plan/observation.ts";
import type { Memory } from "./memory.ts";
import type { Ports } from "./ports.ts";

/**
 * How long a process that takes a rollout up waits before its first move, in seconds: what the one before it did just
 * before its end may not show in the first answers.
 */
export const SETTLE_SECONDS = 10;

/**
 * Whether what is seen includes whatever an earlier process began. A rollout that this process began itself has nothing
 * before it.
 */
export async function isSettled(ports: Ports, pool: PoolSeen, memory: Memory): Promise<boolean> {
  const underWay = pool.record !== undefined && pool.record.phase !== "done";
  if (memory.settled || !underWay) {
    return true;
  }
  const now = ports.clock.now();
  memory.settlingSince ??= now;
  memory.settled = now - memory.settlingSince >= SETTLE_SECONDS * 1000 && (await ports.balancer.idle());
  return memory.settled;
}
