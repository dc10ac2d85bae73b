import type * as pulumi from "@pulumi/pulumi";

/**
 * Puts every role that a program makes under a boundary, whoever makes it in there:
 *
 *     pulumi.runtime.registerResourceTransform(boundedRoles(boundaryArn));
 *
 * A stack whose deployment may make no role without its boundary says so in its first lines.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/resources/options/transforms/
 */
export function boundedRoles(boundaryArn: pulumi.Input<string>): pulumi.ResourceTransform {
  return ({ type, props, opts }) =>
    type === "aws:iam/role:Role" ? { props: { ...props, permissionsBoundary: boundaryArn }, opts } : undefined;
}
