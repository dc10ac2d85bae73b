import type { Finding, ResourcePolicy } from "@tidegate/policy";
import { documentsOf, documentTypes, statementPath } from "@tidegate/policy/documents";
import type { Statement } from "@tidegate/policy/documents";
import { isNarrowed } from "./narrowing.ts";

const LAMBDA = "aws:lambda/permission:Permission";
const EVENTS = "aws:cloudwatch/eventPermission:EventPermission";

/** What a thing's own policy lets everybody do is narrowed to somebody by a condition. */
export const awsResourceNotOpen: ResourcePolicy = {
  name: "aws-resource-not-open",
  about: "resource",
  description:
    "A policy of a bucket, key, queue, topic, secret or the like lets nobody in without a name, or by a condition that only one's own can meet.",
  remedy:
    "Name the principal, or ask for aws:SourceArn, aws:SourceAccount, aws:PrincipalOrgID or the like by its whole value.",
  sources: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status",
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: [...documentTypes("resource"), LAMBDA, EVENTS],
  judge: (resource) => {
    const { type, props } = resource;
    if (type === LAMBDA)
      return permissionFindings(
        props["principal"],
        LAMBDA_NARROWS.some((key) => given(props[key])),
      );
    if (type === EVENTS) return permissionFindings(props["principal"], given(props["condition"]));
    return documentsOf(resource, "resource").flatMap((document) =>
      document.statements === undefined
        ? [{ path: document.path, rule: "unreadable", says: "can't be read as a policy" }]
        : document.statements.flatMap((statement) => statementFindings(statement, statementPath(document, statement))),
    );
  },
};

function statementFindings(statement: Statement, path: string): Finding[] {
  const { effect, principal, notPrincipal, conditions } = statement;
  if (effect === "Deny") return [];
  if (notPrincipal !== undefined) {
    return [{ path: `${path}.NotPrincipal`, rule: "not-principal", says: "lets in everybody but some" }];
  }
  const isOpen = principal?.values.some(({ kind, value }) => value === "*" && OPEN_KINDS.has(kind)) === true;
  return isOpen && conditions.isWhole && !isNarrowed(conditions.values)
    ? [{ path: `${path}.Principal`, rule: "any-principal", says: "lets everybody in, and no condition narrows that" }]
    : [];
}

const OPEN_KINDS: ReadonlySet<string> = new Set(["*", "AWS", "Federated", "Service", "CanonicalUser"]);

const LAMBDA_NARROWS = ["sourceArn", "sourceAccount", "principalOrgId"];

function permissionFindings(principal: unknown, isGiven: boolean): Finding[] {
  return principal === "*" && !isGiven
    ? [{ path: "principal", rule: "any-principal", says: "lets everybody in, and nothing narrows that" }]
    : [];
}

/** What isn't known yet counts as given. */
function given(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}
