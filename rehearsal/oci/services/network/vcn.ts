/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/Vcn/ */
import type { CreateVcnDetails, UpdateVcnDetails } from "oci-core/lib/model/index.js";
import { subnets, vcns } from "../../collections.ts";
import { conflict, invalidParameter } from "../../errors.ts";
import { eventKind } from "../../events.ts";
import { freshOcid } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";

const SECONDS_TO_PROVISION = 1;

const becomesAvailable = eventKind<{ id: string }>("network.vcnBecomesAvailable", (moment, { id }) => {
  if (vcns.get(moment.world, id) !== undefined) {
    vcns.change(moment, id, { lifecycleState: "AVAILABLE" });
  }
});

function create(call: Call): Reply {
  const details = bodyOf<Wire<CreateVcnDetails>>(call);
  const cidrBlocks = details.cidrBlocks ?? (details.cidrBlock === undefined ? [] : [details.cidrBlock]);
  if (cidrBlocks.length === 0) {
    throw invalidParameter("cidrBlocks must hold at least one CIDR block.");
  }
  const id = freshOcid(call, "vcn", REGION);
  vcns.put(call, id, {
    id,
    compartmentId: details.compartmentId,
    cidrBlock: cidrBlocks[0] ?? "",
    cidrBlocks,
    displayName: details.displayName ?? `vcn${timestamp(call.now)}`,
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    lifecycleState: "PROVISIONING",
    timeCreated: timestamp(call.now),
  });
  becomesAvailable.schedule(call, SECONDS_TO_PROVISION, { id });
  return show(call, id);
}

function show(call: Call, id = call.params["vcnId"] ?? ""): Reply {
  return replyWith(vcns.need(call, id), vcns.etag(call.world, id));
}

function list(call: Call): Reply {
  const { compartmentId, displayName, lifecycleState } = call.query;
  return { body: filtered(vcns.list(call.world), { compartmentId, displayName, lifecycleState }) };
}

function update(call: Call): Reply {
  const { id } = vcns.need(call, call.params["vcnId"] ?? "");
  vcns.change(call, id, bodyOf<Wire<UpdateVcnDetails>>(call));
  return show({ ...call, ifMatch: undefined }, id);
}

function remove(call: Call): Reply {
  const { id } = vcns.need(call, call.params["vcnId"] ?? "");
  const users = subnets.list(call.world).filter((subnet) => subnet.vcnId === id);
  if (users.length > 0) {
    throw conflict(`The VCN ${id} is in use by ${users.map((user) => user.id).join(", ")}.`);
  }
  vcns.remove(call.world, id);
  return { status: 204 };
}

export const vcnEvents = [becomesAvailable];

export const vcnRoutes: readonly Route[] = [
  { operation: "core/CreateVcn", method: "POST", path: "/20160918/vcns", handle: create },
  { operation: "core/ListVcns", method: "GET", path: "/20160918/vcns", handle: list },
  { operation: "core/GetVcn", method: "GET", path: "/20160918/vcns/{vcnId}", handle: (call) => show(call) },
  { operation: "core/UpdateVcn", method: "PUT", path: "/20160918/vcns/{vcnId}", handle: update },
  { operation: "core/DeleteVcn", method: "DELETE", path: "/20160918/vcns/{vcnId}", handle: remove },
];
