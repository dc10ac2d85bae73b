/** What the service keeps, and what both of its resources have in common. */
import type { AlertRule, Budget } from "oci-budget/lib/model/index.js";
import { collection } from "../../collection.ts";
import { alreadyExists, invalidParameter } from "../../errors.ts";
import type { Call } from "../../route.ts";
import { timestamp } from "../../wire.ts";
import type { Wire } from "../../wire.ts";

export const budgets = collection<Wire<Budget>>("budgets");
export const alertRules = collection<Wire<AlertRule>>("alertRules");

/** The budget that a request is about. @throws ServiceError 404 */
export function budgetOf(call: Call): Wire<Budget> {
  return budgets.need(call, call.params["budgetId"] ?? "");
}

/** @see https://docs.oracle.com/en-us/iaas/Content/Billing/Tasks/create-budget.htm */
const NAME = /^[A-Za-z_-][\w-]*$/;

/**
 * @param others those among which the name must be the only one
 * @throws ServiceError 400, 409
 */
export function needName(what: string, name: string | undefined, others: readonly { displayName: string }[]): void {
  if (name === undefined) {
    return;
  }
  if (!NAME.test(name)) {
    throw invalidParameter(
      `displayName must hold letters, digits, dashes and underscores alone, and not begin with a digit, not ${name}.`,
    );
  }
  if (others.some(({ displayName }) => displayName === name)) {
    throw alreadyExists(`There is ${what} named ${name} already.`);
  }
}

/** What a new one begins with. */
export function fresh(call: Call) {
  const time = timestamp(call.now);
  return { lifecycleState: "ACTIVE", version: 1, timeCreated: time, timeUpdated: time };
}

/** What every change changes. */
export function touched(call: Call, { version = 1 }: { readonly version?: number }) {
  return { version: version + 1, timeUpdated: timestamp(call.now) };
}
