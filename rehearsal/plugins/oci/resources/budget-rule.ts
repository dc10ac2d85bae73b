import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/budgets/20190111/AlertRule/ */
export const budgetRule = restResource({
  token: "oci:Budget/rule:Rule",
  sdk: "budget",
  thing: "AlertRule",
  collection: "/20190111/budgets/{budgetId}/alertRules",
  item: "/20190111/budgets/{budgetId}/alertRules/{id}",
  importId: "budgets/{budgetId}/alertRules/{id}",
  ready: ["ACTIVE"],
  move: null,
});
