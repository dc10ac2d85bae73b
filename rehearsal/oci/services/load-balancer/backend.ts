/** @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/Backend/ */
import type { Backend, CreateBackendDetails, UpdateBackendDetails } from "oci-loadbalancer/lib/model/index.js";
import { loadBalancers } from "../../collections.ts";
import { notFound } from "../../errors.ts";
import { bodyOf, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import { checkBackend, checkBackends, checkSettings } from "./backend-checks.ts";
import { newBackend } from "./backends.ts";
import { changeKind, requestChange } from "./changes.ts";
import type { Balancer } from "./changes.ts";
import { needNamed } from "./names.ts";

const createBackend = changeKind<{ set: string; details: Wire<CreateBackendDetails> }>({
  type: "CreateBackend",
  check: ({ details }) => checkBackend(details),
  apply: (balancer, { set, details }) => {
    const { backends } = needNamed(balancer, "backendSets", set);
    return withBackends(balancer, set, [...backends, newBackend(details)]);
  },
});

const updateBackend = changeKind<{ set: string; name: string; details: Wire<UpdateBackendDetails> }>({
  type: "UpdateBackend",
  check: ({ details }) => checkSettings(details),
  apply: (balancer, { set, name, details }) => {
    const former = needBackend(balancer, set, name);
    const { backends } = needNamed(balancer, "backendSets", set);
    return withBackends(
      balancer,
      set,
      backends.map((backend) => (backend === former ? { ...backend, ...details } : backend)),
    );
  },
});

const deleteBackend = changeKind<{ set: string; name: string }>({
  type: "DeleteBackend",
  apply: (balancer, { set, name }) => {
    const former = needBackend(balancer, set, name);
    const { backends } = needNamed(balancer, "backendSets", set);
    return withBackends(
      balancer,
      set,
      backends.filter((backend) => backend !== former),
    );
  },
});

/** @throws ServiceError 404 */
export function needBackend(balancer: Balancer, setName: string, name: string): Wire<Backend> {
  const found = needNamed(balancer, "backendSets", setName).backends.find((backend) => backend.name === name);
  if (found === undefined) {
    throw notFound(`The backend set '${setName}' of load balancer ${balancer.id} has no backend '${name}'.`);
  }
  return found;
}

function withBackends(balancer: Balancer, setName: string, backends: Wire<Backend>[]): Partial<Balancer> {
  const set = { ...needNamed(balancer, "backendSets", setName), backends };
  checkBackends(set);
  return { backendSets: { ...balancer.backendSets, [setName]: set } };
}

const balancerOf = (call: Call): Balancer => loadBalancers.need(call, call.params["loadBalancerId"] ?? "");
const setOf = (call: Call): string => call.params["backendSetName"] ?? "";
const nameOf = (call: Call): string => call.params["backendName"] ?? "";

function show(call: Call): Reply {
  const balancer = balancerOf(call);
  return replyWith(needBackend(balancer, setOf(call), nameOf(call)), loadBalancers.etag(call.world, balancer.id));
}

const BACKENDS = "/20170115/loadBalancers/{loadBalancerId}/backendSets/{backendSetName}/backends";
const BACKEND = `${BACKENDS}/{backendName}`;

export const backendRoutes: readonly Route[] = [
  {
    operation: "loadbalancer/CreateBackend",
    method: "POST",
    path: BACKENDS,
    handle: (call) =>
      requestChange(call, createBackend, { set: setOf(call), details: bodyOf<Wire<CreateBackendDetails>>(call) }),
  },
  {
    operation: "loadbalancer/ListBackends",
    method: "GET",
    path: BACKENDS,
    handle: (call) => ({ body: needNamed(balancerOf(call), "backendSets", setOf(call)).backends }),
  },
  { operation: "loadbalancer/GetBackend", method: "GET", path: BACKEND, handle: show },
  {
    operation: "loadbalancer/UpdateBackend",
    method: "PUT",
    path: BACKEND,
    handle: (call) => {
      const details = bodyOf<Wire<UpdateBackendDetails>>(call);
      return requestChange(call, updateBackend, { set: setOf(call), name: nameOf(call), details });
    },
  },
  {
    operation: "loadbalancer/DeleteBackend",
    method: "DELETE",
    path: BACKEND,
    handle: (call) => requestChange(call, deleteBackend, { set: setOf(call), name: nameOf(call) }),
  },
];
