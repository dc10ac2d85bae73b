/**
 * Work requests of load balancers: each change is one. They wait in line, one at a time for each load balancer.
 * @see https://docs.oracle.com/iaas/Content/Balance/Tasks/viewingworkrequest.htm
 */
import type { WorkRequest } from "oci-loadbalancer/lib/model/index.js";
import { loadBalancers, loadBalancerWorkRequests } from "../../collections.ts";
import { freshOcid } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";

/** Notes a change that was accepted and says under which OCID. */
export function accept(moment: Moment, loadBalancerId: string, type: string): string {
  const id = freshOcid(moment, "loadbalancerworkrequest", REGION);
  loadBalancerWorkRequests.put(moment, id, {
    id,
    loadBalancerId,
    type,
    compartmentId: loadBalancers.get(moment.world, loadBalancerId)?.compartmentId ?? "",
    lifecycleState: "ACCEPTED",
    message: "",
    timeAccepted: timestamp(moment.now),
    errorDetails: [],
  });
  return id;
}

export function begin(moment: Moment, id: string): void {
  change(moment, id, { lifecycleState: "IN_PROGRESS" });
}

export function succeed(moment: Moment, id: string): void {
  change(moment, id, { lifecycleState: "SUCCEEDED", message: "OK", timeFinished: timestamp(moment.now) });
}

/** Ends a work request whose change could not be made; the message says why. */
export function fail(moment: Moment, id: string, message: string): void {
  change(moment, id, {
    lifecycleState: "FAILED",
    message,
    timeFinished: timestamp(moment.now),
    errorDetails: [{ errorCode: "BAD_INPUT", message }],
  });
}

/** Whether a change of this load balancer is waiting or under way. */
export function isBusy(world: World, loadBalancerId: string): boolean {
  return of(world, loadBalancerId).some(
    ({ lifecycleState }) => lifecycleState === "ACCEPTED" || lifecycleState === "IN_PROGRESS",
  );
}

/** Forgets the work requests of a load balancer that has vanished. */
export function forget(world: World, loadBalancerId: string): void {
  of(world, loadBalancerId).forEach(({ id }) => loadBalancerWorkRequests.remove(world, id));
}

function of(world: World, loadBalancerId: string): Wire<WorkRequest>[] {
  return loadBalancerWorkRequests.list(world).filter((request) => request.loadBalancerId === loadBalancerId);
}

function change(moment: Moment, id: string, changed: Partial<Wire<WorkRequest>>): void {
  if (loadBalancerWorkRequests.get(moment.world, id) !== undefined) {
    loadBalancerWorkRequests.change(moment, id, changed);
  }
}

function show(call: Call): Reply {
  const id = call.params["workRequestId"] ?? "";
  return replyWith(loadBalancerWorkRequests.need(call, id), loadBalancerWorkRequests.etag(call.world, id));
}

/** The newest first. */
function list(call: Call): Reply {
  const { id } = loadBalancers.need(call, call.params["loadBalancerId"] ?? "");
  return { body: of(call.world, id).reverse() };
}

export const workRequestRoutes: readonly Route[] = [
  {
    operation: "loadbalancer/ListWorkRequests",
    method: "GET",
    path: "/20170115/loadBalancers/{loadBalancerId}/workRequests",
    handle: list,
  },
  {
    operation: "loadbalancer/GetWorkRequest",
    method: "GET",
    path: "/20170115/loadBalancerWorkRequests/{workRequestId}",
    handle: show,
  },
];
