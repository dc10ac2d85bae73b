import * as pulumi from "@pulumi/pulumi";
import { Budget } from "@pulumi/oci/budget/budget.js";
import { Rule } from "@pulumi/oci/budget/rule.js";
import type { Fault, Label } from "@tidegate/faults";
import { emailFaults, ownName, refuse, textFaults, wholeNumberFaults } from "@tidegate/faults";

export interface CostBudgetArgs {
  /** Letters, digits, hyphens and underscores, not beginning with a digit. */
  readonly budgetName: string;
  /** A whole number a month, in the currency of the tenancy's rate card. */
  readonly monthlyAmount: number;
  /** Who gets a mail; one at least. */
  readonly emails: readonly string[];
  /** OCID of the tenancy: budgets lie in the root compartment, whatever they count. */
  readonly tenancyId: pulumi.Input<string>;
  /** OCID of the compartment whose costs count, those of its own compartments included. It has one budget at most. */
  readonly compartmentId: pulumi.Input<string>;
}

/**
 * A monthly budget that tells at 80 % and 100 % of what was spent, and when the month's forecast reaches it. It tells; it
 * stops nothing. Oracle looks once a day.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.oracle.com/en-us/iaas/Content/Billing/Concepts/budgetsoverview.htm
 */
export class CostBudget extends pulumi.ComponentResource {
  readonly budgetId: pulumi.Output<string>;

  constructor(name: string, args: CostBudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, costBudgetFaults(args, ownName));
    super("tidegate-oci:index:CostBudget", name, {}, opts);

    const { budgetName, emails } = args;
    const budget = new Budget(
      name,
      {
        compartmentId: args.tenancyId,
        displayName: budgetName,
        amount: args.monthlyAmount,
        resetPeriod: "MONTHLY",
        targetType: "COMPARTMENT",
        targets: [args.compartmentId],
      },
      { parent: this },
    );
    for (const [type, threshold] of RULES) {
      const suffix = `${type.toLowerCase()}-${threshold}`;
      new Rule(
        `${name}-${suffix}`,
        {
          budgetId: budget.id,
          displayName: `${budgetName}-${suffix}`,
          type,
          threshold,
          thresholdType: "PERCENTAGE",
          recipients: emails.join(","),
        },
        { parent: this },
      );
    }
    this.budgetId = budget.id;
    this.registerOutputs({ budgetId: this.budgetId });
  }
}

/** What is wrong with the name, the amount and the addresses. */
export function costBudgetFaults(
  args: Pick<CostBudgetArgs, "budgetName" | "monthlyAmount" | "emails">,
  label: Label,
): Fault[] {
  const { emails } = args;
  const accepted = "1 to 80 letters, digits, hyphens and underscores, not beginning with a digit";
  return [
    ...textFaults(label("budgetName"), args.budgetName, /^[A-Za-z_-][\w-]{0,79}$/, accepted),
    ...wholeNumberFaults(label("monthlyAmount"), args.monthlyAmount, 1, 1_000_000),
    ...(emails.length === 0 ? [{ path: label("emails"), given: emails, accepted: "one mail address at least" }] : []),
    ...emailFaults(label("emails"), emails),
  ];
}

/** A list of addresses has commas, semicolons and blanks between them: no address may hold one. */
/** Percent of the amount: of what was spent, and of what the month is expected to cost. */
const RULES = [
  ["ACTUAL", 80],
  ["ACTUAL", 100],
  ["FORECAST", 100],
] as const;
