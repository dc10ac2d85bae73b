import { UNKNOWN } from "@tidegate/policy";
import type { Bag, Value } from "@tidegate/policy";
import { holds } from "./judged.ts";

const ROLE = "aws:iam/role:Role";
const HOST = "token.actions.githubusercontent.com";
const [AUD, SUB] = [`${HOST}:aud`, `${HOST}:sub`];
const SUBJECT = "repo:tidegate/tidegate:environment:prod";
const provider = (issuer: string): string => `arn:aws:iam::111122223333:oidc-provider/${issuer}`;

const STATEMENT: Bag = {
  Effect: "Allow",
  Principal: { Federated: provider(HOST) },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: { StringEquals: { [AUD]: "sts.amazonaws.com", [SUB]: [SUBJECT] } },
};
const text = (...statements: readonly Bag[]): Bag => ({
  assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
});
/** The statement with something changed. */
const trust = (change: Bag): Bag => text({ ...STATEMENT, ...change });
const asks = (condition: Bag): Bag => trust({ Condition: condition });
const pinned = (aud: Value, sub: Value): Bag => asks({ StringEquals: { [AUD]: aud, [SUB]: sub } });

const service: Bag = { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" };
const CONDITION = "assumeRolePolicy.Statement[0].Condition";
const PRINCIPAL = "assumeRolePolicy.Statement[0].Principal";

const DOMAIN_TRUST: Bag = {
  type: "JWT",
  active: true,
  issuer: `https://${HOST}`,
  publicKeyEndpoint: `https://${HOST}/.well-known/jwks`,
  oauthClients: ["0123456789abcdef"],
  clientClaimName: "aud",
  clientClaimValues: ["https://github.com/tidegate/tidegate"],
  subjectClaimName: "sub",
  allowImpersonation: true,
  impersonationServiceUsers: [{ rule: `sub eq "${SUBJECT}"`, value: UNKNOWN }],
};
const rule = (given: Value): Bag => ({ impersonationServiceUsers: [{ rule: given, value: "u" }] });
const RULE = "impersonationServiceUsers[0].rule subject-inexact";

describe("keyless: whom roles trust", () => {
  holds([
    {
      policy: "aws-trust-known-issuers",
      type: ROLE,
      fine: trust({}),
      alsoFine: [
        ["a run of Pulumi Deployments", trust({ Principal: { Federated: provider("api.pulumi.com/oidc") } })],
        ["a service", text(service)],
        ["a trust that isn't known yet", { assumeRolePolicy: UNKNOWN }],
        ["a provider that isn't known yet", { assumeRolePolicy: { Statement: { ...STATEMENT, Principal: UNKNOWN } } }],
        ["what is denied", trust({ Effect: "Deny", Principal: { Federated: provider("evil.example") } })],
      ],
      breaks: [
        [
          "another issuer",
          trust({ Principal: { Federated: provider("evil.example") } }),
          `${PRINCIPAL} unknown-issuer`,
        ],
        [
          "an issuer whose name begins as a known one",
          trust({ Principal: { Federated: provider(`${HOST}.evil.example`) } }),
          `${PRINCIPAL} unknown-issuer`,
        ],
        [
          "one other among those known",
          trust({ Principal: { Federated: [provider(HOST), "accounts.google.com"] } }),
          `${PRINCIPAL} unknown-issuer`,
        ],
        [
          "another issuer behind a pattern of the action",
          trust({ Action: "sts:*", Principal: { Federated: provider("evil.example") } }),
          `${PRINCIPAL} unknown-issuer`,
        ],
        [
          "a document in small letters",
          { assumeRolePolicy: { statement: { ...STATEMENT, Principal: { Federated: "x.example" } } } },
          "assumeRolePolicy.Statement.Principal unknown-issuer",
        ],
        [
          "assertions of SAML",
          trust({
            Action: "sts:AssumeRoleWithSAML",
            Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/corp" },
          }),
          "assumeRolePolicy.Statement[0].Action saml",
          `${PRINCIPAL} saml`,
        ],
      ],
    },
    {
      policy: "aws-trust-known-issuers",
      type: ROLE,
      config: { issuers: ["https://gitlab.example"] },
      fine: trust({ Principal: { Federated: provider("gitlab.example") } }),
      breaks: [["GitHub, where it isn't configured", trust({}), `${PRINCIPAL} unknown-issuer`]],
    },
    {
      policy: "aws-trust-known-issuers",
      type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
      fine: { url: `https://${HOST}`, clientIdLists: ["sts.amazonaws.com"] },
      alsoFine: [["an address that isn't known yet", { url: UNKNOWN }]],
      breaks: [["another issuer's provider", { url: "https://evil.example" }, "url unknown-issuer"]],
    },
    {
      policy: "aws-trust-pinned",
      type: ROLE,
      fine: trust({}),
      alsoFine: [
        ["a service", text(service)],
        ["sessions by SAML, which are another policy's", trust({ Action: "sts:AssumeRoleWithSAML", Condition: {} })],
        ["keys in other letters", asks({ stringEquals: { [AUD.toUpperCase()]: "sts", [SUB]: SUBJECT } })],
        [
          "what narrows further",
          asks({ StringEquals: { [AUD]: "sts", [SUB]: SUBJECT }, StringLike: { [`${HOST}:ref`]: "refs/heads/*" } }),
        ],
        ["a trust that isn't known yet", { assumeRolePolicy: UNKNOWN }],
        ["a condition that isn't known yet", { assumeRolePolicy: { Statement: { ...STATEMENT, Condition: UNKNOWN } } }],
        [
          "values that aren't known yet",
          {
            assumeRolePolicy: {
              Statement: [{ ...STATEMENT, Condition: { StringEquals: { [AUD]: UNKNOWN, [SUB]: [UNKNOWN] } } }],
            },
          },
        ],
      ],
      breaks: [
        [
          "a provider that isn't known yet, by no subject",
          {
            assumeRolePolicy: {
              Statement: { ...STATEMENT, Principal: UNKNOWN, Condition: { StringEquals: { [AUD]: "a" } } },
            },
          },
          "assumeRolePolicy.Statement.Condition subject-missing",
        ],
        ["no condition", trust({ Condition: {} }), `${CONDITION} audience-missing`, `${CONDITION} subject-missing`],
        ["no audience", asks({ StringEquals: { [SUB]: SUBJECT } }), `${CONDITION} audience-missing`],
        ["no subject", asks({ StringEquals: { [AUD]: "sts" } }), `${CONDITION} subject-missing`],
        ["a wildcard in the audience", pinned("sts.*", SUBJECT), `${CONDITION} audience-wildcard`],
        ["a wildcard in the subject", pinned("sts", "repo:tidegate/*"), `${CONDITION} subject-wildcard`],
        [
          "a question mark in one of the subjects",
          pinned("sts", [SUBJECT, "repo:tidegate/?"]),
          `${CONDITION} subject-wildcard`,
        ],
        ["a variable in the subject", pinned("sts", "repo:${aws:username}"), `${CONDITION} subject-wildcard`],
        ["an empty subject", pinned("sts", ""), `${CONDITION} subject-wildcard`],
        ["no subject in the list", pinned("sts", []), `${CONDITION} subject-wildcard`],
        ...[
          "StringLike",
          "StringEqualsIfExists",
          "ForAnyValue:StringEquals",
          "ForAllValues:StringEquals",
          "StringEqualsIgnoreCase",
          "StringNotEquals",
          "Null",
        ].map(
          (operator) =>
            [
              `the subject by ${operator}`,
              asks({ StringEquals: { [AUD]: "sts" }, [operator]: { [SUB]: SUBJECT } }),
              `${CONDITION} subject-inexact`,
            ] as const,
        ),
        [
          "the audience by StringLike",
          asks({ StringEquals: { [SUB]: SUBJECT }, StringLike: { [AUD]: "*" } }),
          `${CONDITION} audience-inexact`,
        ],
        [
          "the second of two statements",
          text(STATEMENT, { ...STATEMENT, Condition: { StringEquals: { [AUD]: "sts" } } }),
          "assumeRolePolicy.Statement[1].Condition subject-missing",
        ],
        [
          "no subject behind a pattern of the action",
          trust({ Action: ["STS:AssumeRoleWith*"], Condition: { StringEquals: { [AUD]: "sts" } } }),
          `${CONDITION} subject-missing`,
        ],
      ],
    },
    {
      policy: "aws-trust-named",
      type: ROLE,
      fine: text(service),
      alsoFine: [
        ["a provider", trust({})],
        ["an account", text({ ...service, Principal: { AWS: "arn:aws:iam::111122223333:root" } })],
        ["what denies everybody", text({ ...service, Effect: "Deny", Principal: "*" })],
        ["no trust yet", { assumeRolePolicy: UNKNOWN }],
      ],
      breaks: [
        ["everybody", text({ ...service, Principal: "*" }), `${PRINCIPAL} any-principal`],
        ["everybody of AWS", text({ ...service, Principal: { AWS: ["*"] } }), `${PRINCIPAL} any-principal`],
        [
          "everybody, though a condition narrows it",
          text({ ...service, Principal: { AWS: "*" }, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
          `${PRINCIPAL} any-principal`,
        ],
        [
          "everybody but some",
          text({ Effect: "Allow", NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "sts:AssumeRole" }),
          "assumeRolePolicy.Statement[0].NotPrincipal not-principal",
        ],
        ["a user", text({ ...service, Principal: { AWS: "arn:aws:iam::111122223333:user/ann" } }), `${PRINCIPAL} user`],
        ["a deleted user", text({ ...service, Principal: { AWS: "AIDACKCEVSQ6C2EXAMPLE" } }), `${PRINCIPAL} user`],
        [
          "all ways but some",
          text({ Effect: "Allow", Principal: { AWS: "111122223333" }, NotAction: "sts:TagSession" }),
          "assumeRolePolicy.Statement[0].NotAction not-action",
        ],
        ["what is no document", { assumeRolePolicy: "{" }, "assumeRolePolicy unreadable"],
        ["a list", { assumeRolePolicy: "[]" }, "assumeRolePolicy unreadable"],
      ],
    },
    {
      policy: "oci-trust-pinned",
      type: "oci:Identity/domainsIdentityPropagationTrust:DomainsIdentityPropagationTrust",
      fine: DOMAIN_TRUST,
      alsoFine: [
        ["a rule in single quotes", rule("sub eq 'repo:a/b:ref:refs/heads/main'")],
        ["a rule without quotes", rule("sub eq repo:a/b:ref:refs/heads/main")],
        ["a rule that isn't known yet", rule(UNKNOWN)],
        [
          "no impersonation: the subject is the user's own name",
          { allowImpersonation: false, impersonationServiceUsers: [] },
        ],
        ["what isn't known yet", Object.fromEntries(Object.keys(DOMAIN_TRUST).map((key) => [key, UNKNOWN]))],
      ],
      breaks: [
        ["another kind of token", { type: "SAML" }, "type not-jwt"],
        ["another issuer", { issuer: "https://evil.example" }, "issuer unknown-issuer"],
        ["somebody else's keys", { publicKeyEndpoint: "https://evil.example/jwks" }, "publicKeyEndpoint foreign-keys"],
        [
          "keys of a host that begins as the issuer's",
          { publicKeyEndpoint: `https://${HOST}.evil.example/jwks` },
          "publicKeyEndpoint foreign-keys",
        ],
        ["a certificate of its own", { publicCertificate: "pem" }, "publicCertificate foreign-keys"],
        ["another claim than the audience", { clientClaimName: "azp" }, "clientClaimName audience-missing"],
        ["no claim for the audience", { clientClaimName: null }, "clientClaimName audience-missing"],
        ["no audience", { clientClaimValues: [] }, "clientClaimValues audience-missing"],
        [
          "a wildcard in the audience",
          { clientClaimValues: ["https://github.com/*"] },
          "clientClaimValues[0] audience-wildcard",
        ],
        ["no client", { oauthClients: [] }, "oauthClients client-missing"],
        ["any client", { oauthClients: ["*"] }, "oauthClients[0] client-wildcard"],
        ["no rule", { impersonationServiceUsers: [] }, "impersonationServiceUsers subject-missing"],
        ["another claim than the subject", { subjectClaimName: "actor" }, "subjectClaimName subject-missing"],
        ["a wildcard in a rule", rule('sub eq "repo:tidegate/*"'), RULE],
        ["a rule that asks what is contained", rule('sub co "repo:tidegate"'), RULE],
        ["a rule of another claim", rule('actor eq "ann"'), RULE],
        ["a rule with an alternative", rule('sub eq "a" or actor eq "ann"'), RULE],
        ["an empty rule", rule('sub eq ""'), RULE],
      ],
    },
    {
      policy: "github-subject-whole",
      type: "github:index/actionsRepositoryOidcSubjectClaimCustomizationTemplate:ActionsRepositoryOidcSubjectClaimCustomizationTemplate",
      fine: { repository: "tidegate", useDefault: false, includeClaimKeys: ["repo", "context", "job_workflow_ref"] },
      alsoFine: [
        ["GitHub's own form", { useDefault: true, includeClaimKeys: [] }],
        ["the repository by its number", { includeClaimKeys: ["repository_id", "context"] }],
        ["claims that aren't known yet", { includeClaimKeys: UNKNOWN }],
        ["a claim that isn't known yet", { includeClaimKeys: [UNKNOWN] }],
      ],
      breaks: [
        ["no repository", { includeClaimKeys: ["context"] }, "includeClaimKeys repository-missing"],
        [
          "the owner alone",
          { includeClaimKeys: ["repository_owner", "context"] },
          "includeClaimKeys repository-missing",
        ],
        ["no context", { includeClaimKeys: ["repo", "ref_type"] }, "includeClaimKeys context-missing"],
        [
          "nothing",
          { includeClaimKeys: [] },
          "includeClaimKeys repository-missing",
          "includeClaimKeys context-missing",
        ],
      ],
    },
    {
      policy: "github-subject-whole",
      type: "github:index/actionsOrganizationOidcSubjectClaimCustomizationTemplate:ActionsOrganizationOidcSubjectClaimCustomizationTemplate",
      fine: { includeClaimKeys: ["repo", "context"] },
      breaks: [
        ["no context, for the whole organisation", { includeClaimKeys: ["repo"] }, "includeClaimKeys context-missing"],
      ],
    },
  ]);
});
