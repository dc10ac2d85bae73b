/**
 * Stacks of Pulumi Cloud.
 * @see https://www.pulumi.com/registry/packages/pulumiservice/api-docs/stack/
 */
import type { Cloud } from "../../aws/cloud.ts";
import { textAt } from "../../aws/kind.ts";
import type { Properties } from "../../plugins/protocol/values.ts";
import { HostedError } from "../error.ts";
import type { HostedKind } from "../kind.ts";

export const STACK = "pulumiservice:index:Stack";

export const stack: HostedKind = {
  type: STACK,
  global: true,
  replaces: ["organizationName", "projectName", "stackName", "forceDestroy"],
  create({ inputs }, cloud) {
    const id = stackId(inputs);
    if (cloud.get(STACK, id) !== undefined) {
      throw new HostedError(`POST /api/stacks/${id}`, 409, `Stack '${textAt(inputs, "stackName")}' already exists`);
    }
    return { id, outputs: {} };
  },
  remove({ id }, cloud) {
    // What was set for the stack goes with it.
    for (const type of Object.keys(cloud.moment.world.collections).filter((one) => one.startsWith("pulumiservice:"))) {
      for (const one of cloud.list(type)) if (one.type !== STACK && belongsTo(one.id, id)) cloud.drop(one);
    }
  },
};

/** @throws HostedError where Pulumi Cloud has no such stack: nothing can be set for one that isn't there */
export function needStack(cloud: Cloud, id: string, request: string): void {
  if (cloud.get(STACK, id) === undefined) throw new HostedError(request, 404, `Stack '${id}' not found`);
}

/** `org/project/stack`, as resources that name a stack call its parts. */
export function stackId(inputs: Properties): string {
  return ["organization", "project", "stack"]
    .map((name) => textAt(inputs, `${name}Name`) ?? textAt(inputs, name))
    .join("/");
}

const belongsTo = (id: string, of: string): boolean => id === of || id.startsWith(`${of}/`);
