import type { Finding, ResourcePolicy } from "@tidegate/policy";
import { documentsOf, grantsAction, statementPath } from "@tidegate/policy/documents";
import type { Principal } from "@tidegate/policy/documents";
import { hostOf, ISSUER_CONFIG } from "./issuers.ts";
import type { IssuerConfig } from "./issuers.ts";
import { refusedFindings } from "./refused.ts";
import type { Refused } from "./refused.ts";

/** Ways of federation that no token is brought by. */
const REFUSED: Refused = {
  "aws:iam/samlProvider:SamlProvider": "trusts a provider of SAML",
  "aws:rolesanywhere/trustAnchor:TrustAnchor": "trusts whoever has a certificate's key, which lasts",
};

const PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";

/** Roles of AWS are taken with tokens of known issuers, and by no other federation. */
export const awsTrustKnownIssuers: ResourcePolicy<IssuerConfig> = {
  name: "aws-trust-known-issuers",
  about: "resource",
  description: "Accounts and roles of AWS trust the tokens of known issuers, and no others.",
  remedy: "Trust one of the configured issuers, or add this one to them where its tokens are meant to count.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
    "trivia-pay's requirements: trust checklist",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  config: ISSUER_CONFIG,
  types: ["aws:iam/role:Role", PROVIDER, ...Object.keys(REFUSED)],
  judge: (resource, { issuers }) => {
    const refused = refusedFindings(REFUSED, resource.type, "federation");
    if (refused.length > 0) return refused;
    const hosts = new Set(issuers.map(hostOf));
    if (resource.type === PROVIDER) return providerFindings(resource.props["url"], hosts);
    return documentsOf(resource, "trust").flatMap((document) =>
      (document.statements ?? []).flatMap((statement) => {
        const principals = (statement.principal?.values ?? []).filter(({ kind }) => kind === "Federated");
        const isSaml = principals.length > 0 && grantsAction(statement, "sts:AssumeRoleWithSAML");
        const isToken = grantsAction(statement, "sts:AssumeRoleWithWebIdentity");
        return [
          ...(isSaml && !isToken
            ? [{ path: statementPath(document, statement, "Action"), rule: "saml", says: "lets a SAML assertion in" }]
            : []),
          ...(isSaml || isToken
            ? principals.flatMap((principal) =>
                issuerFindings(principal, statementPath(document, statement, "Principal"), hosts),
              )
            : []),
        ];
      }),
    );
  },
};

function issuerFindings({ value }: Principal, path: string, hosts: ReadonlySet<string>): Finding[] {
  if (value.includes(":saml-provider/")) return [{ path, rule: "saml", says: "trusts a provider of SAML" }];
  return hosts.has(issuerOf(value)) ? [] : [UNKNOWN_ISSUER(path)];
}

/** A provider that IAM knows of its own is named as it is: `accounts.google.com`. */
function issuerOf(principal: string): string {
  const mark = ":oidc-provider/";
  const at = principal.indexOf(mark);
  return at < 0 ? principal : principal.slice(at + mark.length);
}

function providerFindings(url: unknown, hosts: ReadonlySet<string>): Finding[] {
  return typeof url !== "string" || hosts.has(hostOf(url)) ? [] : [UNKNOWN_ISSUER("url")];
}

const UNKNOWN_ISSUER = (path: string): Finding => ({
  path,
  rule: "unknown-issuer",
  says: "trusts the tokens of an issuer that isn't known",
});
