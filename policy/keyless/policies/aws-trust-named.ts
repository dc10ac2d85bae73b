import type { Finding, ResourcePolicy } from "@tidegate/policy";
import { documentsOf, statementPath } from "@tidegate/policy/documents";
import type { Principal, Statement } from "@tidegate/policy/documents";

/** Who may become a role stands in its trust by name, and is nobody with a key. */
export const awsTrustNamed: ResourcePolicy = {
  name: "aws-trust-named",
  about: "resource",
  description: "A role's trust can be read, names whom it trusts, and trusts no user, because users have keys.",
  remedy: "Name the service, the role or the provider that is trusted, and nobody by leaving others out.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: ["aws:iam/role:Role"],
  judge: (resource) =>
    documentsOf(resource, "trust").flatMap((document) =>
      document.statements === undefined
        ? [{ path: document.path, rule: "unreadable", says: "can't be read as a policy" }]
        : document.statements
            .filter(({ effect }) => effect === "Allow")
            .flatMap((statement) => [
              ...principalFindings(statement, statementPath(document, statement)),
              ...(statement.notAction === undefined
                ? []
                : [
                    {
                      path: statementPath(document, statement, "NotAction"),
                      rule: "not-action",
                      says: "lets in every way of taking the role but some",
                    },
                  ]),
            ]),
    ),
};

function principalFindings({ principal, notPrincipal }: Statement, at: string): Finding[] {
  const path = `${at}.Principal`;
  return [
    ...(notPrincipal === undefined
      ? []
      : [{ path: `${at}.NotPrincipal`, rule: "not-principal", says: "trusts everybody but some" }]),
    ...(principal?.values.some(isAnybody) === true
      ? [{ path, rule: "any-principal", says: "trusts everybody of some kind" }]
      : []),
    ...(principal?.values.some(isUser) === true ? [{ path, rule: "user", says: "trusts a user, who has keys" }] : []),
  ];
}

function isAnybody({ value }: Principal): boolean {
  return value.includes("*");
}

/** By ARN, also of a session that a user's key made, or by the id that IAM shows where a user was deleted. */
function isUser({ kind, value }: Principal): boolean {
  return kind === "AWS" && (/:(?:federated-)?user\//.test(value) || value.startsWith("AIDA"));
}
