import { UNKNOWN } from "@tidegate/policy";
import type { JudgedResource, StackPolicy } from "@tidegate/policy";
import { BY_ENVIRONMENT } from "../levels.ts";
import { at, itemsOf, within } from "../look.ts";
import type { Place } from "../look.ts";
import { Candidates, findingOn, ofType } from "../stack.ts";

/** What costs by the hour on AWS, whether or not it is used. */
const RUNNING = new Set([
  "aws:ecs/service:Service",
  "aws:rds/instance:Instance",
  "aws:rds/cluster:Cluster",
  "aws:msk/cluster:Cluster",
  "aws:msk/serverlessCluster:ServerlessCluster",
  "aws:ec2/instance:Instance",
  "aws:ec2/natGateway:NatGateway",
  "aws:lb/loadBalancer:LoadBalancer",
]);

/**
 * Somebody is told before a month's bill. A system on AWS has a budget of its own; on OCI budgets stand in the tenancy, so that
 * they are asked of whoever has one alone.
 */
export const budgetSet: StackPolicy = {
  name: "budget-set",
  about: "stack",
  description: "A stack on AWS that costs by the hour has a budget, and each budget tells somebody.",
  remedy:
    "Add an aws.budgets.Budget with a notification that has a subscriber (OCI: an oci.budget.Rule with recipients).",
  sources: [
    "order-tracking's requirements: what we provision (budget)",
    "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
    "https://docs.oracle.com/en-us/iaas/Content/Billing/Concepts/budgetsoverview.htm",
  ],
  levels: BY_ENVIRONMENT,
  judge: (resources) => {
    const budgets = ofType(resources, "aws:budgets/budget:Budget");
    const costs = resources.some(({ type }) => RUNNING.has(type));
    const onOci = new Candidates(ofType(resources, "oci:Budget/budget:Budget"), ["id"]);
    const rules = ofType(resources, "oci:Budget/rule:Rule").map(({ props }) => props["budgetId"]);
    return [
      ...(costs && budgets.length === 0 ? [{ path: "", says: "costs by the hour and has no budget" }] : []),
      ...budgets.filter((one) => !tells(one)).map((one) => findingOn(one, "notifications", "tell nobody")),
      ...onOci.meantByNone(rules).map((one) => findingOn(one, "", "has no rule, and tells nobody")),
    ];
  },
};

function tells({ props }: JudgedResource): boolean {
  const notifications = at(props, "notifications");
  return (
    notifications.value === UNKNOWN ||
    itemsOf(notifications).some(
      (one) => holdsSome(within(one, "subscriberEmailAddresses")) || holdsSome(within(one, "subscriberSnsTopicArns")),
    )
  );
}

function holdsSome(place: Place): boolean {
  return place.value === UNKNOWN || itemsOf(place).length > 0;
}
