/** Who was sent how many requests by a load balancer, and how many came to nothing. */
import { ledger } from "../ledger.ts";
import type { Moment } from "../moment.ts";
import { timestamp } from "../wire.ts";
import type { World } from "../world.ts";
import { requestsInFlight } from "./flights.ts";

const MOST_FAILURES = 20;

/** A request counts when it is sent on, and fails when it ends with a status of 500 or more. */
export interface Tally {
  requests: number;
  failed: number;
}

export interface TrafficFailure {
  /** World time, as an RFC 3339 text. */
  readonly at: string;
  readonly why: string;
}

export interface Traffic extends Tally {
  /** By the image that the instance runs. */
  byImage: Record<string, Tally>;
  /** By the instance's OCID. */
  byInstance: Record<string, Tally>;
  /** The last ones, the oldest first. */
  lastFailures: TrafficFailure[];
}

/** Who a request went to, where it went to somebody. */
export interface Receiver {
  readonly instanceId: string;
  readonly image: string;
}

interface StoredTraffic extends Traffic {
  /** By backend set: how often its load balancer has chosen a backend. */
  turns: Record<string, number>;
}

const traffic = ledger<StoredTraffic>("traffic");

/** What a load balancer has passed on since it was made; zeros where there was nothing. */
export function trafficOf(world: World, loadBalancerId: string): Traffic & { inFlight: number } {
  const { turns: _turns, ...told } = stored(world, loadBalancerId);
  return { ...told, inFlight: requestsInFlight(world, loadBalancerId) };
}

export function countRequest(world: World, loadBalancerId: string, receiver?: Receiver): void {
  count(world, loadBalancerId, "requests", receiver);
}

export function countFailure(moment: Moment, loadBalancerId: string, why: string, receiver?: Receiver): void {
  count(moment.world, loadBalancerId, "failed", receiver);
  const found = stored(moment.world, loadBalancerId);
  found.lastFailures = [...found.lastFailures, { at: timestamp(moment.now), why }].slice(-MOST_FAILURES);
}

/** Whose turn it is in a backend set: 0, 1, 2 and so on. A number of its own, so that requests change no other draw. */
export function nextTurn(world: World, loadBalancerId: string, setName: string): number {
  const { turns } = traffic.put(world, loadBalancerId, stored(world, loadBalancerId));
  const turn = turns[setName] ?? 0;
  turns[setName] = turn + 1;
  return turn;
}

function count(world: World, loadBalancerId: string, what: keyof Tally, receiver: Receiver | undefined): void {
  const found = traffic.put(world, loadBalancerId, stored(world, loadBalancerId));
  found[what] += 1;
  if (receiver !== undefined) {
    (found.byInstance[receiver.instanceId] ??= { requests: 0, failed: 0 })[what] += 1;
    (found.byImage[receiver.image] ??= { requests: 0, failed: 0 })[what] += 1;
  }
}

function stored(world: World, loadBalancerId: string): StoredTraffic {
  return (
    traffic.get(world, loadBalancerId) ?? {
      requests: 0,
      failed: 0,
      byImage: {},
      byInstance: {},
      lastFailures: [],
      turns: {},
    }
  );
}
