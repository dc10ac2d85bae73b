import type { Finding, ResourcePolicy } from "@tidegate/policy";
import { documentsOf, grantsAction, hasWildcard, statementPath } from "@tidegate/policy/documents";
import type { Condition, Statement } from "@tidegate/policy/documents";

/** A role of AWS that tokens are taken for names one audience and its subjects, each whole. */
export const awsTrustPinned: ResourcePolicy = {
  name: "aws-trust-pinned",
  about: "resource",
  description:
    "A role that is taken with a token names the token's audience and its subjects exactly, without a wildcard.",
  remedy: "Ask for both by StringEquals, the issuer's keys aud and sub, each with whole values.",
  sources: [
    "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
    "trivia-pay's requirements: trust policy locked down, no wildcards",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: ["aws:iam/role:Role"],
  judge: (resource) =>
    documentsOf(resource, "trust").flatMap((document) =>
      (document.statements ?? [])
        .filter((statement) => grantsAction(statement, "sts:AssumeRoleWithWebIdentity") && isFederated(statement))
        .flatMap((statement) => {
          const path = statementPath(document, statement, "Condition");
          return [...claimFindings(statement, "aud", path), ...claimFindings(statement, "sub", path)];
        }),
    ),
};

/** How findings call a claim. */
const CLAIMS = { aud: "audience", sub: "subject" } as const;

/** Services and accounts bring no token; whoever else is trusted may. */
function isFederated({ principal }: Statement): boolean {
  const kinds = principal?.values.map(({ kind }) => kind) ?? [];
  return kinds.length === 0 || kinds.some((kind) => kind === "Federated" || kind === "*");
}

/**
 * One exact comparison is enough: conditions beside it only narrow further. `IfExists` lets in whoever doesn't say, `ForAllValues`
 * too, and `ForAnyValue` is for keys of many values, which these aren't.
 */
function claimFindings({ conditions }: Statement, claim: keyof typeof CLAIMS, path: string): Finding[] {
  const word = CLAIMS[claim];
  const asked = conditions.values.filter(({ key }) => key.endsWith(`:${claim}`));
  const exact = asked.filter(({ operator }) => operator === "stringequals");
  if (exact.some(isWhole) || (exact.length === 0 && !conditions.isWhole)) return [];
  if (asked.length === 0) return [{ path, rule: `${word}-missing`, says: `asks for no ${word}` }];
  if (exact.length === 0)
    return [{ path, rule: `${word}-inexact`, says: `doesn't compare the ${word} by StringEquals` }];
  return [{ path, rule: `${word}-wildcard`, says: `has a wildcard, or nothing, for the ${word}` }];
}

function isWhole({ values }: Condition): boolean {
  return !values.isWhole || (values.values.length > 0 && !values.values.some((one) => one === "" || hasWildcard(one)));
}
