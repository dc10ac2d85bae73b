/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/VnicAttachment/ */
import { vnicAttachments } from "../../collections.ts";
import { filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { needCompartment } from "../identity/compartment-tree.ts";

function list(call: Call): Reply {
  const { compartmentId, availabilityDomain, instanceId, vnicId } = call.query;
  needCompartment(call.world, compartmentId ?? "");
  return {
    body: filtered(vnicAttachments.list(call.world), { compartmentId, availabilityDomain, instanceId, vnicId }),
  };
}

function show(call: Call): Reply {
  const attachment = vnicAttachments.need(call, call.params["vnicAttachmentId"] ?? "");
  return replyWith(attachment, vnicAttachments.etag(call.world, attachment.id));
}

const ALL = "/20160918/vnicAttachments";

export const vnicAttachmentRoutes: readonly Route[] = [
  { operation: "core/ListVnicAttachments", method: "GET", path: ALL, handle: list },
  { operation: "core/GetVnicAttachment", method: "GET", path: `${ALL}/{vnicAttachmentId}`, handle: show },
];
