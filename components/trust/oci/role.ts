/** One thing that a pipeline may become on OCI: whose tokens become it, and what it may do. */
import type * as pulumi from "@pulumi/pulumi";
import type { Fault, Label } from "@tidegate/faults";
import { textFaults } from "@tidegate/faults";
import type { Subject, SubjectKind } from "../subject.ts";
import { subjectText } from "../subject.ts";
import { trustedFaults } from "../trusted.ts";
import type { Issue } from "../trusted.ts";
import { ociStatementFaults } from "./statements.ts";
import type { OciGrant } from "./statements.ts";

export interface OciRole {
  /** Name of the service user, of its group and of its policy: `trivia-pay-prod-deploy`. */
  readonly name: string;
  /** Whose tokens: these and nobody else's. One subject stands in one role, because the first rule that fits decides. */
  readonly subjects: readonly Subject[];
  /**
   * Which kinds of subject the role may ever name. A role for prod says `["environment"]`, because there GitHub asks for
   * reviewers and lets in tags alone. A run of Pulumi Deployments is a `deployment`.
   */
  readonly accepts: readonly SubjectKind[];
  /** OCID of the compartment that the role's policy is attached to and about. */
  readonly compartmentId: pulumi.Input<string>;
  /** The policy's statements; `ociDeployStatements` and `ociPreviewStatements` make such. At least one, at most 50. */
  readonly statements: (grant: OciGrant) => readonly string[];
}

/** The rule of a trust that fits one subject exactly: Oracle's `eq` takes `*` for any text, so no subject may hold one. */
export function exactRule(subject: Subject): string {
  return `sub eq "${subjectText(subject)}"`;
}

const MOST_STATEMENTS = 50;
/** What statements are judged with: the OCID is only known once it is there, and a wrong name is told by itself. */
const ANY_GRANT: OciGrant = { group: "Default/role", place: "compartment id ocid1.compartment" };

/** What is wrong with the roles, each by itself and all of them together. */
export function ociRoleFaults(roles: readonly OciRole[], issue: Issue, label: Label): Fault[] {
  if (roles.length === 0) {
    return [{ path: label("roles"), given: [], accepted: "one role at least" }];
  }
  return [
    ...roles.flatMap((role, index) => ownFaults(role, issue, (part) => label(`roles[${index}].${part}`))),
    ...twiceFaults(roles, label),
  ];
}

function ownFaults(role: OciRole, issue: Issue, label: Label): Fault[] {
  const { name, statements } = role;
  const given = statements(ANY_GRANT);
  const isFew = given.length > 0 && given.length <= MOST_STATEMENTS;
  return [
    ...textFaults(label("name"), name, /^[\w.-]{1,100}$/, "1 to 100 letters, digits, hyphens, dots and underscores"),
    ...trustedFaults(role, issue, label),
    ...(isFew
      ? []
      : [{ path: label("statements"), given: given.length, accepted: `1 to ${MOST_STATEMENTS} statements` }]),
    ...given.flatMap((text, index) => ociStatementFaults(label(`statements[${index}]`), text, ANY_GRANT)),
  ];
}

function twiceFaults(roles: readonly OciRole[], label: Label): Fault[] {
  const names = roles.map(({ name }) => name.toLowerCase());
  const seen = new Map<string, string>();
  const faults: Fault[] = [];
  roles.forEach(({ name, subjects }, index) => {
    if (names.indexOf(name.toLowerCase()) !== index) {
      faults.push({ path: label(`roles[${index}].name`), given: name, accepted: "each name only once" });
    }
    subjects.forEach((subject, at) => {
      const text = subjectText(subject);
      const before = seen.get(text);
      if (before !== undefined) {
        const path = label(`roles[${index}].subjects[${at}]`);
        faults.push({ path, given: text, accepted: `each subject in one role: ${before} has it already` });
      }
      seen.set(text, before ?? name);
    });
  });
  return faults;
}
