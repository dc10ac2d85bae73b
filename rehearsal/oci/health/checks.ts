/**
 * What a load balancer believes of its backends. It checks each one every `intervalInMillis`, and changes its mind after
 * `retries` checks in a row that say otherwise, in both directions: a backend that dies without a word gets requests
 * for up to interval x retries more, and one that begins to serve gets its first as late.
 *
 * Example with an interval of 10 s and 3 retries: a backend is added at 0 s, so its checks are at 0, 10, 20... It begins to
 * serve at 62 s. The checks at 70, 80 and 90 s are good: it is OK from 90 s on.
 *
 * Not modelled: the time that a check itself takes, the two load balancers (primary and standby) disagreeing, and a change
 * that comes and goes between two checks, which here begins the count anew.
 * @see https://docs.oracle.com/iaas/Content/Balance/Tasks/editinghealthcheck.htm
 */
import { loadBalancers } from "../collections.ts";
import { ledger } from "../ledger.ts";
import type { Moment } from "../moment.ts";
import { wakes } from "../wake.ts";
import { diagnoseBackend } from "./diagnose.ts";
import type { BackendRef, Diagnosis } from "./diagnose.ts";

/** OCI's defaults, for a health checker that doesn't say. */
const DEFAULT_INTERVAL_MS = 10_000;
const DEFAULT_RETRIES = 3;

/** All instants are world time, in milliseconds since the epoch. */
export interface Checks {
  /** The first check; the others follow at the interval. */
  firstAt: number;
  /** Whether the backend would pass a check now. */
  passes: boolean;
  passesSince: number;
  /** Whether a request that is sent there now gets an answer; see Diagnosis. */
  answers: boolean;
  /** What the load balancer goes by. */
  isOk: boolean;
  /** What the last check that failed met. */
  failure: Diagnosis["healthCheckStatus"];
  /** The moment that is planned for a change of mind. */
  decidesAt?: number;
}

export interface Rhythm {
  readonly intervalInMillis?: number;
  readonly retries?: number;
}

const checks = ledger<Checks>("backendChecks");

/** Looks at every backend, and notes what its checks come to. */
export function watchBackends(moment: Moment): void {
  const seen = new Set<string>();
  for (const balancer of loadBalancers.list(moment.world)) {
    for (const set of Object.values(balancer.backendSets ?? {})) {
      for (const backend of set.backends) {
        const ref = { loadBalancerId: balancer.id, backendSetName: set.name, backendName: backend.name };
        seen.add(keyOf(ref));
        watchBackend(moment, ref, set.healthChecker);
      }
    }
  }
  checks
    .entries(moment.world)
    .filter(([key]) => !seen.has(key))
    .forEach(([key]) => checks.remove(moment.world, key));
}

function watchBackend(moment: Moment, ref: BackendRef, rhythm: Rhythm): void {
  const { status, healthCheckStatus, answers } = diagnoseBackend(moment, ref);
  const passes = status === "OK";
  const before = checks.get(moment.world, keyOf(ref)) ?? firstCheck(moment.now, passes);
  const after = { ...nextChecks(before, passes, moment.now, rhythm), answers };
  if (!passes) {
    after.failure = healthCheckStatus;
  }
  if (after.decidesAt !== undefined && after.decidesAt !== before.decidesAt) {
    wakes.schedule(moment, (after.decidesAt - moment.now) / 1000, {});
  }
  checks.put(moment.world, keyOf(ref), after);
}

/** A backend's first check is made as it is added, and is believed. */
function firstCheck(now: number, passes: boolean): Checks {
  return { firstAt: now, passes, passesSince: now, answers: passes, isOk: passes, failure: "CONNECT_FAILED" };
}

/** The same checks at a later moment, at which the backend passes or doesn't. */
export function nextChecks(before: Checks, passes: boolean, now: number, rhythm: Rhythm): Checks {
  const { decidesAt: _planned, ...kept } = before;
  const next: Checks = { ...kept, passes, passesSince: passes === before.passes ? before.passesSince : now };
  if (passes === before.isOk) {
    return next;
  }
  const decidesAt = decisionAt(next, rhythm);
  return now >= decidesAt ? { ...next, isOk: passes } : { ...next, decidesAt };
}

/** The last of the checks in a row that a change of mind takes. */
function decisionAt({ firstAt, passesSince }: Checks, { intervalInMillis, retries }: Rhythm): number {
  const interval = intervalInMillis ?? DEFAULT_INTERVAL_MS;
  const first = Math.ceil((passesSince - firstAt) / interval);
  return firstAt + (first + (retries ?? DEFAULT_RETRIES) - 1) * interval;
}

/** A backend's health as the load balancer has it. One that it has not looked at yet is checked on the spot. */
export function believedHealth(moment: Moment, ref: BackendRef): Pick<Diagnosis, "status" | "healthCheckStatus"> {
  const found = checks.get(moment.world, keyOf(ref));
  if (found === undefined) {
    return diagnoseBackend(moment, ref);
  }
  return found.isOk
    ? { status: "OK", healthCheckStatus: "OK" }
    : { status: "CRITICAL", healthCheckStatus: found.failure };
}

/** Whether a request that is sent there now gets an answer, whatever the load balancer believes. */
export function wouldAnswer(moment: Moment, ref: BackendRef): boolean {
  return checks.get(moment.world, keyOf(ref))?.answers ?? diagnoseBackend(moment, ref).answers;
}

function keyOf({ loadBalancerId, backendSetName, backendName }: BackendRef): string {
  return `${loadBalancerId}/${backendSetName}/${backendName}`;
}
