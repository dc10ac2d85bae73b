import type { ResourcePolicy } from "@tidegate/policy";
import { refusedFindings } from "./refused.ts";
import type { Refused } from "./refused.ts";

/** AWS has no users and none of the keys that last. */
const REFUSED: Refused = {
  "aws:iam/accessKey:AccessKey": "is an access key",
  "aws:iam/groupMembership:GroupMembership": "puts users in a group",
  "aws:iam/serviceSpecificCredential:ServiceSpecificCredential": "is a password for one service",
  "aws:iam/signingCertificate:SigningCertificate": "is a user's signing certificate",
  "aws:iam/sshKey:SshKey": "is a user's SSH key",
  "aws:iam/user:User": "is a user of IAM",
  "aws:iam/userGroupMembership:UserGroupMembership": "puts a user in groups",
  "aws:iam/userPoliciesExclusive:UserPoliciesExclusive": "gives a user permissions",
  "aws:iam/userLoginProfile:UserLoginProfile": "is a user's password",
  "aws:iam/userPolicy:UserPolicy": "gives a user permissions",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": "gives a user permissions",
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": "gives a user permissions",
};

export const awsNoKeys: ResourcePolicy = {
  name: "aws-no-keys",
  about: "resource",
  description: "There are no users of IAM, and no access keys, passwords, SSH keys or certificates of theirs.",
  remedy: "Let people in by IAM Identity Center, and programs by roles that are taken with short-lived tokens.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    "trivia-pay's requirements: GitHub Actions OIDC auth (no API keys)",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: [...Object.keys(REFUSED), "aws:iam/policyAttachment:PolicyAttachment"],
  judge: ({ type, props }) => {
    const users = props["users"];
    return [
      ...refusedFindings(REFUSED, type),
      ...(type === "aws:iam/policyAttachment:PolicyAttachment" && Array.isArray(users) && users.length > 0
        ? [{ path: "users", rule: "key", says: "gives users permissions" }]
        : []),
    ];
  },
};
