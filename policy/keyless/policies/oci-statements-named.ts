import type { Finding, ResourcePolicy, Value } from "@tidegate/policy";
import { isPinnedBy, ociStatement } from "@tidegate/policy/documents";
import type { OciStatement } from "@tidegate/policy/documents";

/**
 * Statements of OCI name whom they are for, and manage nothing in the whole tenancy.
 *
 * `any-user` and `any-group` count as named where the condition says which principals are meant: Oracle's pages do so for
 * services' resource principals, which have no other name. So does managing in the tenancy where the condition names the
 * thing itself, which for a repository or a bucket of the root compartment is the only way.
 */
export const ociStatementsNamed: ResourcePolicy = {
  name: "oci-statements-named",
  about: "resource",
  description: "Statements of OCI's policies name their groups, and none manages in the whole tenancy.",
  remedy:
    "Name a group or a dynamic group (or ask for request.principal.id or .type), and a compartment (or one target by its name).",
  sources: [
    "https://docs.oracle.com/en-us/iaas/Content/Identity/Concepts/policysyntax.htm",
    "https://docs.oracle.com/en-us/iaas/Content/Identity/policysyntax/conditions.htm",
    "https://docs.oracle.com/en-us/iaas/Content/Security/Reference/iam_security_topic-IAM_Security_Recommendations.htm",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: ["oci:Identity/policy:Policy"],
  judge: ({ props }) => {
    const statements = props["statements"];
    return Array.isArray(statements)
      ? statements.flatMap((text: Value, index) =>
          typeof text === "string" ? statementFindings(ociStatement(text), `statements[${index}]`) : [],
        )
      : [];
  },
};

function statementFindings(statement: OciStatement, path: string): Finding[] {
  const { keyword, subject, verb, resource, condition } = statement;
  if (keyword === "deny") return [];
  const isForAnybody = subject.some((word) => ANYBODY.has(word)) && !isPinnedBy(condition, isPrincipal);
  const isManaging = verb === "manage" && isTenancy(statement);
  return [
    ...(isForAnybody ? [{ path, rule: "anybody", says: "is for everybody, and no condition says for whom" }] : []),
    ...(isManaging && (resource === "all-resources" || !isPinnedBy(condition, isTarget))
      ? [{ path, rule: "tenancy", says: "manages in the whole tenancy" }]
      : []),
  ];
}

const ANYBODY: ReadonlySet<string> = new Set(["any-user", "any-group", "any-tenancy"]);

/** The tenancy by its word, or as the root compartment by its OCID. */
function isTenancy({ place }: OciStatement): boolean {
  const [kind = ""] = place;
  return kind === "tenancy" || kind === "any-tenancy" || place.some((word) => word.startsWith("ocid1.tenancy."));
}

/** Whoever is of the type `user` is any user. */
function isPrincipal(variable: string, value: string): boolean {
  return PRINCIPALS.has(variable) && !(variable === "request.principal.type" && value === "user");
}

const PRINCIPALS: ReadonlySet<string> = new Set([
  "request.groups.id",
  "request.principal.compartment.id",
  "request.principal.group.id",
  "request.principal.id",
  "request.principal.type",
  "request.user.id",
  "request.user.name",
]);

/** The thing itself, or its compartment: `target.bucket.name`, `target.compartment.id`. */
function isTarget(variable: string): boolean {
  return variable.startsWith("target.") && [".id", ".name", ".ocid"].some((ending) => variable.endsWith(ending));
}
