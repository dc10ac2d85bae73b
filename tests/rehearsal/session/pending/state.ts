/** States as `pulumi stack export` gives them, of as much as the tests need. */

export type Entry = Readonly<Record<string, unknown>>;

const PROVIDER = "urn:pulumi:dev::shop::pulumi:providers:aws::aws";

export const urnOf = (type: string, name: string): string => `urn:pulumi:dev::shop::${type}::${name}`;

/** A resource of the provider's, as an engine has recorded it. */
export function resource(type: string, name: string, more: Entry = {}): Entry {
  return { urn: urnOf(type, name), type, custom: true, provider: `${PROVIDER}::p1`, inputs: {}, ...more };
}

export const provider: Entry = { urn: PROVIDER, type: "pulumi:providers:aws", custom: true, id: "p1", inputs: {} };

export const creating = (entry: Entry): Entry => ({ type: "creating", resource: entry });

export function exported(resources: readonly Entry[], operations: readonly Entry[] = []): Entry {
  return { version: 3, deployment: { manifest: {}, resources, pending_operations: operations } };
}

/** What the states tests look at hold. */
export function resourcesIn(state: unknown): Entry[] {
  const { deployment } = state as { deployment: { resources: Entry[]; pending_operations?: unknown } };
  if (deployment.pending_operations !== undefined) throw new Error("Something is still pending.");
  return deployment.resources;
}
