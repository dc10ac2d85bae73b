import type * as pulumi from "@pulumi/pulumi";

/**
 * Puts every role that a program makes under a boundary, whoever makes it in there:
 *
 *     pulumi.runtime.registerStackTransformation(boundedRoles(boundaryArn));
 *
 * A stack whose deployment may make no role without its boundary says so in its first lines. Roles that a remote component
 * makes in its own process aren't among them, so IAM refuses those; no system has any.
 *
 * It is a transformation, which the program itself applies: a transform of the whole stack, which the engine applies, isn't
 * known to the last language host that can be built from Go modules.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/resources/options/transformations/
 */
export function boundedRoles(boundaryArn: pulumi.Input<string>): pulumi.ResourceTransformation {
  return ({ type, props, opts }) =>
    type === "aws:iam/role:Role" ? { props: { ...props, permissionsBoundary: boundaryArn }, opts } : undefined;
}
