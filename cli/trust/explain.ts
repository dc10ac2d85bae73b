/** What a token could become and do: for each role whether it takes it, why not, and what the role may do. */
import type { Claims } from "./evaluate.ts";
import { mayDo, mayTake } from "./evaluate.ts";
import { satisfying } from "./conditions.ts";
import type { Document, TrustRole } from "./roles.ts";
import { recordOf } from "./stated.ts";

/** One statement that allows something. */
export interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** In words: `aws:ResourceTag/Project is order-tracking`. */
  readonly conditions: readonly string[];
  /** Actions that a boundary or a denial holds back all the same. */
  readonly heldBack: readonly string[];
}

export interface Explained {
  readonly role: TrustRole;
  readonly takes: boolean;
  /** Why it doesn't take it; empty where it does. */
  readonly why: string;
  /** Empty where it doesn't take it. */
  readonly grants: readonly Grant[];
}

export function explain(roles: readonly TrustRole[], claims: Claims): Explained[] {
  return roles.map((role) => {
    const takes = mayTake(role, claims);
    return { role, takes, why: takes ? "" : whyNot(role, claims), grants: takes ? grantsOf(role) : [] };
  });
}

/** The subjects that a role's trust names for an issuer. */
export function subjectsOf(role: TrustRole, issuer: string): string[] {
  return trusted(role, issuer, "sub");
}

function whyNot(role: TrustRole, claims: Claims): string {
  const [audiences, subjects] = [trusted(role, claims.issuer, "aud"), subjectsOf(role, claims.issuer)];
  if (subjects.length === 0 && audiences.length === 0) return `it trusts no token of ${claims.issuer}`;
  const reasons = [
    ...(subjects.includes(claims.subject) ? [] : [`its subjects are ${subjects.join(", ")}`]),
    ...(audiences.includes(claims.audience) ? [] : [`its audience is ${audiences.join(" or ")}`]),
  ];
  return reasons.length === 0 ? "its trust asks for more than subject and audience" : reasons.join("; ");
}

function trusted({ trust }: TrustRole, issuer: string, claim: "sub" | "aud"): string[] {
  const key = `${issuer.replace(/^https:\/\//, "")}:${claim}`;
  return statementsOf(trust).flatMap((statement) =>
    Object.values(recordOf(statement["Condition"])).flatMap((keys) => textsOf(recordOf(keys)[key])),
  );
}

function grantsOf(role: TrustRole): Grant[] {
  return role.policies
    .flatMap(({ document }) => statementsOf(document))
    .filter((statement) => statement["Effect"] === "Allow")
    .map((statement) => {
      const [actions, resources] = [textsOf(statement["Action"]), textsOf(statement["Resource"])];
      const { context, words } = satisfying(recordOf(statement["Condition"]));
      const allowed = (action: string) =>
        resources.some((resource) => mayDo(role, { action: example(action), resource: example(resource), context }));
      return { actions, resources, conditions: words, heldBack: actions.filter((action) => !allowed(action)) };
    });
}

/** Something that the pattern means. A lone `*` stands for whatever knows no resource. */
function example(pattern: string): string {
  return pattern === "*" ? pattern : pattern.replace(/[*?]/g, "x");
}

function statementsOf(document: Document): Document[] {
  return [document["Statement"]].flat().map(recordOf);
}

function textsOf(value: unknown): string[] {
  return [value].flat().filter((one) => typeof one === "string");
}
