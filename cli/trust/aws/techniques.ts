/**
 * Ways to become more than one is, each a call that nobody's pipeline needs. The list follows what is known of IAM.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 * @see https://bishopfox.com/blog/privilege-escalation-in-aws
 */
import type { Context } from "./conditions.ts";
import { accountOf } from "./evaluate.ts";
import type { TrustRole } from "./roles.ts";

export interface Technique {
  /** After "could": `attach a policy to itself`. */
  readonly what: string;
  /** Any one of them is enough. */
  readonly actions: readonly string[];
  readonly targets: (about: About) => readonly Target[];
}

export interface About {
  readonly role: TrustRole;
  /** The other roles of this state. */
  readonly others: readonly TrustRole[];
}

/** What it would be tried on. */
export interface Target {
  /** ARN, or `*` for an action that knows no resource. */
  readonly resource: string;
  /** What is so, whatever the caller asks for: the boundary that a role has, the policy that is attached. */
  readonly facts: Context;
}

/** AWS's policy for administrators: the most that can be attached. */
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const GIVEN: Context = { "iam:PolicyARN": ADMINISTRATOR };

const self = (facts: Context = {}) => {
  return ({ role }: About): Target[] => [{ resource: role.arn, facts: { ...boundaryOf(role), ...facts } }];
};

/** The other roles of the state, and one that no state knows. */
const otherRoles = (facts: Context = {}) => {
  return ({ role, others }: About): Target[] => [
    ...others.map((other) => ({ resource: other.arn, facts: { ...boundaryOf(other), ...facts } })),
    { resource: iam(role, "role/administrator"), facts },
  ];
};

const ownPolicies = ({ role }: About): Target[] => role.attached.filter(Boolean).map((resource) => bare(resource));
const ownBoundary = ({ role: { boundaryArn } }: About): Target[] =>
  boundaryArn === undefined ? [] : [bare(boundaryArn)];
const inAccount = (resource: string, facts: Context = {}) => {
  return ({ role }: About): Target[] => [{ resource: iam(role, resource), facts }];
};
const anywhere = (service: string, resource: string) => {
  return ({ role }: About): Target[] => [bare(`arn:aws:${service}:us-east-1:${accountOf(role.arn)}:${resource}`)];
};

export const TECHNIQUES: readonly Technique[] = [
  { what: "attach a policy to itself", actions: ["iam:AttachRolePolicy"], targets: self(GIVEN) },
  { what: "write a policy for itself", actions: ["iam:PutRolePolicy"], targets: self() },
  {
    what: "shed a policy that denies it something",
    actions: ["iam:DetachRolePolicy", "iam:DeleteRolePolicy"],
    targets: self(),
  },
  {
    what: "rewrite its own policy",
    actions: ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"],
    targets: ownPolicies,
  },
  {
    what: "rewrite its boundary",
    actions: ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:DeletePolicyVersion"],
    targets: ownBoundary,
  },
  { what: "take its boundary away", actions: ["iam:DeleteRolePermissionsBoundary"], targets: self() },
  {
    what: "get another boundary",
    actions: ["iam:PutRolePermissionsBoundary"],
    targets: self({ "iam:PermissionsBoundary": ADMINISTRATOR }),
  },
  { what: "edit its own trust", actions: ["iam:UpdateAssumeRolePolicy"], targets: self() },
  { what: "edit another role's trust", actions: ["iam:UpdateAssumeRolePolicy"], targets: otherRoles() },
  {
    what: "give another role a policy",
    actions: ["iam:AttachRolePolicy", "iam:PutRolePolicy"],
    targets: otherRoles(GIVEN),
  },
  {
    what: "make a role without a boundary",
    actions: ["iam:CreateRole"],
    targets: inAccount("role/administrator"),
  },
  { what: "pass another role to a service", actions: ["iam:PassRole"], targets: otherRoles() },
  { what: "pass itself to a service", actions: ["iam:PassRole"], targets: self() },
  { what: "take another role", actions: ["sts:AssumeRole"], targets: otherRoles() },
  { what: "make a user", actions: ["iam:CreateUser"], targets: inAccount("user/mallory") },
  { what: "create a key for a user", actions: ["iam:CreateAccessKey"], targets: inAccount("user/administrator") },
  {
    what: "set a user's password",
    actions: ["iam:CreateLoginProfile", "iam:UpdateLoginProfile"],
    targets: inAccount("user/administrator"),
  },
  {
    what: "give a user a policy",
    actions: ["iam:AttachUserPolicy", "iam:PutUserPolicy"],
    targets: inAccount("user/mallory", GIVEN),
  },
  { what: "put a user into a group", actions: ["iam:AddUserToGroup"], targets: inAccount("group/administrators") },
  {
    what: "give a group a policy",
    actions: ["iam:AttachGroupPolicy", "iam:PutGroupPolicy"],
    targets: inAccount("group/everybody", GIVEN),
  },
  {
    what: "change which issuers are trusted",
    actions: [
      "iam:AddClientIDToOpenIDConnectProvider",
      "iam:CreateOpenIDConnectProvider",
      "iam:UpdateOpenIDConnectProviderThumbprint",
    ],
    targets: ({ role }) =>
      ["token.actions.githubusercontent.com", "mallory.example"].map((host) =>
        bare(iam(role, `oidc-provider/${host}`)),
      ),
  },
  {
    what: "change which SAML issuers are trusted",
    actions: ["iam:CreateSAMLProvider", "iam:UpdateSAMLProvider"],
    targets: inAccount("saml-provider/mallory"),
  },
  {
    what: "assign people an account's permissions",
    actions: [
      "sso:CreateAccountAssignment",
      "sso:PutInlinePolicyToPermissionSet",
      "identitystore:CreateGroupMembership",
    ],
    targets: () => [bare("*")],
  },
  {
    what: "run code as another's function",
    actions: ["lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration"],
    targets: anywhere("lambda", "function:somebody-elses"),
  },
  {
    what: "run commands on another's machine",
    actions: ["ssm:SendCommand", "ssm:StartSession", "ec2-instance-connect:SendSSHPublicKey"],
    targets: anywhere("ec2", "instance/i-0123456789abcdef0"),
  },
  {
    what: "run commands in another's task",
    actions: ["ecs:ExecuteCommand"],
    targets: anywhere("ecs", "task/somebody-elses/0123456789abcdef"),
  },
];

function boundaryOf({ boundaryArn }: TrustRole): Context {
  return boundaryArn === undefined ? {} : { "iam:PermissionsBoundary": boundaryArn };
}

function iam(role: TrustRole, resource: string): string {
  return `arn:aws:iam::${accountOf(role.arn)}:${resource}`;
}

function bare(resource: string): Target {
  return { resource, facts: {} };
}
