/** @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/NetworkSecurityGroup/ */
import type * as core from "oci-core/lib/model/index.js";
import { networkSecurityGroups, securityRules, vnics } from "../../collections.ts";
import type { Moment } from "../../moment.ts";
import type { Call, Reply, Route } from "../../route.ts";
import type { Wire } from "../../wire.ts";
import type { World } from "../../world.ts";
import { partRoutes } from "./part.ts";

function vnicsOf(world: World, groupId: string) {
  return vnics.list(world).filter((vnic) => vnic.nsgIds?.includes(groupId));
}

function listVnics(call: Call): Reply {
  const { id } = networkSecurityGroups.need(call, call.params["networkSecurityGroupId"] ?? "");
  const body = vnicsOf(call.world, id).map((vnic) => ({
    vnicId: vnic.id,
    resourceId: vnic.id,
    timeAssociated: vnic.timeCreated,
  }));
  return { body };
}

/** The group's rules go with it; rules of other groups that name it stay, and are invalid from then on. */
function forget(moment: Moment, group: { id: string }): void {
  securityRules.remove(moment.world, group.id);
  for (const other of networkSecurityGroups.list(moment.world)) {
    const rules = securityRules.get(moment.world, other.id) ?? [];
    if (rules.some((rule) => names(rule, group.id))) {
      const next = rules.map((rule) => (names(rule, group.id) ? { ...rule, isValid: false } : rule));
      securityRules.put(moment, other.id, next);
    }
  }
}

function names(rule: Wire<core.SecurityRule>, groupId: string): boolean {
  return rule.source === groupId || rule.destination === groupId;
}

export const securityGroupRoutes: readonly Route[] = [
  ...partRoutes<
    Wire<core.NetworkSecurityGroup>,
    Wire<core.CreateNetworkSecurityGroupDetails>,
    Wire<core.UpdateNetworkSecurityGroupDetails>
  >({
    noun: "NetworkSecurityGroup",
    ocid: "networksecuritygroup",
    path: "networkSecurityGroups",
    parameter: "networkSecurityGroupId",
    prefix: "networksecuritygroup",
    collection: networkSecurityGroups,
    create: () => ({}),
    update: (_call, _group, details) => details,
    users: (world, group) => vnicsOf(world, group.id).map((vnic) => vnic.id),
    removed: forget,
  }),
  {
    operation: "core/ListNetworkSecurityGroupVnics",
    method: "GET",
    path: "/20160918/networkSecurityGroups/{networkSecurityGroupId}/vnics",
    handle: listVnics,
  },
];
