/** The work requests of compute. @see https://docs.oracle.com/iaas/api/#/en/workrequests/20160918/WorkRequest/ */
import { computeWorkRequestErrors, computeWorkRequests } from "../../collections.ts";
import { filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Service } from "../../route.ts";
import { needCompartment } from "../shared/compartment.ts";

function show(call: Call): Reply {
  const request = computeWorkRequests.need(call, call.params["workRequestId"] ?? "");
  return replyWith(request, computeWorkRequests.etag(call.world, request.id));
}

/** The newest first. */
function list(call: Call): Reply {
  const { compartmentId = "", resourceId } = call.query;
  needCompartment(call.world, compartmentId);
  const found = filtered(computeWorkRequests.list(call.world), { compartmentId })
    .filter((one) => resourceId === undefined || one.resources.some((resource) => resource.identifier === resourceId))
    .reverse();
  return { body: found.map(({ resources: _resources, ...summary }) => summary) };
}

function errors(call: Call): Reply {
  const request = computeWorkRequests.need(call, call.params["workRequestId"] ?? "");
  return { body: computeWorkRequestErrors.get(call.world, request.id) ?? [] };
}

function logEntries(call: Call): Reply {
  const request = computeWorkRequests.need(call, call.params["workRequestId"] ?? "");
  const message = `${request.operationType}: ${request.status}`;
  return { body: [{ message, timestamp: request.timeFinished ?? request.timeAccepted }] };
}

const ONE = "/20160918/workRequests/{workRequestId}";

export const workRequests: Service = {
  name: "workrequests",
  events: [],
  routes: [
    { operation: "workrequests/ListWorkRequests", method: "GET", path: "/20160918/workRequests", handle: list },
    { operation: "workrequests/GetWorkRequest", method: "GET", path: ONE, handle: show },
    { operation: "workrequests/ListWorkRequestErrors", method: "GET", path: `${ONE}/errors`, handle: errors },
    { operation: "workrequests/ListWorkRequestLogs", method: "GET", path: `${ONE}/logs`, handle: logEntries },
  ],
};
