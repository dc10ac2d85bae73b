import type { Finding, ResourcePolicy, Value } from "@tidegate/policy";
import { UNKNOWN } from "@tidegate/policy";
import { documentsOf, documentTypes, statementPath } from "@tidegate/policy/documents";
import type { Statement } from "@tidegate/policy/documents";
import { isNarrowed, isOwnArn, isWhole } from "./narrowing.ts";

/** Resources that let one principal in, each with the properties that narrow it and what makes their values one's own. */
const PERMISSIONS: Readonly<Record<string, Readonly<Record<string, (value: string) => boolean>>>> = {
  "aws:lambda/permission:Permission": { sourceArn: isOwnArn, sourceAccount: isWhole, principalOrgId: isWhole },
  "aws:lambda/layerVersionPermission:LayerVersionPermission": { organizationId: isWhole },
};
const EVENTS = "aws:cloudwatch/eventPermission:EventPermission";
const URL = "aws:lambda/functionUrl:FunctionUrl";

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
  types: [...documentTypes("resource"), ...Object.keys(PERMISSIONS), EVENTS, URL],
  judge: (resource) => {
    const { type, props } = resource;
    const narrows = PERMISSIONS[type];
    if (narrows !== undefined) {
      const isNarrow = Object.entries(narrows).some(([key, isOwn]) => narrowsBy(props[key], isOwn));
      return permissionFindings(props["principal"], isNarrow);
    }
    if (type === EVENTS) return permissionFindings(props["principal"], isOrganisation(props["condition"]));
    if (type === URL) return props["authorizationType"] === "NONE" ? [OPEN_URL] : [];
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

/** Lambda gives such a URL the permission for everybody by itself. */
const OPEN_URL: Finding = {
  path: "authorizationType",
  rule: "any-principal",
  says: "lets everybody call the function by its URL",
};

function permissionFindings(principal: unknown, isNarrow: boolean): Finding[] {
  return principal === "*" && !isNarrow
    ? [{ path: "principal", rule: "any-principal", says: "lets everybody in, and nothing narrows that" }]
    : [];
}

/** What isn't known yet counts as one's own. */
function narrowsBy(value: Value | undefined, isOwn: (value: string) => boolean): boolean {
  return value === UNKNOWN || (typeof value === "string" && value !== "" && isOwn(value));
}

/** A condition of EventBridge has one key, which is the organisation's. */
function isOrganisation(condition: Value | undefined): boolean {
  if (typeof condition !== "object" || condition === null || !("value" in condition)) return condition === UNKNOWN;
  return narrowsBy(condition["value"], isWhole);
}
