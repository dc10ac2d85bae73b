/**
 * Changes of a load balancer. Each is accepted as a work request, waits in the load balancer's line and shows only
 * when its turn has passed. What it names is looked up then, so that a change which no longer fits fails as a work
 * request; when nothing is in line, it is held against the present state at once and refused with an HTTP error.
 */
import type { LoadBalancer } from "oci-loadbalancer/lib/model/index.js";
import type { World } from "../../world.ts";
import { collection } from "../../collection.ts";
import { loadBalancers } from "../../collections.ts";
import { incorrectState, ServiceError } from "../../errors.ts";
import { eventKind } from "../../events.ts";
import type { Moment } from "../../moment.ts";
import type { Call, Reply } from "../../route.ts";
import type { Json, Wire } from "../../wire.ts";
import { accept, begin, fail, isBusy, succeed } from "./work-requests.ts";

export type Balancer = Wire<LoadBalancer>;

export interface Change<Args extends Json> {
  /** The operation, as work requests name it: `CreateBackendSet`. */
  readonly type: string;
  /** What can be told from the request alone. @throws ServiceError */
  readonly check?: (args: Args) => void;
  /** What becomes of the load balancer. Changes nothing itself. @throws ServiceError when it doesn't fit. */
  readonly apply: (balancer: Balancer, args: Args, moment: Moment) => Partial<Balancer>;
  /** What changes elsewhere once the load balancer has changed. */
  readonly after?: (balancer: Balancer, moment: Moment) => void;
}

/** World seconds from a change's turn to its end. */
const SECONDS_FOR_A_CHANGE = 2;
/** World seconds before a change's turn comes, when none is before it. */
const SECONDS_IN_LINE = 0.5;

/** By load balancer: when the last change in its line will have been made, in milliseconds since the epoch. */
const lines = collection<{ freeAt: number }>("loadBalancerLines");
const known = new Map<string, Change<Json>>();

/** Declares a kind of change. Its arguments are only ever written by `requestChange`, so that reading them back is sound. */
export function changeKind<Args extends Json>(change: Change<Args>): Change<Args> {
  known.set(change.type, {
    type: change.type,
    apply: (balancer, args, moment) => change.apply(balancer, args as Args, moment),
    ...(change.after && { after: change.after }),
  });
  return change;
}

/**
 * Accepts a change of the load balancer that the path names.
 * @throws ServiceError 404 without one, 409 when it isn't ACTIVE, and whatever the change itself refuses
 */
export function requestChange<Args extends Json>(call: Call, change: Change<Args>, args: Args): Reply {
  const balancer = loadBalancers.need(call, call.params["loadBalancerId"] ?? "");
  change.check?.(args);
  needActive(balancer);
  if (!isBusy(call.world, balancer.id)) {
    change.apply(balancer, args, call);
  }
  const id = accept(call, balancer.id, change.type);
  const start = Math.max(call.now, lines.get(call.world, balancer.id)?.freeAt ?? 0);
  const wait = (start - call.now) / 1000 + SECONDS_IN_LINE;
  begins.schedule(call, wait, { id });
  happens.schedule(call, wait + SECONDS_FOR_A_CHANGE, { id, loadBalancerId: balancer.id, type: change.type, args });
  lines.put(call, balancer.id, { freeAt: call.now + (wait + SECONDS_FOR_A_CHANGE) * 1000 });
  return { status: 204, headers: { "opc-work-request-id": id } };
}

/** Forgets the line of a load balancer that has vanished. */
export function forgetLine(world: World, loadBalancerId: string): void {
  lines.remove(world, loadBalancerId);
}

/** @throws ServiceError 409 */
export function needActive(balancer: Balancer): void {
  if (balancer.lifecycleState !== "ACTIVE") {
    throw incorrectState(
      `The load balancer ${balancer.id} is ${balancer.lifecycleState}; it can be changed only while it is ACTIVE.`,
    );
  }
}

const begins = eventKind<{ id: string }>("loadBalancer.changeBegins", (moment, { id }) => begin(moment, id));

const happens = eventKind<{ id: string; loadBalancerId: string; type: string; args: Json }>(
  "loadBalancer.changeHappens",
  (moment, { id, loadBalancerId, type, args }) => {
    const balancer = loadBalancers.get(moment.world, loadBalancerId);
    const change = known.get(type);
    if (balancer === undefined) {
      return;
    }
    if (change === undefined) {
      throw new Error(`The world holds a load balancer's change of type ${type}, which this version doesn't know.`);
    }
    try {
      needActive(balancer);
      const changed = loadBalancers.change(moment, loadBalancerId, change.apply(balancer, args, moment));
      change.after?.(changed, moment);
      succeed(moment, id);
    } catch (error) {
      if (!(error instanceof ServiceError)) {
        throw error;
      }
      fail(moment, id, error.message);
    }
  },
);

export const changeEvents = [begins, happens];
