import type { Bag, Finding, ResourcePolicy, Value } from "@tidegate/policy";
import { UNKNOWN } from "@tidegate/policy";
import { ISSUER_CONFIG } from "./issuers.ts";
import type { IssuerConfig } from "./issuers.ts";

/** An identity domain of OCI takes known issuers' tokens, for its own audience, each subject by its own rule. */
export const ociTrustPinned: ResourcePolicy<IssuerConfig> = {
  name: "oci-trust-pinned",
  about: "resource",
  description:
    "A domain trusts JWTs of known issuers, by the issuer's own keys, for named audiences, clients and subjects, without a wildcard.",
  remedy:
    'Set type JWT, a configured issuer and its publicKeyEndpoint, clientClaimName aud with whole values, oauthClients, and rules like sub eq "…".',
  sources: [
    "https://docs.oracle.com/en-us/iaas/Content/Identity/api-getstarted/json_web_token_exchange.htm",
    "trivia-pay's requirements: WIF trust policy locked down (no wildcards)",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  config: ISSUER_CONFIG,
  types: ["oci:Identity/domainsIdentityPropagationTrust:DomainsIdentityPropagationTrust"],
  judge: ({ props }, { issuers }) => [
    ...issuerFindings(props, issuers),
    ...audienceFindings(props),
    ...listFindings(props, "oauthClients", "client"),
    ...subjectFindings(props),
  ],
};

/** Whoever holds the key that the trust checks signatures by is the issuer. */
function issuerFindings(
  { type, issuer, publicKeyEndpoint, publicCertificate }: Bag,
  issuers: readonly string[],
): Finding[] {
  return [
    ...(isKnown(type) && type !== "JWT"
      ? [{ path: "type", rule: "not-jwt", says: "trusts something else than a JWT" }]
      : []),
    ...(isKnown(issuer) && !issuers.some((one) => one === issuer)
      ? [{ path: "issuer", rule: "unknown-issuer", says: "trusts the tokens of an issuer that isn't known" }]
      : []),
    ...(typeof publicKeyEndpoint === "string" && !issuers.some((one) => publicKeyEndpoint.startsWith(`${one}/`))
      ? [
          {
            path: "publicKeyEndpoint",
            rule: "foreign-keys",
            says: "takes keys from somewhere else than a known issuer",
          },
        ]
      : []),
    ...(publicCertificate === undefined || publicCertificate === null || publicCertificate === ""
      ? []
      : [{ path: "publicCertificate", rule: "foreign-keys", says: "takes tokens by a certificate of its own" }]),
  ];
}

function audienceFindings(props: Bag): Finding[] {
  const name = props["clientClaimName"];
  return [
    ...(isKnown(name) && name !== "aud"
      ? [{ path: "clientClaimName", rule: "audience-missing", says: "doesn't look at the claim aud" }]
      : []),
    ...listFindings(props, "clientClaimValues", "audience"),
  ];
}

/** A list that names at least one, each whole. */
function listFindings(props: Bag, path: string, word: string): Finding[] {
  const given = props[path];
  if (given === UNKNOWN) return [];
  const texts = Array.isArray(given) ? given : [];
  if (texts.length === 0) return [{ path, rule: `${word}-missing`, says: `names no ${word}` }];
  return texts.flatMap((text: Value, index) =>
    typeof text === "string" && (text === "" || /[*?]/.test(text))
      ? [{ path: `${path}[${index}]`, rule: `${word}-wildcard`, says: `has a wildcard, or nothing, for the ${word}` }]
      : [],
  );
}

/**
 * Where tokens become service users, each rule fits one subject. Without that a token becomes the user that its subject names,
 * which is as exact.
 */
function subjectFindings(props: Bag): Finding[] {
  const { subjectClaimName, impersonationServiceUsers: users } = props;
  const subject = typeof subjectClaimName === "string" && subjectClaimName !== "" ? subjectClaimName : "sub";
  const claim =
    subject === "sub"
      ? []
      : [{ path: "subjectClaimName", rule: "subject-missing", says: "looks at another claim than sub" }];
  if (props["allowImpersonation"] !== true || users === UNKNOWN) return claim;
  const rules = Array.isArray(users) ? users : [];
  if (rules.length === 0) {
    return [...claim, { path: "impersonationServiceUsers", rule: "subject-missing", says: "names no subject" }];
  }
  return [
    ...claim,
    ...rules.flatMap((user: Value, index) => {
      const rule = typeof user === "object" && user !== null && "rule" in user ? user["rule"] : undefined;
      return typeof rule !== "string" || isExact(rule)
        ? []
        : [
            {
              path: `impersonationServiceUsers[${index}].rule`,
              rule: "subject-inexact",
              says: "fits more subjects than one, or asks for another claim",
            },
          ];
    }),
  ];
}

/** `sub eq "…"` with one text. `co` fits whatever contains its text, and `*` any text also with `eq`. */
function isExact(rule: string): boolean {
  const [, double, single, plain] = RULE.exec(rule.trim()) ?? [];
  const value = double ?? single ?? plain ?? "";
  return value !== "" && !/[*?]/.test(value);
}

const RULE = /^"?sub"?\s+eq\s+(?:"([^"]*)"|'([^']*)'|([^\s"']+))$/;

function isKnown(value: Value | undefined): boolean {
  return value !== UNKNOWN;
}
