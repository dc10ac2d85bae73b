import type { Finding, ResourcePolicy } from "@tidegate/policy";
import { documentTypes, isEverything, statementPath } from "@tidegate/policy/documents";
import type { PlacedDocument, Statement } from "@tidegate/policy/documents";
import { inEachGrant } from "./grants.ts";

/** Whoever may do everything with IAM may do everything, and whoever may do everything with S3 may read each state. */
export const awsServiceScoped: ResourcePolicy = {
  name: "aws-service-scoped",
  about: "resource",
  description: "No policy allows all actions of a service on all of the service's resources.",
  remedy: "Allow the actions that are needed, by name, or name the resources that all of them are needed for.",
  sources: [
    "circle-of-trust's requirements: security best practices (resource-specific permissions)",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: documentTypes("identity"),
  judge: (resource) => inEachGrant(resource, findings),
};

function findings(document: PlacedDocument, statement: Statement): Finding[] {
  const { action, resource, notResource } = statement;
  const isAll =
    action?.values.some(isWholeService) === true &&
    (notResource !== undefined || resource?.values.some(isEveryResource) === true);
  return isAll
    ? [
        {
          path: statementPath(document, statement, "Action"),
          rule: "whole-service",
          says: "allows every action of a service on all that it has",
        },
      ]
    : [];
}

/** `iam:*`, `s3:**`. */
function isWholeService(action: string): boolean {
  return isEverything(action.slice(action.indexOf(":") + 1));
}

/** `*`, `arn:aws:s3:::*`, `arn:aws:iam::111122223333:*`: nothing but wildcards where the resource is named. */
function isEveryResource(arn: string): boolean {
  return isEverything(arn) || isEverything(arn.split(":").slice(5).join(":"));
}
