/**
 * What a deployment fixes of its service, and a rollback brings back: ECS's service revision. A change of anything here
 * starts a new deployment; other changes (counts, percentages, grace) take effect at once.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { sameValue } from "../../../plugins/protocol/values.ts";

export const SPEC = [
  "capacityProviderStrategies",
  "launchType",
  "loadBalancers",
  "networkConfiguration",
  "platformVersion",
  "serviceConnectConfiguration",
  "serviceRegistries",
  "volumeConfiguration",
  "vpcLatticeConfigurations",
] as const;

/** The service's arguments that a deployment fixes, with the task definition's ARN whatever way it is named. */
export function specOf(inputs: Properties, taskDefinition: string): Properties {
  const fixed = SPEC.flatMap((name) => (inputs[name] === undefined ? [] : [[name, inputs[name]] as const]));
  return { ...Object.fromEntries(fixed), taskDefinition };
}

export function sameSpec(one: Properties, other: Properties): boolean {
  return sameValue(one, other);
}
