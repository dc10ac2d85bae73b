/** Which statements speak of a service user, and what is to be said of each. */
import { ociStatementFaults } from "@tidegate/trust";
import type { Domain, NamedStatement, ServiceUser, UserGroup } from "./domain.ts";

export interface JudgedStatement extends NamedStatement {
  /** Why it gives more than a pipeline should have; empty where it doesn't. */
  readonly widens: readonly string[];
}

/** The statements about the user's groups, and about everybody. The domain before a group's name isn't compared: a state doesn't hold it. */
export function statementsFor({ groups }: ServiceUser, { statements }: Domain): JudgedStatement[] {
  return statements
    .filter(({ text }) =>
      subjectsOf(text).some((subject) => subject === EVERYBODY || groups.some((group) => isOf(group, subject))),
    )
    .map((statement) => ({ ...statement, widens: widenings(statement.text) }));
}

const EVERYBODY = "any-user";

/** Whom a statement is about: names and OCIDs of groups, lower-case, without their domain. */
function subjectsOf(text: string): string[] {
  if (/^\s*(allow|deny)\s+any-(user|group)\s/i.test(text)) return [EVERYBODY];
  const [, isId, list] = /^\s*(?:allow|deny)\s+group\s+(id\s+)?(.+?)\s+to\s/is.exec(text) ?? [];
  if (list === undefined) return [];
  return list.split(",").map((one) => {
    const name = one
      .trim()
      .replace(/^id\s+/i, "")
      .replaceAll("'", "")
      .toLowerCase();
    return isId === undefined ? (name.split("/").at(-1) ?? name) : name;
  });
}

function isOf({ name, ocid }: UserGroup, subject: string): boolean {
  return [name.toLowerCase(), ocid.toLowerCase()].includes(subject);
}

/** What the foundation's own check says of it. Group and place are taken as they stand: whose it is was asked above. */
function widenings(text: string): string[] {
  if (/^\s*deny\s/i.test(text)) return [];
  const [, group = "", place = ""] =
    /^\s*allow\s+group\s+(\S+)\s+to\s.*?\sin\s+(compartment\s+(?:id\s+)?\S+)/is.exec(text) ?? [];
  const broad = [
    ...(/\sin\s+tenancy\b/i.test(text) ? ["it reaches the whole tenancy"] : []),
    ...(/^\s*allow\s+any-(user|group)\s/i.test(text) ? ["it is about everybody"] : []),
    ...(/\smanage\s+all-resources\b/i.test(text) ? ["it lets do everything there"] : []),
  ];
  const found = ociStatementFaults("", text.trim(), { group, place }).map(
    ({ accepted }) => `a pipeline gets ${accepted}`,
  );
  return [...broad, ...found];
}
