/** A state with two roles: one for a branch, within a boundary, and one for an environment. */
import type { Claims } from "../../../cli/trust/index.ts";

const ISSUER = "https://token.actions.githubusercontent.com";
const HOST = "token.actions.githubusercontent.com";
const ACCOUNT = "111122223333";
export const MAIN = "repo:tidegate/tidegate:ref:refs/heads/main";
export const PROD = "repo:tidegate/tidegate:environment:prod";
export const TOKEN: Claims = { issuer: ISSUER, subject: MAIN, audience: "sts.amazonaws.com" };

const trust = (subjects: readonly string[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: { [`${HOST}:aud`]: "sts.amazonaws.com", [`${HOST}:sub`]: subjects } },
    },
  });
const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:${name}`;

const resource = (type: string, name: string, outputs: object) => ({
  type: `aws:iam/${type}`,
  urn: `urn:pulumi:dev::foundation::aws:iam/${type}::${name}`,
  inputs: {},
  outputs,
});
export const UPDATE = { Effect: "Allow", Action: "ecs:UpdateService", Resource: "arn:aws:ecs:*:*:service/shop/*" };
export const USERS = { Effect: "Allow", Action: "iam:CreateUser", Resource: "*" };
export const resources = (...statements: object[]) => [
  resource("role:Role", "shop", {
    name: "shop-dev-deploy",
    arn: arn("role/shop-dev-deploy"),
    assumeRolePolicy: trust([MAIN]),
    permissionsBoundary: arn("policy/boundary"),
  }),
  resource("policy:Policy", "boundary", {
    name: "boundary",
    arn: arn("policy/boundary"),
    policy: policy(
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Effect: "Deny", Action: "iam:*User*", Resource: "*" },
    ),
  }),
  resource("policy:Policy", "own", { name: "own", arn: arn("policy/own"), policy: policy(...statements) }),
  resource("rolePolicyAttachment:RolePolicyAttachment", "own", {
    role: "shop-dev-deploy",
    policyArn: arn("policy/own"),
  }),
  resource("role:Role", "prod", {
    name: "shop-prod-deploy",
    arn: arn("role/shop-prod-deploy"),
    assumeRolePolicy: trust([PROD]),
  }),
];
/** The role that the branch takes. */
export const ROLE_NAME = "shop-dev-deploy";

/** As `pulumi stack export` tells it. */
export function stateText(...statements: object[]): string {
  return JSON.stringify({ deployment: { resources: resources(...(statements.length > 0 ? statements : [UPDATE])) } });
}
