import type { Finding, ResourcePolicy, Value } from "@tidegate/policy";
import { pathText, UNKNOWN } from "@tidegate/policy";
import { ISSUER_CONFIG } from "./issuers.ts";
import type { IssuerConfig } from "./issuers.ts";
import { isBag, isGiven, isList } from "./values.ts";

/** Pulumi Cloud gives its own tokens for known issuers' tokens, each for one audience and its subjects. */
export const pulumiTrustPinned: ResourcePolicy<IssuerConfig> = {
  name: "pulumi-trust-pinned",
  about: "resource",
  description:
    "Pulumi Cloud trusts tokens of known issuers, and lets them in by their audience and subject, each whole, without a wildcard.",
  remedy: "Register a configured issuer, and give each policy that allows the rules aud and sub with whole values.",
  sources: [
    "https://www.pulumi.com/docs/administration/access-identity/oidc-issuers/",
    "https://www.pulumi.com/registry/packages/pulumiservice/api-docs/oidcissuer/",
    "trivia-pay's requirements: trust checklist",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  config: ISSUER_CONFIG,
  types: [
    "pulumiservice:index:OidcIssuer",
    "pulumiservice:api/auth:OidcIssuer",
    // The policies of an issuer, by themselves.
    "pulumiservice:api/auth:Policy",
  ],
  judge: ({ props }, { issuers }) => {
    const { url, policies } = props;
    const isForeign = typeof url === "string" && !issuers.some((one) => one === url.replace(/\/$/, ""));
    return [
      ...(isForeign
        ? [{ path: "url", rule: "unknown-issuer", says: "trusts the tokens of an issuer that isn't known" }]
        : []),
      ...(isList(policies) ? policies : []).flatMap((policy, index) => policyFindings(policy, index)),
    ];
  },
};

/** How findings call a claim. */
const CLAIMS = { aud: "audience", sub: "subject" } as const;

function policyFindings(policy: Value, index: number): Finding[] {
  if (!isBag(policy) || policy["decision"] === "deny" || policy["decision"] === UNKNOWN) return [];
  const rules = policy["rules"];
  if (rules === UNKNOWN) return [];
  return [...claimFindings(rules, "aud", index), ...claimFindings(rules, "sub", index)];
}

function claimFindings(rules: Value | undefined, claim: keyof typeof CLAIMS, index: number): Finding[] {
  const value = isBag(rules) ? rules[claim] : undefined;
  const path = pathText(["policies", index, "rules", claim]);
  const word = CLAIMS[claim];
  const texts: readonly (Value | undefined)[] = isList(value) ? value : [value];
  if (texts.length === 0 || !texts.every(isGiven)) {
    return [{ path, rule: `${word}-missing`, says: `asks for no ${word}` }];
  }
  return texts.some((text) => typeof text === "string" && /[*?]/.test(text))
    ? [{ path, rule: `${word}-wildcard`, says: `has a wildcard for the ${word}` }]
    : [];
}
