/** Who looks at the world after each change: load balancers at their backends, and the log of each pool at the pool. */
import { watchBackends } from "./health/checks.ts";
import type { Moment } from "./moment.ts";
import { watchPools } from "./pool-log/log.ts";

/** The pools' logs come second: who serves is what the load balancers have just seen. */
export function watchWorld(moment: Moment): void {
  watchBackends(moment);
  watchPools(moment);
}
