import * as pulumi from "@pulumi/pulumi";
import { Budget } from "@pulumi/aws/budgets/budget.js";
import type { Fault, Label } from "@tidegate/faults";
import { emailFaults, ownName, refuse, textFaults, wholeNumberFaults } from "@tidegate/faults";

export interface CostBudgetArgs {
  /** Unique in the account, 100 characters at most. */
  readonly budgetName: string;
  /** US dollars a month. */
  readonly monthlyUsd: number;
  /** Who gets a mail: 10 at most, one at least where no topic is given. */
  readonly emails: readonly string[];
  /** A topic that it rings on too; it must let budgets.amazonaws.com publish, as AlarmTopic does. */
  readonly topicArn?: pulumi.Input<string>;
  /**
   * Counts only what carries this tag. It must be made a cost allocation tag in the billing console once, and counts from
   * then on. Default: the whole account.
   */
  readonly tag?: { readonly key: string; readonly value: string };
}

/**
 * A monthly budget that tells at 80 % and 100 % of what was spent, and when the month's forecast goes above it. It tells;
 * it stops nothing. AWS updates the figures a few times a day.
 *
 * @throws InvalidArguments with every fault, before anything is registered.
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 */
export class CostBudget extends pulumi.ComponentResource {
  constructor(name: string, args: CostBudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, costBudgetFaults(args, ownName));
    super("tidegate-aws:index:CostBudget", name, {}, opts);

    const { tag, topicArn } = args;
    const at = (threshold: number, notificationType: "ACTUAL" | "FORECASTED") => ({
      comparisonOperator: "GREATER_THAN",
      threshold,
      thresholdType: "PERCENTAGE",
      notificationType,
      subscriberEmailAddresses: [...args.emails],
      ...(topicArn !== undefined && { subscriberSnsTopicArns: [topicArn] }),
    });
    new Budget(
      name,
      {
        name: args.budgetName,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(args.monthlyUsd),
        limitUnit: "USD",
        ...(tag !== undefined && { costFilters: [{ name: "TagKeyValue", values: [`user:${tag.key}$${tag.value}`] }] }),
        notifications: [at(80, "ACTUAL"), at(100, "ACTUAL"), at(100, "FORECASTED")],
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** What is wrong with the name, the amount and the addresses. */
export function costBudgetFaults(args: CostBudgetArgs, label: Label): Fault[] {
  const { emails, topicArn } = args;
  const nobody = emails.length === 0 && topicArn === undefined;
  return [
    ...textFaults(label("budgetName"), args.budgetName, /^[^:\\]{1,100}$/, "1 to 100 characters without : and \\"),
    ...wholeNumberFaults(label("monthlyUsd"), args.monthlyUsd, 1, 1_000_000),
    ...emailFaults(label("emails"), emails),
    ...(nobody || emails.length > MOST_EMAILS
      ? [{ path: label("emails"), given: emails, accepted: `1 to ${MOST_EMAILS} mail addresses` }]
      : []),
  ];
}

const MOST_EMAILS = 10;
