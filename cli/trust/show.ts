/** Explanations as text: a line a service, or with everything. */
import type { ExplainedRole } from "./aws/explain.ts";
import { WAYS } from "./aws/escalation.ts";
import type { Grant, Judged } from "./aws/grants.ts";
import type { ExplainedTrust } from "./oci/explain.ts";
import type { Explained } from "./report.ts";
import { serviceLines } from "./services.ts";

export interface ShowOptions {
  /** Every action of every statement, and not a line a service. */
  readonly all?: boolean;
}

export function explanation({ token, aws, oci, untold }: Explained, { all = false }: ShowOptions = {}): string {
  const roles = aws.filter(({ takes }) => takes);
  const users = oci.filter(({ user }) => user !== undefined);
  const refused = [
    ...aws.filter(({ takes }) => !takes).map(refusedRole),
    ...oci.filter(({ user }) => user === undefined).map(refusedTrust),
  ];
  return [
    `A token for ${token.subject}`,
    `  of ${token.issuer}`,
    ...(aws.length === 0
      ? []
      : [`  takes ${roles.length} of ${aws.length} roles on AWS (audience ${token.audiences.aws})`]),
    ...(oci.length === 0
      ? []
      : [
          `  becomes ${users.map(({ user }) => user?.name).join(", ") || "nobody"} on OCI (audience ${token.audiences.oci})`,
        ]),
    ...roles.flatMap((role) => ["", ...roleLines(role, all)]),
    ...users.flatMap((trust) => ["", ...userLines(trust)]),
    ...(refused.length === 0 ? [] : ["", "Refused by"]),
    ...refused.map((line) => `  ${line}`),
    ...(untold.length === 0 ? [] : ["", `Not known before \`up\`: whom ${untold.join(", ")} trusts`]),
  ].join("\n");
}

function refusedRole({ role, why }: ExplainedRole): string {
  return `AWS ${role.name}: ${why}`;
}

function refusedTrust({ trust, why }: ExplainedTrust): string {
  return `OCI ${trust.name}: ${why}`;
}

function roleLines({ role, grants, widenings }: ExplainedRole, all: boolean): string[] {
  const within = [role.boundary?.name ?? role.boundaryArn, role.sessionPolicy?.name].filter((one) => one !== undefined);
  return [
    `AWS ${role.name}, ${within.length === 0 ? "without a boundary" : `within ${within.join(" and ")}`}`,
    ...(all ? grants.flatMap(grantLines) : serviceLines(grants)).map((line) => `  ${line}`),
    ...role.unseen.map((one) => `  ? ${one}: not in this state, so what it says isn't known`),
    ...(widenings.length === 0
      ? [`  could widen its rights by none of ${WAYS} ways`]
      : ["  could widen its rights by", ...widenings.map(({ what, by }) => `  ! ${what}: ${by.join("; ")}`)]),
  ];
}

function userLines({ trust, user, rule, statements }: ExplainedTrust): string[] {
  const groups = user?.groups.map(({ name }) => name) ?? [];
  return [
    `OCI ${user?.name ?? ""}, by the rule ${rule} of the trust ${trust.name}, asked by the client ${trust.clients.join(" or ")}`,
    `  in ${groups.length === 0 ? "no group" : `the group ${groups.join(", ")}`}`,
    ...statements.flatMap(({ text, widens }) => [
      `  ${widens.length === 0 ? "+" : "!"} ${text}`,
      ...widens.map((why) => `      widens: ${why}`),
    ]),
    ...(statements.length === 0 ? ["  no statement of this state lets it do anything"] : []),
  ];
}

function grantLines({ resources, conditions, judged }: Grant): string[] {
  const free = judged.filter(isFree);
  return [
    ...(free.length === 0 ? [] : [`+ ${free.map(spelled).join(", ")}`]),
    ...judged.filter((one) => !isFree(one)).map(limitedLine),
    ...resources.map((resource) => `    on ${resource}`),
    ...conditions.map((condition) => `    if ${condition}`),
  ];
}

function isFree({ heldBack, where }: Judged): boolean {
  return heldBack.length === 0 && where.length === 0;
}

function limitedLine(one: Judged): string {
  if (one.allowed.length === 0) return `- ${spelled(one)}, which a boundary or a denial holds back`;
  const only = one.where.length === 0 ? "" : `, if ${one.where.join(" and ")}`;
  const spared = one.heldBack.length === 0 ? "" : `, not on ${one.heldBack.join(", ")}`;
  // The statement's own resources follow in lines of their own.
  return `~ ${spelled(one)}${spared === "" ? "" : ` on ${one.allowed.join(", ")}`}${spared}${only}`;
}

function spelled({ action, level }: Judged): string {
  return level === "unknown" ? `${action} (AWS's list has no such action)` : action;
}
