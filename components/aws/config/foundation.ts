/** What the foundation has made for a system, and the configuration key that says where to find it. */
import type * as pulumi from "@pulumi/pulumi";
import type { ConfigReader } from "@tidegate/faults";
import { ProgramError, textFaults } from "@tidegate/faults";

/** As much of a StackReference as is read here. */
export type FoundationOutputs = Pick<pulumi.StackReference, "getOutputDetails">;

/**
 * `foundationStack`: the foundation's stack by its full name, `organization/foundation/dev`; undefined where it is empty.
 *
 * States in a bucket belong to an organisation that is called `organization`. The engine takes shorter names too, but reads
 * `dev` as a stack of the system's own project, and no name of two parts as one of another project.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/stacks/#stackreferences
 */
export function foundationSetting(reader: ConfigReader): string | undefined {
  const name = reader.optional("foundationStack");
  if (name !== undefined) {
    const accepted = "organization/project/stack, as in organization/foundation/dev, or nothing";
    reader.add(...textFaults(reader.label("foundationStack"), name, FULL_NAME, accepted));
  }
  return name;
}

/**
 * The ARN of the permissions boundary that the foundation has made for a system's own roles. It is read before anything is
 * registered, so that a foundation without one stops the program at once.
 *
 * @param whose the foundation's stack, for the message, and the system's project
 * @throws ProgramError where there is no such boundary
 */
export async function workloadBoundary(
  foundation: FoundationOutputs,
  whose: { readonly stack: string; readonly project: string },
): Promise<string> {
  const details = await foundation.getOutputDetails(OUTPUT);
  const arns: unknown = details.value ?? details.secretValue;
  const arn: unknown = isObject(arns) ? arns[whose.project] : undefined;
  if (typeof arn === "string" && BOUNDARY.test(arn)) return arn;
  const { stack, project } = whose;
  throw new ProgramError(
    `The stack ${stack} names no permissions boundary for ${project}, so nothing was created or changed.\n` +
      `Its output ${OUTPUT} ${arn === undefined ? "has no such key" : "holds no policy's ARN under that key"}. ` +
      `Bring the foundation up with this system among its systems (npm run foundation -- up ${stack.split("/").at(-1) ?? ""}), ` +
      `or leave ${project}:foundationStack empty to make the roles without a boundary.`,
  );
}

const OUTPUT = "workload_boundary_arns";

/** Names as Pulumi has them: up to 100 letters, digits and _.- each. */
const FULL_NAME = /^[\w.-]{1,100}(\/[\w.-]{1,100}){2}$/;

const BOUNDARY = /^arn:aws[\w-]*:iam::\d{12}:policy\/[\w+=,.@/-]+$/;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
