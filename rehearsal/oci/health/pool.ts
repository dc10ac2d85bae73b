/** The health of a whole instance pool: OK when each of its instances is OK at each of its load balancers. */
import { instancePools, poolMembers } from "../collections.ts";
import type { Moment } from "../moment.ts";
import { believedHealth } from "./checks.ts";
import { diagnoseBackend } from "./diagnose.ts";
import type { BackendRef } from "./diagnose.ts";

export interface PoolHealth {
  readonly status: "OK" | "CRITICAL";
  /** Each reason once, with the instance or the pool that it is about. */
  readonly reasons: readonly string[];
  readonly healthy: number;
  readonly size: number;
}

export function poolHealth(moment: Moment, poolId: string): PoolHealth {
  const pool = instancePools.need(moment, poolId);
  const members = poolMembers.list(moment.world).filter((member) => member.instancePoolId === poolId);
  const reasons: string[] = [];
  let healthy = 0;
  if ((pool.loadBalancers ?? []).length === 0) {
    reasons.push("the pool is attached to no backend set of a load balancer");
  }
  if (members.length < pool.size) {
    reasons.push(`the pool has ${members.length} of ${pool.size} instances`);
  }
  for (const member of members) {
    const faults = member.backends.flatMap((backend) => backendFaults(moment, backend));
    if (member.backends.length === 0) {
      faults.push("it is no backend of a load balancer yet");
    }
    healthy += faults.length === 0 ? 1 : 0;
    reasons.push(...faults.map((fault) => `instance ${short(member.instanceId)}: ${fault}`));
  }
  return { status: reasons.length === 0 ? "OK" : "CRITICAL", reasons, healthy, size: pool.size };
}

/** Healthy is what serves, and what the load balancer has seen serving. */
function backendFaults(moment: Moment, backend: BackendRef): readonly string[] {
  const { status, reasons } = diagnoseBackend(moment, backend);
  if (status !== "OK") {
    return reasons;
  }
  return believedHealth(moment, backend).status === "OK"
    ? []
    : ["it serves, but the load balancer has not seen enough good health checks in a row yet"];
}

/** The last characters of an OCID, as people tell instances apart. */
function short(id: string): string {
  return id.slice(-6);
}
