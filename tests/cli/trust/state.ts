/** A state with two roles of AWS, one for a branch, within a boundary, and one for an environment, and a trust of OCI. */
import type { Stated, Token } from "../../../cli/trust/index.ts";
import { statedIn, tokenOf } from "../../../cli/trust/index.ts";

const HOST = "token.actions.githubusercontent.com";
export const ACCOUNT = "111122223333";
export const MAIN = "repo:tidegate/tidegate:ref:refs/heads/main";
export const PROD = "repo:tidegate/tidegate:environment:prod";
export const TOKEN: Token = tokenOf(MAIN);

export type Document = Readonly<Record<string, unknown>>;

export const allow = (action: unknown, resource: unknown = "*", condition?: object): Document => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...(condition !== undefined && { Condition: condition }),
});
export const deny = (action: unknown, resource: unknown = "*", condition?: object): Document => ({
  ...allow(action, resource, condition),
  Effect: "Deny",
});
export const policyText = (...Statement: Document[]) => JSON.stringify({ Version: "2012-10-17", Statement });
export const iam = (name: string) => `arn:aws:iam::${ACCOUNT}:${name}`;

/** Who may take a role, and for whom the token must be made. */
export const trustText = (condition: object, host: string = HOST) =>
  policyText({
    Effect: "Allow",
    Principal: { Federated: iam(`oidc-provider/${host}`) },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: condition,
  });
const pinned = (subject: string) =>
  trustText({ StringEquals: { [`${HOST}:aud`]: "sts.amazonaws.com", [`${HOST}:sub`]: [subject] } });

export const UPDATE = allow("ecs:UpdateService", "arn:aws:ecs:*:*:service/shop/*");
export const BOUNDARY = [allow("*"), deny("iam:*User*")];

/** A resource as a state holds it. */
export function resource(type: string, name: string, outputs: object, id = name): Document {
  return { type, urn: `urn:pulumi:dev::foundation::${type}::${name}`, id, inputs: {}, outputs };
}

const aws = (kind: string, name: string, outputs: object) => resource(`aws:iam/${kind}`, name, outputs);

/** The role that the branch takes. */
export const ROLE_NAME = "shop-dev-deploy";

/** @param statements what the branch's role may do @param boundary statements of its boundary */
export function resources(statements: readonly Document[], boundary: readonly Document[] = BOUNDARY): Document[] {
  return [
    aws("role:Role", "shop", {
      name: ROLE_NAME,
      arn: iam(`role/${ROLE_NAME}`),
      assumeRolePolicy: pinned(MAIN),
      permissionsBoundary: iam("policy/boundary"),
    }),
    aws("policy:Policy", "boundary", {
      name: "boundary",
      arn: iam("policy/boundary"),
      policy: policyText(...boundary),
    }),
    aws("policy:Policy", "own", { name: "own", arn: iam("policy/own"), policy: policyText(...statements) }),
    aws("rolePolicyAttachment:RolePolicyAttachment", "own", { role: ROLE_NAME, policyArn: iam("policy/own") }),
    aws("role:Role", "prod", {
      name: "shop-prod-deploy",
      arn: iam("role/shop-prod-deploy"),
      assumeRolePolicy: pinned(PROD),
    }),
  ];
}

export const OCI_AUDIENCE = "https://github.com/tidegate/tidegate";
const COMPARTMENT = "ocid1.compartment.oc1..dev";
export const STATEMENTS = [
  `Allow group Default/pay-dev-deploy to manage instance-pools in compartment id ${COMPARTMENT}`,
  `Allow group Default/pay-dev-deploy to read repos in compartment id ${COMPARTMENT}`,
];

/** What differs from a right trust, user or policy. */
export interface Differing {
  readonly trust?: object;
  readonly user?: object;
  readonly statements?: readonly string[];
}

/** A trust that makes the branch's token the service user `pay-dev-deploy`. */
export function ociResources({ trust = {}, user = {}, statements = STATEMENTS }: Differing = {}): Document[] {
  const oci = (kind: string, name: string, outputs: object) => resource(`oci:Identity/${kind}`, name, outputs);
  return [
    oci("domainsIdentityPropagationTrust:DomainsIdentityPropagationTrust", "github", {
      name: "github",
      active: true,
      type: "JWT",
      issuer: `https://${HOST}`,
      oauthClients: ["client-1"],
      clientClaimName: "aud",
      clientClaimValues: [OCI_AUDIENCE],
      allowImpersonation: true,
      impersonationServiceUsers: [{ rule: `sub eq "${MAIN}"`, value: "deploy" }],
      ...trust,
    }),
    oci("domainsUser:DomainsUser", "deploy", { userName: "pay-dev-deploy", active: true, ...user }),
    oci("domainsUser:DomainsUser", "preview", { userName: "pay-dev-preview", active: true }),
    oci("domainsGroup:DomainsGroup", "deploy", {
      displayName: "pay-dev-deploy",
      ocid: "ocid1.group.oc1..deploy",
      members: [{ type: "User", value: "deploy" }],
    }),
    oci("policy:Policy", "deploy", { name: "pay-dev-deploy", compartmentId: COMPARTMENT, statements }),
  ];
}

/** As `pulumi stack export` tells it. */
export function exported(all: readonly Document[]): string {
  return JSON.stringify({ version: 3, deployment: { resources: all } });
}

/** As the commands read it. */
export function stated(all: readonly Document[]): Stated[] {
  return statedIn(exported(all));
}

/** Both clouds, as a file. */
export function stateText(...statements: Document[]): string {
  return exported([...resources(statements.length > 0 ? statements : [UPDATE]), ...ociResources()]);
}
