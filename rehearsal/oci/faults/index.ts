/** The faults that strike requests, one a file. Those of instances are read where instances boot. */
import { nextNumber, seeded } from "../moment.ts";
import type { Moment } from "../moment.ts";
import type { Fault } from "./fault.ts";
import type { RequestFault, Strike } from "./request-fault.ts";
import { incorrectStateFault } from "./incorrect-state.ts";
import { serverError } from "./server-error.ts";
import { throttle } from "./throttle.ts";
import { timeOutAfter } from "./time-out-after.ts";
import { timeOutBefore } from "./time-out-before.ts";
import { matches, spend } from "./match.ts";

export const REQUEST_FAULTS: readonly RequestFault[] = [
  throttle,
  serverError,
  incorrectStateFault,
  timeOutBefore,
  timeOutAfter,
];
export const INSTANCE_FAULTS = ["fails-to-boot", "never-healthy"] as const;
/** What only requests to the embedded AWS meet, beside those of the faults of requests that make sense there: rehearsal/aws/faults.ts. */
const AWS_ONLY = ["access-denied", "fail-after"];
export const FAULT_KINDS: readonly string[] = [
  ...REQUEST_FAULTS.map((fault) => fault.kind),
  ...INSTANCE_FAULTS,
  ...AWS_ONLY,
];

/** The fault that strikes this request, if one does. */
export function strike(moment: Moment, operation: string): Strike | undefined {
  for (const kind of REQUEST_FAULTS) {
    const fault = moment.world.faults.find(
      (candidate) => candidate.kind === kind.kind && matches(candidate, operation),
    );
    if (fault !== undefined && strikesNow(moment, fault) && spend(moment.world, fault)) {
      return kind.strike(fault);
    }
  }
  return undefined;
}

/**
 * The fault that an instance is born with, if any.
 * @param names what a fault may call it by: its pool, its instance configuration, the tag of its image
 */
export function instanceFault(moment: Moment, names: readonly string[]): (typeof INSTANCE_FAULTS)[number] | undefined {
  return INSTANCE_FAULTS.find((kind) => {
    const fault = moment.world.faults.find(
      (candidate) => candidate.kind === kind && names.some((name) => matches(candidate, name)),
    );
    return fault !== undefined && strikesNow(moment, fault) && spend(moment.world, fault);
  });
}

/** Whether a fault that is sometimes there is there this time. */
export function strikesNow(moment: Moment, fault: Fault): boolean {
  // A number of its own for each draw: a refused request changes nothing else in the world.
  const draw = fault.probability === undefined ? 0 : seeded(moment.world, `fault/${fault.kind}/${nextNumber(moment)}`);
  return draw < (fault.probability ?? 1);
}
