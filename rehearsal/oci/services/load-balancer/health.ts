/** Health, as the load balancer sees it: of one backend, of a set, of all. */
import type { BackendHealth, BackendSetHealth, LoadBalancerHealth } from "oci-loadbalancer/lib/model/index.js";
import { loadBalancers, vnics } from "../../collections.ts";
import { believedHealth } from "../../health/checks.ts";
import type { Diagnosis } from "../../health/diagnose.ts";
import type { Moment } from "../../moment.ts";
import { filtered } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { needBackend } from "./backend.ts";
import type { Balancer } from "./changes.ts";
import { needNamed } from "./names.ts";

type Status = Diagnosis["status"];

/** Two load balancers check, the primary and its standby: where they disagree the backend is in WARNING. */
export function backendHealth(moment: Moment, balancer: Balancer, set: string, backend: string): Wire<BackendHealth> {
  const diagnosis = believedHealth(moment, { loadBalancerId: balancer.id, backendSetName: set, backendName: backend });
  const results = [diagnosis.status === "WARNING" ? "OK" : diagnosis.healthCheckStatus, diagnosis.healthCheckStatus];
  return {
    status: diagnosis.status,
    healthCheckResults: results.map((healthCheckStatus) => ({
      subnetId: balancer.subnetIds?.[0] ?? "",
      sourceIpAddress: vnics.get(moment.world, balancer.id)?.privateIp ?? "",
      timestamp: timestamp(moment.now),
      healthCheckStatus,
    })),
  };
}

/**
 * UNKNOWN without a listener or when more than half are; OK when all are; WARNING when at least half are; else CRITICAL.
 * Of 5 backends 3 OK and 2 CRITICAL are WARNING, 2 OK and 3 CRITICAL are CRITICAL.
 */
export function backendSetHealth(moment: Moment, balancer: Balancer, name: string): Wire<BackendSetHealth> {
  const { backends } = needNamed(balancer, "backendSets", name);
  const diagnosed = backends.map((backend) => ({
    name: backend.name,
    status: backendHealth(moment, balancer, name, backend.name).status,
  }));
  const namesOf = (status: Status) =>
    diagnosed.filter((backend) => backend.status === status).map((backend) => backend.name);
  const total = backends.length;
  const counts = { ok: namesOf("OK").length, unknown: namesOf("UNKNOWN").length, total };
  return {
    status: isListenedTo(balancer, name) ? setStatus(counts) : "UNKNOWN",
    warningStateBackendNames: namesOf("WARNING"),
    criticalStateBackendNames: namesOf("CRITICAL"),
    unknownStateBackendNames: namesOf("UNKNOWN"),
    totalBackendCount: total,
  };
}

function setStatus({ ok, unknown, total }: { ok: number; unknown: number; total: number }): Status {
  if (total === 0 || unknown > total / 2) {
    return "UNKNOWN";
  }
  if (ok === total) {
    return "OK";
  }
  return ok >= total / 2 ? "WARNING" : "CRITICAL";
}

/** A set gets traffic from listeners, and from path routes and routing policies that listeners use. */
function isListenedTo(balancer: Balancer, set: string): boolean {
  return Object.values(balancer.listeners ?? {}).some((listener) => {
    const routes = balancer.pathRouteSets?.[listener.pathRouteSetName ?? ""]?.pathRoutes ?? [];
    const rules = balancer.routingPolicies?.[listener.routingPolicyName ?? ""]?.rules ?? [];
    return (
      listener.defaultBackendSetName === set ||
      routes.some((route) => route.backendSetName === set) ||
      rules.some((rule) => rule.actions.some((action) => Reflect.get(action, "backendSetName") === set))
    );
  });
}

/** The gravest of its sets; UNKNOWN unless it is ACTIVE and has sets. */
export function loadBalancerHealth(moment: Moment, balancer: Balancer): Wire<LoadBalancerHealth> {
  const sets = Object.keys(balancer.backendSets ?? {}).map((name) => ({
    name,
    status: backendSetHealth(moment, balancer, name).status,
  }));
  const namesOf = (status: Status) => sets.filter((set) => set.status === status).map((set) => set.name);
  return {
    status: overall(balancer, sets.length, namesOf),
    warningStateBackendSetNames: namesOf("WARNING"),
    criticalStateBackendSetNames: namesOf("CRITICAL"),
    unknownStateBackendSetNames: namesOf("UNKNOWN"),
    totalBackendSetCount: sets.length,
  };
}

function overall(balancer: Balancer, total: number, namesOf: (status: Status) => string[]): Status {
  if (balancer.lifecycleState !== "ACTIVE" || total === 0) {
    return "UNKNOWN";
  }
  if (namesOf("CRITICAL").length > 0) {
    return "CRITICAL";
  }
  if (namesOf("WARNING").length > 0) {
    return "WARNING";
  }
  return namesOf("UNKNOWN").length > total / 2 ? "UNKNOWN" : "OK";
}

const balancerOf = (call: Call): Balancer => loadBalancers.need(call, call.params["loadBalancerId"] ?? "");
const setOf = (call: Call): string => call.params["backendSetName"] ?? "";

function showBackend(call: Call): Reply {
  const balancer = balancerOf(call);
  const { name } = needBackend(balancer, setOf(call), call.params["backendName"] ?? "");
  return { body: backendHealth(call, balancer, setOf(call), name) };
}

function list(call: Call): Reply {
  const found = filtered(loadBalancers.list(call.world), { compartmentId: call.query["compartmentId"] });
  return {
    body: found.map((balancer) => ({ loadBalancerId: balancer.id, status: loadBalancerHealth(call, balancer).status })),
  };
}

const BALANCER = "/20170115/loadBalancers/{loadBalancerId}";
const SET = `${BALANCER}/backendSets/{backendSetName}`;

export const healthRoutes: readonly Route[] = [
  {
    operation: "loadbalancer/GetBackendHealth",
    method: "GET",
    path: `${SET}/backends/{backendName}/health`,
    handle: showBackend,
  },
  {
    operation: "loadbalancer/GetBackendSetHealth",
    method: "GET",
    path: `${SET}/health`,
    handle: (call) => ({ body: backendSetHealth(call, balancerOf(call), setOf(call)) }),
  },
  {
    operation: "loadbalancer/GetLoadBalancerHealth",
    method: "GET",
    path: `${BALANCER}/health`,
    handle: (call) => ({ body: loadBalancerHealth(call, balancerOf(call)) }),
  },
  {
    operation: "loadbalancer/ListLoadBalancerHealths",
    method: "GET",
    path: "/20170115/loadBalancerHealths",
    handle: list,
  },
];
