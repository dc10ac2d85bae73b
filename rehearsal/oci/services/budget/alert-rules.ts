/** @see https://docs.oracle.com/iaas/api/#/en/budgets/20190111/AlertRule/ */
import type { AlertRule, CreateAlertRuleDetails, UpdateAlertRuleDetails } from "oci-budget/lib/model/index.js";
import { invalidParameter, notFoundResource } from "../../errors.ts";
import { freshOcid } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import type { Wire } from "../../wire.ts";
import { defaultName } from "../shared/default-name.ts";
import { sorted } from "../shared/listing.ts";
import { alertRules, budgetOf, fresh, needName, touched } from "./kept.ts";

const MOST_PERCENT = 10_000;
const ADDRESS = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** The rule that a request is about, if it is one of the budget in the path. @throws ServiceError 404 */
function ruleOf(call: Call): Wire<AlertRule> {
  const { id: budgetId } = budgetOf({ ...call, ifMatch: undefined });
  const rule = alertRules.need(call, call.params["alertRuleId"] ?? "");
  if (rule.budgetId !== budgetId) {
    throw notFoundResource(rule.id);
  }
  return rule;
}

function create(call: Call): Reply {
  const { id: budgetId } = budgetOf(call);
  const details = bodyOf<Wire<CreateAlertRuleDetails>>(call);
  const { displayName = defaultName("alertrule", call.now), description, message, recipients = "" } = details;
  needName("a rule of this budget", displayName, filtered(alertRules.list(call.world), { budgetId }));
  const id = freshOcid(call, "alertrule", REGION);
  const rule: Wire<AlertRule> = {
    id,
    budgetId,
    displayName,
    type: details.type,
    threshold: details.threshold,
    thresholdType: details.thresholdType,
    recipients,
    ...(message !== undefined && { message }),
    ...(description !== undefined && { description }),
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    ...fresh(call),
  };
  check(rule);
  alertRules.put(call, id, rule);
  return show(call, id);
}

/** @throws ServiceError 400 */
function check({ threshold, thresholdType, recipients }: Wire<AlertRule>): void {
  const isWhole = Math.abs(threshold * 100 - Math.round(threshold * 100)) < 1e-6;
  if (threshold <= 0 || !isWhole) {
    throw invalidParameter(
      `threshold must be a number above 0 with up to two digits after the point, not ${threshold}.`,
    );
  }
  if (thresholdType === "PERCENTAGE" ? threshold > MOST_PERCENT : threshold >= 1e12) {
    throw invalidParameter(
      `threshold must be ${MOST_PERCENT} at most as a PERCENTAGE, and have at most 12 digits before the point as ABSOLUTE.`,
    );
  }
  const wrong = recipients.split(/[,;\s]+/).filter((address) => address !== "" && !ADDRESS.test(address));
  if (wrong.length > 0) {
    throw invalidParameter(
      `recipients must hold mail addresses, with commas or semicolons between, not ${wrong.join(", ")}.`,
    );
  }
}

function show(call: Call, id = ruleOf(call).id): Reply {
  return replyWith(alertRules.need({ ...call, ifMatch: undefined }, id), alertRules.etag(call.world, id));
}

function list(call: Call): Reply {
  const { id: budgetId } = budgetOf(call);
  const { displayName, lifecycleState } = call.query;
  const found = filtered(alertRules.list(call.world), { budgetId, displayName, lifecycleState });
  return { body: sorted(call, found, (rule) => rule.displayName) };
}

function update(call: Call): Reply {
  const rule = ruleOf(call);
  const details = bodyOf<Wire<UpdateAlertRuleDetails>>(call);
  const others = filtered(alertRules.list(call.world), { budgetId: rule.budgetId }).filter(({ id }) => id !== rule.id);
  needName("a rule of this budget", details.displayName, others);
  const changed = { ...rule, ...details, ...touched(call, rule) };
  check(changed);
  alertRules.put(call, rule.id, changed);
  return show(call, rule.id);
}

function remove(call: Call): Reply {
  alertRules.remove(call.world, ruleOf(call).id);
  return { status: 204 };
}

const ALL = "/20190111/budgets/{budgetId}/alertRules";
const ONE = `${ALL}/{alertRuleId}`;

export const alertRuleRoutes: readonly Route[] = [
  { operation: "budget/CreateAlertRule", method: "POST", path: ALL, handle: create },
  { operation: "budget/ListAlertRules", method: "GET", path: ALL, handle: list },
  { operation: "budget/GetAlertRule", method: "GET", path: ONE, handle: (call) => show(call) },
  { operation: "budget/UpdateAlertRule", method: "PUT", path: ONE, handle: update },
  { operation: "budget/DeleteAlertRule", method: "DELETE", path: ONE, handle: remove },
];
