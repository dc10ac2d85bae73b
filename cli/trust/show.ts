/** Explanations and matrices as text. */
import type { Claims } from "./evaluate.ts";
import { mayTake } from "./evaluate.ts";
import type { Explained, Grant } from "./explain.ts";
import type { TrustRole } from "./roles.ts";

export function explanation(explained: readonly Explained[], { subject, audience }: Claims): string {
  const taken = explained.filter(({ takes }) => takes);
  const refused = explained.filter(({ takes }) => !takes);
  return [
    `A token for ${subject} (audience ${audience}) takes ${taken.length} of ${explained.length} roles.`,
    ...taken.flatMap(({ role, grants }) => [
      "",
      `${role.name}${role.boundary === undefined ? ", without a boundary" : `, within ${role.boundary.name}`}`,
      ...grants.flatMap(grantLines),
      ...role.unseen.map((arn) => `  ? ${arn}: not in this state, so what it says isn't known`),
    ]),
    ...(refused.length === 0 ? [] : ["", "Refused:"]),
    ...refused.map(({ role, why }) => `  ${role.name}: ${why}`),
  ].join("\n");
}

function grantLines({ actions, resources, conditions, heldBack }: Grant): string[] {
  const allowed = actions.filter((action) => !heldBack.includes(action));
  return [
    ...(allowed.length === 0 ? [] : [`  + ${allowed.join(", ")}`]),
    ...heldBack.map((action) => `  - ${action}, which a boundary or a denial holds back`),
    ...resources.map((resource) => `      on ${resource}`),
    ...conditions.map((condition) => `      if ${condition}`),
  ];
}

/** A row for each subject, a column for each role: `yes` where a token for the one takes the other. */
export function matrix(
  subjects: readonly string[],
  roles: readonly TrustRole[],
  about: Omit<Claims, "subject">,
): string {
  const head = ["subject", ...roles.map(({ name }) => name)];
  const rows = subjects.map((subject) => [
    subject,
    ...roles.map((role) => (mayTake(role, { ...about, subject }) ? "yes" : "-")),
  ]);
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
