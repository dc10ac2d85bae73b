/** @see https://docs.oracle.com/iaas/api/#/en/loadbalancer/20170115/LoadBalancer/ */
import type { CreateLoadBalancerDetails } from "oci-loadbalancer/lib/model/index.js";
import { loadBalancers, vnics } from "../../collections.ts";
import { conflict, incorrectState } from "../../errors.ts";
import { eventKind } from "../../events.ts";
import { freshOcid } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import type { Wire } from "../../wire.ts";
import { allocateVnic, releaseVnic } from "../network/vnic.ts";
import { sorted } from "../shared/listing.ts";
import { needNoPool } from "./backend-set.ts";
import { newBalancer } from "./balancer-details.ts";
import type { Balancer } from "./changes.ts";
import { forgetLine } from "./changes.ts";
import { accept, begin, forget, succeed } from "./work-requests.ts";

const SECONDS_TO_CREATE = 40;
const SECONDS_TO_DELETE = 20;
const SECONDS_UNTIL_IT_VANISHES = 24 * 3600;

interface Step extends Record<string, string> {
  id: string;
  workRequestId: string;
}

const begins = eventKind<Step>("loadBalancer.begins", (moment, { workRequestId }) => begin(moment, workRequestId));

const becomesActive = eventKind<Step>("loadBalancer.becomesActive", (moment, { id, workRequestId }) => {
  const balancer = loadBalancers.get(moment.world, id);
  if (balancer?.lifecycleState === "CREATING") {
    loadBalancers.change(moment, id, { lifecycleState: "ACTIVE", ipAddresses: addresses(moment, balancer) });
    succeed(moment, workRequestId);
  }
});

const isDeleted = eventKind<Step>("loadBalancer.isDeleted", (moment, { id, workRequestId }) => {
  releaseVnic(moment, id);
  loadBalancers.change(moment, id, { lifecycleState: "DELETED" });
  succeed(moment, workRequestId);
  vanishes.schedule(moment, SECONDS_UNTIL_IT_VANISHES, { id });
});

const vanishes = eventKind<{ id: string }>("loadBalancer.vanishes", ({ world }, { id }) => {
  loadBalancers.remove(world, id);
  forget(world, id);
  forgetLine(world, id);
});

function addresses(moment: Moment, balancer: Balancer): NonNullable<Balancer["ipAddresses"]> {
  const vnic = vnics.get(moment.world, balancer.id);
  const ipAddress = balancer.isPrivate === true ? vnic?.privateIp : vnic?.publicIp;
  return ipAddress === undefined ? [] : [{ ipAddress, isPublic: balancer.isPrivate !== true }];
}

function create(call: Call): Reply {
  const details = bodyOf<Wire<CreateLoadBalancerDetails>>(call);
  const id = freshOcid(call, "loadbalancer", REGION);
  const balancer = newBalancer(call, id, details);
  allocateVnic(call, {
    id,
    subnetId: balancer.subnetIds?.[0] ?? "",
    compartmentId: balancer.compartmentId,
    displayName: `VNIC for LB ${id}`,
    nsgIds: balancer.networkSecurityGroupIds ?? [],
    assignPublicIp: balancer.isPrivate !== true,
  });
  loadBalancers.put(call, id, balancer);
  const workRequestId = accept(call, id, "CreateLoadBalancer");
  begins.schedule(call, 1, { id, workRequestId });
  becomesActive.schedule(call, SECONDS_TO_CREATE, { id, workRequestId });
  return { status: 204, headers: { "opc-work-request-id": workRequestId } };
}

function show(call: Call): Reply {
  const balancer = loadBalancers.need(call, call.params["loadBalancerId"] ?? "");
  return replyWith(balancer, loadBalancers.etag(call.world, balancer.id));
}

function list(call: Call): Reply {
  const { compartmentId, displayName, lifecycleState } = call.query;
  const found = filtered(loadBalancers.list(call.world), { compartmentId, displayName, lifecycleState });
  return { body: sorted(call, found, (balancer) => balancer.displayName) };
}

function remove(call: Call): Reply {
  const balancer = loadBalancers.need(call, call.params["loadBalancerId"] ?? "");
  const { id } = balancer;
  if (balancer.lifecycleState !== "ACTIVE" && balancer.lifecycleState !== "FAILED") {
    throw incorrectState(`The load balancer ${id} is ${balancer.lifecycleState} and can't be deleted now.`);
  }
  if (balancer.isDeleteProtectionEnabled === true && Object.keys(balancer.listeners ?? {}).length > 0) {
    throw conflict(
      `The load balancer ${id} has delete protection and takes traffic. Set isDeleteProtectionEnabled to false, or delete its listeners.`,
    );
  }
  needNoPool(call, id);
  const workRequestId = accept(call, id, "DeleteLoadBalancer");
  loadBalancers.change(call, id, { lifecycleState: "DELETING" });
  begins.schedule(call, 1, { id, workRequestId });
  isDeleted.schedule(call, SECONDS_TO_DELETE, { id, workRequestId });
  return { status: 204, headers: { "opc-work-request-id": workRequestId } };
}

export const balancerEvents = [begins, becomesActive, isDeleted, vanishes];

const BALANCERS = "/20170115/loadBalancers";
const BALANCER = `${BALANCERS}/{loadBalancerId}`;

export const balancerRoutes: readonly Route[] = [
  { operation: "loadbalancer/CreateLoadBalancer", method: "POST", path: BALANCERS, handle: create },
  { operation: "loadbalancer/ListLoadBalancers", method: "GET", path: BALANCERS, handle: list },
  { operation: "loadbalancer/GetLoadBalancer", method: "GET", path: BALANCER, handle: show },
  { operation: "loadbalancer/DeleteLoadBalancer", method: "DELETE", path: BALANCER, handle: remove },
];
