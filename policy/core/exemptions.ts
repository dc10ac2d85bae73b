/** Exemptions: what a policy doesn't hold for, why, and until when. */

export interface Exemption {
  /** Name of the policy. */
  readonly policy: string;
  /** URN of the resource; `*` in it stands for any text. A policy of the whole stack that names no resource has the stack's. */
  readonly resource: string;
  /** Why, in words that a reader a year on understands. */
  readonly reason: string;
  /** Its last day, as in 2027-03-31. */
  readonly until: string;
}

/** The policy under whose name exemptions are configured and listed. */
export const EXEMPTIONS = "exemptions";

/**
 * Policies that no pack holds, because only `tidegate audit` can ask them. An exemption may name them everywhere, so that packs and
 * audit can share a file.
 */
export const AUDIT_ONLY: ReadonlySet<string> = new Set(["no-encrypted-value", "resource-readable"]);

/** What the engine checks about the list, before anything is judged. */
export const EXEMPTIONS_SCHEMA = {
  type: "array",
  items: {
    type: "object",
    required: ["policy", "resource", "reason", "until"],
    additionalProperties: false,
    properties: {
      policy: { type: "string", minLength: 1 },
      resource: { type: "string", pattern: "[^*]" },
      reason: { type: "string", pattern: "\\S+\\s+\\S+" },
      until: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
    },
  },
} as const;

/**
 * Reads a list of exemptions.
 *
 * @param given undefined is none
 * @param policies names of the policies that there are, beside those of AUDIT_ONLY
 * @returns those that can be read, and what is wrong with the others: each by its place in the list, and without a resource
 */
export function readExemptions(
  given: unknown,
  policies: ReadonlySet<string>,
): { readonly exemptions: readonly Exemption[]; readonly faults: readonly string[] } {
  if (given === undefined) return { exemptions: [], faults: [] };
  if (!Array.isArray(given)) return { exemptions: [], faults: ["list: must be a list"] };
  const read = given.map((item: unknown, index) => {
    const faults = faultsOf(item, policies).map((fault) => `list[${index}].${fault}`);
    return { exemption: faults.length === 0 && isExemption(item) ? [item] : [], faults };
  });
  return { exemptions: read.flatMap(({ exemption }) => exemption), faults: read.flatMap(({ faults }) => faults) };
}

/** Whether it holds on a day, both as in 2027-03-31. Its last day counts. */
export function isInForce({ until }: Exemption, today: string): boolean {
  return today <= until;
}

/** Whether it can be about a resource of a stack: one that names another stack isn't. @param urn of anything in the stack */
export function canConcern({ resource }: Exemption, urn: string): boolean {
  const [, named] = /^urn:pulumi:([^:*]+)::/.exec(resource) ?? [];
  return named === undefined || urn.startsWith(`urn:pulumi:${named}::`);
}

/** The first exemption that is about a policy's finding on a resource. */
export function exemptionFor(exemptions: readonly Exemption[], policy: string, urn: string): Exemption | undefined {
  return exemptions.find((exemption) => exemption.policy === policy && isLike(urn, exemption.resource));
}

/** `*` stands for any text. Takes time in proportion to the text's length times the number of stars, whatever they are. */
function isLike(text: string, pattern: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

function faultsOf(item: unknown, policies: ReadonlySet<string>): string[] {
  const of = (key: keyof Exemption): unknown =>
    typeof item === "object" && item !== null
      ? (Object.entries(item).find(([name]) => name === key) ?? [])[1]
      : undefined;
  const policy = of("policy");
  const [resource, reason, until] = [of("resource"), of("reason"), of("until")];
  return [
    ...(typeof policy === "string" && (policies.has(policy) || AUDIT_ONLY.has(policy))
      ? []
      : ["policy: must be the name of a policy of this pack"]),
    ...(typeof resource === "string" && /[^*]/.test(resource)
      ? []
      : ["resource: must be a URN, or part of one with *"]),
    ...(typeof reason === "string" && /\S+\s+\S+/.test(reason) ? [] : ["reason: must say why, in words"]),
    ...(typeof until === "string" && isDay(until) ? [] : ["until: must be a day, as in 2027-03-31"]),
  ];
}

function isExemption(item: unknown): item is Exemption {
  return typeof item === "object" && item !== null && "until" in item;
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
