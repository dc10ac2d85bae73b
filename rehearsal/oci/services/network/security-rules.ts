/** The rules of a network security group. @see https://docs.oracle.com/iaas/api/#/en/iaas/20160918/SecurityRule/ */
import type * as core from "oci-core/lib/model/index.js";
import { networkSecurityGroups, securityRules } from "../../collections.ts";
import { invalidParameter, limitExceeded, notFoundResource } from "../../errors.ts";
import { nextNumber } from "../../moment.ts";
import { bodyOf, filtered } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";
import { parseCidr } from "./cidr.ts";
import { checkPorts } from "./ports.ts";
import { needService } from "./route-tables.ts";

type Rule = Wire<core.SecurityRule>;
type Details = Wire<core.AddSecurityRuleDetails>;

const MOST_RULES = 120;
const MOST_AT_ONCE = 25;

function groupOf(call: Call): string {
  return networkSecurityGroups.need(call, call.params["networkSecurityGroupId"] ?? "").id;
}

function add(call: Call): Reply {
  const groupId = groupOf(call);
  const wanted = bodyOf<Wire<core.AddNetworkSecurityGroupSecurityRulesDetails>>(call).securityRules ?? [];
  needFew(wanted);
  const before = securityRules.get(call.world, groupId) ?? [];
  if (before.length + wanted.length > MOST_RULES) {
    throw limitExceeded(`The security group ${groupId} would have more than ${MOST_RULES} rules.`);
  }
  const added = wanted.map((details, index): Rule => {
    const id = nextNumber(call).toString(16).toUpperCase().padStart(6, "0");
    return {
      ...checked(call, details, `securityRules[${index}]`),
      id,
      isValid: true,
      timeCreated: timestamp(call.now),
    };
  });
  securityRules.put(call, groupId, [...before, ...added]);
  return { body: { securityRules: added } };
}

function update(call: Call): Reply {
  const groupId = groupOf(call);
  const wanted = bodyOf<Wire<core.UpdateNetworkSecurityGroupSecurityRulesDetails>>(call).securityRules ?? [];
  needFew(wanted);
  const before = securityRules.get(call.world, groupId) ?? [];
  const updated = wanted.map((details, index): Rule => {
    const old = before.find((rule) => rule.id === details.id);
    if (old === undefined) {
      throw notFoundResource(details.id);
    }
    const kept = { id: details.id, isValid: true, ...(old.timeCreated && { timeCreated: old.timeCreated }) };
    return { ...checked(call, details, `securityRules[${index}]`), ...kept };
  });
  const next = before.map((rule) => updated.find((one) => one.id === rule.id) ?? rule);
  securityRules.put(call, groupId, next);
  return { body: { securityRules: updated } };
}

function remove(call: Call): Reply {
  const groupId = groupOf(call);
  const ids = bodyOf<Wire<core.RemoveNetworkSecurityGroupSecurityRulesDetails>>(call).securityRuleIds ?? [];
  needFew(ids);
  const before = securityRules.get(call.world, groupId) ?? [];
  const missing = ids.find((id) => !before.some((rule) => rule.id === id));
  if (missing !== undefined) {
    throw notFoundResource(missing);
  }
  const left = before.filter((rule) => !ids.includes(rule.id ?? ""));
  securityRules.put(call, groupId, left);
  return { status: 204 };
}

function list(call: Call): Reply {
  const rules = securityRules.get(call.world, groupOf(call)) ?? [];
  return { body: filtered(rules, { direction: call.query["direction"] }) };
}

function needFew(items: readonly unknown[]): void {
  if (items.length > MOST_AT_ONCE) {
    throw invalidParameter(`A request may name at most ${MOST_AT_ONCE} rules, not ${items.length}.`);
  }
}

/** The rule with OCI's defaults. @throws ServiceError 400 or 404 where OCI refuses it */
function checked(call: Call, details: Details, what: string): Rule {
  checkPorts(details, what);
  const inward = details.direction === "INGRESS";
  const end = inward ? details.source : details.destination;
  const type = (inward ? details.sourceType : details.destinationType) ?? "CIDR_BLOCK";
  const name = `${what}.${inward ? "source" : "destination"}`;
  if (end === undefined) {
    throw invalidParameter(`${name} is required for ${details.direction}.`);
  }
  if (inward ? details.destination !== undefined : details.source !== undefined) {
    throw invalidParameter(`${what}: ${details.direction} goes with ${inward ? "source" : "destination"} alone.`);
  }
  checkEnd(call, end, type, name);
  const { id: _id, ...rule } = details as Details & { id?: string };
  return {
    ...rule,
    ...(inward ? { sourceType: type } : { destinationType: type }),
    isStateless: details.isStateless ?? false,
  };
}

function checkEnd(call: Call, end: string, type: string, name: string): void {
  if (type === "NETWORK_SECURITY_GROUP") {
    const vcnIdOf = (id: string) => networkSecurityGroups.need({ ...call, ifMatch: undefined }, id).vcnId;
    if (vcnIdOf(end) !== vcnIdOf(groupOf(call))) {
      throw invalidParameter(`${name} is a security group of another VCN: ${end}.`);
    }
  } else if (type === "SERVICE_CIDR_BLOCK") {
    needService(end, name);
  } else {
    parseCidr(end, name);
  }
}

const GROUP = "/20160918/networkSecurityGroups/{networkSecurityGroupId}";

export const securityRuleRoutes: readonly Route[] = [
  {
    operation: "core/AddNetworkSecurityGroupSecurityRules",
    method: "POST",
    path: `${GROUP}/actions/addSecurityRules`,
    handle: add,
  },
  {
    operation: "core/UpdateNetworkSecurityGroupSecurityRules",
    method: "POST",
    path: `${GROUP}/actions/updateSecurityRules`,
    handle: update,
  },
  {
    operation: "core/RemoveNetworkSecurityGroupSecurityRules",
    method: "POST",
    path: `${GROUP}/actions/removeSecurityRules`,
    handle: remove,
  },
  {
    operation: "core/ListNetworkSecurityGroupSecurityRules",
    method: "GET",
    path: `${GROUP}/securityRules`,
    handle: list,
  },
];
