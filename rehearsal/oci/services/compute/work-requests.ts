/**
 * Work requests of compute: the record that a client polls by the id in opc-work-request-id.
 * @see https://docs.oracle.com/iaas/api/#/en/workrequests/20160918/WorkRequest/
 */
import type { WorkRequestResource } from "oci-workrequests/lib/model/index.js";
import { computeWorkRequestErrors, computeWorkRequests } from "../../collections.ts";
import { eventKind } from "../../events.ts";
import { freshOcid } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";

export interface Work {
  /** What is done, for example `LaunchInstance`. */
  readonly operationType: string;
  readonly compartmentId: string;
  /** The thing that it is done to. */
  readonly entityType: "instance" | "instancePool" | "vcn";
  readonly identifier: string;
  /** What will have been done to it. */
  readonly actionType: "CREATED" | "UPDATED" | "DELETED" | "RELATED";
  /** World seconds that it takes. */
  readonly seconds: number;
}

export type Attempt = Omit<Work, "seconds" | "actionType">;

const ends = eventKind<{ id: string; actionType: string }>("compute.workRequestEnds", (moment, { id, actionType }) => {
  const request = computeWorkRequests.get(moment.world, id);
  if (request === undefined) {
    return;
  }
  computeWorkRequests.change(moment, id, {
    status: "SUCCEEDED",
    percentComplete: 100,
    timeFinished: timestamp(moment.now),
    resources: request.resources.map((resource) => ({ ...resource, actionType })),
  });
});

/** Records work that has begun and will succeed in its time. Gives the header that names it. */
export function beginWork(moment: Moment, work: Work): { "opc-work-request-id": string } {
  const id = record(moment, work, "IN_PROGRESS", "IN_PROGRESS");
  ends.schedule(moment, work.seconds, { id, actionType: work.actionType });
  return { "opc-work-request-id": id };
}

/**
 * Records work that failed at once, with the reason. What is tried again and fails for the same reason is one record.
 */
export function recordFailure(moment: Moment, work: Attempt, why: { code: string; message: string }): void {
  const isKnown = computeWorkRequests.list(moment.world).some(({ id, operationType, resources }) => {
    const failed = computeWorkRequestErrors.get(moment.world, id)?.[0];
    return (
      operationType === work.operationType &&
      resources[0]?.identifier === work.identifier &&
      failed?.message === why.message
    );
  });
  if (isKnown) {
    return;
  }
  const id = record(moment, work, "FAILED", "RELATED");
  computeWorkRequests.change(moment, id, { timeFinished: timestamp(moment.now) });
  computeWorkRequestErrors.put(moment, id, [
    { code: why.code, message: why.message, timestamp: timestamp(moment.now) },
  ]);
}

function record(
  moment: Moment,
  work: Attempt,
  status: string,
  actionType: Wire<WorkRequestResource.ActionType>,
): string {
  const id = freshOcid(moment, "coreservicesworkrequest", REGION);
  const { operationType, compartmentId, entityType, identifier } = work;
  computeWorkRequests.put(moment, id, {
    id,
    operationType,
    status,
    compartmentId,
    percentComplete: 0,
    resources: [{ actionType, entityType, identifier, entityUri: uriOf(entityType, identifier) }],
    timeAccepted: timestamp(moment.now),
    timeStarted: timestamp(moment.now),
  });
  return id;
}

function uriOf(entityType: Work["entityType"], identifier: string): string {
  return `/20160918/${entityType}s/${identifier}`;
}

export const workRequestEvents = [ends];
