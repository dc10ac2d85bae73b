/**
 * The roles that a system's own services run under. Whoever may make a role and hand it on may do what the role may: so
 * each is named, made only under the system's boundary, and handed on to the one service it is for.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "@tidegate/aws";
import type { MadeRole, Needs, System } from "../system.ts";
import { allow, globalArn } from "../system.ts";

/** @param boundaryArn the boundary of the system's own roles, see `workloadStatements` */
export function roleNeeds(system: System, boundaryArn: pulumi.Input<string>): Needs {
  const arns = system.roles.map((role) => roleArn(system, role));
  const bounded = { StringEquals: { "iam:PermissionsBoundary": boundaryArn } };
  return {
    read: roleReads(system),
    write: [
      allow(
        "MakeBoundedRoles",
        ["iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"],
        arns,
        bounded,
      ),
      allow(
        "ChangeOwnRoles",
        [
          "iam:DeleteRole",
          "iam:TagRole",
          "iam:UntagRole",
          "iam:UpdateAssumeRolePolicy",
          "iam:UpdateRole",
          "iam:UpdateRoleDescription",
        ],
        arns,
      ),
      ...attachments(system, boundaryArn),
      ...passing(system),
      // The roles that AWS's services make for themselves, once an account.
      allow(
        "LetServicesMakeTheirRoles",
        ["iam:CreateServiceLinkedRole"],
        [globalArn(system, "iam", "role/aws-service-role/*")],
        {
          StringEquals: { "iam:AWSServiceName": SERVICES_WITH_ROLES },
        },
      ),
    ],
  };
}

/** To look at the own roles, and at nobody's. */
export function roleReads(system: System): Statement[] {
  const arns = system.roles.map((role) => roleArn(system, role));
  return [
    allow(
      "LookAtRoles",
      [
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListRolePolicies",
        "iam:ListRoleTags",
      ],
      arns,
    ),
  ];
}

export function roleArn(system: System, { roleName }: MadeRole): string {
  return globalArn(system, "iam", `role/${roleName}`);
}

/** AWS's own policies, each to the role that needs it. */
function attachments(system: System, boundaryArn: pulumi.Input<string>): Statement[] {
  return system.roles.flatMap((role, index) =>
    role.managedPolicyArns === undefined
      ? []
      : [
          allow(`AttachPolicies${index}`, ["iam:AttachRolePolicy", "iam:DetachRolePolicy"], [roleArn(system, role)], {
            StringEquals: { "iam:PermissionsBoundary": boundaryArn },
            ArnEquals: { "iam:PolicyARN": [...role.managedPolicyArns] },
          }),
        ],
  );
}

/** One statement a service: a task's role can't be handed to Lambda. */
function passing(system: System): Statement[] {
  const services = [...new Set(system.roles.map(({ service }) => service))];
  return services.map((service) => {
    const roles = system.roles.filter((role) => role.service === service);
    const sid = service.split(/\W/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
    return allow(
      `PassTo${sid.join("")}`,
      ["iam:PassRole"],
      roles.map((role) => roleArn(system, role)),
      {
        StringEquals: { "iam:PassedToService": service },
      },
    );
  });
}

const SERVICES_WITH_ROLES = [
  "backup.amazonaws.com",
  "dynamodb.application-autoscaling.amazonaws.com",
  "ecs.amazonaws.com",
  "ecs.application-autoscaling.amazonaws.com",
  "elasticloadbalancing.amazonaws.com",
  "kafka.amazonaws.com",
  "ops.apigateway.amazonaws.com",
  "rds.amazonaws.com",
];
