/** What a look at a service shows that ECS has changed by itself: a rollback's old revision, a scaled count. */
import type { Properties } from "../../../plugins/protocol/values.ts";
import type { Resource } from "../../resource.ts";
import { textAt } from "../../kind.ts";
import { shortName } from "./revisions.ts";
import { SPEC } from "./spec.ts";
import type { ServiceState } from "./state.ts";

export function shown(
  { inputs }: Resource,
  { desired, deployments }: ServiceState,
): { inputs: Properties; outputs: Properties } {
  const spec = deployments[0]?.spec ?? {};
  const changed: Properties = {};
  for (const name of SPEC) {
    const value = spec[name];
    if (value !== undefined && inputs[name] !== undefined) changed[name] = value;
  }
  const taskDefinition = inSameForm(textAt(inputs, "taskDefinition") ?? "", textAt(spec, "taskDefinition") ?? "");
  const outputs = { ...changed, desiredCount: desired, taskDefinition };
  // A program that leaves the count out has none among its inputs.
  return { inputs: inputs["desiredCount"] === undefined ? { ...changed, taskDefinition } : outputs, outputs };
}

/** The provider keeps the form that the program uses: the whole ARN, or `family:revision`. */
function inSameForm(given: string, arn: string): string {
  return given.startsWith("arn:") ? arn : shortName(arn);
}
