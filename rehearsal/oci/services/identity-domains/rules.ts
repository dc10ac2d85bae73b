/**
 * Rules of a trust that say whom a token impersonates: `<claim> eq <value>` or `<claim> co <value>`, as in
 * `sub eq "repo:tidegate/tidegate:environment:prod"`. Claim and value may stand in quotes. With `eq` a `*` in the value
 * stands for any text; `co` asks whether the claim contains the value, and takes no `*`. Letters' case counts.
 * @see https://docs.oracle.com/en-us/iaas/Content/Identity/api-getstarted/json_web_token_exchange.htm
 */
export interface Rule {
  readonly claim: string;
  readonly operator: "eq" | "co";
  readonly value: string;
}

const RULE = /^(?:"([\w.:-]+)"|([\w.:-]+))\s+(eq|co)\s+(?:"([^"]*)"|'([^']*)'|(\S+))$/;

/** Undefined where the text is no rule. */
export function readRule(text: string): Rule | undefined {
  const found = RULE.exec(text.trim());
  if (found === null) {
    return undefined;
  }
  const claim = found[1] ?? found[2] ?? "";
  const value = found[4] ?? found[5] ?? found[6] ?? "";
  const operator = found[3] === "co" ? "co" : "eq";
  const isRule = value !== "" && !(operator === "co" && value.includes("*"));
  return isRule ? { claim, operator, value } : undefined;
}

/** Whether a token with these claims meets the rule. A claim that is a list or an object meets none. */
export function meets({ claim, operator, value }: Rule, claims: Readonly<Record<string, unknown>>): boolean {
  const has = claims[claim];
  if (typeof has !== "string") {
    return false;
  }
  if (operator === "co") {
    return has.includes(value);
  }
  const pattern = value.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pattern.join(".*")}$`, "s").test(has);
}
