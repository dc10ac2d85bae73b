import { ANY_SUBJECT, STRANGE_ISSUER } from "./documents.ts";
import { STACK } from "./break.ts";
import type { Break } from "./break.ts";
import type { Planted } from "./secrets.ts";

const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const BUCKET = "aws:s3/bucket:Bucket";
const STATES = "oci:ObjectStorage/bucket:Bucket";
const TEMPLATE =
  "github:index/actionsRepositoryOidcSubjectClaimCustomizationTemplate:ActionsRepositoryOidcSubjectClaimCustomizationTemplate";

export function foundation({ token }: Planted): readonly Break[] {
  return [
    {
      policy: "aws-trust-pinned",
      type: "aws:iam/role:Role",
      name: "trivia-pay-prod-deploy",
      set: ["assumeRolePolicy", ANY_SUBJECT],
      found: { path: "assumeRolePolicy.Statement[0].Condition" },
    },
    {
      policy: "aws-trust-known-issuers",
      type: "aws:iam/role:Role",
      name: "order-tracking-prod-deploy",
      set: ["assumeRolePolicy", STRANGE_ISSUER],
      found: { path: "assumeRolePolicy.Statement[0].Principal" },
    },
    {
      policy: "aws-trust-known-issuers",
      type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
      set: ["url", "https://ci.example.org"],
    },
    { policy: "data-protected", type: BUCKET, name: "state-bucket", unprotected: true },
    {
      policy: "state-access-logs",
      type: "aws:s3/bucketLogging:BucketLogging",
      removed: true,
      found: { type: BUCKET, name: "state-bucket" },
    },
    {
      policy: "state-versioned",
      type: "aws:s3/bucketVersioning:BucketVersioning",
      removed: true,
      found: { type: BUCKET, name: "state-bucket" },
    },
    { policy: "state-versioned", type: STATES, set: ["versioning", "Disabled"] },
    {
      policy: "state-encrypted",
      type: ENCRYPTION,
      name: "state-bucket-encryption",
      removed: true,
      found: { type: BUCKET, name: "state-bucket" },
    },
    {
      policy: "github-no-cloud-secrets",
      type: "github:index/actionsSecret:ActionsSecret",
      name: "aws-key",
      added: { repository: "tidegate", secretName: "AWS_SECRET_ACCESS_KEY", value: token },
      found: { path: "secretName" },
      also: [
        { policy: "github-no-cloud-secrets", path: "value" },
        { policy: "no-secret-by-place", path: "value" },
        { policy: "no-secret-by-content", path: "value" },
      ],
    },
    {
      policy: "github-variables-open",
      type: "github:index/actionsVariable:ActionsVariable",
      name: "AWS_REGION_PROD",
      set: ["variableName", "AWS_SECRET_ACCESS_KEY"],
    },
    {
      policy: "github-subject-whole",
      type: TEMPLATE,
      name: "short-subject",
      added: { repository: "tidegate", useDefault: false, includeClaimKeys: ["repo"] },
      found: { path: "includeClaimKeys" },
    },
    {
      policy: "deployments-keyless",
      type: "pulumiservice:index:OrgAccessToken",
      name: "deployer-token",
      added: { organizationName: "tidegate", name: "deployer" },
    },
    {
      policy: "oci-trust-pinned",
      type: "oci:Identity/domainsIdentityPropagationTrust:DomainsIdentityPropagationTrust",
      name: "any-audience",
      added: {
        idcsEndpoint: "https://idcs-0123456789abcdef.identity.oraclecloud.com",
        schemas: ["urn:ietf:params:scim:schemas:oracle:idcs:IdentityPropagationTrust"],
        name: "github",
        type: "JWT",
        issuer: "https://token.actions.githubusercontent.com",
        publicKeyEndpoint: "https://token.actions.githubusercontent.com/.well-known/jwks",
        clientClaimName: "aud",
        clientClaimValues: ["*"],
        subjectClaimName: "sub",
        oauthClients: ["tidegate"],
        active: true,
      },
      found: { path: "clientClaimValues[0]" },
    },
    {
      policy: "pulumi-trust-pinned",
      type: "pulumiservice:index:OidcIssuer",
      name: "any-repository",
      added: {
        organization: "tidegate",
        name: "github",
        url: "https://token.actions.githubusercontent.com",
        policies: [{ decision: "allow", tokenType: "organization", rules: { aud: "urn:pulumi", sub: "repo:*" } }],
      },
      unprovided: true,
      found: { path: "policies[0].rules.sub" },
    },
    { policy: "no-secret-in-outputs", type: STACK, exported: ["deployToken", token], secret: true },
  ];
}
