import type { Level, Policy } from "./policy.ts";

/** The engine's own words. `remediate` sets right what can be set right, and is as strict as `mandatory` about the rest. */
export type Enforcement = Level | "remediate";

/** How strictly the engine is to hold a policy in an environment. One that isn't `dev` is held as strictly as `prod`. */
export function enforcementOf(policy: Policy, environment: string): Enforcement {
  const level = environment === "dev" ? policy.levels.dev : policy.levels.prod;
  const remedies = policy.about === "resource" && policy.remediate !== undefined;
  return level === "mandatory" && remedies ? "remediate" : level;
}

/** What `--policy-pack-config` wants to hear: each policy's level in an environment. */
export function levelsOf(policies: readonly Policy[], environment: string): Record<string, Enforcement> {
  return Object.fromEntries(policies.map((policy) => [policy.name, enforcementOf(policy, environment)]));
}
