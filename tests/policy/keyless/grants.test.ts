import { UNKNOWN } from "@tidegate/policy";
import type { Bag } from "@tidegate/policy";
import { holds } from "./judged.ts";

const ROLE_ARN = "arn:aws:iam::111122223333:role/orders-task";
const document = (...statements: readonly Bag[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const policy = (...statements: readonly Bag[]): Bag => ({ policy: document(...statements) });

const PASS: Bag = {
  Effect: "Allow",
  Action: ["iam:PassRole"],
  Resource: [ROLE_ARN],
  Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
};
const pass = (change: Bag): Bag => policy({ ...PASS, ...change });
const ROLE_OPEN = "policy.Statement[0].Resource any-role";
const SERVICE_OPEN = "policy.Statement[0].Condition any-service";

const READ: Bag = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const ALL: Bag = { Effect: "Allow", Action: "*", Resource: "*" };
const KEYS_DENIED: Bag = { Effect: "Deny", Action: ["iam:*User*", "iam:*AccessKey*"], Resource: "*" };

describe("keyless: what is granted", () => {
  holds([
    {
      policy: "aws-pass-role-scoped",
      type: "aws:iam/policy:Policy",
      fine: pass({}),
      alsoFine: [
        ["names that begin alike", pass({ Resource: "arn:aws:iam::111122223333:role/orders-*" })],
        [
          "several services",
          pass({ Condition: { StringLike: { "iam:passedtoservice": ["a.amazonaws.com", "b.amazonaws.com"] } } }),
        ],
        ["another action", policy(READ)],
        ["a denial", pass({ Effect: "Deny", Resource: "*", Condition: {} })],
        ["objects of a bucket beside the role", pass({ Resource: [ROLE_ARN, "arn:aws:s3:::orders/*"] })],
        ["a document that isn't known yet", { policy: UNKNOWN }],
        ["a condition that isn't known yet", { policy: { Statement: { ...PASS, Condition: UNKNOWN } } }],
        [
          "a service that isn't known yet",
          { policy: { Statement: { ...PASS, Condition: { StringEquals: { "iam:PassedToService": UNKNOWN } } } } },
        ],
        ["a role that isn't known yet", { policy: { Statement: { ...PASS, Resource: [UNKNOWN] } } }],
        [
          "a boundary, which passes nothing on",
          { name: "orders-boundary", policy: document({ ...PASS, Resource: "*" }) },
        ],
        ["what grants everything, which is another policy's", policy(ALL)],
      ],
      breaks: [
        ["every resource", pass({ Resource: "*" }), ROLE_OPEN],
        ["every role", pass({ Resource: "arn:aws:iam::111122223333:role/*" }), ROLE_OPEN],
        ["everything of IAM", pass({ Resource: "arn:aws:iam::111122223333:*" }), ROLE_OPEN],
        [
          "roles by a pattern that begins anywhere",
          pass({ Resource: [ROLE_ARN, "arn:aws:iam::1:role/*-task"] }),
          ROLE_OPEN,
        ],
        [
          "all roles but some",
          policy({
            Effect: "Allow",
            Action: "iam:PassRole",
            NotResource: ROLE_ARN,
            Condition: PASS["Condition"] ?? {},
          }),
          "policy.Statement[0].NotResource any-role",
        ],
        ["no service", pass({ Condition: {} }), SERVICE_OPEN],
        ["any service", pass({ Condition: { StringLike: { "iam:PassedToService": "*" } } }), SERVICE_OPEN],
        [
          "services, or none",
          pass({ Condition: { StringEqualsIfExists: { "iam:PassedToService": "ecs.amazonaws.com" } } }),
          SERVICE_OPEN,
        ],
        [
          "all services but one",
          pass({ Condition: { StringNotEquals: { "iam:PassedToService": "ec2.amazonaws.com" } } }),
          SERVICE_OPEN,
        ],
        ["a pattern of the action", pass({ Action: "iam:Pass*", Condition: {} }), SERVICE_OPEN],
        ["other letters", pass({ Action: "IAM:passrole", Condition: {} }), SERVICE_OPEN],
        ["a question mark", pass({ Action: "iam:PassRol?", Condition: {} }), SERVICE_OPEN],
        ["everything of IAM as the action", pass({ Action: ["s3:*", "iam:*"], Resource: "*" }), ROLE_OPEN],
        ["every action on roles", pass({ Action: "*", Resource: "arn:aws:iam::1:role/*" }), ROLE_OPEN],
        [
          "all actions but some",
          policy({ Effect: "Allow", NotAction: "s3:*", Resource: "arn:aws:iam::1:role/*" }),
          ROLE_OPEN,
          SERVICE_OPEN,
        ],
      ],
    },
    {
      policy: "aws-pass-role-scoped",
      type: "aws:iam/role:Role",
      fine: { inlinePolicies: [{ name: "own", policy: document(PASS) }] },
      breaks: [
        [
          "a policy within the role",
          {
            inlinePolicies: [
              { name: "a", policy: document(READ) },
              { name: "b", policy: document({ ...PASS, Condition: {} }) },
            ],
          },
          "inlinePolicies[1].policy.Statement[0].Condition any-service",
        ],
      ],
    },
    {
      policy: "aws-no-administrator",
      type: "aws:iam/policy:Policy",
      fine: { name: "orders", ...policy(READ) },
      alsoFine: [
        ["every action on one thing", policy({ ...ALL, Resource: "arn:aws:s3:::orders/*" })],
        ["every action of one service", policy({ ...ALL, Action: "s3:*" })],
        ["a denial of everything", policy({ ...ALL, Effect: "Deny" })],
        ["a denial of all but some", policy({ Effect: "Deny", NotAction: "iam:*", Resource: "*" })],
        ["a boundary that keeps keys out", { name: "orders-boundary", ...policy(ALL, KEYS_DENIED) }],
        ["a boundary that names what it allows", { name: "orders-boundary", ...policy(READ) }],
        ["a document that isn't known yet", { policy: UNKNOWN }],
        ["actions that aren't known yet", { policy: { Statement: [{ ...ALL, Action: UNKNOWN }] } }],
      ],
      breaks: [
        ["everything", policy(READ, ALL), "policy.Statement[1].Action everything"],
        [
          "everything in one statement that is no list",
          { policy: JSON.stringify({ Statement: ALL }) },
          "policy.Statement.Action everything",
        ],
        ["everything as an object", { policy: { Statement: ALL } }, "policy.Statement.Action everything"],
        [
          "everything among other things",
          policy({ ...ALL, Action: ["s3:*", "*:*"], Resource: ["arn:aws:s3:::x", "arn:aws:*"] }),
          "policy.Statement[0].Action everything",
        ],
        [
          "everything with a condition",
          policy({ ...ALL, Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }),
          "policy.Statement[0].Action everything",
        ],
        [
          "every action on all but some",
          policy({ Effect: "Allow", Action: "*", NotResource: ROLE_ARN }),
          "policy.Statement[0].Action everything",
        ],
        [
          "all actions but some",
          policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
          "policy.Statement[0].NotAction not-action",
        ],
        [
          "a boundary that lets keys be made",
          { name: "orders-boundary", ...policy(ALL, { ...KEYS_DENIED, Action: "iam:*User*" }) },
          "policy empty-boundary",
        ],
        [
          "a boundary whose denial has a condition",
          {
            name: "orders-boundary",
            ...policy(ALL, { ...KEYS_DENIED, Condition: { Bool: { "aws:SecureTransport": "false" } } }),
          },
          "policy empty-boundary",
        ],
        ["what is no document", { policy: "all of it" }, "policy unreadable"],
      ],
    },
    {
      policy: "aws-no-administrator",
      type: "aws:iam/rolePolicy:RolePolicy",
      fine: { name: "orders-boundary", ...policy(READ) },
      breaks: [
        [
          "a role's own policy that calls itself a boundary",
          policy(ALL, KEYS_DENIED),
          "policy.Statement[0].Action everything",
        ],
      ],
    },
    {
      policy: "aws-no-administrator",
      type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      fine: { role: "orders", policyArn: "arn:aws:iam::111122223333:policy/orders" },
      alsoFine: [["a policy that isn't known yet", { policyArn: UNKNOWN }]],
      breaks: [
        [
          "AWS's own administrator",
          { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
          "policyArn administrator",
        ],
        ["AWS's own for China", { policyArn: "arn:aws-cn:iam::aws:policy/PowerUserAccess" }, "policyArn administrator"],
        [
          "a boundary as a permission",
          { policyArn: "arn:aws:iam::111122223333:policy/orders-boundary" },
          "policyArn attached-boundary",
        ],
      ],
    },
    {
      policy: "aws-no-administrator",
      type: "aws:iam/role:Role",
      fine: { permissionsBoundary: "arn:aws:iam::111122223333:policy/orders-boundary" },
      breaks: [
        [
          "AWS's own administrator among others",
          { managedPolicyArns: ["arn:aws:iam::1:policy/x", "arn:aws:iam::aws:policy/IAMFullAccess"] },
          "managedPolicyArns[1] administrator",
        ],
        [
          "everything within the role",
          { inlinePolicies: [{ policy: document(ALL) }] },
          "inlinePolicies[0].policy.Statement[0].Action everything",
        ],
      ],
    },
  ]);
});
