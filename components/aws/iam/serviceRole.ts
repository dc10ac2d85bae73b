/** A role that one AWS service assumes, with the policies it needs and no other. */
import * as pulumi from "@pulumi/pulumi";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { policyOf } from "./policy.ts";
import type { Statement } from "./policy.ts";

export interface ServiceRoleArgs {
  /** The role's name, 64 characters at most. Unique in the account. */
  readonly roleName: string;
  /** Who assumes it, for instance `ecs-tasks.amazonaws.com`. */
  readonly service: string;
  readonly description: string;
  /** What it may do. With none, it may do nothing. */
  readonly statements: readonly Statement[];
  /** Narrows who assumes it: `{ StringEquals: { "aws:SourceAccount": "111122223333" } }`. */
  readonly condition?: Statement["Condition"];
}

/**
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html
 */
export class ServiceRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly roleName: pulumi.Output<string>;

  constructor(name: string, args: ServiceRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tidegate-aws:index:ServiceRole", name, {}, opts);
    const role = new Role(
      name,
      {
        name: args.roleName,
        description: args.description,
        assumeRolePolicy: trustOf(args),
      },
      { parent: this },
    );
    const policies =
      args.statements.length === 0
        ? []
        : [
            new RolePolicy(
              `${name}-policy`,
              { name: "allow", role: role.id, policy: policyOf(args.statements) },
              { parent: this },
            ),
          ];
    this.roleName = role.name;
    // Whoever gets the ARN gets it once the role can do its work.
    const attached = pulumi.all(policies.map(({ id }) => id));
    this.arn = pulumi.all([role.arn, attached]).apply(([arn]) => arn);
    this.registerOutputs({ arn: this.arn, roleName: this.roleName });
  }
}

function trustOf({ service, condition }: ServiceRoleArgs): pulumi.Output<string> {
  return pulumi.output(condition).apply((known) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: service },
          Action: "sts:AssumeRole",
          ...(known !== undefined && { Condition: known }),
        },
      ],
    }),
  );
}
