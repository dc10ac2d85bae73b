import * as pulumi from "@pulumi/pulumi";
import { Policy } from "@pulumi/aws/iam/policy.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";

export interface TrustBoundaryArgs {
  /** The policy's name. It ends in `-boundary`, because everything of that ending is out of the roles' reach. */
  readonly boundaryName: string;
  /** The account's twelve digits. */
  readonly account: string;
}

/**
 * What no role for GitHub's tokens gets past, whatever its policies say one day: no users and no keys, no change of who is
 * trusted, no role without a boundary of its own, no other role, and nothing about the account itself.
 *
 * It permits the rest: what a role may do stands in the role.
 *
 * @throws InvalidArguments with every fault at once, before anything is registered.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export class TrustBoundary extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: TrustBoundaryArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, trustBoundaryFaults(args, ownName));
    super("tidegate-trust:index:TrustBoundary", name, {}, opts);
    const policy = new Policy(
      name,
      {
        name: args.boundaryName,
        description: "What no role for GitHub's tokens gets past",
        policy: trustBoundaryText(args.account),
      },
      { parent: this },
    );
    this.arn = policy.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** What is wrong with the name and the account. */
export function trustBoundaryFaults({ boundaryName, account }: TrustBoundaryArgs, label: Label): Fault[] {
  return [
    ...boundaryNameFaults(label("boundaryName"), boundaryName),
    ...textFaults(label("account"), account, /^\d{12}$/, "an account's twelve digits"),
  ];
}

/** A name that the boundary itself guards. */
export function boundaryNameFaults(path: string, given: string): Fault[] {
  return textFaults(
    path,
    given,
    /^[\w+=,.@-]{1,119}-boundary$/,
    "up to 128 letters, digits and _+=,.@-, -boundary last",
  );
}

/** The boundary as JSON: everything, but for what is denied. */
export function trustBoundaryText(account: string): string {
  const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`;
  const trustRoles = PURPOSES.map((purpose) => iam(`role/*-${purpose}`));
  const boundaries = [iam("policy/*-boundary")];
  const deny = (Sid: string, Action: readonly string[], Resource: readonly string[], Condition?: object) => ({
    Sid,
    Effect: "Deny",
    Action,
    Resource,
    ...(Condition !== undefined && { Condition }),
  });
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "Otherwise", Effect: "Allow", Action: "*", Resource: "*" },
      deny("NoUsersAndNoKeys", USERS_AND_KEYS, ["*"]),
      deny("NoOtherRole", ["sts:AssumeRole", "sts:AssumeRoot", "sts:GetFederationToken"], ["*"]),
      deny("TrustStays", ROLE_CHANGES, trustRoles),
      deny("ProvidersStay", PROVIDER_CHANGES, ["*"]),
      deny("BoundariesStay", POLICY_CHANGES, [
        ...boundaries,
        ...PURPOSES.map((purpose) => iam(`policy/*-${purpose}-*`)),
      ]),
      // Also true where a role has no boundary at all.
      deny("NoRoleWithoutBoundary", BOUNDED, ["*"], { ArnNotLike: { "iam:PermissionsBoundary": boundaries } }),
      deny("BoundaryStaysOnRoles", ["iam:DeleteRolePermissionsBoundary"], ["*"]),
      deny("AccountStays", ACCOUNT, ["*"]),
    ],
  });
}

const PURPOSES = ["preview", "deploy"];

const USERS_AND_KEYS = [
  "iam:*AccessKey*",
  "iam:*Group*",
  "iam:*LoginProfile*",
  "iam:*MFADevice*",
  "iam:*ServiceSpecificCredential*",
  "iam:*SigningCertificate*",
  "iam:*SSHPublicKey*",
  "iam:*User*",
];

const ROLE_CHANGES = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DeleteRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PassRole",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
];

const BOUNDED = ["iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"];

const PROVIDER_CHANGES = [
  "iam:AddClientIDToOpenIDConnectProvider",
  "iam:CreateOpenIDConnectProvider",
  "iam:CreateSAMLProvider",
  "iam:DeleteOpenIDConnectProvider",
  "iam:DeleteSAMLProvider",
  "iam:RemoveClientIDFromOpenIDConnectProvider",
  "iam:TagOpenIDConnectProvider",
  "iam:UntagOpenIDConnectProvider",
  "iam:UpdateOpenIDConnectProviderThumbprint",
  "iam:UpdateSAMLProvider",
];

const POLICY_CHANGES = [
  "iam:CreatePolicy",
  "iam:CreatePolicyVersion",
  "iam:DeletePolicy",
  "iam:DeletePolicyVersion",
  "iam:SetDefaultPolicyVersion",
];

const ACCOUNT = [
  "account:*",
  "iam:*AccountAlias",
  "iam:*AccountPasswordPolicy",
  "identitystore:*",
  "organizations:*",
  "sso:*",
];
