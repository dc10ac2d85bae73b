import type { Finding, ResourcePolicy } from "@tidegate/policy";
import { documentTypes, grantsAction, hasWildcard, statementPath } from "@tidegate/policy/documents";
import type { Condition, PlacedDocument, Statement } from "@tidegate/policy/documents";
import { inEachGrant } from "./grants.ts";

/** Who hands a role on to a service may hand on the named ones, to the named services. */
export const awsPassRoleScoped: ResourcePolicy = {
  name: "aws-pass-role-scoped",
  about: "resource",
  description: "Whoever may pass roles on (iam:PassRole) may pass on named roles, to named services.",
  remedy: "Name the roles in Resource and the service in a condition: StringEquals on iam:PassedToService.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    "order-tracking's requirements: PassRole constrained to ecs-tasks.amazonaws.com",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: documentTypes("identity"),
  judge: (resource) =>
    inEachGrant(resource, (document, statement) =>
      grantsAction(statement, "iam:PassRole") ? findings(document, statement) : [],
    ),
};

function findings(document: PlacedDocument, statement: Statement): Finding[] {
  const { resource, notResource, conditions } = statement;
  const isOpen = notResource !== undefined || resource?.values.some((arn) => !isNamedRole(arn)) === true;
  const isScoped = conditions.values.some(isService) || !conditions.isWhole;
  return [
    ...(isOpen
      ? [
          {
            path: statementPath(document, statement, notResource === undefined ? "Resource" : "NotResource"),
            rule: "any-role",
            says: "lets roles be passed on that aren't named",
          },
        ]
      : []),
    ...(isScoped
      ? []
      : [
          {
            path: statementPath(document, statement, "Condition"),
            rule: "any-service",
            says: "lets roles be passed on to services that aren't named",
          },
        ]),
  ];
}

/** A role by its name, or by how its name or path begins: `arn:aws:iam::111122223333:role/orders-*`. */
function isNamedRole(arn: string): boolean {
  const mark = ":role/";
  const at = arn.indexOf(mark);
  if (at < 0) return !hasWildcard(arn) || !mayBeOfIam(arn);
  const name = arn.slice(at + mark.length);
  return name !== "" && !hasWildcard(name.charAt(0)) && !name.startsWith("${");
}

/** Whether what stands before the wildcard can be the beginning of a role's ARN. */
function mayBeOfIam(arn: string): boolean {
  const [, partition = "*", service = "*"] = arn.split(":");
  return hasWildcard(partition) || hasWildcard(service) || service === "iam";
}

function isService({ operator, key, values }: Condition): boolean {
  return (
    key === "iam:passedtoservice" &&
    ["stringequals", "stringequalsignorecase", "stringlike"].includes(operator) &&
    (!values.isWhole || (values.values.length > 0 && !values.values.some(hasWildcard)))
  );
}
