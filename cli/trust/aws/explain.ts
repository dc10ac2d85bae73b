/** What a token could become and do on AWS: for each role whether it takes it, why not, and what the role may do. */
import { recordOf, textsOf } from "../stated.ts";
import type { Claims } from "../token.ts";
import { statementsOf } from "./documents.ts";
import { wideningsOf } from "./escalation.ts";
import type { Widening } from "./escalation.ts";
import { mayTake } from "./evaluate.ts";
import { grantsOf } from "./grants.ts";
import type { Grant } from "./grants.ts";
import type { TrustRole } from "./roles.ts";

export interface ExplainedRole {
  readonly role: TrustRole;
  readonly takes: boolean;
  /** Why it doesn't take it; empty where it does. */
  readonly why: string;
  /** Empty where it doesn't take it. */
  readonly grants: readonly Grant[];
  /** Empty where it doesn't take it, or can't widen its rights. */
  readonly widenings: readonly Widening[];
}

export function explainRoles(roles: readonly TrustRole[], claims: Claims): Promise<ExplainedRole[]> {
  return Promise.all(
    roles.map(async (role) => {
      if (!mayTake(role, claims)) return { role, takes: false, why: whyNot(role, claims), grants: [], widenings: [] };
      return { role, takes: true, why: "", grants: await grantsOf(role), widenings: wideningsOf(role, roles) };
    }),
  );
}

/** The subjects that a role's trust names, by issuer: `{"https://token.actions.githubusercontent.com": ["repo:…"]}`. */
export function subjectsOf(role: TrustRole): { readonly issuer: string; readonly subject: string }[] {
  return conditionsOf(role).flatMap(([key, value]) =>
    key.endsWith(":sub")
      ? textsOf(value).map((subject) => ({ issuer: `https://${key.slice(0, -":sub".length)}`, subject }))
      : [],
  );
}

function whyNot(role: TrustRole, { issuer, audience, subject }: Claims): string {
  const subjects = trusted(role, issuer, "sub");
  const audiences = trusted(role, issuer, "aud");
  if (subjects.length === 0 && audiences.length === 0) return `it trusts no token of ${issuer}`;
  const known = role.audiences[issuer];
  const reasons = [
    ...(subjects.includes(subject) || subjects.length === 0 ? [] : [`its subjects are ${subjects.join(", ")}`]),
    ...(audiences.includes(audience) || audiences.length === 0 ? [] : [`its audience is ${audiences.join(" or ")}`]),
    ...(known?.includes(audience) === false
      ? [`the account's provider takes no audience but ${known.join(", ")}`]
      : []),
  ];
  return reasons.length === 0 ? "its trust asks for more than subject and audience" : reasons.join("; ");
}

function trusted(role: TrustRole, issuer: string, claim: "sub" | "aud"): string[] {
  const wanted = `${issuer.replace(/^https:\/\//, "")}:${claim}`;
  return conditionsOf(role).flatMap(([key, value]) => (key === wanted ? textsOf(value) : []));
}

/** What the trust asks of tokens, without what it asks them not to be. */
function conditionsOf({ trust }: TrustRole): [key: string, value: unknown][] {
  return statementsOf(trust).flatMap((statement) =>
    Object.entries(recordOf(statement["Condition"])).flatMap(([operator, keys]) =>
      operator.includes("Not") ? [] : Object.entries(recordOf(keys)),
    ),
  );
}
