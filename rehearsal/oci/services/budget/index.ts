/** Budgets, and the rules that tell of them. They are kept, and count nothing: the rehearsal has no bill. */
import type { Service } from "../../route.ts";
import { alertRuleRoutes } from "./alert-rules.ts";
import { budgetRoutes } from "./budgets.ts";

export const budget: Service = {
  name: "budget",
  routes: [...budgetRoutes, ...alertRuleRoutes],
  events: [],
};
