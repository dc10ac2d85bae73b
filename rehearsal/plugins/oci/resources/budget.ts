import { restResource } from "../rest-resource.ts";

/** @see https://docs.oracle.com/iaas/api/#/en/budgets/20190111/Budget/ */
export const budget = restResource({
  token: "oci:Budget/budget:Budget",
  sdk: "budget",
  thing: "Budget",
  collection: "/20190111/budgets",
  item: "/20190111/budgets/{id}",
  ready: ["ACTIVE"],
  move: null,
});
