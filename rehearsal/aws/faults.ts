/**
 * Faults that the world was told to have, as they strike the embedded AWS. A fault's `match` names a type and what is
 * done to it (`aws:sqs/queue:Queue.create`, also `read`, `update`, `delete`), a module (`aws:sqs/*`) or everything (`*`).
 */
import { strikesNow } from "../oci/faults/index.ts";
import { matches, spend } from "../oci/faults/match.ts";
import type { Moment } from "../oci/moment.ts";
import { AwsError } from "./errors.ts";

/** What a fault does: refuses before anything is done, or lets it be done and doesn't say so. */
export interface AwsStrike {
  readonly refuse?: AwsError;
  /** The connection breaks, before or after the work is done, so many real seconds later. */
  readonly hangUp?: { readonly when: "before" | "after"; readonly seconds: number };
  /** The work is done, and this is the answer. */
  readonly answer?: AwsError;
}

const AWS_FAULTS: Readonly<Record<string, (target: string, seconds: number) => AwsStrike>> = {
  "access-denied": (target) => ({
    refuse: new AwsError("AccessDenied", `The caller is not authorized to perform this operation: ${target}.`),
  }),
  throttle: () => ({ refuse: new AwsError("ThrottlingException", "Rate exceeded") }),
  "server-error": () => ({
    refuse: new AwsError("InternalFailure", "The request processing has failed because of an unknown error."),
  }),
  "fail-after": () => ({
    answer: new AwsError("ServiceUnavailable", "The request has failed due to a temporary failure of the server."),
  }),
  "time-out-before": (_, seconds) => ({ hangUp: { when: "before", seconds } }),
  "time-out-after": (_, seconds) => ({ hangUp: { when: "after", seconds } }),
};

/** The fault that strikes this request, if one does. @param target `aws:sqs/queue:Queue.create` */
export function strikeAws(moment: Moment, target: string): AwsStrike | undefined {
  for (const [kind, strike] of Object.entries(AWS_FAULTS)) {
    const fault = moment.world.faults.find((candidate) => candidate.kind === kind && matches(candidate, target));
    if (fault !== undefined && strikesNow(moment, fault) && spend(moment.world, fault)) {
      return strike(target, fault.seconds ?? 0);
    }
  }
  return undefined;
}
