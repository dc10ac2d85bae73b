/** What a policy is configured with. */
import type { Policy } from "./policy.ts";

/** The policy's keys as JSON schema, each with its default; undefined where nothing can be set. */
export function schemaOf(policy: Policy): { properties: Record<string, object> } | undefined {
  const keys = keysOf(policy);
  if (keys.length === 0) return undefined;
  return {
    properties: Object.fromEntries(
      keys.map(([key, { schema, default: value, describes }]) => [
        key,
        { ...schema, default: value, description: describes },
      ]),
    ),
  };
}

/** What is configured, with a default where it isn't, and the keys that the policy doesn't have. */
export function settingsOf(
  policy: Policy,
  given: object,
): { readonly config: object; readonly unknown: readonly string[] } {
  const keys = keysOf(policy);
  const known = new Set(keys.map(([key]) => key));
  const defaults = Object.fromEntries(keys.map(([key, { default: value }]) => [key, value]));
  return { config: { ...defaults, ...given }, unknown: Object.keys(given).filter((key) => !known.has(key)) };
}

interface Key {
  readonly schema: object;
  readonly default: unknown;
  readonly describes: string;
}

function keysOf({ config }: Policy): [string, Key][] {
  const keys: Readonly<Record<string, Key>> = { ...config };
  return Object.entries(keys);
}
