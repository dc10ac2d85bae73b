/**
 * Backends that another service puts into a set and takes out again: an instance pool does so with its instances. Such
 * a change is made at once; its work request, for whoever lists them, has succeeded.
 */
import type { Backend } from "oci-loadbalancer/lib/model/index.js";
import { loadBalancers } from "../../collections.ts";
import { incorrectState, notFound } from "../../errors.ts";
import type { Moment } from "../../moment.ts";
import type { Wire } from "../../wire.ts";
import { accept, succeed } from "./work-requests.ts";

export interface BackendToAttach {
  readonly loadBalancerId: string;
  readonly backendSetName: string;
  readonly ipAddress: string;
  readonly port: number;
}

export interface AttachedBackend {
  readonly loadBalancerId: string;
  readonly backendSetName: string;
  /** `<ip address>:<port>` */
  readonly backendName: string;
}

/**
 * Puts a backend into a set, with OCI's defaults; one that is there already stays as it is.
 * @returns the backend's name, `<ip address>:<port>`
 * @throws ServiceError 404 when the load balancer or the set is absent, 409 when the load balancer is not ACTIVE.
 */
export function attachBackend(
  moment: Moment,
  { loadBalancerId, backendSetName, ipAddress, port }: BackendToAttach,
): string {
  const balancer = loadBalancers.get(moment.world, loadBalancerId);
  if (balancer === undefined) {
    throw notFound(`Authorization failed or requested resource not found: ${loadBalancerId}`);
  }
  if (balancer.lifecycleState !== "ACTIVE") {
    throw incorrectState(
      `The load balancer ${loadBalancerId} is ${balancer.lifecycleState}, and takes backends only when ACTIVE.`,
    );
  }
  const set = balancer.backendSets?.[backendSetName];
  if (set === undefined) {
    throw notFound(`The load balancer ${loadBalancerId} has no backend set '${backendSetName}'.`);
  }
  const backend = newBackend({ ipAddress, port });
  if (!set.backends.some((other) => other.name === backend.name)) {
    putBackends(moment, loadBalancerId, backendSetName, [...set.backends, backend]);
    succeed(moment, accept(moment, loadBalancerId, "CreateBackend"));
  }
  return backend.name;
}

/** Takes a backend out of its set. One that is gone, with its set or its load balancer, is no error. */
export function detachBackend(moment: Moment, { loadBalancerId, backendSetName, backendName }: AttachedBackend): void {
  const set = loadBalancers.get(moment.world, loadBalancerId)?.backendSets?.[backendSetName];
  if (set?.backends.some((backend) => backend.name === backendName)) {
    const rest = set.backends.filter((backend) => backend.name !== backendName);
    putBackends(moment, loadBalancerId, backendSetName, rest);
    succeed(moment, accept(moment, loadBalancerId, "DeleteBackend"));
  }
}

/** A backend as OCI stores it: every field that was left out has its default. */
export function newBackend(details: Partial<Wire<Backend>> & { ipAddress: string; port: number }): Wire<Backend> {
  return {
    weight: 1,
    drain: false,
    backup: false,
    offline: false,
    ...details,
    name: `${details.ipAddress}:${details.port}`,
  };
}

/** Replaces the backends of a set. */
function putBackends(moment: Moment, loadBalancerId: string, setName: string, backends: Wire<Backend>[]): void {
  const balancer = loadBalancers.get(moment.world, loadBalancerId);
  const set = balancer?.backendSets?.[setName];
  if (balancer !== undefined && set !== undefined) {
    loadBalancers.change(moment, loadBalancerId, {
      backendSets: { ...balancer.backendSets, [setName]: { ...set, backends } },
    });
  }
}
