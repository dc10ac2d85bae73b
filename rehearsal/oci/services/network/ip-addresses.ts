/**
 * Private and public IPs as objects of their own. Here each VNIC has one private IP, its primary one, and perhaps an
 * ephemeral public IP on it; a NAT gateway has a public IP too. Their OCIDs are drawn from their holder's.
 * @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/PrivateIp/
 */
import type * as core from "oci-core/lib/model/index.js";
import { natGateways, vnics } from "../../collections.ts";
import { notFoundResource } from "../../errors.ts";
import { makeOcid, ocidKind } from "../../ocid.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { needCompartment } from "../shared/compartment.ts";

type PrivateIp = Wire<core.PrivateIp>;
type PublicIp = Wire<core.PublicIp>;

/** The OCID of a NAT gateway's public IP. */
export function natPublicIpId(natGatewayId: string): string {
  return makeOcid("publicip", REGION, natGatewayId);
}

function privateIpOf(vnic: Wire<core.Vnic>): PrivateIp {
  return {
    id: makeOcid("privateip", REGION, vnic.id),
    availabilityDomain: vnic.availabilityDomain,
    compartmentId: vnic.compartmentId,
    displayName: vnic.displayName ?? "",
    freeformTags: vnic.freeformTags ?? {},
    definedTags: vnic.definedTags ?? {},
    ipAddress: vnic.privateIp ?? "",
    isPrimary: true,
    ipState: "ASSIGNED",
    lifetime: "EPHEMERAL",
    subnetId: vnic.subnetId ?? "",
    timeCreated: vnic.timeCreated,
    // A load balancer's address hangs on no VNIC that its owner could see.
    ...(ocidKind(vnic.id) === "vnic" && { vnicId: vnic.id }),
    ...(vnic.hostnameLabel !== undefined && { hostnameLabel: vnic.hostnameLabel }),
  };
}

function publicIpOf(vnic: Wire<core.Vnic>): PublicIp {
  const privateIpId = makeOcid("privateip", REGION, vnic.id);
  return {
    id: makeOcid("publicip", REGION, vnic.id),
    assignedEntityId: privateIpId,
    assignedEntityType: "PRIVATE_IP",
    availabilityDomain: vnic.availabilityDomain,
    compartmentId: vnic.compartmentId,
    displayName: `publicip${vnic.timeCreated.replace(/\D/g, "").slice(0, 14)}`,
    freeformTags: {},
    definedTags: {},
    ipAddress: vnic.publicIp ?? "",
    lifecycleState: "ASSIGNED",
    lifetime: "EPHEMERAL",
    privateIpId,
    scope: "AVAILABILITY_DOMAIN",
    timeCreated: vnic.timeCreated,
  };
}

function natPublicIp(gateway: Wire<core.NatGateway>): PublicIp {
  return {
    id: natPublicIpId(gateway.id),
    assignedEntityId: gateway.id,
    assignedEntityType: "NAT_GATEWAY",
    compartmentId: gateway.compartmentId,
    displayName: gateway.displayName ?? "",
    freeformTags: {},
    definedTags: {},
    ipAddress: gateway.natIp,
    lifecycleState: "ASSIGNED",
    lifetime: "EPHEMERAL",
    scope: "REGION",
    timeCreated: gateway.timeCreated,
  };
}

function privateIps(world: World): PrivateIp[] {
  return vnics.list(world).map(privateIpOf);
}

function publicIps(world: World): PublicIp[] {
  const ofVnics = vnics.list(world).filter((vnic) => vnic.publicIp !== undefined);
  return [...ofVnics.map(publicIpOf), ...natGateways.list(world).map(natPublicIp)];
}

function listPrivateIps(call: Call): Reply {
  const { ipAddress, subnetId, vnicId, ipState, lifetime } = call.query;
  return { body: filtered(privateIps(call.world), { ipAddress, subnetId, vnicId, ipState, lifetime }) };
}

function listPublicIps(call: Call): Reply {
  const { compartmentId = "", scope, availabilityDomain, lifetime } = call.query;
  needCompartment(call.world, compartmentId);
  return { body: filtered(publicIps(call.world), { compartmentId, scope, availabilityDomain, lifetime }) };
}

function getPrivateIp(call: Call): Reply {
  const id = call.params["privateIpId"] ?? "";
  return found(
    privateIps(call.world).find((address) => address.id === id),
    id,
  );
}

function getPublicIp(call: Call): Reply {
  return publicIpWith(call, "id", call.params["publicIpId"] ?? "");
}

function getByPrivateIp(call: Call): Reply {
  return publicIpWith(call, "privateIpId", bodyOf<Wire<core.GetPublicIpByPrivateIpIdDetails>>(call).privateIpId);
}

function getByAddress(call: Call): Reply {
  return publicIpWith(call, "ipAddress", bodyOf<Wire<core.GetPublicIpByIpAddressDetails>>(call).ipAddress);
}

function publicIpWith(call: Call, key: "id" | "privateIpId" | "ipAddress", value: string): Reply {
  return found(
    publicIps(call.world).find((address) => address[key] === value),
    value,
  );
}

/** These objects change only with their holder, so that their OCID serves as etag. */
function found(address: PrivateIp | PublicIp | undefined, wanted: string): Reply {
  if (address === undefined) {
    throw notFoundResource(wanted);
  }
  return replyWith(address, address.id ?? "");
}

const PUBLIC = "/20160918/publicIps";
export const ipAddressRoutes: readonly Route[] = [
  { operation: "core/ListPrivateIps", method: "GET", path: "/20160918/privateIps", handle: listPrivateIps },
  { operation: "core/GetPrivateIp", method: "GET", path: "/20160918/privateIps/{privateIpId}", handle: getPrivateIp },
  { operation: "core/ListPublicIps", method: "GET", path: PUBLIC, handle: listPublicIps },
  { operation: "core/GetPublicIp", method: "GET", path: `${PUBLIC}/{publicIpId}`, handle: getPublicIp },
  {
    operation: "core/GetPublicIpByPrivateIpId",
    method: "POST",
    path: `${PUBLIC}/actions/getByPrivateIpId`,
    handle: getByPrivateIp,
  },
  {
    operation: "core/GetPublicIpByIpAddress",
    method: "POST",
    path: `${PUBLIC}/actions/getByIpAddress`,
    handle: getByAddress,
  },
];
