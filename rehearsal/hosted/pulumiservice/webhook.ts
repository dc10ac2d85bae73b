/**
 * Webhooks of an organisation, a stack or an environment.
 * @see https://www.pulumi.com/registry/packages/pulumiservice/api-docs/webhook/
 */
import { isGiven, refuse } from "../../aws/checks.ts";
import { textAt } from "../../aws/kind.ts";
import type { Failure } from "../../plugins/protocol/provider.ts";
import type { Properties } from "../../plugins/protocol/values.ts";
import type { HostedKind } from "../kind.ts";
import { needStack } from "./stack.ts";

const WEBHOOK = "pulumiservice:index:Webhook";

export const webhook: HostedKind = {
  type: WEBHOOK,
  global: true,
  replaces: ["organizationName", "projectName", "stackName", "environmentName"],
  // Pulumi Cloud chooses it.
  name: { property: "name", max: 255, pattern: /^/, accepted: "any", auto: false },
  sets: ["filters", "groups"],
  hides: ["secret"],
  secretOutputs: ["secret"],
  check: scopeFaults,
  fill: (inputs) => ({ format: "raw", ...inputs }),
  create({ inputs }, cloud) {
    const [organization, project, stack, environment] = ["organization", "project", "stack", "environment"].map(
      (name) => textAt(inputs, `${name}Name`),
    );
    const name = cloud.hex(8);
    if (stack !== undefined) {
      needStack(
        cloud,
        `${organization}/${project}/${stack}`,
        `POST /api/stacks/${organization}/${project}/${stack}/hooks`,
      );
      return { id: `${organization}/${project}/${stack}/${name}`, outputs: { name } };
    }
    const place = environment === undefined ? organization : `${organization}/environment/${project}/${environment}`;
    return { id: `${place}/${name}`, outputs: { name } };
  },
  update: () => ({}),
};

function scopeFaults(inputs: Properties): Failure[] {
  const [project, stack, environment] = ["projectName", "stackName", "environmentName"].map((name) =>
    isGiven(inputs, name),
  );
  return [
    ...(stack && !project
      ? refuse("projectName", "projectName and stackName must both be specified for stack webhooks")
      : []),
    ...(environment && !project
      ? refuse("projectName", "projectName and environmentName must both be specified for environment webhooks")
      : []),
    ...(environment && stack
      ? refuse("stackName", "stackName needs to be empty if this is meant to be an environment webhook")
      : []),
    ...(project && !stack && !environment
      ? refuse("projectName", "projectName needs to be empty if this is meant to be an organization webhook")
      : []),
  ];
}
