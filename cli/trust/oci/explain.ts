/** Who a token becomes on OCI, by each trust of the state, and what that service user may do. */
import type { Claims } from "../token.ts";
import type { Domain, ExchangeTrust, ServiceUser } from "./domain.ts";
import { exchangeRule, ruleFits } from "./rules.ts";
import { statementsFor } from "./statements.ts";
import type { JudgedStatement } from "./statements.ts";

export interface ExplainedTrust {
  readonly trust: ExchangeTrust;
  /** The service user that the token becomes; left out where it becomes none. */
  readonly user?: ServiceUser;
  /** The rule that decided, or empty. */
  readonly rule: string;
  /** Why it becomes nobody; empty where it becomes somebody. */
  readonly why: string;
  readonly statements: readonly JudgedStatement[];
}

export function explainTrusts(domain: Domain, claims: Claims): ExplainedTrust[] {
  return domain.trusts.map((trust) => explained(trust, domain, claims));
}

/** The service user that a token becomes, if any trust makes it one. */
export function becomes(domain: Domain, claims: Claims): ServiceUser | undefined {
  return domain.trusts.map((trust) => outcome(trust, domain, claims).user).find((user) => user !== undefined);
}

/** Service users that some rule of a trust names. */
export function principalsOf({ trusts, users }: Domain): ServiceUser[] {
  const named = new Set(trusts.flatMap(({ rules }) => rules.map(({ userId }) => userId)));
  return users.filter(({ id }) => named.has(id));
}

/** The subjects that rules name whole; a rule with a `*` or about another claim names none. */
export function ruleSubjects({ trusts }: Domain): { readonly issuer: string; readonly subject: string }[] {
  return trusts.flatMap(({ issuer, rules }) =>
    rules.flatMap(({ rule }) => {
      const read = exchangeRule(rule);
      const isWhole = read?.claim === "sub" && read.operator === "eq";
      return isWhole ? [{ issuer, subject: read.value }] : [];
    }),
  );
}

function explained(trust: ExchangeTrust, domain: Domain, claims: Claims): ExplainedTrust {
  const { user, rule = "", why = "" } = outcome(trust, domain, claims);
  const statements = user === undefined ? [] : statementsFor(user, domain);
  return { trust, ...(user !== undefined && { user }), rule, why, statements };
}

interface Outcome {
  readonly user?: ServiceUser;
  readonly rule?: string;
  readonly why?: string;
}

function outcome(trust: ExchangeTrust, { users }: Domain, claims: Claims): Outcome {
  const given = { ...claims.others, iss: claims.issuer, sub: claims.subject, aud: claims.audience };
  const why = refusal(trust, given);
  if (why !== undefined) return { why };
  const deciding = trust.rules.find(({ rule }) => {
    const read = exchangeRule(rule);
    return read !== undefined && ruleFits(read, given);
  });
  if (deciding === undefined)
    return { why: `no rule fits it: ${trust.rules.map(({ rule }) => rule).join("; ") || "there is none"}` };
  const { rule, userId } = deciding;
  const user = users.find(({ id }) => id === userId);
  if (user === undefined) return { rule, why: `by ${rule} it becomes a user that this state doesn't hold` };
  return user.active ? { user, rule } : { rule, why: `by ${rule} it becomes ${user.name}, who is not active` };
}

/** What ends an exchange before any rule is asked. */
function refusal(trust: ExchangeTrust, claims: Readonly<Record<string, string>>): string | undefined {
  if (!trust.active) return "it is not active";
  if (trust.issuer !== claims["iss"])
    return `it trusts no token of ${claims["iss"] ?? "nobody"}, but of ${trust.issuer}`;
  if (trust.clients.length === 0) return "it lists no client that may ask for an exchange";
  const { audienceClaim, audiences } = trust;
  if (audienceClaim === undefined) return undefined;
  const has = claims[audienceClaim];
  if (has === undefined) return `it asks for the claim ${audienceClaim} (--claim ${audienceClaim}=...)`;
  return audiences.includes(has) ? undefined : `its ${audienceClaim} is ${audiences.join(" or ")}`;
}
