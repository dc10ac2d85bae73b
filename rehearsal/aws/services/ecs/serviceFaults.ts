/** What is wrong with a service by its arguments alone. */
import { between, elements, isGiven, known, oneOf, refuse } from "../../checks.ts";
import type { Failure } from "../../../plugins/protocol/provider.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { strategyFaults } from "./capacity.ts";

export function serviceFaults(inputs: Properties): Failure[] {
  const strategies = elements(inputs, "capacityProviderStrategies");
  return [
    ...oneOf(inputs, "launchType", ["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"]),
    ...oneOf(inputs, "schedulingStrategy", ["REPLICA", "DAEMON"]),
    ...oneOf(inputs, "propagateTags", ["SERVICE", "TASK_DEFINITION", "NONE"]),
    ...oneOf(inputs, "availabilityZoneRebalancing", ["ENABLED", "DISABLED"]),
    ...oneOf(inputs, "deploymentController.type", ["ECS", "CODE_DEPLOY", "EXTERNAL"]),
    ...oneOf(inputs, "deploymentConfiguration.strategy", ["ROLLING", "BLUE_GREEN", "LINEAR", "CANARY"]),
    ...between(inputs, "healthCheckGracePeriodSeconds", 0, 2_147_483_647),
    ...strategies.flatMap((item) => [
      ...between(inputs, `${item}.base`, 0, 100_000),
      ...between(inputs, `${item}.weight`, 0, 1000),
    ]),
    ...strategyFaults(inputs, "capacityProviderStrategies"),
    ...(strategies.length > 0 && isGiven(inputs, "launchType") ? refuse("launchType", BOTH) : []),
    ...graceFaults(inputs),
    ...rollbackFaults(inputs),
  ];
}

const BOTH = "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.";

function graceFaults(inputs: Properties): Failure[] {
  const grace = known(inputs, "healthCheckGracePeriodSeconds");
  const balancers = known(inputs, "loadBalancers");
  const hasNone = !isGiven(inputs, "loadBalancers") || (Array.isArray(balancers) && balancers.length === 0);
  return typeof grace === "number" && grace > 0 && hasNone
    ? refuse(
        "healthCheckGracePeriodSeconds",
        "Health check grace period is only valid for services configured to use load balancers",
      )
    : [];
}

function rollbackFaults(inputs: Properties): Failure[] {
  const { sigintRollback } = inputs;
  return sigintRollback === true && known(inputs, "waitForSteadyState") !== true
    ? refuse("sigintRollback", "sigint_rollback can only be set to true when wait_for_steady_state is true")
    : [];
}
