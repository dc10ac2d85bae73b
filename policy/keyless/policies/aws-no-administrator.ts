import type { Bag, Finding, ResourcePolicy, Value } from "@tidegate/policy";
import {
  documentsOf,
  documentTypes,
  grantsEverything,
  isBoundary,
  keepsWithin,
  namesBoundary,
  reachesEveryResource,
  statementPath,
} from "@tidegate/policy/documents";
import type { PlacedDocument } from "@tidegate/policy/documents";

/** Nobody may do everything: by no document, and by none of AWS's own policies. */
export const awsNoAdministrator: ResourcePolicy = {
  name: "aws-no-administrator",
  about: "resource",
  description:
    "No policy allows every action on every resource. A boundary (its name ends in -boundary) may, if it denies users and keys and is attached to nobody.",
  remedy: "Allow the actions that are needed, by name, on the resources that they are needed for.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
  ],
  levels: { dev: "mandatory", prod: "mandatory" },
  types: [
    ...documentTypes("identity"),
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
  ],
  judge: (resource) => [
    ...documentsOf(resource, "identity").flatMap((document) => documentFindings(document, isBoundary(resource))),
    ...attachedFindings(resource.props),
  ],
};

function documentFindings(document: PlacedDocument, isLimit: boolean): Finding[] {
  const { path, statements } = document;
  if (statements === undefined) return [{ path, rule: "unreadable", says: "can't be read as a policy" }];
  const found = statements.flatMap((statement): Finding[] => {
    if (grantsEverything(statement)) {
      return [
        {
          path: statementPath(document, statement, "Action"),
          rule: "everything",
          says: "allows every action on every resource",
        },
      ];
    }
    return statement.effect === "Allow" && statement.notAction !== undefined && reachesEveryResource(statement)
      ? [
          {
            path: statementPath(document, statement, "NotAction"),
            rule: "not-action",
            says: "allows all but some actions on every resource",
          },
        ]
      : [];
  });
  if (!isLimit || found.length === 0) return found;
  return keepsWithin(statements)
    ? []
    : [{ path, rule: "empty-boundary", says: "is a boundary that lets those under it make users or keys" }];
}

/** Of a role's or an attachment's policies, those that are AWS's own for administrators, and boundaries. */
function attachedFindings(props: Bag): Finding[] {
  return ATTACHED.flatMap((property) =>
    textsOf(props[property]).flatMap(({ text, path }) => [
      ...(ADMINISTRATORS.some((name) => text.endsWith(`:aws:policy/${name}`))
        ? [{ path: property + path, rule: "administrator", says: "is AWS's own policy of those who may do everything" }]
        : []),
      ...(namesBoundary(text)
        ? [{ path: property + path, rule: "attached-boundary", says: "is a boundary, which is no permission" }]
        : []),
    ]),
  );
}

function textsOf(value: Value | undefined): { text: string; path: string }[] {
  if (typeof value === "string") return [{ text: value, path: "" }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: Value, index) => (typeof item === "string" ? [{ text: item, path: `[${index}]` }] : []));
}

const ATTACHED = ["policyArn", "policyArns", "managedPolicyArn", "managedPolicyArns"];

/** Each allows everything, all but some of it, or whatever it takes to get there. */
const ADMINISTRATORS = ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"];
