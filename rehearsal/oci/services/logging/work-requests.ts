/**
 * Every change in Logging is a work request: the answer names it, and what changed stands in its resources.
 * @see https://docs.oracle.com/iaas/api/#/en/logging-management/20200531/WorkRequest/
 */
import type * as logging from "oci-logging/lib/model/index.js";
import { collection } from "../../collection.ts";
import { loggingWorkRequests } from "../../collections.ts";
import { incorrectState } from "../../errors.ts";
import { eventKind } from "../../events.ts";
import { freshOcid } from "../../moment.ts";
import type { Moment } from "../../moment.ts";
import { filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { finish } from "./lifecycle.ts";

const SECONDS_TO_FINISH = 2;

export interface Change {
  /** `CREATE_LOG_GROUP` and so on. */
  readonly operationType: string;
  readonly compartmentId: string;
  /** `CREATED`, `UPDATED`, `DELETED` or `RELATED`. */
  readonly actionType: string;
  /** `loggroup`, `log` or `unifiedagentconfiguration`. */
  readonly entityType: string;
  readonly identifier: string;
}

/** By the work request's id: what it tells about its course. */
const workRequestLogs = collection<Wire<logging.WorkRequestLog>[]>("loggingWorkRequestLogs");

function note(moment: Moment, id: string, message: string): void {
  const before = workRequestLogs.get(moment.world, id) ?? [];
  workRequestLogs.put(moment, id, [...before, { message, timestamp: timestamp(moment.now) }]);
}

const isFinished = eventKind<{ id: string }>("logging.workRequestIsFinished", (moment, { id }) => {
  const request = loggingWorkRequests.get(moment.world, id);
  if (request !== undefined) {
    request.resources.forEach(({ entityType, identifier, actionType }) => {
      finish(moment, entityType, identifier, actionType);
      note(moment, id, `${identifier} is ${actionType}.`);
    });
    const timeFinished = timestamp(moment.now);
    loggingWorkRequests.change(moment, id, { status: "SUCCEEDED", percentComplete: 100, timeFinished });
  }
});

/** The answer to a change that was made: 202 with the work request's OCID. */
export function accepted(call: Call, change: Change): Reply {
  const id = freshOcid(call, "logworkrequest", REGION);
  const { actionType, entityType, identifier, operationType, compartmentId } = change;
  loggingWorkRequests.put(call, id, {
    id,
    operationType,
    compartmentId,
    status: "IN_PROGRESS",
    percentComplete: 50,
    resources: [{ actionType, entityType, identifier, entityUri: `/${entityType}s/${identifier}` }],
    timeAccepted: timestamp(call.now),
    timeStarted: timestamp(call.now),
  });
  note(call, id, `${operationType} of ${identifier} has begun.`);
  isFinished.schedule(call, SECONDS_TO_FINISH, { id });
  return { status: 202, headers: { "opc-work-request-id": id } };
}

function show(call: Call): Reply {
  const request = loggingWorkRequests.need(call, call.params["workRequestId"] ?? "");
  return replyWith(request, loggingWorkRequests.etag(call.world, request.id));
}

/** The newest first. */
function list(call: Call): Reply {
  const { compartmentId, id, status } = call.query;
  return { body: filtered(loggingWorkRequests.list(call.world), { compartmentId, id, status }).reverse() };
}

/** What is accepted here always succeeds: refusals come before. */
function errors(call: Call): Reply {
  loggingWorkRequests.need(call, call.params["workRequestId"] ?? "");
  return { body: [] };
}

function course(call: Call): Reply {
  const { id } = loggingWorkRequests.need(call, call.params["workRequestId"] ?? "");
  return { body: workRequestLogs.get(call.world, id) ?? [] };
}

/** @throws ServiceError 409 always: only a request that hasn't started can be cancelled, and these start at once */
function cancel(call: Call): Reply {
  const { id, status } = loggingWorkRequests.need(call, call.params["workRequestId"] ?? "");
  throw incorrectState(`The work request ${id} can't be cancelled: it has started already, and is ${status}.`);
}

export const workRequestEvents = [isFinished];

const ONE = "/20200531/workRequests/{workRequestId}";

export const workRequestRoutes: readonly Route[] = [
  { operation: "logging/GetWorkRequest", method: "GET", path: ONE, handle: show },
  { operation: "logging/ListWorkRequests", method: "GET", path: "/20200531/workRequests", handle: list },
  { operation: "logging/DeleteWorkRequest", method: "DELETE", path: ONE, handle: cancel },
  { operation: "logging/ListWorkRequestErrors", method: "GET", path: `${ONE}/errors`, handle: errors },
  { operation: "logging/ListWorkRequestLogs", method: "GET", path: `${ONE}/logs`, handle: course },
];
