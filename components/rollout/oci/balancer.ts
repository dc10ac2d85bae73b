/** The backend set. @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/BackendSet/ */
import type { models } from "oci-loadbalancer";
import type { BalancerPort, SetHealth } from "../drive/ports.ts";
import type { BackendSeen } from "../plan/observation.ts";
import type { Clients } from "./clients.ts";
import { calling } from "./errors.ts";
import { instantOf } from "./listing.ts";
import type { Where } from "./where.ts";

/** Work requests a page: those under way are few, since a load balancer makes one change after another. */
const REQUESTS_A_PAGE = 20;
const UNDER_WAY: readonly string[] = ["ACCEPTED", "IN_PROGRESS"];

export function balancerPort(
  { balancer }: Pick<Clients, "balancer">,
  { loadBalancerId, backendSetName }: Pick<Where, "loadBalancerId" | "backendSetName">,
  requestsAPage = REQUESTS_A_PAGE,
): BalancerPort {
  const set = { loadBalancerId, backendSetName };
  return {
    backends: async () => {
      const { backendSet } = await calling("GetBackendSet", () => balancer.getBackendSet(set));
      return backendSet.backends.map(backendOf);
    },

    health: async () => {
      const answer = await calling("GetBackendSetHealth", () => balancer.getBackendSetHealth(set));
      return healthOf(answer.backendSetHealth);
    },

    setDrain: async ({ name: backendName }, drain) => {
      // UpdateBackend replaces all of a backend's settings, and BackendSeen doesn't hold all of them.
      const { backend } = await calling("GetBackend", () => balancer.getBackend({ ...set, backendName }));
      const { weight, backup, offline, maxConnections } = backend;
      const updateBackendDetails = { weight, backup, offline, drain, ...(maxConnections && { maxConnections }) };
      await calling("UpdateBackend", () => balancer.updateBackend({ ...set, backendName, updateBackendDetails }));
    },

    idle: () => calling("ListWorkRequests", () => isIdle(balancer, loadBalancerId, requestsAPage)),

    explain: async (backendName) => {
      const answer = await calling("GetBackendHealth", () => balancer.getBackendHealth({ ...set, backendName }));
      return [...answer.backendHealth.healthCheckResults]
        .sort((a, b) => instantOf(a.timestamp) - instantOf(b.timestamp))
        .map(({ healthCheckStatus, sourceIpAddress, timestamp }) => {
          const seen = new Date(timestamp).toISOString();
          return `${healthCheckStatus} at ${seen}, asked from ${sourceIpAddress || "an unnamed address"}`;
        });
    },
  };
}

/**
 * OCI doesn't say in which order it lists work requests. A page that runs from newer to older answers the question by
 * itself, since whatever is under way is among the newest; only where that can't be told the next page is read, so that
 * a poll doesn't grow with the load balancer's history.
 */
async function isIdle(balancer: Clients["balancer"], loadBalancerId: string, limit: number): Promise<boolean> {
  for await (const { items } of balancer.listWorkRequestsResponseIterator({ loadBalancerId, limit })) {
    if (items.some(({ lifecycleState }) => UNDER_WAY.includes(lifecycleState))) {
      return false;
    }
    const times = items.map(({ timeAccepted }) => instantOf(timeAccepted));
    if ((times.at(0) ?? 0) > (times.at(-1) ?? 0)) {
      return true;
    }
  }
  return true;
}

function backendOf({ name, drain, offline, backup, weight }: models.Backend): BackendSeen {
  return { name, drain, offline, backup, weight };
}

/** OCI names the backends that are in trouble, and only counts the others. */
function healthOf(health: models.BackendSetHealth): SetHealth {
  return {
    total: health.totalBackendCount,
    notOk: new Map([
      ...health.warningStateBackendNames.map((name) => [name, "WARNING"] as const),
      ...health.criticalStateBackendNames.map((name) => [name, "CRITICAL"] as const),
      ...health.unknownStateBackendNames.map((name) => [name, "UNKNOWN"] as const),
    ]),
  };
}
