/** Budgets. */
import type { AwsService } from "../../kind.ts";
import { budget } from "./budget.ts";

export const budgets: AwsService = { name: "budgets", kinds: [budget], functions: [] };
