/**
 * Rules of an identity propagation trust: `sub eq "repo:owner/name:environment:prod"`. With `eq` a `*` stands for any text, `co`
 * asks whether the claim contains the value and takes no `*`. Letters' case counts, and a claim must be one text.
 *
 * The rehearsal reads them too, by itself: it stands for OCI, and must not agree with this by sharing it. A test holds the
 * two against each other.
 *
 * @see https://docs.oracle.com/en-us/iaas/Content/Identity/api-getstarted/json_web_token_exchange.htm
 */
export interface ExchangeRule {
  readonly claim: string;
  readonly operator: "eq" | "co";
  readonly value: string;
}

/** Undefined where the text is no rule. */
export function exchangeRule(text: string): ExchangeRule | undefined {
  const [, claim, operator, value] = FORM.exec(text.trim()) ?? [];
  if (claim === undefined || value === undefined || (operator !== "eq" && operator !== "co")) return undefined;
  const rule = { claim: unquoted(claim), operator, value: unquoted(value) } as const;
  const isRule = rule.value !== "" && !(operator === "co" && rule.value.includes("*"));
  return isRule ? rule : undefined;
}

/** Whether a token with these claims meets the rule. */
export function ruleFits({ claim, operator, value }: ExchangeRule, claims: Readonly<Record<string, unknown>>): boolean {
  const has = claims[claim];
  if (typeof has !== "string") return false;
  return operator === "co" ? has.includes(value) : isLikeText(value.split("*"), has);
}

/** `"claim" eq value`, `claim co 'value'`; a value without quotes has no blank. */
const FORM = /^("[\w.:-]+"|[\w.:-]+)\s+(eq|co)\s+("[^"]*"|'[^']*'|\S+)$/;

function unquoted(text: string): string {
  return /^("[^"]*"|'[^']*')$/.test(text) ? text.slice(1, -1) : text;
}

/** The parts follow each other in the text; the first begins it and the last ends it. */
function isLikeText(parts: readonly string[], text: string): boolean {
  const [first = "", ...rest] = parts;
  if (rest.length === 0) return text === first;
  const last = rest.pop() ?? "";
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
