/** @see https://docs.oracle.com/iaas/api/#/en/budgets/20190111/Budget/ */
import type { Budget, CreateBudgetDetails, UpdateBudgetDetails } from "oci-budget/lib/model/index.js";
import { conflict, invalidParameter, missingParameter } from "../../errors.ts";
import { freshOcid } from "../../moment.ts";
import { bodyOf, filtered, replyWith } from "../../route.ts";
import type { Call, Reply, Route } from "../../route.ts";
import { REGION } from "../../tenancy.ts";
import type { Wire } from "../../wire.ts";
import { needCompartment } from "../shared/compartment.ts";
import { defaultName } from "../shared/default-name.ts";
import { sorted } from "../shared/listing.ts";
import { alertRules, budgetOf, budgets, fresh, needName, touched } from "./kept.ts";

function create(call: Call): Reply {
  const details = bodyOf<Wire<CreateBudgetDetails>>(call);
  needCompartment(call.world, details.compartmentId);
  const { displayName = defaultName("budget", call.now) } = details;
  needName("a budget", displayName, budgets.list(call.world));
  check(details);
  const { targetType, target } = targetOf(details);
  if (targetType === "COMPARTMENT") {
    needCompartment(call.world, target);
  } else if (target.split(".").length < 3) {
    throw invalidParameter(`targets must hold a tag as {tagNamespace}.{tagKey}.{tagValue}, not ${target}.`);
  }
  const twin = budgets.list(call.world).find(({ targets = [] }) => targets.includes(target));
  if (twin !== undefined) {
    // That there is one budget a target is on Oracle's page; its code isn't.
    throw conflict(`${target} has a budget already: ${twin.displayName}, ${twin.id}.`);
  }
  const id = freshOcid(call, "budget", REGION);
  const { description } = details;
  budgets.put(call, id, {
    id,
    compartmentId: details.compartmentId,
    displayName,
    ...(description !== undefined && { description }),
    amount: details.amount,
    resetPeriod: details.resetPeriod,
    processingPeriodType: details.processingPeriodType ?? "MONTH",
    budgetProcessingPeriodStartOffset: details.budgetProcessingPeriodStartOffset ?? 1,
    targetType,
    targets: [target],
    ...(targetType === "COMPARTMENT" && { targetCompartmentId: target }),
    alertRuleCount: 0,
    actualSpend: 0,
    forecastedSpend: 0,
    freeformTags: details.freeformTags ?? {},
    definedTags: details.definedTags ?? {},
    ...fresh(call),
  });
  return show(call, id);
}

/** What a new budget and a changed one both refuse. */
function check(details: Wire<CreateBudgetDetails> | Wire<UpdateBudgetDetails>): void {
  const { amount, startDate, endDate, processingPeriodType, budgetProcessingPeriodStartOffset: offset } = details;
  if (amount !== undefined && (!Number.isInteger(amount) || amount < 1)) {
    throw invalidParameter(`amount must be a whole number of 1 or more, not ${amount}.`);
  }
  if (offset !== undefined && (!Number.isInteger(offset) || offset < 1 || offset > 31)) {
    throw invalidParameter(`budgetProcessingPeriodStartOffset must be a day of the month, not ${offset}.`);
  }
  if (processingPeriodType === "SINGLE_USE" && (startDate === undefined || endDate === undefined)) {
    throw missingParameter("A budget of processingPeriodType SINGLE_USE needs startDate and endDate.");
  }
  if (processingPeriodType === "SINGLE_USE") {
    throw invalidParameter("The rehearsal keeps budgets that recur, not those of processingPeriodType SINGLE_USE.");
  }
}

/** @throws ServiceError 400 */
function targetOf(details: Wire<CreateBudgetDetails>): { targetType: string; target: string } {
  const { targetCompartmentId, targets, targetType } = details;
  if (targetCompartmentId !== undefined && (targets !== undefined || targetType !== undefined)) {
    throw invalidParameter("targetCompartmentId can't stand beside targetType and targets.");
  }
  if (targetCompartmentId !== undefined) {
    return { targetType: "COMPARTMENT", target: targetCompartmentId };
  }
  const [target, ...others] = targets ?? [];
  if (targetType === undefined || target === undefined) {
    throw missingParameter("A budget needs targetType and targets.");
  }
  if (others.length > 0) {
    throw invalidParameter(`targets must hold exactly one item, not ${others.length + 1}.`);
  }
  return { targetType, target };
}

function show(call: Call, id = budgetOf(call).id): Reply {
  const alertRuleCount = filtered(alertRules.list(call.world), { budgetId: id }).length;
  return replyWith(
    { ...budgets.need({ ...call, ifMatch: undefined }, id), alertRuleCount },
    budgets.etag(call.world, id),
  );
}

/** Without targetType those on compartments, as Oracle's own list has it. */
function list(call: Call): Reply {
  const { compartmentId = "", displayName, lifecycleState, targetType = "COMPARTMENT" } = call.query;
  needCompartment(call.world, compartmentId);
  const wanted: Partial<Record<keyof Budget, string | undefined>> = {
    compartmentId,
    displayName,
    lifecycleState,
    ...(targetType !== "ALL" && { targetType }),
  };
  const found = sorted(call, filtered(budgets.list(call.world), wanted), (one) => one.displayName);
  return { body: found.map(({ id }) => show(call, id).body) };
}

function update(call: Call): Reply {
  const budget = budgetOf(call);
  const details = bodyOf<Wire<UpdateBudgetDetails>>(call);
  needName(
    "a budget",
    details.displayName,
    budgets.list(call.world).filter(({ id }) => id !== budget.id),
  );
  check(details);
  budgets.change(call, budget.id, { ...details, ...touched(call, budget) });
  return show(call, budget.id);
}

/** Its rules go with it. */
function remove(call: Call): Reply {
  const { id } = budgetOf(call);
  filtered(alertRules.list(call.world), { budgetId: id }).forEach((rule) => alertRules.remove(call.world, rule.id));
  budgets.remove(call.world, id);
  return { status: 204 };
}

const ALL = "/20190111/budgets";
const ONE = `${ALL}/{budgetId}`;

export const budgetRoutes: readonly Route[] = [
  { operation: "budget/CreateBudget", method: "POST", path: ALL, handle: create },
  { operation: "budget/ListBudgets", method: "GET", path: ALL, handle: list },
  { operation: "budget/GetBudget", method: "GET", path: ONE, handle: (call) => show(call) },
  { operation: "budget/UpdateBudget", method: "PUT", path: ONE, handle: update },
  { operation: "budget/DeleteBudget", method: "DELETE", path: ONE, handle: remove },
];
