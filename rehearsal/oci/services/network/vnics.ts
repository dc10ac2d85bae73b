/** VNICs as clients read and change them. @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/Vnic/ */
import type { UpdateVnicDetails, Vnic } from "oci-core/lib/model/index.js";
import { subnets, vnics } from "../../collections.ts";
import { notFoundResource } from "../../errors.ts";
import { ocidKind } from "../../ocid.ts";
import { bodyOf, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import { checkNsgs } from "./vnic.ts";

function show(call: Call): Reply {
  const vnic = needVnic(call);
  return replyWith(vnic, vnics.etag(call.world, vnic.id));
}

function update(call: Call): Reply {
  const vnic = needVnic(call);
  const details = bodyOf<Wire<UpdateVnicDetails>>(call);
  if (details.nsgIds !== undefined) {
    checkNsgs(call.world, subnets.get(call.world, vnic.subnetId ?? "")?.vcnId ?? "", details.nsgIds);
  }
  return replyWith(vnics.change(call, vnic.id, details), vnics.etag(call.world, vnic.id));
}

/** A load balancer's VNIC goes by the load balancer's OCID, and only the service itself sees it. */
function needVnic(call: Call): Wire<Vnic> {
  const id = call.params["vnicId"] ?? "";
  if (ocidKind(id) !== "vnic") {
    throw notFoundResource(id);
  }
  return vnics.need(call, id);
}

export const vnicRoutes: readonly Route[] = [
  { operation: "core/GetVnic", method: "GET", path: "/20160918/vnics/{vnicId}", handle: show },
  { operation: "core/UpdateVnic", method: "PUT", path: "/20160918/vnics/{vnicId}", handle: update },
];
